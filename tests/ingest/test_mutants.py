"""Spoilt files through the whole intake: each is one line, and the library goes on answering. In full: `make soak`."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.access import LOCAL_PERSON, filter_for
from assistant.domain import FileStatus, Filters
from assistant.library.library import Library
from assistant.library.registry import ModelStamp
from assistant.settings import LibrarySettings, ReadingSettings, Settings
from evals.mutants import handmade, mutants
from evals.soak_mutants import sources
from ingest.bootstrap import open_intake
from tests.support.hashing_embedder import HashingEmbedder

DOCUMENTS = Path(__file__).parent.parent.parent / "corpus" / "documents"
LIMITS = ReadingSettings(ocr=False, limit_s=15, memory_mb=1024)
BY_HAND = (
    "deep.docx",
    "tables.docx",
    "laughs.docx",
    "zeros.docx",
    "far.xlsx",
    "merged.xlsx",
    "arrays.pdf",
    "deep.html",
)
"""Those that are told early; the others run into a limit and take that long."""


def test_the_same_seed_makes_the_same_mutants():
    real = sources([DOCUMENTS])
    first, again = ([(mutant.way, mutant.content) for mutant in mutants(real, 40, 3)] for _ in range(2))
    assert first == again
    assert {way.partition(":")[0] for way, _ in first} >= {"pdf", "docx", "xlsx", "pptx", "txt"}


@pytest.mark.slow
def test_fifty_spoilt_files_are_fifty_lines_and_the_library_still_answers(tmp_path: Path):
    folder = tmp_path / "papers"
    folder.mkdir()
    by_hand = [mutant for mutant in handmade() if mutant.name in BY_HAND]
    assert len(by_hand) == len(BY_HAND)
    for mutant in mutants(sources([DOCUMENTS]), 50, 1, by_hand):
        (folder / mutant.name).write_bytes(mutant.content)
    (folder / "真文件.txt").write_text("热线全年受理诉求1864件，满意率99.2%。", encoding="utf-8")
    embedder = HashingEmbedder()
    stamp = ModelStamp(embedder.model_id, embedder.dimension, "hashing")
    library = Library.open(tmp_path / "home", LibrarySettings(), lambda: stamp)
    intake = open_intake(Settings(home=tmp_path / "home", reading=LIMITS), library, embedder)
    report = intake.ingest([folder], LOCAL_PERSON)
    assert len(report.files) == 51
    assert all(line.reason for line in report.files if line.status is FileStatus.REJECTED)
    assert {line.status for line in report.files} <= {FileStatus.ADDED, FileStatus.UNCHANGED, FileStatus.REJECTED}
    access = filter_for(LOCAL_PERSON)
    [mine] = [each for each in library.documents(access, Filters()) if each.path.endswith("真文件.txt")]
    [passage] = library.document_passages(mine.document_id, access)
    assert "1864" in passage.text
    scope = library.scope(access, Filters(document_ids=(mine.document_id,)))
    assert library.keyword(["热线"], scope, 5)[0][0] == passage.passage_id
