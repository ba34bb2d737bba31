"""Question sets on disk: `corpus.jsonl[.gz]` and `queries.jsonl`. Gold labels are kept apart from what is asked."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.errors import UsageError


@dataclass(frozen=True, slots=True)
class Item:
    """A ready-made passage of a set."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Query:
    """All that retrieval and answering may read. `context` restricts the question to these passages."""

    id: str
    question: str
    context: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gold:
    """What only the metrics read. `slots`: every inner tuple needs one of its alternatives."""

    relevant: frozenset[str]
    answers: tuple[str, ...]
    slots: tuple[tuple[str, ...], ...]
    answerable: bool


@dataclass(frozen=True, slots=True)
class Case:
    query: Query
    gold: Gold


@dataclass(frozen=True, slots=True)
class Dataset:
    name: str
    items: tuple[Item, ...]
    cases: tuple[Case, ...]


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


def _case(row: dict[str, Any]) -> Case:
    answers = tuple(row.get("answers") or ())
    slots = tuple(tuple(slot) for slot in row.get("answer_slots") or ())
    return Case(
        Query(row["id"], row["question"], tuple(row.get("context") or ())),
        Gold(frozenset(row.get("relevant") or ()), answers, slots, bool(row.get("answerable", True))),
    )


def load(folder: Path, queries: Path | None = None) -> Dataset:
    """Read a set; `queries` replaces the folder's own question file.

    Passages listed under `counterfactual.passages` in either question file are left out: they say false things on
    purpose. Raises UsageError when a file is missing.
    """
    corpus = next((path for name in ("corpus.jsonl", "corpus.jsonl.gz") if (path := folder / name).exists()), None)
    own = folder / "queries.jsonl"
    asked = queries or own
    if corpus is None or not asked.exists():
        raise UsageError(f"{str(folder)!r} needs corpus.jsonl or corpus.jsonl.gz, and queries.jsonl or --queries FILE")
    rows = list(_lines(asked))
    altered: set[str] = set()
    for row in [*rows, *(_lines(own) if own.exists() and own != asked else ())]:
        altered.update((row.get("counterfactual") or {}).get("passages") or ())
    items = tuple(
        Item(row["id"], row.get("title") or "", row["text"]) for row in _lines(corpus) if row["id"] not in altered
    )
    return Dataset(folder.name, items, tuple(_case(row) for row in rows))
