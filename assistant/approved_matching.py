"""Which approved answer a question gets: the very question, or one so near that it is the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.answering.question import read
from assistant.conversations.sameness import plainly, same_terms
from assistant.exchanges import ApprovedAnswer
from assistant.ports import Embedder

NEAR = 0.975
"""Cosine from which two questions may be the same. On the questions of evals/cases that ask for the same kind of thing,
of the same time and place, in the same unit, different ones stay below 0.970; the same in other words lies above 0.976.
"""
_EPOCH = date(1900, 1, 1)


@dataclass(frozen=True, slots=True)
class Match:
    """`question` is the approved one that was met; `exact` when it differs in nothing but signs and courtesies."""

    approved: ApprovedAnswer
    question: str
    exact: bool


def match(question: str, held: Sequence[ApprovedAnswer], embedder: Embedder | None) -> Match | None:
    """The answer to serve, None for none. Never one of whose negative questions is the question, or is nearer to it."""
    plain = plainly(question)
    barred = {each.approved_id for each in held if any(plainly(negative) == plain for negative in each.negative)}
    free = [each for each in held if each.approved_id not in barred]
    for each in free:
        for known in each.questions:
            if plainly(known) == plain:
                return Match(each, known, exact=True)
    return _near(question, free, embedder) if free and embedder is not None else None


def _near(question: str, held: Sequence[ApprovedAnswer], embedder: Embedder) -> Match | None:
    fitting = [(each, known) for each in held for known in each.questions if may_be_same(question, known)]
    if not fitting:
        return None
    owners = list(dict.fromkeys(each.approved_id for each, _ in fitting))
    negative = [(each.approved_id, text) for each in held if each.approved_id in owners for text in each.negative]
    texts = [question, *(known for _, known in fitting), *(text for _, text in negative)]
    vectors = embedder.embed_queries(texts)
    near = [float(value) for value in vectors[1:] @ vectors[0]]
    nearest_negative: dict[str, float] = {}
    for (owner, _), value in zip(negative, near[len(fitting) :], strict=True):
        nearest_negative[owner] = max(value, nearest_negative.get(owner, -1.0))
    ranked = sorted(zip(near, fitting, strict=False), key=lambda found: -found[0])
    for value, (each, known) in ranked:
        if value >= NEAR and value > nearest_negative.get(each.approved_id, -1.0):
            return Match(each, known, exact=False)
    return None


def may_be_same(one: str, other: str) -> bool:
    """Whether two questions ask for the same kind of thing, of the same time and place, in the same unit."""
    mine, theirs = read(one, _EPOCH), read(other, _EPOCH)
    units = {mine.unit, theirs.unit} - {None}
    return mine.asks == theirs.asks and mine.change == theirs.change and len(units) < 2 and same_terms(one, other)
