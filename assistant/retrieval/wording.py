"""The words a question is looked up with: its own, the same in the other script, and what else they are called."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.domain import Hint, SameWords
from assistant.ports import PassageStore
from assistant.text.tokens import content_words, is_cjk, query_terms
from assistant.text.variants import alike, with_other_forms

_MOST_TERMS = 60
"""Terms added to a question at most: more cost time and drown its own."""


@dataclass(frozen=True, slots=True)
class Worded:
    """`text` is what is embedded, `terms` what is looked up; `known` is the share of the question's own terms that the
    library has, in whatever script."""

    text: str
    terms: tuple[str, ...]
    known: float


def meant(question: str, groups: Iterable[SameWords]) -> tuple[Hint, ...]:
    """A hint for each word of the question that has another name; words in a longer one that has one are not asked."""
    asked = alike(question)
    found: dict[str, tuple[int, list[str]]] = {}
    for group in groups:
        if group.of == "water" and "水" not in asked:
            continue
        here = [word for word in group.words if _stands_in(alike(word), asked)]
        others = [word for word in group.words if alike(word) not in map(alike, here)]
        if here and others:
            longest = max(here, key=len)
            found.setdefault(longest, (len(longest), []))[1].extend(others)
    kept = {
        word: others
        for word, (_, others) in found.items()
        if not any(alike(word) in alike(other) and alike(word) != alike(other) for other in found)
    }
    return tuple(
        Hint("word", "、".join(dict.fromkeys(others)), words=word)
        for word, others in sorted(kept.items(), key=lambda each: asked.find(alike(each[0])))
    )


def worded(question: str, hints: Sequence[Hint], store: PassageStore, *, exact: bool = False) -> Worded:
    """Put the question and the other names in `hints` into words to look up.

    `exact`: the person's own words count; other forms and names only stand in for words that the library has not.
    """
    terms = query_terms(question)
    forms = with_other_forms(terms)
    others = {hint.words: [name for name in hint.value.split("、") if name] for hint in hints if hint.kind == "word"}
    named = {word: [term for name in names for term in query_terms(name)] for word, names in others.items()}
    wanted = [
        *terms,
        *(form for each in forms.values() for form in each),
        *(term for each in named.values() for term in each),
    ]
    held = store.document_frequencies(list(dict.fromkeys(wanted)))
    has = {term for term, count in held.items() if count}
    known = [term for term in terms if term in has or has.intersection(forms.get(term, ()))]
    share = len(known) / len(terms) if terms else 0.0
    if exact and all(term in has for term in terms):
        return Worded(question, tuple(terms), share)
    added = [form for each in forms.values() for form in each] + [term for each in named.values() for term in each]
    extra = [term for term in dict.fromkeys(added) if term in has and term not in terms][:_MOST_TERMS]
    return Worded(_said_out(question, others), (*terms, *extra), share)


def _said_out(question: str, others: dict[str, list[str]]) -> str:
    """The question with an abbreviation's full name beside it, where the abbreviation alone is all that it says."""
    for word, names in others.items():
        rest = [each for each in content_words(question) if alike(each) not in alike(word)]
        if len(rest) <= 1 and word in question and len(word) <= 6:
            full = next((name for name in names if is_cjk(name[0]) == any(map(is_cjk, question))), names[0])
            return question.replace(word, f"{word}（{full}）", 1)
    return question


def _stands_in(word: str, asked: str) -> bool:
    """Letters and digits stand as a word of their own, Chinese anywhere."""
    if word not in asked:
        return False  # which settles nearly all of them, at a fraction of the cost
    edge = r"(?<![a-z0-9])" if word[0].isascii() else ""
    end = r"(?![a-z0-9])" if word[-1].isascii() else ""
    return re.search(edge + re.escape(word) + end, asked) is not None
