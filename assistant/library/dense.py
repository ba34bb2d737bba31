"""Nearest passages within a scope.

A question over the whole library takes the published base's near neighbours from Chroma, and beside them the exactly
scored delta: what of the scope the base does not hold. That is what was published since it was built, and, where a
scope asks for them, papers no longer or not yet in force, which no base holds: so the usual question needs no filter
and fetches no more than it was asked for. A narrow scope of up to `exact_limit` passages is scored
exactly over its own vectors; a wider one fetches more from the base until enough of the scope are left.
"""

from __future__ import annotations

import math
import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import LibraryDamaged, UsageError
from assistant.library.bases import OpenBase, open_in_folder
from assistant.library.ids import parse_passage_id
from assistant.library.matrices import DIGITS, Matrix, VectorSource, best_first, portions, unit
from assistant.library.registry import Base, Registry
from assistant.library.scope import Reach
from assistant.library.server_bases import open_on_server
from assistant.library.shelf import Entry
from assistant.ports import Scope

if TYPE_CHECKING:
    from assistant.ports import Vectors

EXACT_LIMIT = 50_000
"""Up to here a matrix product over a restricted scope is as fast as the graph (about 5 ms at 384 dimensions)."""
_MOST = 0.5
"""A scope of this share of the base or more is asked of the graph: few of its neighbours fall away."""
_KEPT_DELTAS = 4
_SLACK = 16
_DEEP = 20_000
"""Deeper than this into the graph, reading the scope's own vectors is no slower."""


@dataclass(frozen=True, slots=True, eq=False)
class _Delta:
    """Entries to be scored exactly. The scope is held so that its id is not given to another while this is kept."""

    scope: Scope
    entries: Sequence[Entry]
    passages: int
    matrix: Matrix | None


