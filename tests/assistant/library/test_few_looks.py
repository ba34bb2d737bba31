"""What a question costs in the registry does not grow with its hits, nor a hit with the library."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from assistant.library.library import Library
from tests.assistant.library.papers import STAFF, open_library, paper

NAMES = [f"d{n}" for n in range(60)]


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = open_library(tmp_path)
    with library.writing(base=False) as writer:
        writer.publish_many([paper(name, [f"{name}第一段", "第二段"]) for name in NAMES])
    return library


def statements(library: Library) -> list[str]:
    """Everything the registry's connections are asked from now on, parameters written out."""
    told: list[str] = []
    sa.event.listen(library.registry.engine, "checkout", lambda made, *_: made.set_trace_callback(told.append))
    return told


def test_all_documents_are_named_in_one_look(library: Library) -> None:
    told = statements(library)
    assert library.documents_named(NAMES, STAFF).keys() == set(NAMES)
    assert len(told) == 1


def test_all_passages_are_read_in_two_looks_and_by_their_names(library: Library) -> None:
    told = statements(library)
    assert len(library.passages([f"{name}.1.0" for name in NAMES], STAFF)) == len(NAMES)
    looks = [each for each in told if each.startswith("SELECT")]
    assert len(looks) == 2
    plan = library.registry.rows(sa.text("EXPLAIN QUERY PLAN " + looks[-1]))  # type: ignore[arg-type]
    assert "passage_id=?" in plan[0].detail  # else it begins with a walk through all versions
