from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.messages import Language
from ingest.presence import fault_at, fault_said, gone, is_bare


def said(path: Path, language: Language = "zh") -> str:
    fault = fault_at(path)
    assert fault is not None
    return fault_said(fault, path, language)


def test_a_file_that_can_be_tried_has_no_fault(tmp_path: Path):
    path = tmp_path / "a"
    path.write_text("x", encoding="utf-8")
    assert fault_at(path) is None


def test_every_fault_has_a_sentence_of_its_own(tmp_path: Path, lock: Callable[[Path], None]):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "dangling").symlink_to(tmp_path / "nothing")
    (tmp_path / "round").symlink_to(tmp_path / "round")
    (tmp_path / "closed").mkdir()
    lock(tmp_path / "closed")
    paths = [tmp_path / name for name in ("missing", "pipe", "dangling", "round", "closed/a.md")]
    lines = [said(path) for path in paths]
    for line, word in zip(lines, ("没有这个文件", "不是普通文件", "失效的链接", "链接层数", "权限"), strict=True):
        assert word in line
        assert "No such" not in line
    assert sum("权限" in line for line in lines) == 1
    assert "not a regular file" in said(paths[1], "en")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_share_that_does_not_answer_is_named_by_its_code(language: Language):
    assert "EIO" in fault_said(OSError(errno.EIO, "Input/output error"), Path("a"), language)


def test_gone_is_only_what_is_surely_gone(tmp_path: Path, lock: Callable[[Path], None]):
    closed = tmp_path / "closed"
    (closed / "below").mkdir(parents=True)
    (tmp_path / "dangling").symlink_to(tmp_path / "nothing")
    (tmp_path / "file").write_text("x", encoding="utf-8")
    lock(closed)
    assert gone(tmp_path / "a.md")
    assert gone(tmp_path / "no" / "folder" / "a.md")
    assert gone(tmp_path / "file" / "a.md")
    assert not gone(tmp_path / "file")
    assert not gone(tmp_path / "dangling")
    assert not gone(closed / "a.md")
    assert not gone(closed / "below" / "a.md")


def test_a_folder_that_can_be_searched_but_not_listed_proves_nothing(tmp_path: Path, lock: Callable[[Path], None]):
    lock(tmp_path)
    tmp_path.chmod(0o300)
    assert not gone(tmp_path / "a.md")


def test_a_bare_folder_holds_not_even_a_hidden_file(tmp_path: Path):
    assert is_bare(tmp_path)
    (tmp_path / ".hidden").touch()
    assert not is_bare(tmp_path)
    assert not is_bare(tmp_path / "missing")
