"""Rules: the same force (must, may, must not, exempt), under the same conditions, with the same exceptions."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from assistant.text import modality
from assistant.text.conditions import conditions, has_exception, opens_exception
from assistant.text.indicators import clauses, core, pairs_held
from assistant.text.reading import likeness
from assistant.text.sentences import split
from assistant.text.tokens import language_of

#: A clause of the source as like the claim's as this is what the claim retells.
RETOLD = 0.5
#: A condition is there when the claim has this share of its pairs of characters.
CONDITION_HELD = 0.3


def other_force(claim: str, sources: Sequence[str]) -> str:
    """Return how the claim binds when the sources' rule binds otherwise (应当 told as 可以), else ""."""
    pieces = [source[a:b] for source in sources for a, b in clauses(source)]
    held = {modality.force_of(piece) for piece in pieces} - {"none"}
    if not held:
        return ""
    for a, b in clauses(claim):
        words = claim[a:b]
        force = modality.force_of(words)
        if force == "none":
            continue
        score, nearest = max(((likeness(words, piece), piece) for piece in pieces), default=(0.0, ""))
        own = modality.force_of(nearest)
        if force not in held or (score >= RETOLD and own not in {"none", force}):
            return f"force: {force}, the source: {sorted(held)}"
    return ""


def without_condition(claim: str, sources: Sequence[str]) -> str:
    """Return the condition or exception that a retold rule has in its source and the claim leaves out, else "".

    Only for sentences that bind; across languages nothing can be said.
    """
    if modality.force_of(claim) == "none":
        return ""
    rules = [
        rule
        for source in sources
        if language_of(source) == language_of(claim)
        for rule in _rules(source)
        if modality.force_of(rule) != "none"
    ]
    for told in _rules(claim) if rules else []:
        if modality.force_of(told) != "none":
            rule = max(rules, key=partial(likeness, told))
            if left_out := _left_out(claim, rule):
                return left_out
    return ""


def _left_out(claim: str, rule: str) -> str:
    for a, b, excepted in conditions(rule):
        if not core(rule[a:b]):
            continue
        if excepted and not has_exception(claim):
            return f"without its exception: {rule[a:b]}"
        if pairs_held(rule[a:b], claim, rule[:a] + rule[b:]) < CONDITION_HELD:
            return f"without its condition: {rule[a:b]}"
    return ""


def _rules(source: str) -> list[str]:
    """The sentences of a text, each with the exception that follows behind a semicolon."""
    found: list[str] = []
    for a, b in split(source):
        if found and opens_exception(source[a:b]):
            found[-1] += source[a:b]
        else:
            found.append(source[a:b])
    return found
