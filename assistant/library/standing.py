"""Which paper takes the place of which, and whether a paper counts on a day. Rules only: no input, no output.

`Papers` holds what the rules look at, indexed so that a publication looks at the few papers it touches. What follows
from the texts is computed anew whenever one of them changes; what a person decided is kept and stands above it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import TypeAlias

from assistant.curation import Basis, Decision, Replacement, Standing
from assistant.domain import Metadata
from assistant.library.papers import EDITIONS, Key, Paper, started

RULES = "1"
"""Raised with the rules, so that a library that followed older ones is looked through again."""
_REPEALED = EDITIONS | {"notice", "other", ""}
_COMMON = 200
"""A title that more papers than this share is no rule's name."""
_RANK = (Basis.PERSON, Basis.MANIFEST, Basis.REPEAL, Basis.EDITION, Basis.SIMILAR)

Pair: TypeAlias = tuple[str, str]
"""(older, newer)"""


def standing_on(metadata: Metadata, replaced: Iterable[Replacement], day: date) -> Standing:
    """How a paper stood on `day`. `replaced` are the replacements in effect in which it is the older one."""
    if metadata.superseded_by or any(each.since is None or each.since <= day for each in replaced):
        return Standing.SUPERSEDED
    if metadata.effective_to is not None and metadata.effective_to < day:
        return Standing.ENDED
    if metadata.effective_from is not None and metadata.effective_from > day:
        return Standing.NOT_YET
    return Standing.IN_FORCE


def successor(replaced: Iterable[Replacement], day: date) -> str | None:
    """The paper that took the place of another by `day`: what a person said first, else what came soonest."""
    held = [each for each in replaced if each.since is None or each.since <= day]
    best = min(held, key=lambda each: (_RANK.index(each.basis), each.since or date.min, each.newer), default=None)
    return best.newer if best else None


