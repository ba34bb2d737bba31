from datetime import date

import pytest

from assistant.access import LOCAL_PERSON, filter_for
from assistant.domain import Filters, Principal, SearchMode
from assistant.retrieval.synonyms import SynonymList

STAFF = filter_for(LOCAL_PERSON)
RULE = "城市供水条例"


@pytest.fixture
def find(retriever):
    def found(question, limit=10, mode=SearchMode.HYBRID, access=STAFF, **filters):
        return retriever.retrieve(question, access, Filters(**filters), limit, mode)

    return found


@pytest.fixture
def rules(publish):
    """The same articles of two cities, and an older edition of the first."""
    articles = [("第十一条", "第十一条 供水单位应当保证水压。"), ("第十二条", "第十二条 水箱每半年清洗一次。")]
    return {
        place: publish(f"{place}{RULE}", *[(clause, f"{text}{place}") for clause, text in articles], place=place)
        for place in ("东营市", "青岛市")
    }


def texts(found):
    return [hit.passage.text for hit in found.hits]


def hint(found, kind):
    return next(each for each in found.understood.hints if each.kind == kind)


def test_a_clause_of_a_named_paper_comes_first_and_nothing_of_another_paper_comes_at_all(find, rules):
    found = find(f"《青岛市{RULE}》第十二条怎么规定？")
    assert texts(found)[0] == "第十二条 水箱每半年清洗一次。青岛市"
    assert {hit.document.document_id for hit in found.hits} == {rules["青岛市"]}
    assert hint(found, "title").certain
    assert found.hits[0].legs["clause"] > 0


def test_a_named_paper_may_be_named_without_marks_and_a_clause_with_digits(find, rules):
    assert texts(find(f"青岛市{RULE}第12条"))[0] == "第十二条 水箱每半年清洗一次。青岛市"


def test_a_clause_is_found_where_only_one_paper_is_looked_in(find, rules):
    found = find("第十一条说什么", document_ids=(rules["东营市"],))
    assert texts(found)[0] == "第十一条 供水单位应当保证水压。东营市"


def test_a_clause_without_a_paper_keeps_nothing_out(find, rules):
    found = find("第十二条说什么")
    assert {hit.document.document_id for hit in found.hits} == set(rules.values())


def test_what_was_understood_can_be_taken_back(find, rules):
    question = f"《青岛市{RULE}》第十二条怎么规定？"
    found = find(question, without=frozenset({f"title:青岛市{RULE}", "place:青岛市"}))
    assert {hit.document.document_id for hit in found.hits} == set(rules.values())
    assert {each.kind for each in found.understood.removed} == {"title", "place"}
    assert found.filters.places == ()


def test_a_place_that_papers_are_from_is_a_filter_and_said_so(find, rules):
    found = find("东营水箱多久清洗")
    assert hint(found, "place").certain
    assert {hit.document.metadata.place for hit in found.hits} == {"东营市"}


def test_a_document_s_own_number_is_a_filter(find, publish):
    publish("通知甲", "水价上调。", doc_number="清供水〔2022〕12号")
    other = publish("通知乙", "水价上调了。", doc_number="清供水〔2023〕12号")
    found = find("清供水[2023]012号说水价怎么了")
    assert [hit.document.document_id for hit in found.hits] == [other]
    assert hint(found, "number").certain


def test_a_number_that_no_paper_has_keeps_nothing_out(find, publish):
    publish("通知甲", "水价上调。", doc_number="清供水〔2022〕12号")
    found = find("〔2019〕3号说水价怎么了")
    assert texts(found) == ["水价上调。"]
    assert not hint(found, "number").certain


def test_quoted_words_must_stand_in_a_passage_when_any_holds_them(find, publish):
    publish("甲", "供水设施每年检查一次。", "每年的供水检查。", "设施供水，检查每年。")
    assert texts(find("“供水设施每年检查”")) == ["供水设施每年检查一次。"]
    assert texts(find("「供水 设施」")) == ["供水设施每年检查一次。"]


def test_quoted_words_that_nothing_holds_are_no_filter(find, publish):
    publish("甲", "供水设施每年检查一次。")
    found = find("“供水检查设施”")
    assert texts(found) == ["供水设施每年检查一次。"]
    assert not hint(found, "phrase").certain


def test_a_simplified_question_finds_traditional_text_and_the_other_way_round(find, publish):
    publish("甲", "用戶應當繳納費用。", "水压不足时请报修。")
    assert texts(find("缴纳费用", mode=SearchMode.KEYWORD)) == ["用戶應當繳納費用。"]
    assert texts(find("水壓不足時", mode=SearchMode.KEYWORD))[0] == "水压不足时请报修。"


