"""Exact scoring: vectors of chosen versions, gathered from the registry, against one query."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.library.ids import passage_id
from assistant.library.registry import Registry
from assistant.library.shelf import Entry

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from assistant.library.registry import Halves
    from assistant.ports import Vectors

_KEPT_ROWS = 200_000
DIGITS = 6
"""Scores are rounded so that equal vectors get equal scores, wherever in a matrix they stand."""


@dataclass(frozen=True, slots=True, eq=False)
class Matrix:
    """Vectors of several versions one below the other; `starts[i]` is the first row of `entries[i]`."""

    entries: Sequence[Entry]
    starts: NDArray[np.int64]
    rows: Vectors

    def best(self, vector: Vectors, limit: int) -> list[tuple[str, float]]:
        """(passage id, cosine), best first, equal scores by name."""
        import numpy as np

        if not len(self.rows) or limit < 1:
            return []
        scores = np.round(self.rows @ vector, DIGITS)
        least = np.partition(scores, len(scores) - limit)[len(scores) - limit] if limit < len(scores) else -np.inf
        places = np.nonzero(scores >= least)[0]
        owners = np.searchsorted(self.starts, places, side="right") - 1
        hits = [
            (self._name(int(owner), int(place)), float(scores[place]))
            for owner, place in zip(owners, places, strict=True)
        ]
        return sorted(hits, key=best_first)[:limit]

    def _name(self, owner: int, place: int) -> str:
        document = self.entries[owner].document
        return passage_id(document.document_id, document.version, place - int(self.starts[owner]))


def best_first(hit: tuple[str, float]) -> tuple[float, str]:
    """Sort key: higher scores first, equal ones by name."""
    return -hit[1], hit[0]


def unit(rows: Halves) -> Vectors:
    """float16 rows as float32 of length 1, so that a score from here and one from Chroma are the same number."""
    import numpy as np

    wide = rows.astype(np.float32)
    return wide / np.linalg.norm(wide, axis=1, keepdims=True) if wide.size else wide


class VectorSource:
    """Vectors by version, the most recently used kept in memory. Safe to use from several threads."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._kept: OrderedDict[int, Halves] = OrderedDict()
        self._kept_rows = 0
        self._guard = threading.Lock()

    def get(self, keys: Iterable[int]) -> dict[int, Halves]:
        """Version key → float16 rows; versions whose vectors are gone are left out."""
        wanted = list(keys)
        with self._guard:
            found = {key: self._kept[key] for key in wanted if key in self._kept}
            for key in found:
                self._kept.move_to_end(key)
        fresh = self._registry.vectors(key for key in wanted if key not in found)
        with self._guard:
            for key, rows in fresh.items():
                if key not in self._kept:
                    self._kept[key] = rows
                    self._kept_rows += len(rows)
            while self._kept_rows > _KEPT_ROWS:
                self._kept_rows -= len(self._kept.popitem(last=False)[1])
        return found | fresh

    def matrix(self, entries: Iterable[Entry]) -> Matrix:
        """Gather the vectors of `entries`; those whose vectors are gone are left out."""
        import numpy as np

        holding = [entry for entry in entries if entry.document.passages]
        found = self.get(entry.key for entry in holding)
        present = [entry for entry in holding if entry.key in found]
        parts = [found[entry.key] for entry in present]
        counts = np.array([len(part) for part in parts], dtype=np.int64)
        starts = np.concatenate([[0], np.cumsum(counts)[:-1]]).astype(np.int64) if parts else counts
        rows = np.concatenate(parts) if parts else np.empty((0, 0), np.float16)
        return Matrix(present, starts, unit(rows))


def portions(entries: Iterable[Entry], passages: int) -> Iterator[list[Entry]]:
    """Cut `entries` into lists of about `passages` passages, at least one entry each."""
    part: list[Entry] = []
    size = 0
    for entry in entries:
        if part and size + entry.document.passages > passages:
            yield part
            part, size = [], 0
        part.append(entry)
        size += entry.document.passages
    if part:
        yield part
