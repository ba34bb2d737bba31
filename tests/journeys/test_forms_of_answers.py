"""The form of an answer on the sample corpus, as a clerk reads it: whole, in order, cited, checked."""

import pytest

from assistant import open_assistant
from assistant.access import LOCAL_PERSON, AccessFilter
from assistant.answering.extractive import ExtractiveAnswerer
from assistant.bootstrap import assemble
from assistant.citations import quote_of, same_but_white_space
from assistant.domain import AnswerStatus, Filters, Reason, SearchMode, Verdict
from assistant.settings import Settings


@pytest.fixture(scope="module")
def ask(corpus_home):
    assistant = open_assistant(corpus_home)

    def asking(question):
        answer = assistant.ask(question, LOCAL_PERSON)
        assert all(claim.verdict is Verdict.SUPPORTED for claim in answer.claims)
        for citation in answer.citations:
            numbers = {span.page for span in citation.spans}
            pages = {n: assistant.page(citation.document_id, n, LOCAL_PERSON).text for n in numbers}
            assert same_but_white_space(citation.quote, quote_of(citation.spans, pages))
        return answer

    return asking


def test_a_procedure_is_told_as_its_steps_whole_and_in_order(ask):
    answer = ask("投诉处理的流程是什么？")
    assert [citation.clause for citation in answer.citations] == [
        f"第{number}条" for number in ("七", "八", "九", "十", "十一", "十二", "十三")
    ]
    lines = answer.text.split("\n")
    assert lines[1].startswith("第八条")
    assert "受理登记" in lines[1]
    assert lines[-1].endswith("[7]")


def test_what_to_do_in_an_event_is_its_procedure_where_no_single_rule_says_it(ask):
    answer = ask("管道爆管了怎么办？")
    told = [citation.clause for citation in answer.citations]
    assert told[0] == "第九条"
    assert told[-1] == "第二十二条"
    assert len(told) == 14


def test_what_to_do_is_one_rule_where_a_rule_says_it(ask):
    answer = ask("投诉处理用户不满意怎么办？")
    assert len(answer.claims) == 1
    assert "应当重新办理" in answer.claims[0].text


def test_a_question_the_handbook_asks_itself_is_answered_with_its_reply(ask):
    answer = ask("工作证丢了怎么办？")
    assert answer.claims[0].text == "工作证遗失怎么办？应当在1个工作日内报告党群人力部，补办费用20元。"


def test_a_list_is_complete(ask):
    answer = ask("哪些用户可以申请水费减免？")
    (claim,) = answer.claims
    assert [f"（{mark}）" in claim.text for mark in "一二三四"] == [True] * 4
    assert claim.text.startswith("下列居民用户可以享受水费减免")


def test_materials_are_told_by_the_article_that_asks_for_them(ask):
    answer = ask("用水报装需要什么材料？")
    assert answer.citations[0].clause == "第六条"
    assert "身份证明和不动产权属证明" in answer.claims[0].text
    assert "营业执照" in answer.claims[0].text


def test_a_permission_is_told_in_the_clause_s_own_force(ask):
    answer = ask("周末可以安排计划停水吗？")
    assert answer.claims[0].text.startswith("计划停水不得安排在")
    assert "但抢修除外" in answer.claims[0].text


def test_two_things_are_compared_in_a_table_with_a_citation_in_every_row(ask):
    answer = ask("一级抢修和二级抢修有什么区别？")
    rows = answer.text.split("\n")
    assert rows[0] == "|  | 一级抢修 | 二级抢修 |"
    assert "| 修复时限 | 24小时[3] | 12小时[4] |" in rows
    assert all("[" in row for row in rows[2:])
    assert "不足600毫米" in rows[2]


def test_two_rows_are_compared_also_within_one_year(ask):
    answer = ask("澜湖水厂和东汀水厂2023年供水量对比")
    assert "| 2023年 | 4102[1] | 2116[2] |" in answer.text.split("\n")
    assert answer.text.startswith("|  | 澜湖水厂（万吨） | 东汀水厂（万吨） |")


def test_several_items_of_a_list_are_cited_as_the_list(ask):
    answer = ask("口径25毫米以下的水表最多使用几年？")
    assert "不超过6年" in answer.claims[0].text
    assert answer.citations[0].clause_path == "第二十条"


def test_two_years_are_compared_each_with_its_own_figure(ask):
    answer = ask("2022年和2023年营业收入分别是多少？")
    rows = answer.text.split("\n")
    assert rows[2].startswith("| 2022年 | 4.57亿元 |")
    assert rows[3].startswith("| 2023年 | 4.86亿元 |")


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("一级抢修 多久", "24小时"),
        ("出厂水浊度内控", "不超过0.15 NTU"),
        ("三级抢修由谁现场指挥？", "抢修队队长"),
        ("过户改名几天能办好？", "1个工作日"),
    ],
)
def test_a_value_of_a_table_wins_over_prose(ask, question, value):
    assert ask(question).claims[0].text.endswith(value)


def test_the_figure_stands_first_with_its_period_and_last_year_is_resolved(ask):
    answer = ask("2023年集团营业收入是多少？")
    assert answer.claims[0].text.startswith("4.86亿元（2023年）：去年〔2023年〕，")
    assert answer.citations[0].quote.startswith("去年，")


def test_a_plan_s_figure_is_told_as_planned(ask):
    assert ask("2023年计划改造多少个老旧小区供水管网？").claims[0].text.startswith("26个（2023年计划）：")


def test_how_often_within_a_year_is_told_by_what_was_done(ask):
    answer = ask("2023年开展入企服务多少次？")
    assert "96次" in answer.claims[0].text
    assert "计划" not in answer.claims[0].text


def test_a_rule_brings_what_limits_it(ask):
    answer = ask("建设工地临时用水最长可以用多久？")
    assert "可以延期一次，延期不超过1年" in answer.claims[0].text


def test_who_explains_a_paper_is_read_from_it(ask):
    answer = ask("抢修规程归哪个部门解释？")
    assert answer.claims[0].text == "本规程由管网运维部负责解释。"


def test_a_refusal_names_whom_to_ask_and_by_which_paper(ask):
    answer = ask("2021年全市总供水量是多少？")
    assert (answer.status, answer.reason) == (AnswerStatus.REFUSED, Reason.NO_SUCH_VALUE)
    assert "可以咨询：生产运行部（《生产运行部2023年工作总结》）" in answer.text


def test_a_refusal_to_one_who_may_see_nothing_names_no_paper_and_nobody(corpus_home):
    parts = assemble(Settings(home=corpus_home))
    nobody = AccessFilter(frozenset())
    question = "2021年全市总供水量是多少？"
    found = parts.retriever.retrieve(question, nobody, Filters(), 40, SearchMode.HYBRID)
    answer = ExtractiveAnswerer(parts.library, parts.embedder).answer(question, found, nobody)
    assert answer.status is AnswerStatus.REFUSED
    assert "《" not in answer.text
    assert "部" not in answer.text


def test_a_traditional_question_gets_the_same_table(ask):
    plain, traditional = ask("一级抢修和二级抢修有什么区别？"), ask("一級搶修和二級搶修有什麼區別？")
    assert traditional.text == plain.text
    assert traditional.question == "一級搶修和二級搶修有什麼區別？"


def test_steps_in_english_are_told_as_the_guide_numbers_them(ask):
    answer = ask("How do I clean a tank?")
    assert [line[:3] for line in answer.claims[0].text.split("\n")] == ["5.1", "5.2", "5.3", "5.4"]
