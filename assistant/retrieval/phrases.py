"""Quoted words: a passage has to hold them when any passage does. Pure but for the reading of passages."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.ports import PassageStore, Scope
from assistant.text.normalise import squeeze
from assistant.text.tokens import query_terms
from assistant.text.variants import alike, with_other_forms

LOOKED_AT = 200
"""Passages read in search of a phrase: those that hold most of its words."""


def holds(text: str, phrase: str) -> bool:
    """Whether `text` has `phrase`, whatever the width, case, script and white space of either."""
    return squeeze(alike(phrase)) in squeeze(alike(text))


def holding(
    phrases: Sequence[str], store: PassageStore, scope: Scope, read: Callable[[Sequence[str]], dict[str, str]]
) -> dict[str, frozenset[str]]:
    """Phrase → the passages of `scope` that hold it. `read` gives the texts of passages."""
    found = {}
    for phrase in phrases:
        terms = query_terms(phrase)
        forms = [form for each in with_other_forms(terms).values() for form in each]
        names = [name for name, _ in store.keyword([*terms, *forms], scope, LOOKED_AT)]
        texts = read(names)
        found[phrase] = frozenset(name for name in names if holds(texts.get(name, ""), phrase))
    return found


def required(found: dict[str, frozenset[str]]) -> frozenset[str]:
    """The passages that must be kept to: those that hold all phrases that any holds, else those that hold one."""
    held = [names for names in found.values() if names]
    if not held:
        return frozenset()
    return frozenset.intersection(*held) or frozenset.union(*held)
