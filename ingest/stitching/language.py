"""What the language says of two blocks: how much likelier the second's first characters are after the first's last.

The measure is pointwise mutual information across the cut, in nats, summed over the first characters after it, with
n-grams of up to five characters from the document itself and from the bundled counts, each length smoothed by the
next shorter one (a Dirichlet prior).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ingest.stitching.ngrams import NOTHING, ORDER, Codes, Counts, Values, encode, extend, finish

REACH = ORDER - 1
DOCUMENT_WEIGHT = 20.0
PRIOR, PRIOR_POWER = 3.0, 0.6
LONGEST = 2 * REACH


@dataclass(frozen=True, slots=True)
class Language:
    """`across[i, j]`: information between the end of text i and the start of text j; `first`: the part of
    it that the first character bears; `repeated[i, j]`: the length of
    the longest run over the cut that stands elsewhere in the document (0 where none does, 8 at most)."""

    across: Values
    first: Values
    repeated: Values


def measure(tails: Sequence[str], heads: Sequence[str], document: Counts, background: Counts) -> Language:
    """Measure every tail against every head. `document` counts runs of up to eight characters."""
    before = _matrix([encode(tail[-REACH:]) for tail in tails], at_end=True)
    after = _matrix([encode(head[:REACH]) for head in heads], at_end=False)
    states = _states(before, after)
    across = np.zeros((len(tails), len(heads)))
    first = across
    inside = _inside(after, document, background)
    short = {key: state for key, state in states.items() if sum(key) <= ORDER}
    both = {key: _frequency(state, document, background) for key, state in short.items()}
    for reached in range(1, REACH + 1):
        spanning = inside[reached - 1][None, :]
        for back in range(1, ORDER - reached + 1):
            spanning = _smoothed(both[back, reached], both[back, reached - 1], spanning)
        known = after[:, reached - 1] != NOTHING
        gained = np.where(known, np.log(spanning) - np.log(inside[reached - 1]), 0.0)
        across += gained
        if reached == 1:
            first = gained
    return Language(across, first, _repeated(states, document))


def _matrix(rows: Sequence[Codes], at_end: bool) -> Codes:
    matrix = np.full((len(rows), REACH), NOTHING, np.uint64)
    for row, codes in zip(matrix, rows, strict=True):
        if len(codes):
            row[-len(codes) if at_end else 0 : None if at_end else len(codes)] = codes
    return matrix


def _states(before: Codes, after: Codes) -> dict[tuple[int, int], Codes]:
    """Hash states of the last `a` characters before the cut and the first `b` after it, for a from 1 and b from 0."""
    states: dict[tuple[int, int], Codes] = {}
    for back in range(1, REACH + 1):
        state = np.zeros((len(before), 1), np.uint64)
        for place in range(REACH - back, REACH):
            state = extend(state, before[:, place : place + 1])
        states[back, 0] = state
        for ahead in range(REACH):
            state = extend(state, after[None, :, ahead])
            states[back, ahead + 1] = state
    return states


def _frequency(state: Codes, document: Counts, background: Counts) -> Values:
    hashes = finish(state)
    return background.of(hashes) + DOCUMENT_WEIGHT * document.of(hashes)


def _smoothed(together: Values, context: Values, shorter: Values) -> Values:
    """P(character | context): seen as often as counted, else as the shorter context has it. A context seen often has
    been seen with many kinds of continuation, but not with proportionally more: hence the power."""
    prior = PRIOR * np.power(np.maximum(context, 1.0), PRIOR_POWER)
    smoothed: Values = (together + prior * shorter) / (context + prior)
    return smoothed


def _inside(after: Codes, document: Counts, background: Counts) -> list[Values]:
    """P(character | the characters before it on its own side of the cut), one array for each place."""
    total = background.total + DOCUMENT_WEIGHT * document.total
    result = []
    for place in range(REACH):
        probability = (
            _frequency(extend(np.zeros(len(after), np.uint64), after[:, place]), document, background) + 0.5
        ) / (total + 1)
        for start in range(place - 1, -1, -1):
            state = np.zeros(len(after), np.uint64)
            for inner in range(start, place):
                state = extend(state, after[:, inner])
            context = _frequency(state, document, background)
            longer = _frequency(extend(state, after[:, place]), document, background)
            probability = _smoothed(longer, context, probability)
        result.append(probability)
    return result


def _repeated(states: dict[tuple[int, int], Codes], document: Counts) -> Values:
    longest = np.zeros(1)
    for (back, ahead), state in states.items():
        if ahead:
            longest = np.maximum(longest, np.where(document.of(finish(state)) > 0, float(back + ahead), 0.0))
    return longest
