"""One document's items in the making: each fact tried in its types until one passes every gate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice

from assistant.citations import locate, quote_of
from assistant.domain import SearchHit, Span
from assistant.onboarding import gates, truth
from assistant.onboarding.asking import Wording, item_of, word
from assistant.onboarding.choosing import types_for
from assistant.onboarding.facts import Fact, Kind, Paper
from assistant.onboarding.options import Siblings, apart, wrong_for
from assistant.onboarding.reading import flat
from assistant.onboarding.truth import Told
from assistant.question_items import ItemType, QuestionItem
from assistant.verification import Source

_WRONG = {ItemType.SINGLE: 3, ItemType.MULTIPLE: 2, ItemType.TRUE_FALSE: 1}
_LOOKED_AT = 14
_FOUND = 20
_SAME_HOLDER = 4
"""So many items of a paper ask for the same body, unless a clause would have none."""


@dataclass(frozen=True, slots=True)
class Given:
    """What items of one document are made from."""

    paper: Paper
    pages: Mapping[int, str]
    siblings: Siblings
    own: tuple[Told, ...]
    find: Callable[[str, int], Sequence[SearchHit]]


@dataclass
class Desk:
    """The items made so far and what the next one must differ from."""

    given: Given
    only: tuple[ItemType, ...]
    thrown: Counter[str]
    most: int = 2
    """So many items rest on one sentence."""
    items: list[QuestionItem] = field(default_factory=list)
    _asked: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    _made: Counter[ItemType] = field(default_factory=Counter)
    _false: int = 0
    _sentences: Counter[tuple[str, int]] = field(default_factory=Counter)
    _clauses: Counter[str] = field(default_factory=Counter)
    _holders: Counter[str] = field(default_factory=Counter)
    _keys: set[tuple[ItemType, str, tuple[str, ...]]] = field(default_factory=set)

    def offer(self, fact: Fact) -> bool:
        """Make an item of `fact` if any of its types passes all gates; True when one did."""
        place = (fact.passage.passage_id, fact.parts[-1][0])
        clause = fact.passage.clause or fact.passage.passage_id
        if self._sentences[place] >= (1 if fact.kind is Kind.RULE else self.most):
            return False
        # A rule told as true or false is for the clauses that nothing better can be asked of.
        if fact.kind is Kind.RULE and self._clauses[clause] and self.most <= 2:
            return False
        if (
            fact.kind is Kind.HOLDER
            and self._holders[fact.answer] >= _SAME_HOLDER * self.most // 2
            and self._clauses[clause]
        ):
            return False
        for kind in types_for(fact, self._made, self.only):
            item = self._made_as(fact, kind)
            if item is not None:
                self.items.append(item)
                self._made[kind] += 1
                self._sentences[place] += 1
                self._clauses[clause] += 1
                self._holders[fact.answer] += fact.kind is Kind.HOLDER
                return True
        return False

    def _made_as(self, fact: Fact, kind: ItemType) -> QuestionItem | None:
        spans, quote = self._quoted(fact)
        plain = word(fact, kind, self.given.paper)
        if gates.asks_the_same(plain.core, (fact.answer,), self._asked):
            return self._out("asked_before")
        wrong = self._wrong(fact, kind)
        wording = word(fact, kind, self.given.paper, wrong)
        item = item_of(fact, kind, wording, self.given.paper, spans, quote)
        key = (kind, gates.squeezed(quote), wording.answer)
        if key in self._keys:
            return self._out("asked_before")
        if flaw := gates.flaw_of(item) or self._unfit(fact, wording, quote):
            return self._out(flaw)
        if not gates.found_again(item, self.given.find(item.question, gates.FIRST_RESULTS)):
            return self._out("not_found_again")
        self._keys.add(key)
        self._asked.append((wording.core, (fact.answer,)))
        self._false += wording.wrong
        return item

    def _out(self, gate: str) -> QuestionItem | None:
        self.thrown[gate] += 1
        return None

    def _quoted(self, fact: Fact) -> tuple[tuple[Span, ...], str]:
        """The quote's spans and its words on one line."""
        passage = fact.passage
        spans = tuple(
            span
            for start, end in fact.parts
            for span in locate(passage.text, passage.spans, self.given.pages, start, end)
        )
        return spans, flat(quote_of(spans, self.given.pages))

    def _source(self, fact: Fact, quote: str) -> Source:
        paper = self.given.paper
        return Source(quote, title=paper.title, clause=fact.passage.clause, place=paper.place,
                      organisation=paper.organisation)  # fmt: skip

    def _unfit(self, fact: Fact, wording: Wording, quote: str) -> str:
        """Does the span alone bear out what the item holds for true, and not what it holds for false?"""
        source = self._source(fact, quote)
        if wording.wrong:
            return "" if truth.refuted(wording.statement, source) else "false_not_refuted"
        if wording.statement:
            return "" if truth.borne_out(wording.statement, source) else "span_does_not_bear_out"
        return ""

    def _wrong(self, fact: Fact, kind: ItemType) -> tuple[str, ...]:
        most = _WRONG.get(kind, 0)
        if kind is ItemType.TRUE_FALSE and 10 * self._false > 6 * self._made[ItemType.TRUE_FALSE]:
            most = 0
        if not most:
            return ()
        hits = self.given.find(fact.core, _FOUND)
        fit = partial(self._surely_wrong, fact, hits)
        found: list[str] = []
        for wrong in islice(wrong_for(fact, self.given.siblings), _LOOKED_AT):
            near = fact.kind is Kind.HOLDER and not all(apart(wrong, each) for each in found)
            if len(found) < most and not near and fit(wrong):
                found.append(wrong)
        return tuple(found)

    def _surely_wrong(self, fact: Fact, hits: Sequence[SearchHit], wrong: str) -> bool:
        if truth.given_elsewhere(fact, wrong, self.given.own, hits):
            self.thrown["option_true_elsewhere"] += 1
            return False
        return True
