"""Whatever moment a writer is killed at: nothing half-visible before, nothing missing or left over after mending."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from assistant.errors import NotFound
from assistant.library.library import Library
from tests.assistant.library.endless_writer import STEPS, texts
from tests.assistant.library.papers import ALL, STAFF, found_by_word, found_near, open_library, paper

ROOT = Path(__file__).parents[3]
PROGRAM = [sys.executable, "-m", "tests.assistant.library.endless_writer"]


def assert_whole(library: Library) -> None:
    """Every visible document has all its passages, every passage is found by its own vector and words."""
    scope = library.scope(STAFF, ALL)
    for document in library.documents(STAFF, ALL):
        passages = library.document_passages(document.document_id, STAFF)
        assert len(passages) == document.passages
        page = library.page(document.document_id, 1, STAFF).text
        for passage in passages:
            assert passage.text in page
            assert found_near(library, passage.text) == [passage.passage_id]
            assert passage.passage_id in found_by_word(library, f"{document.document_id}", limit=500)
    every = [name for name, _ in library.keyword(["段"], scope, 10_000)]
    assert len(every) == len(set(every)) == scope.passages


def assert_mended(library: Library) -> None:
    with library.writing():
        pass
    assert [(line.name, line.message) for line in library.check("zh") if not line.ok] == []
    assert library.keyword_count() == sum(document.passages for document in library.documents(STAFF, ALL))
    assert library.registry.versions_in("staged", "retired", "removing") == []


@pytest.mark.parametrize(
    ("step", "survives"), [*zip(STEPS, ["old", "old", "old", "new", "new", "none", "none"], strict=True)]
)
def test_a_writer_killed_after_this_step_leaves_one_whole_version(tmp_path: Path, step: str, survives: str) -> None:
    library = open_library(tmp_path, exact_limit=1)
    with library.writing() as writer:
        writer.publish_many([paper(f"d{n}", texts(f"d{n}", 1)) for n in range(3)])
    killed = subprocess.run([*PROGRAM, str(tmp_path), step], cwd=ROOT, check=False)
    assert killed.returncode == -signal.SIGKILL
    expected = {"old": texts("d0", 1), "new": texts("d0", 2), "none": []}[survives]
    for mended in (False, True):
        if mended:
            assert_mended(library)
        assert_whole(library)
        held = {document.document_id for document in library.documents(STAFF, ALL)}
        assert ("d0" in held) is bool(expected)
        if survives == "old":
            assert library.passages(["d0.2.0"], STAFF) == []
            with pytest.raises(NotFound):
                library.page("d0", 1, STAFF, version=2)
        if expected:
            assert [passage.text for passage in library.document_passages("d0", STAFF)] == expected
    with library.writing() as writer:
        after = writer.publish(paper("d0", texts("d0", 2)))
    # An unpublished version leaves no gap: ingesting again gives the names of an undisturbed run.
    assert after.version == {"old": 2, "new": 3, "none": 3}[survives]


@pytest.mark.slow
def test_a_writer_killed_at_any_moment_leaves_a_whole_library(tmp_path: Path) -> None:
    library = open_library(tmp_path, exact_limit=1)
    seen = 0
    for _ in range(10):
        with subprocess.Popen([*PROGRAM, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == b"ready\n"
            time.sleep(random.uniform(0, 1))
            process.kill()
        assert_whole(library)
        assert_mended(library)
        assert_whole(library)
        seen = max(seen, library.generation())
    assert seen >= 10
