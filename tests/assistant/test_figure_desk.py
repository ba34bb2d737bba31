from __future__ import annotations

import pytest
import sqlalchemy as sa

from assistant import open_assistant
from assistant.access import LOCAL_PERSON
from assistant.citations import quote_of, same_but_white_space
from assistant.domain import Principal, Status
from assistant.errors import NotFound, UsageError
from assistant.figures import PersonState, Reached, Wanted
from assistant.library.registry_tables import ledger

REVIEW = "# 2023年度工作回顾\n\n2023年，全市总供水量{}万吨，比2022年增长3%。\n\n全年新建管网31公里。\n"
PLAN = "# 2023年度工作计划\n\n2023年计划总供水量6150万吨。\n"
NOBODY = Principal("")


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "papers"
    made.mkdir()
    (made / "2023年度工作回顾.md").write_text(REVIEW.format(6218), encoding="utf-8")
    (made / "2023年度工作计划.md").write_text(PLAN, encoding="utf-8")
    return made


@pytest.fixture
def assistant(folder, tmp_path):
    made = open_assistant(tmp_path / "home")
    made.ingest([folder], LOCAL_PERSON)
    return made


def supply(assistant, status=Status.ACHIEVED):
    [found] = assistant.figures(LOCAL_PERSON, Wanted(indicator="总供水量", statuses=(status,), years=(2023,)))[:1]
    return found


def test_every_figure_of_the_papers_has_name_value_year_status_and_a_source_that_holds(assistant):
    found = supply(assistant)
    assert (found.raw, found.unit, found.value, found.period) == ("6218万", "吨", 62180000, "2023")
    page = assistant.page(found.document_id, found.page, LOCAL_PERSON).text
    assert same_but_white_space(quote_of(found.spans, {found.page: page}), found.quote)
    assert "6218万" in found.quote


def test_the_ledger_is_kept_and_read_again_by_another_program(assistant, tmp_path):
    first = assistant.figures(LOCAL_PERSON)
    again = open_assistant(tmp_path / "home")
    assert again.figures(LOCAL_PERSON) == first
    document = again.document(first[0].document_id, LOCAL_PERSON)
    rows = again._ledger.registry.rows(sa.select(ledger.c.version_key))
    assert len(rows) == 2
    assert document.version == 1


def test_what_a_person_says_of_a_figure_survives_a_new_edition_of_the_paper(assistant, folder):
    pipes = assistant.figures(LOCAL_PERSON, Wanted(indicator="管网"))[0]
    assistant.decide_figure(pipes.figure_id, PersonState.TICKED, LOCAL_PERSON)
    (folder / "2023年度工作回顾.md").write_text(REVIEW.format(6219), encoding="utf-8")
    assistant.ingest([folder], LOCAL_PERSON)
    assert assistant.figure(pipes.figure_id, LOCAL_PERSON).person_state is PersonState.TICKED
    assert supply(assistant).raw == "6219万"


def test_a_word_on_a_figure_can_be_taken_back(assistant):
    found = supply(assistant)
    assistant.decide_figure(found.figure_id, PersonState.REJECTED, LOCAL_PERSON)
    assert not supply(assistant).usable
    assistant.decide_figure(found.figure_id, None, LOCAL_PERSON)
    assert supply(assistant).person_state is None


def test_a_plan_is_shown_with_its_outcome(assistant):
    [found] = assistant.plan_outcomes(LOCAL_PERSON)
    assert (found.plan.raw, found.outcome.raw, found.reached) == ("6150万", "6218万", Reached.REACHED)


def test_indicators_are_merged_and_split_by_people(assistant):
    assistant.name_indicator("新建管网", "管网建设", LOCAL_PERSON)
    assert assistant.figures(LOCAL_PERSON, Wanted(indicator="管网建设"))[0].read_as == "新建管网"
    assistant.keep_indicator_apart("新建管网", LOCAL_PERSON)
    assert assistant.figures(LOCAL_PERSON, Wanted(indicator="新建管网"))[0].indicator == "新建管网"
    assistant.forget_indicator("新建管网", LOCAL_PERSON)
    assert not assistant.figures(LOCAL_PERSON, Wanted(indicator="新建管网"))[0].person_named


def test_one_figure_can_be_renamed_alone(assistant):
    found = supply(assistant)
    assistant.rename_figure(found.figure_id, "出厂水量", LOCAL_PERSON)
    assert assistant.figure(found.figure_id, LOCAL_PERSON).indicator == "出厂水量"
    assert supply(assistant, Status.PLANNED).indicator == "总供水量"


def test_an_empty_name_and_an_unknown_figure_are_refused(assistant):
    with pytest.raises(UsageError):
        assistant.name_indicator("新建管网", " ", LOCAL_PERSON)
    with pytest.raises(NotFound):
        assistant.name_indicator("没有的指标", "管网", LOCAL_PERSON)
    with pytest.raises(NotFound):
        assistant.decide_figure("0" * 16, PersonState.TICKED, LOCAL_PERSON)


def test_whoever_may_see_nothing_has_no_figures(assistant):
    assistant.figures(LOCAL_PERSON)
    assert assistant.figures(NOBODY) == ()
    with pytest.raises(NotFound):
        assistant.figure(supply(assistant).figure_id, NOBODY)


def test_figures_are_read_anew_when_what_is_known_of_the_paper_changes(assistant):
    found = supply(assistant)
    assistant.describe(found.document_id, {"place": "清源市"}, LOCAL_PERSON)
    assert supply(assistant).place == "清源市"


def test_asking_reads_no_figures(assistant):
    assistant.ask("2023年全市总供水量是多少？", LOCAL_PERSON)
    assert assistant._read == {}


def test_a_writer_gets_each_figure_with_whether_it_is_fit(assistant):
    found = supply(assistant)
    assistant.decide_figure(found.figure_id, PersonState.REJECTED, LOCAL_PERSON)
    told = {
        each.figure.figure_id: (each.fit, each.why)
        for each in assistant.checked_figures([found.document_id], LOCAL_PERSON)
    }
    assert told.pop(found.figure_id) == (False, "rejected")
    assert set(told.values()) == {(True, "")}


def test_removed_papers_leave_no_figures(assistant):
    found = supply(assistant)
    assistant.remove(found.document_id, LOCAL_PERSON)
    assert all(each.document_id != found.document_id for each in assistant.figures(LOCAL_PERSON))
