"""Two lists into one. Pure functions.

score = cosine + w · BM25 / (best BM25 of this query). One weight for all sets; measured against rank fusion, which
lets a bad list count as much as a good one, in docs/adr/0006.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Candidate:
    """One passage with its legs: `cosine` in [-1, 1], `keyword` the raw BM25 score (0 when the leg did not find it)."""

    passage_id: str
    score: float
    cosine: float
    keyword: float

    @property
    def keyword_part(self) -> float:
        """What the keyword leg added to the score; with the cosine it makes the score."""
        return self.score - self.cosine


def fuse(
    cosines: Mapping[str, float], keywords: Sequence[tuple[str, float]], weight: float, limit: int
) -> list[Candidate]:
    """Rank every passage that has a cosine, best first, ties by id so that the order never depends on the legs'.

    `cosines` must hold every passage of both legs; `keywords` is (passage id, BM25).
    """
    lexical = dict(keywords)
    best = max(lexical.values(), default=0.0)
    scale = weight / best if best > 0 else 0.0
    candidates = [
        Candidate(passage_id, cosine + scale * lexical.get(passage_id, 0.0), cosine, lexical.get(passage_id, 0.0))
        for passage_id, cosine in cosines.items()
    ]
    candidates.sort(key=lambda candidate: (-candidate.score, candidate.passage_id))
    return candidates[:limit]
