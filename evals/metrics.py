"""Pure metrics, all fractions from 0 to 1. Where nothing is relevant, nothing can be found: 0."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Collection, Sequence


def recall_at(ranked: Sequence[str], relevant: Collection[str], k: int) -> float:
    """Share of the relevant found among the first k."""
    return len(set(ranked[:k]) & set(relevant)) / len(relevant) if relevant else 0.0


def mrr_at(ranked: Sequence[str], relevant: Collection[str], k: int) -> float:
    """1 / rank of the first relevant among the first k, else 0."""
    return next((1 / rank for rank, found in enumerate(ranked[:k], 1) if found in relevant), 0.0)


def ndcg_at(ranked: Sequence[str], relevant: Collection[str], k: int) -> float:
    """Normalised discounted cumulative gain with binary gain (Järvelin and Kekäläinen 2002)."""
    gained = sum(1 / math.log2(rank + 1) for rank, found in enumerate(ranked[:k], 1) if found in relevant)
    best = sum(1 / math.log2(rank + 1) for rank in range(1, min(k, len(relevant)) + 1))
    return gained / best if best else 0.0


def plain(text: str) -> str:
    """Fold width and case and take out white space, so that an answer is found however it is set."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).lower()


def holds(text: str, answers: Sequence[str], slots: Sequence[Sequence[str]] = ()) -> bool:
    """True when `text` contains one of `answers`; with `slots`, one alternative of every slot."""
    folded = plain(text)
    if slots:
        return all(any(plain(answer) in folded for answer in slot) for slot in slots)
    return any(plain(answer) in folded for answer in answers)


def mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def percentile(values: Sequence[float], share: float) -> float:
    """Nearest-rank percentile; 0 for no values."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, math.ceil(share * len(ordered)) - 1)] if ordered else 0.0