def test_another_name_of_a_word_is_found_and_told(find, publish):
    publish("甲", "二次供水泵房每周巡查。", "会议在周五召开。")
    found = find("二供怎么巡查")
    assert texts(found)[0] == "二次供水泵房每周巡查。"
    assert hint(found, "word").words == "二供"
    assert "keyword_part" in found.hits[0].legs
    assert "word" not in {each.kind for each in find("二供怎么巡查", without=frozenset({"word:二供"})).understood.hints}


def test_the_words_of_a_person_s_list_count_at_the_next_question(library, retriever, find, publish):
    publish("甲", "水司负责抢修。", "会议在周五召开。")
    assert find("老东家怎么办").understood.values("word") == ()
    retriever._synonyms = SynonymList(library.home)
    SynonymList(library.home).add(["老东家", "水司"])
    assert find("老东家怎么办").understood.values("word") == ("水司",)


def test_a_short_name_that_a_paper_defines_is_another_name_and_follows_the_library(find, publish):
    question = "农污设施谁管"
    assert "处理" not in "".join(find(question).understood.values("word"))
    publish("甲", "农村生活污水处理设施（以下简称“农污设施”）由镇里管。")
    assert "农村生活污水处理设施" in "".join(find(question).understood.values("word"))


def test_a_short_name_of_a_paper_one_may_not_see_is_not_told(find, publish):
    publish("甲", "农村生活污水处理设施（以下简称“农污设施”）由镇里管。", access_label="board")
    assert "农村生活污水处理设施" not in "".join(find("农污设施谁管").understood.values("word"))


def test_a_person_who_sees_nothing_finds_nothing_by_any_way(find, rules):
    for question in ("水箱", f"《青岛市{RULE}》第十二条", "“水箱”", "比较东营市和青岛市"):
        found = find(question, access=filter_for(Principal("")))
        assert found.hits == ()
        assert not [each for each in found.understood.hints if each.kind in ("place", "title")]


def test_each_compared_place_has_a_hit_among_the_first_five(find, publish):
    publish("东营市规定", *(f"水箱清洗消毒第{n}项要求" for n in range(1, 9)), place="东营市")
    publish("青岛市规定", "泵房要上锁。", place="青岛市")
    found = find("比较东营市和青岛市的水箱清洗消毒要求")
    assert {hit.document.metadata.place for hit in found.hits[:5]} == {"东营市", "青岛市"}


def test_each_compared_year_has_a_hit_among_the_first_five(find, publish):
    publish("甲", *(f"供水总量情况说明之{n}" for n in range(1, 9)), period="2022")
    publish("乙", "水费收入增加。", period="2023")
    found = find("2022年和2023年的供水总量情况说明", limit=5)
    assert {hit.document.metadata.period for hit in found.hits} == {"2022", "2023"}


def test_the_same_text_comes_once_and_names_the_other_paper(find, publish):
    publish("甲", "水箱每半年清洗一次。")
    publish("乙", "水箱每半年 清洗一次。", "水箱要加盖。")
    found = find("水箱清洗")
    assert len(texts(found)) == 2
    first = found.hits[0]
    assert {first.document.title, *(each.title for each in first.also)} == {"甲", "乙"}


def test_the_year_asked_about_lifts_and_last_year_is_told_in_the_question_s_words(find, publish):
    last = date.today().year - 1
    publish("旧", "供水总量情况一", period=str(last - 3))
    publish("新", "供水总量情况二", period=str(last))
    found = find("去年的供水总量情况")
    assert found.hits[0].document.title == "新"
    assert found.hits[0].legs["period"] > 0
    assert (hint(found, "year").value, hint(found, "year").words) == (str(last), "去年")


def test_keywords_alone_are_the_person_s_own_words_when_the_library_has_them(find, publish):
    publish("甲", "二供泵房。", "二次供水。二次供水。二次供水。")
    assert texts(find("二供", mode=SearchMode.KEYWORD)) == ["二供泵房。"]
    assert texts(find("NRW", mode=SearchMode.KEYWORD)) == []


def test_the_parts_make_the_score(find, rules):
    for each in find(f"2023年《青岛市{RULE}》第十二条的条例怎么规定“水箱”？").hits:
        assert sum(value for name, value in each.legs.items() if name != "keyword") == pytest.approx(each.score)
