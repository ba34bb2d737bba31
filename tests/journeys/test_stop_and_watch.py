"""Ctrl-C while papers are taken in, and while a folder is watched: in processes of their own, as people do it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from assistant import open_assistant
from assistant.access import LOCAL_PERSON

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent otherwise there")
MANY = 140


def started(*arguments: str | Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "assistant.cli", *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_a_run_stopped_by_ctrl_c_says_what_was_done_and_the_next_one_goes_on(tmp_path: Path):
    home, folder = tmp_path / "home", tmp_path / "papers"
    folder.mkdir()
    for number in range(MANY):
        (folder / f"{number:03}.txt").write_text(f"第{number}号泵站全年巡检{number + 20}次。", encoding="utf-8")
    with started("ingest", folder, "--home", home) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=120)
    assert process.returncode == 130, err
    assert first.startswith("新增")
    assert "到停止时" in out
    assert "已停止" in err
    assert "Traceback" not in err
    app = open_assistant(home)
    before = {each.document_id for each in app.documents(LOCAL_PERSON)}
    assert 0 < len(before) < MANY
    assert all(check.ok for check in app.doctor())
    report = app.ingest(folder, LOCAL_PERSON)
    assert sum(outcome.status.value == "unchanged" for outcome in report.files) == len(before)
    assert len(app.documents(LOCAL_PERSON)) == MANY


def test_a_watched_folder_prints_a_json_line_a_change_and_ctrl_c_ends_it(tmp_path: Path):
    home, folder = tmp_path / "home", tmp_path / "papers"
    folder.mkdir()
    (folder / "一.txt").write_text("2023年，全市总供水量6218万吨。", encoding="utf-8")
    os.utime(folder / "一.txt", (1_700_000_000,) * 2)
    with started("ingest", folder, "--sync", "--watch", "--json", "--home", home) as process:
        assert process.stdout is not None
        first = json.loads(process.stdout.readline())
        (folder / "二.txt").write_text("2023年，接听热线18640次。", encoding="utf-8")
        second = json.loads(process.stdout.readline())
        (folder / "一.txt").unlink()
        third = json.loads(process.stdout.readline())
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=120)
    assert (process.returncode, out) == (0, ""), err
    assert "Traceback" not in err
    assert [(Path(line["path"]).name, line["status"]) for line in (first, second, third)] == [
        ("一.txt", "added"), ("二.txt", "added"), ("一.txt", "removed"),
    ]  # fmt: skip
    assert [Path(each.path).name for each in open_assistant(home).documents(LOCAL_PERSON)] == ["二.txt"]


def test_watching_and_a_dry_run_do_not_go_together(tmp_path: Path):
    with started("ingest", tmp_path, "--watch", "--dry-run", "--json", "--home", tmp_path / "home") as process:
        out, _ = process.communicate(timeout=120)
    assert (process.returncode, json.loads(out)["error"]["code"]) == (2, "usage")
