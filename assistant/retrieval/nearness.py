"""How near candidates are to the question, to questions of any kind, and to each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.ports import PassageStore

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from assistant.ports import Vectors


_TILE = 24
"""Rows and columns: 24 x 24 x 384 products are few enough that the library of linear algebra stays on one core."""


@dataclass(frozen=True, slots=True, eq=False)
class Nearness:
    """One row a candidate that has a vector; `likeness` is square. `crossing` is how far it lies towards the language
    that is not the question's, 0 on the question's own side."""

    passage_ids: Sequence[str]
    cosine: NDArray[np.float64]
    voice: NDArray[np.float64]
    likeness: NDArray[np.float64]
    crossing: NDArray[np.float64] | None = None


def nearness(
    store: PassageStore, passage_ids: Sequence[str], question: Vectors, voice: Vectors, other: Vectors | None = None
) -> Nearness:
    """Exact cosines of the named passages; those the store does not know are left out. `other` points to the other
    language, in a library that has papers in both."""
    import numpy as np

    found = store.vectors(passage_ids)
    names = [name for name in passage_ids if name in found]
    rows = np.stack([found[name] for name in names]) if names else np.zeros((0, len(question)), np.float32)
    likeness = _products(rows)
    crossing = None if other is None else _numbers(rows @ other).clip(min=0)
    return Nearness(names, _numbers(rows @ question), _numbers(rows @ voice), _numbers(likeness), crossing)


def _products(rows: Vectors) -> Vectors:
    """Every row with every other, in tiles: a larger product is shared out to all cores, and waits for busy ones."""
    import numpy as np

    found = np.zeros((len(rows), len(rows)), np.float32)
    starts = range(0, len(rows), _TILE)
    for top in starts:
        for left in starts:
            found[top : top + _TILE, left : left + _TILE] = rows[top : top + _TILE] @ rows[left : left + _TILE].T
    return found


def _numbers(values: Vectors) -> NDArray[np.float64]:
    # Rounded, so that equal vectors get equal scores wherever they stand.
    return values.astype(float).round(6)
