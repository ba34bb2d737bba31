"""One document of a thousand: what a narrow filter returns is what exact search within it returns."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.domain import Filters, Metadata
from assistant.library.library import Library
from tests.assistant.library.papers import STAFF, open_library, paper, vector

DOCUMENTS, PARTS = 1_000, 5


def texts(n: int) -> list[str]:
    return [f"{n}号文第{part}段" for part in range(PARTS)]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Five thousand passages in a real Chroma base; one place and one year a document, twenty kinds."""
    found: Path = tmp_path_factory.mktemp("thousand")
    library = open_library(found, exact_limit=100)
    with library.writing() as writer:
        for start in range(0, DOCUMENTS, 250):
            writer.publish_many(
                [
                    paper(f"d{n}", texts(n), Metadata(str(n), kind=f"k{n % 20}", place=f"第{n}镇"))
                    for n in range(start, start + 250)
                ]
            )
    assert library.base_count() == DOCUMENTS * PARTS
    return library


def exactly(query: str, documents: list[int], limit: int) -> list[tuple[str, float]]:
    """Every passage's cosine, by hand."""
    names = [f"d{n}.1.{part}" for n in documents for part in range(PARTS)]
    scores = np.array([vector(text) for n in documents for text in texts(n)]) @ vector(query)
    order = np.argsort(-scores, kind="stable")[:limit]
    return [(names[place], float(scores[place])) for place in order]


def assert_same(found: list[tuple[str, float]], expected: list[tuple[str, float]]) -> None:
    assert [name for name, _ in found] == [name for name, _ in expected]
    assert [score for _, score in found] == pytest.approx([score for _, score in expected], abs=1e-3)


@pytest.mark.parametrize("query", ["漏损率", "二次供水", "517号文第2段"])
def test_one_document_of_a_thousand(library: Library, query: str) -> None:
    for n in range(0, DOCUMENTS, 37):
        for filters in (Filters(document_ids=(f"d{n}",)), Filters(places=(f"第{n}镇",))):
            scope = library.scope(STAFF, filters)
            assert (scope.passages, scope.restricted) == (PARTS, True)
            assert_same(library.dense(vector(query), scope, 10), exactly(query, [n], 10))
            assert_same(library.dense(vector(query), scope, 2), exactly(query, [n], 2))


@pytest.mark.parametrize("limit", [1, 10, 400])
def test_a_set_of_documents_beyond_what_is_scored_in_one_piece(library: Library, limit: int) -> None:
    """Fifty documents of one kind, 250 passages: more than `exact_limit` here, and few among the base's neighbours."""
    chosen = list(range(3, DOCUMENTS, 20))
    scope = library.scope(STAFF, Filters(kinds=("k3",)))
    assert scope.passages == len(chosen) * PARTS > library.exact_limit
    for query in ("漏损率", "停水通知", "第3镇"):
        expected = exactly(query, chosen, limit)
        found = library.dense(vector(query), scope, limit)
        assert not {name for name, _ in found} - {f"d{n}.1.{part}" for n in chosen for part in range(PARTS)}
        assert len({name for name, _ in found} & {name for name, _ in expected}) >= 0.99 * len(expected)
