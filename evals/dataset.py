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


def _rows(path: Path, *needed: str) -> Iterator[dict[str, Any]]:
    """The objects of a JSONL file, each with the texts `needed`. A numeric id becomes a text."""
    try:
        with (
            gzip.open(path, "rt", encoding="utf-8-sig")
            if path.suffix == ".gz"
            else path.open(encoding="utf-8-sig") as file
        ):
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield _row(path, number, line, needed)
    except (OSError, EOFError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UsageError(f"{str(path)!r}: {error}", key="cannot_read", path=str(path), reason=reason) from error


def _row(path: Path, number: int, line: str, needed: tuple[str, ...]) -> dict[str, Any]:
    place: dict[str, object] = {"path": str(path), "line": number}
    try:
        row = json.loads(line)
    except ValueError as error:
        raise UsageError(
            f"line {number} of {str(path)!r} is not JSON: {error}", key="line_not_json", reason=error, **place
        ) from error
    found = {name: _text(row.get(name)) for name in needed} if isinstance(row, dict) else {}
    if not all(found.get(name) for name in needed):
        fields = ", ".join(f'"{name}"' for name in needed)
        raise UsageError(f"line {number} of {str(path)!r} needs {fields}", key="line_needs", fields=fields, **place)
    return {**row, **found}


def _text(value: object) -> str:
    """A text as it is, a number as it is written; "" for white space and for anything else."""
    if isinstance(value, str):
        return value if value.strip() else ""
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def _texts(value: object) -> tuple[str, ...]:
    """The texts of a list. A gold field of another type is taken for absent, so that it can do no harm."""
    return tuple(text for each in value if (text := _text(each))) if isinstance(value, list) else ()


def _case(row: dict[str, Any]) -> Case:
    slots = row.get("answer_slots")
    filled = tuple(found for slot in slots if (found := _texts(slot))) if isinstance(slots, list) else ()
    answerable = row.get("answerable")
    return Case(
        Query(row["id"], row["question"], _texts(row.get("context"))),
        Gold(
            relevant=frozenset(_texts(row.get("relevant"))),
            answers=_texts(row.get("answers")),
            slots=filled,
            answerable=answerable if isinstance(answerable, bool) else True,
        ),
    )


def _altered(row: dict[str, Any]) -> tuple[str, ...]:
    told = row.get("counterfactual")
    return _texts(told.get("passages")) if isinstance(told, dict) else ()


def load(folder: Path, queries: Path | None = None) -> Dataset:
    """Read a set; `queries` replaces the folder's own question file.

    Passages listed under `counterfactual.passages` in either question file are left out: they say false things on
    purpose. Raises UsageError when a file is missing or cannot be read, and for a line without its id and text.
    """
    corpus = next((path for name in ("corpus.jsonl", "corpus.jsonl.gz") if (path := folder / name).exists()), None)
    own = folder / "queries.jsonl"
    asked = queries or own
    if corpus is None or not asked.exists():
        raise UsageError(
            f"{str(folder)!r} needs corpus.jsonl or corpus.jsonl.gz, and queries.jsonl or --queries FILE",
            key="set_incomplete",
            path=str(folder),
        )
    rows = list(_rows(asked, "id", "question"))
    others = _rows(own) if own.exists() and own != asked else ()
    altered = {passage for row in [*rows, *others] for passage in _altered(row)}
    items = tuple(
        Item(row["id"], _text(row.get("title")), row["text"])
        for row in _rows(corpus, "id", "text")
        if row["id"] not in altered
    )
    return Dataset(folder.name, items, tuple(_case(row) for row in rows))