class DenseSearch:
    """Safe to use from several threads. What it keeps is of one generation of vectors: when all are made anew, another
    is made.
    """

    def __init__(self, home: Path, registry: Registry, exact_limit: int = EXACT_LIMIT, url: str = "") -> None:
        """`url` is that of the Chroma server, for bases that are there."""
        self._home = home
        self._url = url
        self._source = VectorSource(registry)
        self._exact_limit = exact_limit
        self._deltas: OrderedDict[tuple[int, int], _Delta] = OrderedDict()
        self._base: OpenBase | None = None
        self._registry = registry
        self._held: tuple[int, frozenset[int]] = (0, frozenset())
        self._guard = threading.RLock()

    def close(self) -> None:
        with self._guard:
            if self._base is not None:
                self._base.retire()
            self._base = None

    def search(self, vector: Vectors, reach: Reach, base: Base | None, limit: int) -> list[tuple[str, float]]:
        """(passage id, cosine) of up to `limit` passages of `reach`, best first.

        Raises LibraryDamaged when the published base cannot be opened, VectorServerDown when it is on a server that
        does not answer; a narrow scope needs neither.
        """
        if limit < 1 or not reach.entries:
            return []
        narrow = base is None or reach.scope.passages < base.passages * _MOST
        if narrow and reach.scope.passages <= self._exact_limit:
            return self._exact(vector, self._delta(reach, None), limit)
        if base is None:
            return self._exhaustive(vector, reach.entries.values(), limit)
        delta = self._delta(reach, base)
        found = self._exact(vector, delta, limit)
        inside = min(limit, reach.scope.passages - delta.passages)
        if inside > 0:
            near = self._from_base(vector, (reach.scope, reach.scope.passages - delta.passages), base, inside)
            if near is None:
                return self._exhaustive(vector, reach.entries.values(), limit)
            found += near
        return sorted(found, key=best_first)[:limit]

    def similarities(self, vector: Vectors, wanted: Mapping[str, tuple[int, int]]) -> dict[str, float]:
        """Exact cosines. `wanted` maps a passage's name to its version key and ordinal."""
        return {name: round(float(row @ vector), DIGITS) for name, row in self.vectors(wanted).items()}

    def vectors(self, wanted: Mapping[str, tuple[int, int]]) -> dict[str, Vectors]:
        """Unit vectors by name. `wanted` maps a passage's name to its version key and ordinal."""
        import numpy as np

        found = self._source.get(dict.fromkeys(key for key, _ in wanted.values()))
        held = {
            name: found[key][ordinal]
            for name, (key, ordinal) in wanted.items()
            if key in found and ordinal < len(found[key])
        }
        return dict(zip(held, unit(np.stack(list(held.values()))), strict=True)) if held else {}

    def _delta(self, reach: Reach, base: Base | None) -> _Delta:
        """What of `reach` the base lacks (all of it without a base), kept while the last few scopes are asked again."""
        place = (id(reach.scope), base.number if base else 0)
        with self._guard:
            kept = self._deltas.get(place)
            if kept is None:
                held = self._held_by(base) if base else frozenset()
                entries = [entry for entry in reach.entries.values() if entry.key not in held]
                passages = sum(entry.document.passages for entry in entries)
                matrix = self._source.matrix(entries) if passages <= self._exact_limit else None
                kept = self._deltas[place] = _Delta(reach.scope, entries, passages, matrix)
            self._deltas.move_to_end(place)
            while len(self._deltas) > _KEPT_DELTAS:
                self._deltas.popitem(last=False)
            return kept

    def _held_by(self, base: Base) -> frozenset[int]:
        with self._guard:
            if self._held[0] != base.number:
                self._held = (base.number, self._registry.held_by(base))
            return self._held[1]

    def _exact(self, vector: Vectors, delta: _Delta, limit: int) -> list[tuple[str, float]]:
        if delta.matrix is not None:
            return delta.matrix.best(vector, limit)
        return self._exhaustive(vector, delta.entries, limit)

    def _exhaustive(self, vector: Vectors, entries: Iterable[Entry], limit: int) -> list[tuple[str, float]]:
        """Exact over any number of versions, a portion at a time."""
        best: list[tuple[str, float]] = []
        for part in portions(entries, self._exact_limit):
            best += self._source.matrix(part).best(vector, limit)
            best = sorted(best, key=best_first)[:limit]
        return best

    def _from_base(
        self, vector: Vectors, within: tuple[Scope, int], base: Base, limit: int
    ) -> list[tuple[str, float]] | None:
        """The `limit` nearest of the base that the scope holds, or None when they lie too deep in the graph.

        `within` is the scope and how many of the base's passages it holds.
        """
        scope, inside = within
        share = min(1.0, inside / max(base.passages, 1))
        depth = math.ceil(limit / share * 1.2) + _SLACK
        with self._opened(base).use() as chroma:
            while depth <= _DEEP:
                found = chroma.nearest(vector, min(depth, base.passages))
                kept = [(name, round(score, DIGITS)) for name, score in found if _holds(scope, name)]
                if len(kept) >= limit:
                    return sorted(kept, key=best_first)[:limit]
                if depth >= base.passages:
                    return None  # the graph has places that cannot be walked to; the registry knows them
                depth *= 2
        return None

    def _opened(self, base: Base) -> OpenBase:
        with self._guard:
            if self._base is None or self._base.number != base.number:
                on_server = bool(base.collection)
                newer = open_on_server(base, self._url) if on_server else open_in_folder(self._home, base.number)
                self.close()
                self._base = newer
            return self._base

    def readable(self, base: Base) -> int | None:
        """How many passages the base's index holds, None when it cannot be opened. Raises VectorServerDown."""
        with suppress(LibraryDamaged), self._opened(base).use() as chroma:
            return chroma.count()
        return None


def _holds(scope: Scope, name: str) -> bool:
    parsed = parse_passage_id(name)
    return parsed is not None and scope.versions.get(parsed[0]) == parsed[1]


def check_vector(vector: Vectors, dimension: int) -> None:
    """Raises UsageError for a vector that no vector of this library can be compared with."""
    if vector.shape != (dimension,):
        raise UsageError(f"a query vector of shape {vector.shape!r}, the library's have ({dimension},)")
