"""Evidence from marks and numbers: what one end opens and another closes, and what a cut number would be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import numpy as np

from ingest.stitching.ends import Ends
from ingest.stitching.ngrams import Values

_NUMBER_BEFORE: Final = re.compile(r"[0-9.]+$")
_NUMBER_AFTER: Final = re.compile(r"^[0-9.]*")
_LIMITS: Final = {"年": (1900, 2099), "月": (1, 12), "日": (1, 31)}


def brackets(ends: Sequence[Ends]) -> tuple[Values, Values, Values, Values]:
    """Where block j closes what block i leaves open, where no other pair of theirs would do, where j closes something
    else, and where it leaves open what i opened."""
    shape = (len(ends), len(ends))
    agree, clash, stays = np.zeros(shape), np.zeros(shape), np.zeros(shape)
    closing = [start.closes for start in ends]
    for i, end in enumerate(ends):
        owed = end.left_open
        for j, closes in enumerate(closing):
            if not owed and not closes:
                continue
            same = all(a == b for a, b in zip(owed, closes, strict=False))
            agree[i, j] = float(bool(owed) and bool(closes) and same)
            clash[i, j] = float(not same or len(closes) > len(owed))
            stays[i, j] = float(len(closes) < len(owed))
    alone = agree * (agree.sum(axis=1, keepdims=True) == 1) * (agree.sum(axis=0, keepdims=True) == 1)
    return agree, alone, clash, stays


def clauses(ends: Sequence[Ends], shares: Sequence[float]) -> Values:
    """Log-likelihood of the joined clause's length over that of two strangers meeting."""
    share = np.maximum(np.array(shares), 1e-6)
    longer = np.cumsum(share[::-1])[::-1]
    mean = float((share * np.arange(len(share))).sum())
    limit = len(share) - 1
    before = np.array([end.clause_before for end in ends])[:, None]
    after = np.array([end.clause_after for end in ends])[None, :]
    whole = np.minimum(before + after, limit)
    chance = longer[np.minimum(before, limit)] * longer[np.minimum(after, limit)]
    return np.where((before > 0) & (after > 0), np.log(share[whole] * mean / chance), 0.0)


def numbers(ends: Sequence[Ends]) -> tuple[Values, Values]:
    """Where the joined number may be one (a year, a day, more digits), and where it cannot."""
    shape = (len(ends), len(ends))
    possible, impossible = np.zeros(shape), np.zeros(shape)
    before = [match.group() if (match := _NUMBER_BEFORE.search(end.tail)) else "" for end in ends]
    after = [((match := _NUMBER_AFTER.match(end.head)) and match.group()) or "" for end in ends]
    units = [end.head[len(digits) : len(digits) + 1] for end, digits in zip(ends, after, strict=True)]
    for i, left in enumerate(before):
        for j, right in enumerate(after):
            if left or right:
                verdict = _number(left, right, units[j])
                possible[i, j], impossible[i, j] = float(verdict > 0), float(verdict < 0)
    return possible, impossible


def _number(left: str, right: str, unit: str) -> int:
    """1: the joined number is a date or a decimal as such are written; -1: it is none; 0: it says nothing."""
    whole = left + right
    if (left.endswith(".") and not right) or whole.count(".") > 1 or whole.startswith("."):
        return -1
    if unit in _LIMITS and "." not in whole and left:
        low, high = _LIMITS[unit]
        value = int(whole)
        if unit == "年" and len(whole) <= 2:
            return 0
        return 1 if low <= value <= high and not (unit == "日" and len(whole) > 2) else -1
    if right and left:
        return -1 if whole.startswith("0") and "." not in whole else 1
    return 0


def two_marks(ends: Sequence[Ends]) -> Values:
    """Where a mark would follow a mark."""
    left = np.array([end.tail[-1:] in "，、；：" and bool(end.tail) for end in ends])
    right = np.array([end.head[:1] in "，、；：。" and bool(end.head) for end in ends])
    both: Values = (left[:, None] & right[None, :]).astype(np.float64)
    return both
