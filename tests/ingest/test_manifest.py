from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assistant.domain import Metadata
from assistant.errors import ConfigurationError
from ingest.manifest import entry_for


def test_a_row_wins_over_detection_and_empty_cells_do_not(tmp_path: Path):
    rows = "path,title,kind,place,published,replaces,note\nsub/a.pdf,甲,plan,,2024-02-05,乙；丙,x\n"
    (tmp_path / "manifest.csv").write_text(rows, encoding="utf-8-sig")
    entry = entry_for(tmp_path / "sub" / "a.pdf")
    applied = entry.applied(Metadata(title="检出", kind="other", place="汀澜市"))
    assert (applied.title, applied.kind, applied.place) == ("甲", "plan", "汀澜市")
    assert (applied.published, applied.replaces) == (date(2024, 2, 5), ("乙", "丙"))
    assert entry.agrees(applied)
    assert not entry.agrees(Metadata(title="检出"))


def test_a_file_without_a_row_keeps_what_was_detected(tmp_path: Path):
    (tmp_path / "manifest.csv").write_text("path,title\nother.pdf,甲\n", encoding="utf-8")
    assert entry_for(tmp_path / "a.pdf").applied(Metadata(title="检出")).title == "检出"


@pytest.mark.parametrize("text", ["name,title\na.pdf,甲\n", "path,published\na.pdf,gestern\n"])
def test_a_manifest_that_cannot_be_understood_is_named(tmp_path: Path, text: str):
    (tmp_path / "manifest.csv").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"manifest\.csv"):
        entry_for(tmp_path / "a.pdf")
