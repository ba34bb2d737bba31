"""What likely signs lift: the year, the kind of paper, the named paper, the named clause, words of title and section.

Each is about the distance between neighbours among the first hits: enough to decide between equals, too little to bring
up what does not answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

from assistant.domain import SearchHit
from assistant.retrieval.agreement import Wording
from assistant.retrieval.clauses import at_clause
from assistant.retrieval.editions import own_years
from assistant.retrieval.narrowing import Narrowed
from assistant.retrieval.query import covers

PERIOD = 0.02
"""What a document of the year asked about gains; about the distance between the first and the fifth hit."""
PLAN = 0.05
"""What the paper filed under the year gains when a question asks for plans: a year's plan stands in that year's paper,
and the next year's tells only what became of it."""
_PLANNED = re.compile(
    r"打算|计划|目标|安排|规划|预期|力争|拟|将(?:要|会)|要(?!求|不|么|点)|\b(?:plan(?:s|ned)?|target|goal|intend|will)\b"
)
_DONE = re.compile(r"完成|实现|达到|结果|了(?:吗|多少|几|哪些)|兑现|落实|\b(?:achieved|fulfilled|met)\b")
PAPER = 0.005
TITLE = 0.02
CLAUSE = 0.02
AT_CLAUSE = 1.0
"""How far the named clause of the named paper stands above everything else."""
_A_PLACE_LATER = 0.01
HEADING = 0.005
"""For a title and section path that hold all the question's words; a part of the words, that part of it."""


def lifted(hits: Sequence[SearchHit], question: str, narrowed: Narrowed) -> list[SearchHit]:
    """The hits with what the question says of papers added, best first; equals stay in their order."""
    signs = _signs(question, narrowed)
    made = []
    for hit in hits:
        added = {name: value for name, sign in signs.items() if (value := sign(hit))}
        score = hit.score + sum(added.values())
        made.append(replace(hit, score=score, legs={**hit.legs, **added}) if added else hit)
    return sorted(made, key=lambda hit: -hit.score)


def at_the_clause_first(hits: Sequence[SearchHit], clauses: Sequence[str]) -> list[SearchHit]:
    """The hits with the passages named in `clauses` before all others, in that order."""
    if not clauses:
        return list(hits)
    top = max((hit.score for hit in hits), default=0.0)
    goals = {name: top + AT_CLAUSE - _A_PLACE_LATER * place for place, name in enumerate(clauses)}
    first = [_raised(hit, goals[hit.passage.passage_id]) for hit in hits if hit.passage.passage_id in goals]
    first.sort(key=lambda hit: -hit.score)
    return [*first, *(hit for hit in hits if hit.passage.passage_id not in goals)]


def _raised(hit: SearchHit, goal: float) -> SearchHit:
    gain = goal - hit.score
    return replace(hit, score=goal, legs={**hit.legs, "clause": hit.legs.get("clause", 0.0) + gain})


def _signs(question: str, narrowed: Narrowed) -> dict[str, Callable[[SearchHit], float]]:
    """Only those that the question gives rise to."""
    understood, wording = narrowed.understood, Wording.of(question)
    years, papers = frozenset(understood.years), understood.values("paper")
    signs: dict[str, Callable[[SearchHit], float]] = {}
    if years:
        if _PLANNED.search(question) and not _DONE.search(question):
            signs["period"] = lambda hit: PLAN * bool(own_years(hit.document) & years)
        else:
            signs["period"] = lambda hit: PERIOD * covers(hit.document, years)
    if papers:
        signs["paper"] = lambda hit: PAPER * (hit.document.metadata.kind in papers)
    if narrowed.papers and not narrowed.filters.document_ids:
        signs["title"] = lambda hit: TITLE * (hit.document.document_id in narrowed.papers)
    if narrowed.clauses and not narrowed.filters.document_ids:
        signs["clause"] = lambda hit: CLAUSE * any(at_clause([hit.passage], each) for each in narrowed.clauses)
    if wording.pairs:
        shared = cache(lambda above: wording.in_passage(above).pairs)  # neighbours stand under the same heading
        signs["heading"] = lambda hit: HEADING * shared(_above(hit))
    return signs


def _above(hit: SearchHit) -> str:
    return "\n".join([hit.document.title, *hit.passage.section])
