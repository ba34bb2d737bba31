from __future__ import annotations

import json

import pytest
from openpyxl import load_workbook

from assistant import open_assistant
from assistant.access import LOCAL_PERSON
from assistant.cli import main
from tests.assistant.onboarding.sample_items import RULE


@pytest.fixture
def clearwell(tmp_path, capsys):
    """Runs a command over a library with one rule; gives its exit status and its JSON."""
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "停水通知管理办法.txt").write_text(RULE, encoding="utf-8")
    open_assistant(tmp_path / "home").ingest([papers], LOCAL_PERSON)

    def run(*words):
        status = main([*map(str, words), "--home", str(tmp_path / "home"), "--json"])
        said = capsys.readouterr().out
        return status, json.loads(said) if said.strip() else None

    run.papers = papers
    return run


@pytest.fixture
def made(clearwell):
    status, items = clearwell("questions", "--count", "all", "--keep", "停水")
    assert status == 0
    assert items
    return items


def states(clearwell):
    return {each["id"]: each["state"] for each in clearwell("items", "list", "--set", "停水")[1]["items"]}


def test_made_questions_are_kept_and_wait_for_review(clearwell, made):
    assert states(clearwell) == {each["id"]: "new" for each in made}
    [kept] = clearwell("items", "sets")[1]["sets"]
    assert (kept["name"], kept["items"]) == ("停水", [each["id"] for each in made])


def test_items_are_approved_rejected_and_shown_with_their_history(clearwell, made):
    first, second = made[0]["id"], made[1]["id"]
    assert clearwell("items", "approve", first, second, "--as", "训练员")[0] == 0
    assert clearwell("items", "reject", second, "--reason", "太容易", "--as", "训练员")[0] == 0
    found = states(clearwell)
    assert (found[first], found[second]) == ("approved", "rejected")
    shown = clearwell("items", "show", second)[1]
    assert [(each["state"], each["by"], each["reason"]) for each in shown["history"]] == [
        ("approved", "训练员", ""),
        ("rejected", "训练员", "太容易"),
    ]
    only = clearwell("items", "list", "--state", "approved")[1]["items"]
    assert [each["id"] for each in only] == [first]


def test_an_edit_that_the_source_does_not_hold_is_an_error(clearwell, made):
    short = next(each for each in made if each["type"] in ("short", "fill", "single"))
    status, said = clearwell("items", "edit", short["id"], "--answer", "没有这样的话")
    assert (status, said["error"]["code"]) == (2, "usage")
    assert clearwell("items", "edit", short["id"], "--topic", "停水管理")[1]["topic"] == "停水管理"


@pytest.mark.parametrize("suffix", ["xlsx", "csv", "docx", "gift", "apkg", "md", "json"])
def test_a_set_and_what_was_just_made_can_be_written_in_every_format(clearwell, made, tmp_path, suffix):
    for command in (["items", "export", "--set", "停水"], ["questions", "--count", "2"]):
        path = tmp_path / f"out.{suffix}"
        status, said = clearwell(*command, "--out", path)
        assert status == 0
        assert said["count"] >= 1
        assert path.stat().st_size > 100
        path.unlink()


def test_a_template_is_written_changed_and_used(clearwell, made, tmp_path):
    template, out = tmp_path / "t.toml", tmp_path / "out.xlsx"
    clearwell("items", "template", template)
    template.write_text(template.read_text(encoding="utf-8").replace('header = "题目"', 'header = "题干"'), "utf-8")
    assert clearwell("items", "export", "--out", out, "--template", template)[0] == 0
    assert "题干" in [cell.value for cell in load_workbook(out).worksheets[0][1]]


def test_an_edited_workbook_comes_back_with_what_was_not_taken(clearwell, made, tmp_path):
    path = tmp_path / "set.xlsx"
    clearwell("items", "export", "--set", "停水", "--out", path)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    head = [cell.value for cell in sheet[1]]
    sheet.cell(2, head.index("审核") + 1).value = "通过"
    sheet.cell(3, head.index("审核") + 1).value = "退回"
    book.save(path)
    status, said = clearwell("items", "import", path, "--set", "停水")
    assert status == 0
    assert len(said["decided"]) == 1
    assert [each["row"] for each in said["refused"]] == [3]
    assert said["refused"][0]["why"] == ["退回要写审核意见。"]


def test_stale_items_are_listed_with_both_texts(clearwell, made):
    changed = RULE.replace("提前24小时", "提前48小时")
    (clearwell.papers / "停水通知管理办法.txt").write_text(changed, encoding="utf-8")
    clearwell("ingest", clearwell.papers)
    found = clearwell("items", "stale")[1]["items"]
    assert found
    assert all(each["stale"] == "changed" for each in found)
    assert any("48小时" in (each["now"] or "") for each in found)


def test_a_signed_item_is_published_and_answers(clearwell, made):
    each = next(each for each in made if each["type"] in ("short", "scenario"))
    clearwell("items", "approve", each["id"])
    [answer] = clearwell("items", "publish", each["id"], "--owner", "客户服务部")[1]["approved"]
    assert answer["state"] == "approved"
    assert clearwell("ask", each["question"])[1]["engine"] == "approved"


def test_results_tell_a_line_for_the_record(clearwell, made, tmp_path, capsys):
    ids = [each["id"] for each in made]
    clearwell("items", "approve", *ids)
    assistant = open_assistant(tmp_path / "home")
    for each in made:
        given = each["answer"] if isinstance(each["answer"], list) else [each["answer"]]
        assistant.practice_answer(each["id"], given, LOCAL_PERSON, "李新")
    [result] = clearwell("items", "results")[1]["results"]
    assert (result["complete"], result["of"]) == (True, len(ids))
    assert result["line"].startswith("李新于")
    assert f"全部 {len(ids)} 道题" in result["line"]
    assert clearwell("items", "results", "--forget", "李新")[1]["answers"] == len(ids)


def test_a_set_is_removed(clearwell, made):
    assert clearwell("items", "remove", "停水")[0] == 0
    assert clearwell("items", "sets")[1] == {"sets": []}
    assert clearwell("items", "remove", "停水")[0] == 1
