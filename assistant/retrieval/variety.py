"""A list without repeats, in which everything that a question compares has its place. Pure functions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.domain import Document, SearchHit
from assistant.text.normalise import squeeze
from assistant.text.variants import alike

FIRST = 5
"""Among the first so many, each of what is compared has a hit."""
MOST_COMPARED = 4


def collapsed(hits: Sequence[SearchHit]) -> list[SearchHit]:
    """One hit for one text, the best; the other documents that hold it are named on it (`SearchHit.also`)."""
    kept: dict[str, SearchHit] = {}
    for hit in hits:
        text = squeeze(alike(hit.passage.text))
        if text not in kept:
            kept[text] = hit
        elif _another(hit.document, kept[text]):
            kept[text] = replace(kept[text], also=(*kept[text].also, hit.document))
    return list(kept.values())


def _another(document: Document, hit: SearchHit) -> bool:
    named = {hit.document.document_id, *(each.document_id for each in hit.also)}
    return document.document_id not in named


def represented(
    hits: Sequence[SearchHit],
    parts: Sequence[Callable[[Document], bool]],
    best_of: Callable[[int], SearchHit | None],
) -> list[SearchHit]:
    """`hits` with a hit of each part among the first five; `best_of` finds the best of a part that has none at all.

    A part is a year or a place that is compared with others. Hits move up, none is left out; the five stay in order.
    """
    held = list(hits)
    if not 2 <= len(parts) <= MOST_COMPARED:
        return held
    wanted: dict[str, SearchHit] = {}
    for n, part in enumerate(parts):
        found = next((hit for hit in held if part(hit.document)), None) or best_of(n)
        if found is not None:
            wanted.setdefault(found.passage.passage_id, found)
    others = [hit for hit in held if hit.passage.passage_id not in wanted]
    rank = {hit.passage.passage_id: place for place, hit in enumerate(held)}
    first = [*wanted.values(), *others[: FIRST - len(wanted)]]
    first.sort(key=lambda hit: rank.get(hit.passage.passage_id, len(held)))
    return [*first, *others[FIRST - len(wanted) :]]
