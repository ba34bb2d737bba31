"""From evidence to joins: a score for each pair, shares that add up, and only those that nothing else comes near."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

import numpy as np

from ingest.stitching.evidence import END_EVIDENCE, PAIR_EVIDENCE, START_EVIDENCE, Evidence
from ingest.stitching.ngrams import Values

ROUNDS: Final = 10
_NEVER: Final = -40.0


@dataclass(frozen=True, slots=True)
class Weights:
    """A score is linear in the evidence (against the score of being no cut at all), plus a layer of a few units for
    kinds of evidence that only count together. `least`: the share from which a pair is joined; `doubt`: from which an
    end left alone is reported as unsure. `clauses[n]`: share of clauses with n characters."""

    pair: Values
    end: Values
    start: Values
    units: Values
    offsets: Values
    output: Values
    clauses: tuple[float, ...]
    least: float
    doubt: float


def weights_from(data: Mapping[str, object]) -> Weights:
    """Build the weights from the tables of the weight file. Raises ValueError when they do not fit the evidence."""
    arrays = {
        name: np.array(data[name], dtype=np.float64) for name in ("pair", "end", "start", "units", "offsets", "output")
    }
    expected = (len(PAIR_EVIDENCE), len(END_EVIDENCE), len(START_EVIDENCE))
    if (len(arrays["pair"]), len(arrays["end"]), len(arrays["start"])) != expected:
        raise ValueError("the weights were fitted for other evidence: run evals.fit_stitching again")
    clauses = tuple(float(share) for share in np.array(data["clauses"], dtype=np.float64))
    return Weights(**arrays, clauses=clauses, least=float(str(data["least"])), doubt=float(str(data["doubt"])))


@cache
def weights() -> Weights:
    """Return the bundled weights."""
    return weights_from(json.loads(files("ingest.stitching").joinpath("weights.json").read_text(encoding="utf-8")))


def shares(evidence: Evidence, weights: Weights) -> Values:
    """Return for each pair the share of belief that it is a join.

    Every end joins one start or none, every start one end or none: rows and columns are brought to at most 1 in turn
    (Sinkhorn's scaling, with `none` as a partner that is never used up).
    """
    scores = _scores(evidence, weights)
    rows, columns = np.zeros((len(scores), 1)), np.zeros((1, len(scores)))
    for _ in range(ROUNDS):
        rows = -np.logaddexp(0.0, _log_sum(scores + columns, 1))
        columns = -np.logaddexp(0.0, _log_sum(scores + rows, 0))
    last = -np.logaddexp(0.0, _log_sum(scores + columns, 1))
    result: Values = np.exp(scores + (rows + last) / 2 + columns)
    return result


def joins(share: Values, least: float) -> list[tuple[int, int]]:
    """Return the pairs that are each other's best and reach `least`, best first, without closing a ring."""
    if len(share) < 2:
        return []
    best_start, best_end = share.argmax(axis=1), share.argmax(axis=0)
    pairs = [(int(i), int(j)) for i, j in enumerate(best_start) if best_end[j] == i and share[i, j] >= least]
    chosen: dict[int, int] = {}
    for i, j in sorted(pairs, key=lambda pair: (-share[pair], pair)):
        last = j
        while last in chosen:
            last = chosen[last]
        if last != i:
            chosen[i] = j
    return list(chosen.items())


def _scores(evidence: Evidence, weights: Weights) -> Values:
    n = len(evidence.ends)
    straight = (
        evidence.pairs @ weights.pair
        - (evidence.ends @ weights.end)[:, None]
        - (evidence.starts @ weights.start)[None, :]
    )
    split = np.cumsum([len(weights.pair), len(weights.end)])
    of_pair, of_end, of_start = np.split(weights.units, split, axis=1)
    hidden = np.tanh(
        evidence.pairs @ of_pair.T
        + (evidence.ends @ of_end.T)[:, None, :]
        + (evidence.starts @ of_start.T)[None, :, :]
        + weights.offsets
    )
    scores: Values = straight + hidden @ weights.output
    scores[np.arange(n), np.arange(n)] = _NEVER
    return scores


def _log_sum(values: Values, axis: int) -> Values:
    highest = values.max(axis=axis, keepdims=True)
    result: Values = highest + np.log(np.exp(values - highest).sum(axis=axis, keepdims=True))
    return result
