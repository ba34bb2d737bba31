"""LibreOffice is another program: here a script stands in its place that takes the same command line."""

from __future__ import annotations

from pathlib import Path
from time import monotonic, sleep

import pytest

from assistant.errors import UnreadableDocument, UnsupportedFormat
from ingest.readers import read
from ingest.readers.legacy import read_legacy
from tests.support import files

OLD = files.ole2("WordDocument")


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the stand-in is to be written; nothing else is found on the path but the system's own commands."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    return folder / "soffice"


def write(program: Path, script: str) -> None:
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)


def test_without_libreoffice_the_reason_names_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnsupportedFormat) as caught:
        read(OLD, "a.doc")
    assert caught.value.params["kind"] == "old_office"


def test_what_libreoffice_makes_of_it_is_read_and_the_conversion_reported(program: Path, tmp_path: Path):
    made = tmp_path / "made.docx"
    made.write_bytes(files.docx([("Heading 1", "供水"), ("Normal", "5906万吨。")]))
    write(
        program,
        f"""for last; do :; done
while [ "$1" != --outdir ]; do shift; done
mkdir -p "$2" && cp {made} "$2/$(basename "${{last%.*}}").docx" """,
    )
    document = read(OLD, "a.wps")
    assert document.pages[0].text == "供水\n5906万吨。"
    assert [item.key for item in document.notices] == ["converted"]


def test_each_conversion_has_a_profile_of_its_own_that_is_gone_afterwards(program: Path, tmp_path: Path):
    write(program, f'for each; do case "$each" in -env:*) echo "$each" >> {tmp_path}/profiles;; esac; done')
    for _ in range(2):
        with pytest.raises(UnreadableDocument):
            read(OLD, "a.doc")
    profiles = (tmp_path / "profiles").read_text().split()
    assert len(set(profiles)) == 2
    assert not any(Path(each.removeprefix("-env:UserInstallation=file://")).parent.exists() for each in profiles)


def test_a_conversion_that_does_not_end_is_ended_with_all_that_it_started(program: Path, tmp_path: Path):
    write(program, f"sleep 600 & echo $! > {tmp_path}/child; wait")
    with pytest.raises(UnreadableDocument) as caught:
        read_legacy(OLD, "a.doc", limit_s=3)
    assert caught.value.params["kind"] == "too_slow"
    child = Path("/proc") / (tmp_path / "child").read_text().strip() / "stat"
    until = monotonic() + 20
    while runs(child) and monotonic() < until:
        sleep(0.05)
    assert not runs(child)


def runs(stat: Path) -> bool:
    """A process that has ended may wait for someone to take note of it."""
    try:
        return stat.read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
