"""Several signs into one order. Pure functions.

score = cosine
      - voice · how near the passage is to questions of any kind (assistant/retrieval/voice.py)
      + keyword · BM25 / (best BM25 of this query) · share of the question's terms that the library knows
      + pairs, numbers, length: what the texts share (assistant/retrieval/agreement.py)
      + feedback · how near the passage is to the first two of the order so far
      + crossing · how far the passage lies towards the language the question is not in, where papers are in both

One row of weights for every library. Voice and feedback are taken from their mean over the candidates, so that a
score stays about what the cosine was. Measured against rank fusion and against each sign left out in docs/adr/0006.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import TYPE_CHECKING, TypeAlias

from assistant.retrieval.agreement import Agreement
from assistant.retrieval.weights import Weights

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers: TypeAlias = NDArray[np.float64]

READ = 80
"""Candidates whose texts are read: the best by their legs alone."""
TRUSTED = 2
"""How many of the first passages are believed when others are compared with them."""


@dataclass(frozen=True, slots=True, eq=False)
class Signs:
    """What the legs said about each candidate, in one order: `passage_ids[i]` has `cosine[i]` and so on.

    `keyword` is raw BM25 (0 when the leg did not find the passage), `known` the share of the question's terms that the
    library has, `voice` the cosine with the mean question, `likeness` the candidates' cosines with each other (None
    when the store does not hand out vectors), `crossing` what assistant/retrieval/crossing.py says (None where all
    papers are in one language), `language` the question's.
    """

    passage_ids: Sequence[str]
    cosine: Numbers
    voice: Numbers
    keyword: Numbers
    known: float
    likeness: Numbers | None = None
    crossing: Numbers | None = None
    language: str = "zh"


@dataclass(frozen=True, slots=True)
class Ranked:
    """One passage with what made its place: the values of `parts` make the score, `keyword` is the BM25 behind one."""

    passage_id: str
    score: float
    keyword: float
    parts: Mapping[str, float]


Parts: TypeAlias = "dict[str, Numbers]"
"""A sign's name → what it adds to each candidate's score."""


def by_legs(signs: Signs, weights: Weights) -> Parts:
    """What the legs alone add: enough to choose which passages are read."""
    best = float(signs.keyword.max(initial=0.0))
    scale = weights.keyword * signs.known / best if best > 0 else 0.0
    parts = {
        "dense": signs.cosine,
        "voice": -weights.voice * _from_mean(signs.voice),
        "keyword_part": scale * signs.keyword,
    }
    if signs.crossing is not None:
        parts["crossing"] = weights.crossing(signs.language) * signs.crossing
    return parts


def with_texts(parts: Parts, agreements: Sequence[Agreement], weights: Weights) -> Parts:
    """Add what the passages' texts say; `agreements` has one entry a candidate."""
    import numpy as np

    return parts | {
        "pairs": weights.pairs * np.array([each.pairs for each in agreements], float),
        "numbers": weights.numbers * np.array([each.numbers for each in agreements], float),
        "length": weights.length * np.array([each.length for each in agreements], float),
    }


def with_feedback(parts: Parts, signs: Signs, weights: Weights) -> Parts:
    """Add how near each passage is to the first ones by `parts`: what many papers tell is more likely the answer."""
    if signs.likeness is None or len(signs.passage_ids) <= TRUSTED:
        return parts
    first = best_first(signs.passage_ids, total(parts))[:TRUSTED]
    return parts | {"feedback": weights.feedback * _from_mean(signs.likeness[:, first].mean(axis=1))}


def total(parts: Parts) -> Numbers:
    """The score of each candidate."""
    return reduce(operator.add, parts.values())


def best_first(passage_ids: Sequence[str], scores: Numbers) -> list[int]:
    """The candidates' places, best score first, ties by id so that the order never depends on the legs'."""
    return sorted(range(len(passage_ids)), key=lambda place: (-scores[place], passage_ids[place]))


def order(
    signs: Signs,
    weights: Weights,
    limit: int,
    read: Callable[[Sequence[str]], Sequence[Agreement]],
    keep: frozenset[str] = frozenset(),
) -> list[Ranked]:
    """The best `limit` candidates, and those of `keep` wherever they stand. Only the texts of those that the legs put
    first are asked of `read`.
    """
    parts = by_legs(signs, weights)
    best = best_first(signs.passage_ids, total(parts))
    first = [place for n, place in enumerate(best) if n < max(limit, READ) or signs.passage_ids[place] in keep]
    signs, parts = subset(signs, parts, first)
    parts = with_texts(parts, read(signs.passage_ids), weights)
    ordered = ranked(signs, with_feedback(parts, signs, weights), len(first))
    return [each for n, each in enumerate(ordered) if n < limit or each.passage_id in keep]


def subset(signs: Signs, parts: Parts, places: Sequence[int]) -> tuple[Signs, Parts]:
    """The chosen candidates, in the order of `places`; what their parts add stays as it is."""
    likeness, crossing = signs.likeness, signs.crossing
    chosen = replace(
        signs,
        passage_ids=[signs.passage_ids[place] for place in places],
        cosine=signs.cosine[places],
        voice=signs.voice[places],
        keyword=signs.keyword[places],
        likeness=None if likeness is None else likeness[places][:, places],
        crossing=None if crossing is None else crossing[places],
    )
    return chosen, {name: values[places] for name, values in parts.items()}


def ranked(signs: Signs, parts: Parts, limit: int) -> list[Ranked]:
    """The best `limit` candidates with what made their places."""
    scores = total(parts)
    return [
        Ranked(
            signs.passage_ids[place],
            float(scores[place]),
            float(signs.keyword[place]),
            {name: float(values[place]) for name, values in parts.items()},
        )
        for place in best_first(signs.passage_ids, scores)[:limit]
    ]


def _from_mean(values: Numbers) -> Numbers:
    return values - values.mean() if len(values) else values
