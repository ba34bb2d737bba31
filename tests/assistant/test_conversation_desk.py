from __future__ import annotations

import pytest

from assistant import open_assistant
from assistant.access import LOCAL_PERSON
from assistant.domain import Filters, Principal
from assistant.errors import NotFound
from evals.suites import cases

OTHER, NOBODY = Principal("other"), Principal("")
REVIEW = "# 2023年度工作回顾\n\n2023年，全市总供水量{}万吨。\n\n2023年，污水处理量5437万吨。\n"


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "papers"
    made.mkdir()
    (made / "2023年度工作回顾.md").write_text(REVIEW.format(6218), encoding="utf-8")
    (made / "2022年度工作回顾.md").write_text(
        "# 2022年度工作回顾\n\n2022年，全市总供水量6035万吨。\n", encoding="utf-8"
    )
    return made


@pytest.fixture
def assistant(folder, tmp_path):
    made = open_assistant(tmp_path / "home")
    made.ingest([folder], LOCAL_PERSON)
    return made


def talk(assistant, *questions, conversation="", person=LOCAL_PERSON):
    former = []
    for question in questions:
        asked = assistant.follow_up(question, former)
        former.append(asked.text)
        answer = assistant.ask(asked.text, person)
        conversation, _ = assistant.keep_turn(person, conversation, asked, answer, Filters(years=()))
    return conversation


def test_a_follow_up_is_answered_for_what_it_means_and_kept_as_it_was_typed(assistant):
    kept = talk(assistant, "2023年全市总供水量是多少？", "那2022年呢？")
    turns = assistant.conversation(kept, LOCAL_PERSON)
    assert turns[1].question.typed == "那2022年呢？"
    assert "6035万吨" in turns[1].answer.text
    assert turns[1].answer == assistant.conversation(kept, LOCAL_PERSON)[1].answer


def test_an_answer_comes_back_as_it_was_in_all_its_fields(assistant):
    answer = assistant.ask("2023年全市总供水量是多少？", LOCAL_PERSON)
    asked = assistant.follow_up(answer.question, [])
    filters = Filters(years=(2023,), kinds=("review",), without=frozenset({"x"}))
    kept, number = assistant.keep_turn(LOCAL_PERSON, "", asked, answer, filters)
    turn = assistant.conversation(kept, LOCAL_PERSON)[number - 1]
    assert (turn.answer, turn.filters, turn.question) == (answer, filters, asked)


def test_nobody_finds_another_persons_conversation(assistant):
    kept = talk(assistant, "2023年全市总供水量是多少？")
    assert [each.conversation_id for each in assistant.conversations(LOCAL_PERSON)] == [kept]
    assert assistant.conversations(OTHER) == assistant.conversations(NOBODY) == ()
    for look in (
        lambda: assistant.conversation(kept, OTHER),
        lambda: assistant.export_conversation(kept, OTHER, "md"),
        lambda: assistant.remove_conversation(kept, OTHER),
        lambda: assistant.conversation(kept, NOBODY),
    ):
        with pytest.raises(NotFound):
            look()
    assert talk(assistant, "2023年污水处理量是多少？", conversation=kept, person=OTHER) != kept
    assert len(assistant.conversation(kept, LOCAL_PERSON)) == 1


def test_conversations_are_found_by_all_their_words(assistant):
    kept = talk(assistant, "2023年全市总供水量是多少？")
    assert [each.conversation_id for each in assistant.conversations(LOCAL_PERSON, "总供水量 6218")] == [kept]
    assert assistant.conversations(LOCAL_PERSON, "总供水量 水表") == ()
    assert assistant.conversations(LOCAL_PERSON, "100%") == ()


def test_an_answer_whose_source_has_changed_says_so_when_it_is_opened_again(assistant, folder):
    kept = talk(assistant, "2023年全市总供水量是多少？", "那2022年呢？")
    (folder / "2023年度工作回顾.md").write_text(REVIEW.format(7001), encoding="utf-8")
    assistant.ingest([folder], LOCAL_PERSON)
    assert [turn.stale for turn in assistant.conversation(kept, LOCAL_PERSON)] == [("changed",), ()]
    assert "此后已改动" in assistant.export_conversation(kept, LOCAL_PERSON, "md").decode()


def test_a_forgotten_conversation_leaves_nothing_that_cites(assistant):
    kept = talk(assistant, "2023年全市总供水量是多少？")
    cited = assistant.conversation(kept, LOCAL_PERSON)[0].answer.citations[0].document_id
    assert assistant.reading_account(cited, LOCAL_PERSON).dependents == 1
    assistant.remove_conversation(kept, LOCAL_PERSON)
    assert assistant.conversations(LOCAL_PERSON) == ()
    assert assistant.reading_account(cited, LOCAL_PERSON).dependents == 0


def test_a_correction_becomes_a_case_that_can_be_run(assistant, tmp_path):
    import json

    answer = assistant.ask("2023年全市总供水量是多少？", LOCAL_PERSON)
    assistant.rate(answer, True, LOCAL_PERSON)
    assistant.correct_answer(answer, ["9999万吨"], LOCAL_PERSON)
    assistant.correct_answer(answer, [" 6218万吨 ", ""], LOCAL_PERSON)
    assistant.correct_answer(assistant.ask("2022年全市总供水量是多少？", LOCAL_PERSON), [], LOCAL_PERSON)
    found = assistant.feedback_cases(LOCAL_PERSON)
    assert [each["answers"] for each in found] == [["6218万吨"], []]
    file = tmp_path / "cases.jsonl"
    file.write_text("\n".join(json.dumps(each, ensure_ascii=False) for each in found), encoding="utf-8")
    scores = cases.score(assistant, cases.load(file))
    assert (scores.answered, scores.refused, scores.right) == (1.0, 0.0, 0.5)
    assert scores.wrong == (found[1]["id"],)
