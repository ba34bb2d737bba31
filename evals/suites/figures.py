"""Does the ledger hold the figures that a reader labelled by hand, and no others?

A figure counts when value, unit, year and status agree and one quote contains the other, punctuation aside; each label
and each row is used once. `status` is the share of the matched values that are told as what they are: planned, achieved
or neither. A file whose `_left_out` companion stands beside it is labelled in full, so there precision is measured too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.figures import Figure

_TAIL = "_left_out.jsonl"
_TEXTS = (".txt", ".md")
_SUFFIXES = (".docx", ".txt", ".md", ".pdf", ".html", ".xlsx", ".pptx")


@dataclass(frozen=True, slots=True)
class Gold:
    """One file of labels and the document it labels. `complete`: every figure of the document is in it."""

    name: str
    labels: tuple[dict[str, Any], ...]
    document: Path
    complete: bool


@dataclass(frozen=True, slots=True)
class FigureScores:
    """`precision` is None where the labels are not complete. `missed` and `extra` say what went wrong."""

    precision: float | None
    recall: float
    status: float
    labels: int
    rows: int
    missed: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()

    def as_json(self) -> dict[str, float | int | None]:
        return {
            "precision": self.precision,
            "recall": self.recall,
            "status": self.status,
            "labels": self.labels,
            "rows": self.rows,
        }


def load(data: Path, docs: Path | None = None) -> list[Gold]:
    """The files of labels in `data` or `data`/figures, each with its document, looked for in `docs`, in `data` and
    beside it.

    Raises ValueError for a file that is no such labels, or whose document is not there.
    """
    folder = data / "figures" if (data / "figures").is_dir() else data
    places = [place for place in (docs, data / "docs", folder, folder.parent / "docs") if place and place.is_dir()]
    found = []
    for path in sorted(folder.glob("*.jsonl")):
        labels = _labels(path)
        if labels:
            complete = (folder / f"{path.stem}{_TAIL}").exists()
            found.append(Gold(path.stem, labels, _document(labels, places), complete))
    if not found:
        raise ValueError(f"no labelled figures in {str(folder)!r}")
    return found


def _labels(path: Path) -> tuple[dict[str, Any], ...]:
    """The lines of a file of labels, () for a file of another kind."""
    if path.name.endswith(_TAIL):
        return ()
    try:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    except ValueError as error:
        raise ValueError(f"{path.name}: {error}") from error
    wanted = {"doc", "value", "unit", "period", "status", "quote"}
    return tuple(rows) if rows and all(isinstance(row, dict) and wanted <= row.keys() for row in rows) else ()


def _document(labels: Sequence[dict[str, Any]], places: Iterable[Path]) -> Path:
    """The document by its name, or the text that holds every quote: the newspaper page goes by two names."""
    name = labels[0]["doc"]
    files = [path for place in places for path in sorted(place.rglob("*")) if path.suffix.lower() in _SUFFIXES]
    for path in files:
        if path.name == name:
            return path
    for path in files:
        if path.suffix.lower() in _TEXTS:
            text = bare(path.read_text(encoding="utf-8", errors="replace"))
            if all(bare(row["quote"]) in text for row in labels[:3]):
                return path
    raise ValueError(f"{name!r} is nowhere to be found")


def bare(text: str) -> str:
    """`text` without punctuation and white space."""
    return re.sub(r"[\W_]", "", text)


def score(gold: Gold, rows: Sequence[Figure]) -> FigureScores:
    """Compare the ledger's rows of one document with its labels."""
    free = list(range(len(rows)))
    right = told = valued = 0
    missed: list[str] = []
    for label in gold.labels:
        near = [i for i in free if _same_value(label, rows[i])]
        if not near:
            missed.append(f"{label['raw']}{label['unit']} {label['quote']}")
            continue
        best = max(near, key=lambda i: (_right(label, rows[i]), rows[i].status.value == label["status"]))
        free.remove(best)
        valued += 1
        told += rows[best].status.value == label["status"]
        right += _right(label, rows[best])
        if not _right(label, rows[best]):
            row = rows[best]
            missed.append(f"{label['raw']}{label['unit']} {row.period}/{row.status.value}: {label['quote']}")
    extra = tuple(f"{rows[i].raw}{rows[i].unit} {rows[i].quote}" for i in free) if gold.complete else ()
    return FigureScores(
        precision=(right / len(rows) if rows else 1.0) if gold.complete else None,
        recall=right / len(gold.labels),
        status=told / valued if valued else 0.0,
        labels=len(gold.labels),
        rows=len(rows),
        missed=tuple(missed),
        extra=extra,
    )


def _same_value(label: dict[str, Any], row: Figure) -> bool:
    quote, mine = bare(label["quote"]), bare(row.quote)
    return (
        abs(row.value - label["value"]) <= 1e-6 * max(1.0, abs(label["value"]))
        and row.unit == label["unit"]
        and (quote in mine or mine in quote)
    )


def _right(label: dict[str, Any], row: Figure) -> bool:
    return bool(row.period == label["period"] and row.status.value == label["status"])
