from __future__ import annotations

from dataclasses import replace

import pytest

from assistant import open_assistant
from assistant.access import LOCAL_PERSON
from assistant.domain import AnswerStatus, Filters, Principal
from assistant.errors import NotFound, UsageError
from assistant.exchanges import ApprovalState, GapState

NOBODY = Principal("")
QUESTION = "2023年全市总供水量是多少？"
REVIEW = "# 2023年度工作回顾\n\n2023年，全市总供水量{}万吨。\n\n2023年，污水处理量5437万吨。\n"


@pytest.fixture
def paper(tmp_path):
    made = tmp_path / "papers" / "2023年度工作回顾.md"
    made.parent.mkdir()
    made.write_text(REVIEW.format(6218), encoding="utf-8")
    return made


@pytest.fixture
def assistant(paper, tmp_path):
    made = open_assistant(tmp_path / "home")
    made.ingest([paper.parent], LOCAL_PERSON)
    return made


@pytest.fixture
def approved(assistant):
    draft = assistant.draft_approved(assistant.ask(QUESTION, LOCAL_PERSON), LOCAL_PERSON, "供水科")
    return assistant.decide_approved(draft.approved_id, ApprovalState.APPROVED, LOCAL_PERSON)


def engine(assistant, question, filters=Filters()):  # noqa: B008
    return assistant.ask(question, LOCAL_PERSON, filters).engine


def test_an_approved_answer_is_served_to_its_question_and_to_the_same_in_other_words(assistant, approved):
    answer = assistant.ask("请问2023年全市总供水量是多少呢", LOCAL_PERSON)
    assert (answer.engine, answer.text) == ("approved", approved.answer.text)
    assert "供水科" in answer.note
    near = assistant.ask("2023年全市一共供了多少水？", LOCAL_PERSON)
    assert near.engine == "approved"
    assert QUESTION in near.note
    pieces = list(assistant.ask_in_pieces(QUESTION, LOCAL_PERSON))
    assert pieces[-1].answer.engine == "approved"
    assert "".join(piece.text for piece in pieces) == answer.text


@pytest.mark.parametrize(
    "question",
    [
        "2022年全市总供水量是多少？",
        "2023年污水处理量是多少？",
        "2023年全市总供水量的计划目标是多少？",
        "2023年全市总供水量增长多少？",
    ],
)
def test_another_question_never_gets_it(assistant, approved, question):
    assert engine(assistant, question) != "approved"


def test_a_draft_a_withdrawn_one_and_a_question_within_limits_are_answered_from_the_papers(assistant, approved):
    assert engine(assistant, QUESTION, Filters(years=(2023,))) == "extractive"
    assistant.decide_approved(approved.approved_id, ApprovalState.WITHDRAWN, LOCAL_PERSON)
    assert engine(assistant, QUESTION) == "extractive"
    assistant.decide_approved(approved.approved_id, ApprovalState.DRAFT, LOCAL_PERSON)
    assert engine(assistant, QUESTION) == "extractive"


def test_what_is_nearer_to_a_negative_question_does_not_get_it(assistant, approved):
    near = "2023年全市一共供了多少水？"
    changed = assistant.change_approved(replace(approved, negative=("2023年全市一共供水多少？",)), LOCAL_PERSON)
    assert changed.state is ApprovalState.DRAFT
    assistant.decide_approved(approved.approved_id, ApprovalState.APPROVED, LOCAL_PERSON)
    assert engine(assistant, near) == "extractive"
    assert engine(assistant, "2023年全市一共供水多少") == "extractive"
    assert engine(assistant, QUESTION) == "approved"


def test_it_is_suspended_while_its_source_is_not_what_it_was_and_served_again_when_renewed(assistant, approved, paper):
    paper.write_text(REVIEW.format(7001), encoding="utf-8")
    assistant.ingest([paper.parent], LOCAL_PERSON)
    answer = assistant.ask(QUESTION, LOCAL_PERSON)
    assert answer.engine == "extractive"
    assert "7001" in answer.text
    assert assistant.approved_answers(LOCAL_PERSON)[0].suspended == ("changed",)
    with pytest.raises(UsageError):
        assistant.decide_approved(approved.approved_id, ApprovalState.APPROVED, LOCAL_PERSON)
    assistant.renew_approved(approved.approved_id, answer, LOCAL_PERSON)
    assistant.decide_approved(approved.approved_id, ApprovalState.APPROVED, LOCAL_PERSON)
    served = assistant.ask(QUESTION, LOCAL_PERSON)
    assert served.engine == "approved"
    assert "7001" in served.text


def test_it_is_suspended_when_its_paper_is_removed(assistant, approved):
    assistant.remove(approved.answer.citations[0].document_id, LOCAL_PERSON)
    assert engine(assistant, QUESTION) != "approved"
    assert assistant.approved_answers(LOCAL_PERSON)[0].suspended == ("removed",)


