"""Which papers a review is drafted from: those of one organisation about that year, never a rule, and no review of
the same year unless there is nothing else or a person names it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.curation import Standing
from assistant.domain import Document
from assistant.text import periods

_NEVER = frozenset({"policy", "procedure", "law", "handbook", "guide", "notice"})
_ANNUAL = frozenset({"report", "annual_report"})


@dataclass(frozen=True, slots=True)
class Chosen:
    """The papers, whose they are ("" when the papers do not say), and the other organisations that have papers too."""

    documents: tuple[Document, ...]
    organisation: str
    others: tuple[str, ...] = ()


def choose(
    documents: Sequence[Document], year: int, sources: Sequence[str] = (), organisations: Sequence[str] = ()
) -> Chosen:
    """Return the papers to draft the review of `year` from.

    `sources` are ids a person named: they are taken as they are. Without them the organisation with most text about
    the year is taken, or `organisations` where a person gave any.
    """
    if sources:
        named = tuple(each for wanted in sources for each in documents if each.document_id == wanted)
        owners = tuple(dict.fromkeys(owner for each in named if (owner := owner_of(each, documents))))
        return Chosen(named, "、".join(owners))
    about = [each for each in documents if speaks_of(each, year) or speaks_of(each, year + 1)]
    groups: dict[str, list[Document]] = {}
    for each in about:
        groups.setdefault(owner_of(each, documents), []).append(each)
    if organisations:
        wanted = [name for name in groups if any(_same(name, each) for each in organisations)]
    else:
        weights = {name: _weight(group, year) for name, group in groups.items()}
        wanted = sorted((name for name in groups if weights[name] > 0), key=lambda name: -weights[name])[:1]
    taken = [each for name in wanted for each in groups[name]]
    others = tuple(name for name in groups if name not in wanted and name)
    return Chosen(tuple(_without_reviews(taken, year)), "、".join(filter(None, wanted)), others)


def owner_of(document: Document, documents: Sequence[Document]) -> str:
    """Whose paper it is: its organisation; without one, the only organisation of its place, else the place."""
    metadata = document.metadata
    if metadata.organisation or not metadata.place:
        return metadata.organisation
    near = {each.metadata.organisation for each in documents if each.metadata.place == metadata.place} - {""}
    return near.pop() if len(near) == 1 else metadata.place


def speaks_of(document: Document, year: int) -> bool:
    """Whether a paper tells of `year`: by its period, a report also of the year before it; by when it came out where
    no period is known. Rules and papers out of force never do."""
    metadata = document.metadata
    if metadata.kind in _NEVER or document.status == Standing.SUPERSEDED:
        return False
    known = periods.years_of(metadata.period)
    if known:
        return year in known or (metadata.kind in _ANNUAL and year + 1 in known)
    return metadata.published is not None and metadata.published.year in (year, year + 1)


def _weight(group: Sequence[Document], year: int) -> int:
    """How much text of the year there is; plans alone are no ground for a review."""
    return sum(each.passages for each in group if each.metadata.kind != "plan" and speaks_of(each, year))


def _without_reviews(documents: Sequence[Document], year: int) -> list[Document]:
    results = [each for each in documents if each.metadata.kind != "plan" and speaks_of(each, year)]
    rest = [each for each in results if each.metadata.kind != "review"]
    # What is drafted is the review; one that there is already would only be copied.
    reviews = {each.document_id for each in results} - {each.document_id for each in rest} if rest else set()
    return [each for each in documents if each.document_id not in reviews]


def _same(name: str, given: str) -> bool:
    return bool(name) and (given.strip() in name or name in given.strip())
