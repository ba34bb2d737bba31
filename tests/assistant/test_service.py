import json

import pytest

from assistant import open_assistant
from assistant.access import LOCAL_PERSON
from assistant.domain import Filters, Principal, SearchMode
from assistant.errors import NotFound, UsageError

NOBODY = Principal("")


@pytest.fixture
def assistant(corpus_home):
    return open_assistant(corpus_home)


def test_an_unnamed_person_sees_nothing_by_any_door(assistant):
    document = assistant.documents(LOCAL_PERSON)[0]
    assert assistant.documents(NOBODY) == ()
    assert assistant.search("供水", NOBODY).hits == ()
    assert assistant.ask("2023年全市总供水量是多少？", NOBODY).citations == ()
    assert assistant.facets(NOBODY).kinds == ()
    assert assistant.suggestions(NOBODY) == ()
    for look in (
        lambda: assistant.document(document.document_id, NOBODY),
        lambda: assistant.page(document.document_id, 1, NOBODY),
        lambda: assistant.passages(document.document_id, NOBODY),
    ):
        with pytest.raises(NotFound):
            look()


def test_an_empty_question_is_a_usage_error(assistant):
    with pytest.raises(UsageError):
        assistant.ask("  ", LOCAL_PERSON)


def test_a_quote_opens_in_its_context(assistant):
    citation = assistant.ask("2023年全市总供水量是多少？", LOCAL_PERSON).citations[0]
    shown = assistant.quote_in_context(citation, LOCAL_PERSON)
    page = assistant.page(citation.document_id, shown.page, LOCAL_PERSON).text
    assert shown.before + shown.quote + shown.after in page
    assert "6218万吨" in shown.quote


def test_every_suggested_question_is_answered(assistant):
    suggested = assistant.suggestions(LOCAL_PERSON)
    assert len(suggested) == 4
    assert len(set(suggested)) == 4
    assert all(assistant.ask(question, LOCAL_PERSON).claims for question in suggested)


def test_facets_offer_only_what_some_document_has(assistant):
    facets = assistant.facets(LOCAL_PERSON)
    assert {2022, 2023, 2024} <= set(facets.years)
    for kind in facets.kinds:
        assert assistant.documents(LOCAL_PERSON, Filters(kinds=(kind,)))


def test_what_was_asked_and_shown_is_recorded(assistant, corpus_home):
    answer = assistant.ask("2023年全市总供水量是多少？", LOCAL_PERSON)
    last = json.loads((corpus_home / "audit.jsonl").read_text("utf-8").splitlines()[-1])
    assert (last["user"], last["event"], last["question"]) == ("local", "ask", answer.question)
    assert last["shown"] == [citation.passage_id for citation in answer.citations]


def test_a_replaced_file_answers_with_its_new_figure_only(tmp_path):
    assistant = open_assistant(tmp_path / "home")
    paper = tmp_path / "2023年度工作回顾.md"
    paper.write_text("# 2023年度工作回顾\n\n2023年，全市总供水量6218万吨。\n", encoding="utf-8")
    assistant.ingest([paper], LOCAL_PERSON)
    paper.write_text("# 2023年度工作回顾\n\n2023年，全市总供水量7001万吨。\n", encoding="utf-8")
    report = assistant.ingest([paper], LOCAL_PERSON)
    assert [each.status.value for each in report.files] == ["replaced"]
    assert "7001万吨" in assistant.ask("2023年全市总供水量是多少？", LOCAL_PERSON).text
    texts = [hit.passage.text for hit in assistant.search("总供水量6218万吨", LOCAL_PERSON).hits]
    assert texts
    assert not any("6218" in text for text in texts)


@pytest.mark.parametrize("question", [5, None, "\ud800"])
def test_what_is_no_question_is_a_usage_error(assistant, question):
    with pytest.raises(UsageError):
        assistant.ask(question, LOCAL_PERSON)


@pytest.mark.parametrize("options", [{"mode": "bogus"}, {"limit": 0}, {"limit": -1}, {"limit": "3"}, {"limit": True}])
def test_a_search_refuses_a_mode_or_a_limit_that_cannot_be(assistant, options):
    with pytest.raises(UsageError):
        assistant.search("供水", LOCAL_PERSON, **options)


def test_a_mode_may_be_given_by_name(assistant):
    assert assistant.search("供水", LOCAL_PERSON, mode="keyword").mode is SearchMode.KEYWORD


def test_facets_offer_every_year_of_a_range_and_each_finds_its_paper(tmp_path):
    assistant = open_assistant(tmp_path / "home")
    paper = tmp_path / "2021-2023年供水工作总结.md"
    paper.write_text("# 2021-2023年供水工作总结\n\n三年共完成管网改造120公里。\n", encoding="utf-8")
    assistant.ingest([paper], LOCAL_PERSON)
    assert assistant.documents(LOCAL_PERSON)[0].metadata.period == "2021/2023"
    assert assistant.facets(LOCAL_PERSON).years == (2023, 2022, 2021)
    for year in (2021, 2022, 2023):
        assert assistant.documents(LOCAL_PERSON, Filters(years=(year,)))
