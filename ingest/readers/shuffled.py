"""Plain text whose columns were shuffled: told from all other text, and put in reading order.

A newspaper page that was turned into bare text has its columns one after another in any order, with sentences cut at
their ends. That is only believed when a sentence is found cut in one place and going on in another, far beyond doubt:
any other text stays as it is. `Page.text` is never changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from assistant.domain import Page
from ingest.flow import Flow, begins_inside, breaks_off, with_flow
from ingest.numbering import opens_part
from ingest.readers.document import Notice, notice
from ingest.stitching import Stitched, stitch

LARGEST: Final = 400
"""Blocks of a page at most: no sheet of paper has more, and the work grows with their square."""
_BEYOND_DOUBT: Final = 0.9
_ALONE: Final = 0.95
_LIKELY: Final = 0.75
_EVEN: Final = 0.5
_FEWEST_FOUND: Final = 1 / 3
_MARKS: Final = "，。；"


@dataclass(frozen=True, slots=True)
class _Joins:
    """The joins that are made, how sure each is, and the ends and starts that are left apart."""

    pairs: Mapping[int, int]
    shares: tuple[float, ...]
    open_ends: frozenset[int]
    open_starts: frozenset[int]

    @property
    def confidence(self) -> float:
        """How sure the joins are on average; what was left apart counts as not known at all."""
        apart = max(len(self.open_ends), len(self.open_starts))
        return round(sum(self.shares) / (len(self.shares) + apart), 2)


def in_reading_order(page: Page) -> tuple[Page, tuple[Notice, ...]]:
    """Return the page with its reading order and what a person should know of it.

    A page whose columns were not shuffled, or not evidently, comes back as it is and without notices.
    """
    texts = [page.text[block.start : block.end] for block in page.blocks]
    if len(texts) > LARGEST or not any(map(breaks_off, texts)):
        return page, ()
    stitched = stitch(texts)
    if not _is_shuffled(texts, stitched):
        return page, ()
    joins = _chosen(texts, stitched)
    ordered = with_flow(page, _flow(texts, stitched, joins), joins.confidence)
    notices = [notice("columns_joined", page.number, count=len(joins.pairs))]
    if apart := len(joins.open_ends | joins.open_starts):
        notices.append(notice("columns_apart", page.number, count=apart))
    return ordered, tuple(notices)


def _is_shuffled(texts: Sequence[str], stitched: Stitched) -> bool:
    """Prose that breaks off and goes on elsewhere, in one place beyond doubt, and not mostly in the next line.

    A single such place must be surer when it is all there is; and where it is the text's first or last words, as an
    extract begins and ends anywhere, nothing else may be left open.
    """
    last = len(texts) - 1
    torn = {
        (end, start): share
        for (end, start), share in zip(stitched.joins, stitched.shares, strict=True)
        if start != end + 1 and (end, start) != (last, 0) and breaks_off(texts[end]) and _is_prose(texts[start])
    }
    near = sum(start == end + 1 for end, start in stitched.joins)
    broken = sum(map(breaks_off, texts))
    if not torn or near > 2 * len(torn) + 1 or near + len(torn) < _FEWEST_FOUND * broken:
        return False
    surest = max(torn.values())
    if len(torn) == 1 and any(end == last or start == 0 for end, start in torn):
        return near > 0 and near + 1 >= broken and surest >= _BEYOND_DOUBT
    return surest >= (_ALONE if near + len(torn) == 1 else _BEYOND_DOUBT)


def _is_prose(text: str) -> bool:
    return not opens_part(text) and any(mark in text for mark in _MARKS)


def _chosen(texts: Sequence[str], stitched: Stitched) -> _Joins:
    """The likely joins, and less likely ones where a column's edge shows on the other side of a cut as well."""
    ends, starts = ({pair[side] for pair in stitched.joins} for side in (0, 1))
    pairs: dict[int, int] = {}
    shares: list[float] = []
    open_ends = {end for end in stitched.cut_ends if breaks_off(texts[end])}
    open_starts = {start for start in stitched.cut_starts if begins_inside(texts[start])}
    for (end, start), share in zip(stitched.joins, stitched.shares, strict=True):
        edge_before = start == 0 or start - 1 in ends or breaks_off(texts[start - 1])
        edge_behind = end == len(texts) - 1 or end + 1 in starts
        # What `stitch` joins below an even share it knows from the columns themselves.
        if share >= _LIKELY or share < _EVEN or edge_before or edge_behind:
            pairs[end] = start
            shares.append(max(share, _EVEN))
        else:
            open_ends.add(end)
            open_starts.add(start)
    return _Joins(pairs, tuple(shares), frozenset(open_ends), frozenset(open_starts))


def _flow(texts: Sequence[str], stitched: Stitched, joins: _Joins) -> Flow:
    from ingest.stitching.ordering import reading_order

    cut_ends = {*stitched.cut_ends, *joins.open_ends}
    cut_starts = {*stitched.cut_starts, *joins.open_starts}
    chains: list[tuple[int, ...]] = []
    for block in reading_order(texts, joins.pairs, cut_ends, cut_starts):
        if chains and joins.pairs.get(chains[-1][-1]) == block:
            chains[-1] += (block,)
        else:
            chains.append((block,))
    return tuple(chains)
