"""Do two documents say nearly the same? By what they say, not by their bytes: a paper as DOCX and as PDF is one paper.

A document is taken as the set of its runs of eight letters and digits. A sketch of 64 numbers tells well enough which
others share most of their runs; only their texts are compared. Two years' reports share many words and few figures, so
the figures must agree as well.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Sketch = NDArray[np.uint32]

SIZE = 64
LEAST_ALIKE = 35
"""Numbers that two sketches have in common when their texts are worth comparing. Texts of one length that share four
fifths of their runs have 43 in common, give or take four."""
_RUN = 8
_SHORTEST = 100
"""Letters and digits; shorter texts are forms and notes, which are alike without being the same."""
LEAST_SHARE = 0.8
LEAST_FIGURES = 0.9
_NO_LETTERS = re.compile(r"[\W_]+")
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_PRIMES = (
    0x9E3779B97F4A7C15,
    0xC2B2AE3D27D4EB4F,
    0x165667B19E3779F9,
    0x27D4EB2F165667C5,
    0xD6E8FEB86659FD93,
    0xA0761D6478BD642F,
    0xE7037ED1A0B428DB,
    0x8EBC6AF09C88C6E3,
)


def sketch(text: str) -> Sketch | None:
    """Return 64 numbers, of which two texts have as large a part in common as of all their runs; None when short.

    It costs about two milliseconds for fifty thousand characters.
    """
    import numpy as np

    runs = _runs(text)
    if runs is None:
        return None
    places = (runs >> np.uint64(58)).astype(np.int64)
    least = np.full(SIZE, np.iinfo(np.uint64).max, np.uint64)
    np.minimum.at(least, places, runs)
    filled = np.flatnonzero(np.bincount(places, minlength=SIZE))
    # A place that no run fell into takes the number of the next one that has one.
    least = least[filled[np.searchsorted(filled, np.arange(SIZE)) % len(filled)]]
    return np.asarray(least >> np.uint64(26) & np.uint64(0xFFFFFFFF), np.uint32)


def shared(first: str, second: str) -> float:
    """Return the share of the smaller text's runs that stand in both; 0 when a text is short or the figures differ."""
    import numpy as np

    a, b = _runs(first), _runs(second)
    if a is None or b is None:
        return 0.0
    a, b = np.unique(a), np.unique(b)
    share = len(np.intersect1d(a, b, assume_unique=True)) / min(len(a), len(b))
    return share if _figures_agree(first, second) else 0.0


def _figures_agree(first: str, second: str) -> bool:
    a, b = Counter(_FIGURE.findall(first)), Counter(_FIGURE.findall(second))
    return (a & b).total() >= LEAST_FIGURES * min(a.total(), b.total())


def _runs(text: str) -> NDArray[np.uint64] | None:
    """A number for each run, the same for the same letters; None for a short text."""
    import numpy as np

    letters = _NO_LETTERS.sub("", text).lower()
    if len(letters) < _SHORTEST:
        return None
    codes = np.frombuffer(letters.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    count = len(codes) - _RUN + 1
    runs = np.zeros(count, np.uint64)
    for place, prime in enumerate(_PRIMES):
        runs += codes[place : place + count] * np.uint64(prime)
    runs ^= runs >> np.uint64(33)
    runs *= np.uint64(_PRIMES[0])
    runs ^= runs >> np.uint64(29)
    runs *= np.uint64(_PRIMES[1])
    return runs ^ (runs >> np.uint64(32))
