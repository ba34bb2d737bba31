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


_ROWS = 4


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
    # A few rows at a time: all at once is shared out to all cores, and then waits for the busy ones.
    parts = [rows[start : start + _ROWS] @ rows.T for start in range(0, len(rows), _ROWS)]
    likeness = np.concatenate(parts) if parts else np.zeros((0, 0), np.float32)
    crossing = None if other is None else _numbers(rows @ other).clip(min=0)
    return Nearness(names, _numbers(rows @ question), _numbers(rows @ voice), _numbers(likeness), crossing)


def _numbers(values: Vectors) -> NDArray[np.float64]:
    # Rounded, so that equal vectors get equal scores wherever they stand.
    return values.astype(float).round(6)
