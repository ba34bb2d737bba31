"""Keeping the replacements on record in step with the papers: what a change of some papers changes of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.curation import Basis, Replacement
from assistant.library.decision_writing import Settlement
from assistant.library.decisions import all_replacements
from assistant.library.papers import Paper
from assistant.library.shelf import Entry
from assistant.library.standing import Pair, Papers
from assistant.library.titles import normal

if TYPE_CHECKING:
    from assistant.library.library import Library

_SENTENCE = re.compile(r"[^。；;\n]+[。；;]?")
_REPEAL = re.compile(r"废止|停止执行|失效|repeal", re.IGNORECASE)


def paper_of(entry: Entry) -> Paper:
    """What the rules look at of a current document."""
    document = entry.document
    return Paper(document.document_id, entry.known, document.path, "replaces" in entry.stated)


class Settling:
    """Made for one writing session. When writing a settlement fails, make a new one: this one has moved on."""

    def __init__(self, library: Library) -> None:
        self._library = library
        on_record = all_replacements(library.registry)
        decided = [each for each in on_record if each.basis is Basis.PERSON]
        self.papers = Papers((paper_of(entry) for entry in library.entries()), decided)
        self._held: dict[str, dict[str, Replacement]] = {}
        for each in on_record:
            self._held.setdefault(each.older, {})[each.newer] = each

    def after(self, put: Mapping[int, Paper], dropped: Iterable[str] = ()) -> Settlement:
        """What follows when these papers, by their versions' keys, come or change, and those with these ids go."""
        touched: set[str] = set()
        for document_id in dropped:
            touched |= self.papers.drop(document_id)
        for paper in put.values():
            touched |= self.papers.put(paper)
        return self._settled(touched, {paper.document_id: key for key, paper in put.items()})

    def decided(self, pair: Pair, decision: Replacement | None) -> Settlement:
        """What follows from a person's decision about these two; None takes a former decision back."""
        return self._settled(self.papers.decide(pair, decision), {}, forget=pair if decision is None else None)

    def everything(self) -> Settlement:
        """What is to be changed so that all the rules hold for all the papers."""
        return self._settled(set(self.papers) | self._held.keys(), {})

    def _settled(self, touched: set[str], fresh: Mapping[str, int], forget: Pair | None = None) -> Settlement:
        gone: list[Pair] = []
        held: list[Replacement] = []
        for older in sorted(touched):
            former = self._held.get(older, {})
            wanted = {each.newer: each for each in self.papers.replacing(older)}
            for newer, each in former.items():
                # A person's decision outlives the papers: it holds again when they come back.
                kept = each.basis is Basis.PERSON and (older, newer) != forget
                if newer not in wanted and kept:
                    wanted[newer] = each
                elif newer not in wanted:
                    gone.append((older, newer))
            now = {newer: self._worded(each, former.get(newer), fresh) for newer, each in wanted.items()}
            held += [each for newer, each in now.items() if former.get(newer) != each]
            self._held[older] = now
        return Settlement(tuple(gone), tuple(held))

    def _worded(self, each: Replacement, former: Replacement | None, fresh: Mapping[str, int]) -> Replacement:
        """`each` with the newer paper's own words, looked up only when they may have changed."""
        if each.basis is not Basis.REPEAL:
            return each
        if former is not None and former.basis is Basis.REPEAL and each.newer not in fresh:
            return replace(each, quote=former.quote)
        key = fresh[each.newer] if each.newer in fresh else self._library.held(each.newer).key
        return replace(each, quote=self._quote(key, self.papers.title_of(each.older)))

    def _quote(self, key: int, title: str) -> str:
        """The sentence of the version with this key that repeals the rule of this title, "" when there is none."""
        for _, passage in self._library.registry.passages_of([key]):
            for sentence in _SENTENCE.findall(passage.text):
                if _REPEAL.search(sentence) and title in normal(sentence):
                    return str(sentence).strip()
        return ""
