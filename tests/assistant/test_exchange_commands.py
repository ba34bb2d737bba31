from __future__ import annotations

import json

import pytest

from assistant import open_assistant
from assistant.access import LOCAL_PERSON
from assistant.cli import main


@pytest.fixture
def home(tmp_path):
    paper = tmp_path / "2023年度工作回顾.md"
    paper.write_text("# 2023年度工作回顾\n\n2023年，全市总供水量6218万吨。\n", encoding="utf-8")
    made = tmp_path / "home"
    open_assistant(made).ingest([paper], LOCAL_PERSON)
    return made


@pytest.fixture
def run(home, capsys):
    def ran(*arguments, status=0):
        assert main(["--home", str(home), "--json", *map(str, arguments)]) == status
        return json.loads(capsys.readouterr().out)

    return ran


def test_lines_of_a_conversation_are_follow_ups_and_plain_lines_never(home, tmp_path, capsys):
    file = tmp_path / "batch.jsonl"
    rows = [
        {"id": 1, "question": "2022年全市总供水量是多少？", "conversation": "a"},
        {"id": 2, "question": "那2023年呢？", "conversation": "a"},
        {"id": 3, "question": "那2023年呢？", "conversation": "b"},
        {"id": 4, "question": "那2023年呢？"},
    ]
    file.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    assert main(["--home", str(home), "ask", "--batch", str(file), "--json"]) == 0
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert found[1]["rewritten"]["text"] == found[1]["question"] == "2023年全市总供水量是多少？"
    assert "6218万吨" in found[1]["answer"]
    assert [each.get("rewritten") for each in found if each["id"] != 2] == [None, None, None]
    assert "conversation" not in found[3]


def test_a_conversation_is_listed_shown_exported_and_removed(run, home, tmp_path):
    assistant = open_assistant(home)
    answer = assistant.ask("2023年全市总供水量是多少？", LOCAL_PERSON)
    kept, _ = assistant.keep_turn(LOCAL_PERSON, "", assistant.follow_up(answer.question, []), answer)
    assert [each["id"] for each in run("conversations", "list", "--search", "供水量")["conversations"]] == [kept]
    assert "6218万吨" in run("conversations", "show", kept)["turns"][0]["answer"]
    for name in ("a.md", "a.docx"):
        run("conversations", "export", kept, "--out", tmp_path / name)
        assert (tmp_path / name).stat().st_size > 100
    assert run("conversations", "export", kept, "--out", tmp_path / "a.pdf", status=2)["error"]["code"] == "usage"
    run("conversations", "remove", kept)
    assert run("conversations", "list")["conversations"] == []
    assert run("conversations", "show", kept, status=1)["error"]["code"] == "not_found"


def test_an_answer_is_drafted_approved_served_and_withdrawn(run):
    question = "2023年全市总供水量是多少？"
    made = run(
        "approved", "add", question, "--owner", "供水科", "--negative", "2023年售水量是多少？", "--review", "2027-01-31"
    )
    assert (made["state"], made["owner"], made["review"]) == ("draft", "供水科", "2027-01-31")
    assert run("approved", "approve", made["id"])["state"] == "approved"
    assert run("ask", question)["engine"] == "approved"
    run("approved", "withdraw", made["id"])
    assert run("ask", question)["engine"] == "extractive"
    assert [each["state"] for each in run("approved", "list")["approved"]] == ["withdrawn"]


def test_gaps_and_corrections_are_listed_and_exported(run, home, tmp_path):
    run("ask", "2021年全市总供水量是多少？")
    gap = run("gaps", "list")["gaps"][0]
    assert (gap["count"], gap["people"]) == (1, [])
    assert run("gaps", "decline", gap["id"], "没有这一年的资料")["gaps"][0]["state"] == "declined"
    run("gaps", "export", tmp_path / "gaps.csv")
    assert "没有这一年的资料" in (tmp_path / "gaps.csv").read_text("utf-8-sig")
    assistant = open_assistant(home)
    assistant.correct_answer(assistant.ask("2023年全市总供水量是多少？", LOCAL_PERSON), ["6218万吨"], LOCAL_PERSON)
    assert run("feedback", "export", tmp_path / "cases.jsonl")["count"] == 1
    scores = run("eval", "cases", "--queries", tmp_path / "cases.jsonl")
    assert (scores["right"], scores["queries"]) == (1.0, 1)