def test_a_change_elsewhere_in_the_paper_does_not_suspend_it(assistant, approved, paper):
    paper.write_text(REVIEW.format(6218) + "\n2023年，新增水表5万只。\n", encoding="utf-8")
    assistant.ingest([paper.parent], LOCAL_PERSON)
    assert engine(assistant, QUESTION) == "approved"


def test_an_edited_sentence_must_be_supported_by_what_it_cites(assistant, approved):
    claim = approved.answer.claims[0]

    def edited(text):
        return replace(approved, answer=replace(approved.answer, claims=(replace(claim, text=text),)))

    with pytest.raises(UsageError):
        assistant.change_approved(edited("2023年，全市总供水量9218万吨。"), LOCAL_PERSON)
    assert engine(assistant, QUESTION) == "approved"
    done = assistant.change_approved(edited("全市总供水量6218万吨。"), LOCAL_PERSON)
    assert done.answer.text == "全市总供水量6218万吨。[1]"
    assert done.state is ApprovalState.DRAFT


def test_a_refusal_and_an_ownerless_answer_cannot_be_approved(assistant, approved):
    with pytest.raises(UsageError):
        assistant.draft_approved(assistant.ask("集团董事长叫什么名字？", LOCAL_PERSON), LOCAL_PERSON)
    with pytest.raises(UsageError):
        assistant.change_approved(replace(approved, owner=" "), LOCAL_PERSON)
    with pytest.raises(UsageError):
        assistant.change_approved(replace(approved, questions=(" ",)), LOCAL_PERSON)


def test_an_unnamed_person_sees_and_gets_no_approved_answer(assistant, approved):
    assert assistant.approved_answers(NOBODY) == ()
    assert assistant.ask(QUESTION, NOBODY).citations == ()
    with pytest.raises(NotFound):
        assistant.decide_approved(approved.approved_id, ApprovalState.WITHDRAWN, NOBODY)


def test_questions_without_an_answer_are_counted_together_without_names(assistant):
    for question in ("2021年全市总供水量是多少？", "请问2021年全市总供水量是多少", "2021年全市总供水量是多少？"):
        assert assistant.ask(question, LOCAL_PERSON).status is AnswerStatus.REFUSED
    list(assistant.ask_in_pieces("集团董事长叫什么名字？", LOCAL_PERSON))
    assistant.ask(QUESTION, LOCAL_PERSON)
    first, second = assistant.gaps(LOCAL_PERSON)
    assert (first.count, first.questions) == (3, ("2021年全市总供水量是多少？", "请问2021年全市总供水量是多少"))
    assert first.reason == "no_such_value"
    assert second.questions == ("集团董事长叫什么名字？",)
    assert first.people == ()
    assert assistant.gaps(NOBODY) == ()
    assistant.sign_gap(first.questions[1], LOCAL_PERSON)
    assert assistant.gaps(LOCAL_PERSON)[0].people == ("local",)


def test_a_gap_names_who_answers_for_the_nearest_papers(assistant):
    document = assistant.documents(LOCAL_PERSON)[0]
    assistant.describe(document.document_id, {"organisation": "清河供水", "department": "计划部"}, LOCAL_PERSON)
    assistant.ask("2021年全市总供水量是多少？", LOCAL_PERSON)
    assert assistant.gaps(LOCAL_PERSON)[0].owners == ("清河供水 计划部",)


def test_a_refusal_within_limits_is_no_gap(assistant):
    assistant.ask("2021年全市总供水量是多少？", LOCAL_PERSON, Filters(years=(2023,)))
    assert assistant.gaps(LOCAL_PERSON) == ()


def test_a_gap_is_settled_with_a_reason_and_opens_again_when_it_is_asked_in_vain(assistant):
    question = "2021年全市总供水量是多少？"
    assistant.ask(question, LOCAL_PERSON)
    gap = assistant.gaps(LOCAL_PERSON)[0]
    with pytest.raises(UsageError):
        assistant.decide_gap(gap.gap_id, GapState.DECLINED, " ", LOCAL_PERSON)
    with pytest.raises(NotFound):
        assistant.decide_gap(99, GapState.OPEN, "", LOCAL_PERSON)
    assistant.decide_gap(gap.gap_id, GapState.DECLINED, "不公开", LOCAL_PERSON)
    assistant.ask(question, LOCAL_PERSON)
    assert assistant.gaps(LOCAL_PERSON)[0].state is GapState.DECLINED
    assistant.decide_gap(gap.gap_id, GapState.ANSWERED, "《2021年度工作回顾》", LOCAL_PERSON)
    assistant.ask(question, LOCAL_PERSON)
    assert assistant.gaps(LOCAL_PERSON)[0].state is GapState.OPEN
    assert question in assistant.gaps_csv(LOCAL_PERSON).decode("utf-8-sig")
