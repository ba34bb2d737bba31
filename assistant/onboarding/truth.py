"""Is a wrong option true after all? Looked for in the paper's every sentence and in whatever the library finds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.domain import Passage, SearchHit, Verdict
from assistant.onboarding import numbers
from assistant.onboarding.facts import GAP, Fact, Kind
from assistant.onboarding.figures import values_in
from assistant.onboarding.options import shape_of
from assistant.onboarding.reading import flat
from assistant.verification import Source, verify

RETOLD = 0.6
"""A sentence that holds this share of a turned statement's pairs may bear it out."""
SAME_SUBJECT = 0.42
"""A sentence that holds this share of a statement's pairs of characters speaks of the same subject."""


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence of the library with what is compared of it."""

    text: str
    pairs: frozenset[str]
    passage_id: str


def pairs_of(text: str) -> frozenset[str]:
    text = re.sub(r"[\s，。；：、（）()“”《》]", "", text)
    return frozenset(text[i : i + 2] for i in range(len(text) - 1))


def sentences_of(passages: Iterable[Passage]) -> tuple[Told, ...]:
    """The sentences of passages, the items of lists with the sentence they hang on."""
    return tuple(told for passage in passages for told in _sentences(passage))


@lru_cache(maxsize=4096)
def _sentences(passage: Passage) -> tuple[Told, ...]:
    found = []
    stem = ""
    for line in passage.text.split("\n"):
        for piece in re.split(r"(?<=[。；])", line):
            words = flat(piece)
            if words:
                text = f"{stem}{words}" if re.match(r"[（(]", words) else words
                found.append(Told(text, pairs_of(text), passage.passage_id))
        stem = flat(line) if line.rstrip().endswith(("：", ":")) else (stem if re.match(r"\s*[（(]", line) else "")
    return tuple(found)


def holds_value(text: str, wrong: str, kind: Kind) -> bool:
    """True when `text` has the wrong value, in whatever way it is printed."""
    if wrong in text:
        return True
    if kind is not Kind.FIGURE:
        return False
    value, unit = _measured(wrong)
    return any(_measured(each.raw) == (value, unit) for each in values_in(text))


def _measured(raw: str) -> tuple[tuple[float | None, ...], str]:
    found = re.findall(r"\d+(?:,\d{3})*(?:\.\d+)?[万亿]?|[一二两三四五六七八九十百千零〇半]+[万亿]?", raw)
    unit = shape_of(raw).replace("个", "").replace("天", "日").replace("以内", "内")
    return tuple(numbers.value_of(each) for each in found), unit


def given_elsewhere(fact: Fact, wrong: str, own: Sequence[Told], hits: Sequence[SearchHit]) -> bool:
    """True when some clause gives `wrong` for the subject of `fact`, or the statement it makes is borne out."""
    turned = fact.kind is Kind.RULE
    statement = wrong if turned else fact.with_answer(wrong)
    subject = pairs_of(statement if turned else fact.told.replace(GAP, ""))
    for told in (*own, *(each for hit in hits for each in _sentences(hit.passage))):
        if turned:
            alike = len(subject & told.pairs) >= RETOLD * max(1, len(subject))
            if alike and verify(statement, [Source(told.text)]).verdict is Verdict.SUPPORTED:
                return True
            continue
        if not holds_value(told.text, wrong, fact.kind):
            continue
        if told.passage_id == fact.passage.passage_id:
            return True
        if len(subject & told.pairs) >= SAME_SUBJECT * max(1, len(subject)):
            return True
        if verify(statement, [Source(told.text)]).verdict is Verdict.SUPPORTED:
            return True
    return False


def refuted(statement: str, source: Source) -> bool:
    """True when the clause does not bear the altered statement out."""
    return verify(statement, [source]).verdict is Verdict.UNSUPPORTED


def borne_out(statement: str, source: Source) -> bool:
    """True when the clause bears the statement out."""
    return verify(statement, [source]).verdict is Verdict.SUPPORTED
