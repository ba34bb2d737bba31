"""The main job on real papers that are not part of the project."""

import pytest

from assistant import open_assistant
from assistant.access import LOCAL_PERSON
from assistant.domain import AnswerStatus, Reason, Status


def _library(tmp_path_factory, *paths):
    assistant = open_assistant(tmp_path_factory.mktemp("shared") / "home")
    assistant.ingest(paths, LOCAL_PERSON)
    return assistant


@pytest.fixture(scope="module")
def newspaper(shared, tmp_path_factory):
    return _library(tmp_path_factory, shared / "newspaper")


@pytest.fixture(scope="module")
def laws(shared, tmp_path_factory):
    return _library(tmp_path_factory, *sorted((shared / "laws").glob("*供水*.md")))


@pytest.mark.parametrize(
    ("question", "figure"),
    [("2023年全市总供水量是多少？", "5906万吨"), ("2023年污水输送量是多少？", "5278万吨")],
)
def test_a_figure_of_the_newspaper_page_is_given_and_cited(newspaper, question, figure):
    answer = newspaper.ask(question, LOCAL_PERSON)
    assert answer.status is AnswerStatus.ANSWERED
    assert figure in answer.claims[0].text
    assert figure in answer.citations[0].quote
    assert (answer.claims[0].status, answer.claims[0].period) == (Status.ACHIEVED, "2023")


def test_a_year_the_page_does_not_cover_is_refused_and_the_year_it_has_is_named(newspaper):
    answer = newspaper.ask("2022年总供水量是多少？", LOCAL_PERSON)
    assert (answer.status, answer.reason) == (AnswerStatus.REFUSED, Reason.NO_SUCH_VALUE)
    assert "2023年" in answer.text
    assert "5906万吨" in answer.text


def test_a_plan_is_told_as_a_plan(newspaper):
    answer = newspaper.ask("2024年计划安排投资项目多少个？", LOCAL_PERSON)
    assert "46个" in answer.claims[0].text
    assert (answer.claims[0].status, answer.claims[0].period) == (Status.PLANNED, "2024")


def test_the_same_rule_is_given_by_place_each_with_its_clause(laws):
    answer = laws.ask("二次供水水箱多久清洗一次？", LOCAL_PERSON)
    found = {citation.title: citation.clause for citation in answer.citations}
    assert len(found) >= 5
    assert found["东营市城市供水条例"] == "第四十七条"
    assert found["郑州市城市供水管理条例"] == "第五十一条"
    assert all(found.values())
    assert "东营市（第四十七条）" in answer.text


def test_a_named_place_gets_only_its_own_rule(laws):
    answer = laws.ask("东营二次供水水箱多久清洗一次？", LOCAL_PERSON)
    assert [(each.title, each.clause) for each in answer.citations] == [("东营市城市供水条例", "第四十七条")]
