"""How often runs of one to five characters occur: in official Chinese at large, and in the document at hand.

A table holds hashes, not text: sorted 32-bit hashes of character n-grams beside their counts. One query in some ten
thousand meets a stranger's hash by chance, which a sum over many n-grams bears. Built by `tools/build_ngrams.py`.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.uint64]
Hashes = NDArray[np.uint32]
Values = NDArray[np.float64]

ORDER: Final = 5
NOTHING: Final = 0
"""The code of a place that holds no character: no n-gram with it counts."""
EDGE: Final = 10
"""The code of a paragraph's edge (its line break)."""
STEP: Final = 1.25
"""Counts are stored as whole powers of this."""

_MULTIPLIER: Final = np.uint64(0x9E3779B97F4A7C15)
_FINAL: Final = np.uint64(0xC2B2AE3D27D4EB4F)
_SAME: Final = str.maketrans(
    {
        **dict.fromkeys("0123456789０１２３４５６７８９", "0"),
        **dict(zip("()［］[],;:!?％", "（）（）（），；：！？%", strict=True)),
    }
)


@dataclass(frozen=True, slots=True)
class Counts:
    """Sorted hashes of n-grams, their counts, and how many characters were counted."""

    hashes: Hashes
    counts: Values
    total: float

    def of(self, hashes: Hashes) -> Values:
        """Return the count of each hash, 0 for the unknown, in the shape given."""
        if not len(self.hashes):
            return np.zeros(hashes.shape)
        at = np.minimum(np.searchsorted(self.hashes, hashes), len(self.hashes) - 1)
        return np.where(self.hashes[at] == hashes, self.counts[at], 0.0)


def fold(text: str) -> str:
    """Return `text` as it is counted: every digit as 0, half-width marks as full-width ones, small letters."""
    return text.translate(_SAME).lower()


def encode(text: str) -> Codes:
    """Return the code points of folded `text`."""
    return np.frombuffer(fold(text).encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)


def extend(state: Codes, codes: Codes) -> Codes:
    """Return the hash states of n-grams one character longer. Shapes broadcast; a state of 0 is the empty n-gram."""
    return (state + codes + np.uint64(1)) * _MULTIPLIER ^ (state >> np.uint64(29))


def finish(state: Codes) -> Hashes:
    """Return the 32-bit hashes that tables hold, of hash states."""
    return ((state ^ (state >> np.uint64(31))) * _FINAL >> np.uint64(32)).astype(np.uint32)


def count(texts: Sequence[str], order: int = ORDER) -> Counts:
    """Count all n-grams up to `order` of `texts`; none runs from one text into the next."""
    codes = np.concatenate([np.append(encode(text), np.uint64(NOTHING)) for text in texts] or [np.zeros(1, np.uint64)])
    found: list[Hashes] = []
    state = np.zeros(len(codes), np.uint64)
    whole = np.ones(len(codes), bool)
    for length in range(min(order, len(codes))):
        span = len(codes) - length
        state, whole = extend(state[:span], codes[length:]), whole[:span] & (codes[length:] != NOTHING)
        found.append(finish(state[whole]))
    hashes, counts = np.unique(np.concatenate(found), return_counts=True)
    return Counts(hashes, counts.astype(np.float64), float((codes != NOTHING).sum()))


def pack(table: Counts) -> bytes:
    """Return the table as compact bytes (gaps between hashes, powers of `STEP`)."""
    powers = np.minimum(np.round(np.log(np.maximum(table.counts, 1)) / np.log(STEP)), 255).astype(np.uint8)
    gaps = np.diff(table.hashes, prepend=np.uint32(0)).astype(np.uint32)
    planes = gaps.view(np.uint8).reshape(-1, 4)
    body = b"".join([planes[:, plane].tobytes() for plane in range(4)] + [powers.tobytes()])
    head = np.array([len(table.hashes), int(table.total)], dtype=np.uint64).tobytes()
    return head + zlib.compress(body, 9)


def unpack(data: bytes) -> Counts:
    """Return the table that `pack` made bytes of."""
    size, total = (int(value) for value in np.frombuffer(data[:16], dtype=np.uint64))
    body = np.frombuffer(zlib.decompress(data[16:]), dtype=np.uint8)
    gaps = np.ascontiguousarray(body[: 4 * size].reshape(4, size).T).view(np.uint32).reshape(-1)
    counts = np.power(STEP, body[4 * size :].astype(np.float64))
    return Counts(np.cumsum(gaps, dtype=np.uint64).astype(np.uint32), counts, float(total))


@cache
def background() -> Counts:
    """Return the bundled counts of official Chinese (about 50 ms the first time)."""
    return unpack(files("ingest.stitching").joinpath("official_chinese.ngrams").read_bytes())
