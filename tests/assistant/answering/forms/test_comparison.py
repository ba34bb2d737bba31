from datetime import date

from assistant.answering.forms.comparison import of_periods, of_two, without_comparing
from assistant.answering.question import read
from assistant.answering.selection import Selection
from assistant.answering.statements import read_statement
from assistant.answering.subject import subject_of, words_of
from assistant.domain import PassageKind
from tests.support.builders import make_candidate, make_document, make_hit

ARTICLE = "第十条 公开招标，是指以公告邀请不特定的法人投标。\n邀请招标，是指以邀请书邀请特定的法人投标。"


def _two(question, text=ARTICLE):
    hit = make_hit(text, make_document(title="招标投标法", kind="law"), kind=PassageKind.CLAUSE, clause="第十条")
    return of_two(question, subject_of(question, dict.fromkeys(words_of(question), 1.0)), [hit], [])


def test_each_of_two_things_gets_the_sentence_that_begins_with_it():
    shaped = _two("公开招标和邀请招标有什么区别？")
    assert shaped.head == ("", "公开招标", "邀请招标")
    (row,) = shaped.rows
    assert [cell.of for cell in row] == [None, 0, 1]
    assert row[1].text.startswith("第十条 公开招标，是指")
    assert row[2].text.startswith("邀请招标，是指")


def test_without_words_about_one_of_them_there_is_no_comparison():
    assert _two("公开招标和竞争性谈判有什么区别？") is None
    assert _two("公开招标有什么区别？") is None


def test_of_two_names_the_longer_one_is_not_taken_for_the_shorter():
    text = "第四条 对象：\n（一）低保边缘户，每月4立方米；\n（二）低保户，每月8立方米。"
    (row,) = _two("低保户和低保边缘户有什么区别？", text).rows
    assert ["8立方米" in row[1].text, "4立方米" in row[2].text] == [True, True]


def test_two_years_stand_in_their_order_with_their_figures():
    asked = read("2023年和2022年营业收入分别是多少？", date(2026, 11, 23))
    told = [read_statement(make_candidate(f"{year}年营业收入{value}亿元。")) for year, value in ((2023, 5), (2022, 4))]
    shaped = of_periods(asked, Selection(tuple(told)))
    assert [[cell.text for cell in row[:2]] for row in shaped.rows] == [["2022年", "4亿元"], ["2023年", "5亿元"]]
    assert of_periods(asked, Selection(tuple(told[:1]))) is None


def test_a_comparison_of_years_is_asked_as_for_a_figure():
    assert without_comparing("2022年与2023年管网漏损率相比怎么样？") == "2022年与2023年管网漏损率是多少？"
    assert without_comparing("公开招标和邀请招标有什么区别？") == "公开招标和邀请招标有什么区别？"