class Papers:
    """The current papers and people's decisions. Not safe to use from several threads."""

    def __init__(self, papers: Iterable[Paper] = (), decided: Iterable[Replacement] = ()) -> None:
        self._papers: dict[str, Paper] = {}
        self._known: defaultdict[Key, dict[str, Paper]] = defaultdict(dict)
        self._repealing: defaultdict[Key, dict[str, Paper]] = defaultdict(dict)
        self._claiming: defaultdict[Key, dict[str, Paper]] = defaultdict(dict)
        self._decided: defaultdict[str, dict[Pair, Replacement]] = defaultdict(dict)
        for paper in papers:
            self._file(paper)
        for each in decided:
            self.decide((each.older, each.newer), each)

    def __contains__(self, document_id: str) -> bool:
        return document_id in self._papers

    def __iter__(self) -> Iterator[str]:
        return iter(self._papers)

    def title_of(self, document_id: str) -> str:
        """The title as it is compared."""
        return self._papers[document_id].title

    def put(self, paper: Paper) -> set[str]:
        """Take in a paper, or what is now known of it. Returns for which papers `replacing` may now be another."""
        touched = self.drop(paper.document_id)
        self._file(paper)
        return touched | self._touched(paper)

    def drop(self, document_id: str) -> set[str]:
        """Take out a paper. Returns what `put` returns."""
        paper = self._papers.get(document_id)
        if paper is None:
            return set()
        touched = self._touched(paper)
        del self._papers[document_id]
        for index, key in self._places(paper):
            index[key].pop(document_id, None)
            if not index[key]:
                del index[key]
        return touched

    def decide(self, pair: Pair, decision: Replacement | None) -> set[str]:
        """Keep, or with None forget, what a person decided of these two. Returns what `put` returns."""
        for name in pair:
            self._decided[name].pop(pair, None)
            if decision is not None:
                self._decided[name][pair] = decision
        return set(pair)

    def _file(self, paper: Paper) -> None:
        self._papers[paper.document_id] = paper
        for index, key in self._places(paper):
            index[key][paper.document_id] = paper

    def _places(self, paper: Paper) -> Iterator[tuple[defaultdict[Key, dict[str, Paper]], Key]]:
        own = (*paper.names, *(key for key in (paper.edition, paper.subject) if key))
        for index, keys in ((self._known, own), (self._repealing, paper.repeals), (self._claiming, paper.claims)):
            for key in dict.fromkeys(keys):
                yield index, key

    def _touched(self, paper: Paper) -> set[str]:
        found = {paper.document_id}
        for key in paper.names:
            found.update(self._claiming.get(key, ()))
        for key in (*paper.repeals, *paper.claims):
            found.update(self._known.get(key, ()))
        for group in (paper.edition, paper.subject):
            alike = self._known.get(group, {}) if group else {}
            # One more than counts: the paper that makes a title common, or no longer common, concerns all of them.
            found.update(alike if len(alike) <= _COMMON + 1 else ())
        return found

    def _alike(self, group: Key | None) -> Mapping[str, Paper]:
        alike = self._known.get(group, {}) if group else {}
        return alike if len(alike) <= _COMMON else {}

    # The rules

    def replacing(self, document_id: str) -> tuple[Replacement, ...]:
        """Everything that speaks for another paper standing in this one's place, quotes left empty."""
        older = self._papers.get(document_id)
        if older is None:
            return ()
        found: dict[str, Replacement] = {}
        blocked: set[str] = {older.document_id}
        for (first, second), each in self._decided.get(document_id, {}).items():
            if first == document_id and second in self._papers:
                found[second] = replace(each, since=_since(self._papers[second], older))
            elif second == document_id and each.state is Decision.IN_EFFECT:
                blocked.add(first)
        for newer, basis, state in self._derived(older, found.keys() | blocked):
            if newer.document_id not in found and newer.document_id not in blocked:
                since = _since(newer, older)
                found[newer.document_id] = Replacement(document_id, newer.document_id, basis, state, since)
        if any(each.state is Decision.IN_EFFECT for each in found.values()):
            found = {name: each for name, each in found.items() if each.state is not Decision.SUGGESTED}
        return tuple(found.values())

    def _derived(self, older: Paper, settled: set[str]) -> Iterator[tuple[Paper, Basis, Decision]]:
        """What the manifest and the texts say, the stronger first. `settled` are those a person has decided about."""
        claimed = self._claimed(older)
        if claimed is not None:
            yield claimed, Basis.MANIFEST, Decision.IN_EFFECT
        repealing = {each.document_id: each for key in older.names for each in self._repealing.get(key, {}).values()}
        for newer in repealing.values():
            if _repeals(newer, older) and self._claimed(newer) is not older:
                yield newer, Basis.MANIFEST if newer.stated else Basis.REPEAL, Decision.IN_EFFECT
        newer_edition = self._next(self._alike(older.edition), older, settled)
        if newer_edition is not None and _same_period(newer_edition, older):
            sure = _same_issuer(newer_edition, older) and _later(newer_edition, older) is True
            yield newer_edition, Basis.EDITION, Decision.IN_EFFECT if sure else Decision.SUGGESTED
        others = {name: paper for name, paper in self._alike(older.subject).items() if paper.title != older.title}
        newer_rule = self._next(others, older, settled)
        if newer_rule is not None:
            yield newer_rule, Basis.SIMILAR, Decision.SUGGESTED

    def _claimed(self, older: Paper) -> Paper | None:
        """The paper that the manifest says `older` is superseded by, None when it is not here."""
        path = (older.metadata.superseded_by or "").replace("\\", "/").removeprefix("./")
        for key in older.claims:
            named = [each for each in self._known.get(key, {}).values() if each is not older]
            if key[0] == "file":
                named = [each for each in named if f"/{each.path}".replace("\\", "/").endswith(f"/{path}")]
            if named:
                return max(named, key=lambda each: (started(each.metadata) or date.min, each.document_id))
        return None

    def _next(self, rivals: Mapping[str, Paper], older: Paper, settled: set[str]) -> Paper | None:
        """Of `rivals` the first that came after `older`."""
        after = [
            each
            for name, each in rivals.items()
            if name not in settled and _later(each, older) is not False and self._claimed(each) is not older
        ]
        return min(
            (each for each in after if each is not older and started(each.metadata)),
            key=lambda each: (started(each.metadata) or date.max, each.document_id),
            default=None,
        )


def _since(newer: Paper, older: Paper) -> date | None:
    known = newer.metadata
    return started(known) if newer.title == older.title else known.effective_from or known.published


def _later(newer: Paper, older: Paper) -> bool | None:
    """Whether `newer` came after `older`; None when their dates cannot be compared like with like."""
    for mine, theirs in (
        (newer.metadata.published, older.metadata.published),
        (newer.metadata.effective_from, older.metadata.effective_from),
    ):
        if mine and theirs and mine != theirs:
            return mine > theirs
    mine, theirs = started(newer.metadata), started(older.metadata)
    return None if mine and theirs and mine > theirs else False


def _repeals(newer: Paper, older: Paper) -> bool:
    """A rule of the same place that names `older` among those it repeals, and came after it."""
    places = {newer.metadata.place, older.metadata.place} - {""}
    if older.metadata.kind not in _REPEALED or len(places) > 1:
        return False
    repealed = newer.metadata.effective_from or newer.metadata.published
    began = started(older.metadata)
    if repealed is None or began is None:
        return newer.title != older.title
    return repealed > began


def _same_period(newer: Paper, older: Paper) -> bool:
    periods = {newer.metadata.period, older.metadata.period} - {None, ""}
    return len(periods) < 2


def _same_issuer(newer: Paper, older: Paper) -> bool:
    """A law is told by its title and place; of a house's rules, those of two houses are two rules."""
    issuers = {newer.metadata.organisation, older.metadata.organisation} - {""}
    return older.metadata.kind == "law" or len(issuers) < 2
