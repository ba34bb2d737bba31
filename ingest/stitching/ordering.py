"""In what order to read the blocks, once it is known which run on into which."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from ingest.numbering import MARKER, number

_ARTICLE: Final = re.compile(r"(?:^|\n)\s*第([一二三四五六七八九十百千零〇]{1,7})条[\s\u3000]")
_SENTENCE_MARK: Final = re.compile("[，。；！？…]")
_LONGEST_HEADING: Final = 36


def reading_order(
    blocks: Sequence[str], joins: Mapping[int, int], cut_ends: Collection[int], cut_starts: Collection[int]
) -> list[int]:
    """Return all blocks in reading order. The joins make no ring of blocks (`matching.joins` sees to it).

    Neighbours in the file stay neighbours unless one of them is cut there: the file falls into runs at cut ends
    (`cut_ends`) and cut starts (`cut_starts`), runs are linked where a join was found, and a chain of runs stands
    where its first run stood. A run that would follow itself is cut once more, at its last heading. Chains of
    articles (第一条, 第二条) are put in the order of their numbers.
    """
    starts = set(cut_starts)
    runs, following = linked_runs(len(blocks), joins, cut_ends, starts)
    while ring := next(iter(rings(following)), None):
        starts.add(_seam(blocks, joins, [runs[index] for index in ring]))
        runs, following = linked_runs(len(blocks), joins, cut_ends, starts)
    linked = set(following.values())
    chains: list[list[int]] = []
    for first in range(len(runs)):
        if first in linked:
            continue
        chain: list[int] = []
        at: int | None = first
        while at is not None:
            chain += runs[at]
            at = following.get(at)
        chains.append(chain)
    return [block for chain in _by_article(blocks, chains) for block in chain]


def rings(following: Mapping[int, int]) -> list[list[int]]:
    """Return the runs that follow one another in a ring, a list for each ring."""
    found: list[list[int]] = []
    seen: set[int] = set()
    for first in following:
        path: list[int] = []
        at: int | None = first
        while at is not None and at not in seen:
            seen.add(at)
            path.append(at)
            at = following.get(at)
        if at in path:
            found.append(path[path.index(at) :])
    return found


def _seam(blocks: Sequence[str], joins: Mapping[int, int], ring: Sequence[Sequence[int]]) -> int:
    """Return the block before which to cut a ring: the last heading inside one of its runs, else a run's last block."""
    inside = [block for run in ring for block in reversed(run[1:]) if joins.get(block - 1) != block]
    if not inside:
        raise ValueError("the joins make a ring of blocks")
    return next((block for block in inside if is_heading(blocks[block])), inside[0])


def linked_runs(
    count: int, joins: Mapping[int, int], cut_ends: Collection[int], cut_starts: Collection[int]
) -> tuple[list[list[int]], dict[int, int]]:
    """Return the runs of blocks that stay together, and which run follows which by a join."""
    runs = _runs(count, joins, cut_ends, cut_starts)
    run_of_start = {run[0]: index for index, run in enumerate(runs)}
    following = {index: run_of_start[joins[run[-1]]] for index, run in enumerate(runs) if run[-1] in joins}
    return runs, following


def section_headings(blocks: Sequence[str], order: Sequence[int]) -> list[int | None]:
    """Return for each block the block that heads its section in that order: the last short line without a sentence
    mark, 【…】 aside. None before the first; a heading heads itself."""
    result: list[int | None] = [None] * len(blocks)
    heading: int | None = None
    for index in order:
        if is_heading(blocks[index]):
            heading = index
        result[index] = heading
    return result


def is_heading(block: str) -> bool:
    """Tell whether a block is a line that heads others rather than a sentence or a marker."""
    text = block.strip()
    return (
        0 < len(text) <= _LONGEST_HEADING
        and "\n" not in text
        and not _SENTENCE_MARK.search(text)
        and not MARKER.fullmatch(text)
    )


def _runs(
    count: int, joins: Mapping[int, int], cut_ends: Collection[int], cut_starts: Collection[int]
) -> list[list[int]]:
    joined = set(joins.values())
    runs: list[list[int]] = []
    for block in range(count):
        before = block - 1
        if before >= 0 and joins.get(before) == block:
            apart = False
        else:
            apart = before in joins or before in cut_ends or block in joined or block in cut_starts
        if before < 0 or apart:
            runs.append([])
        runs[-1].append(block)
    return runs


def _by_article(blocks: Sequence[str], chains: list[list[int]]) -> list[list[int]]:
    """Sort the chains that hold articles by the first number among the places they take, if no number is in two."""
    numbers = [[number(found) for block in chain for found in _ARTICLE.findall(blocks[block])] for chain in chains]
    everything = [value for values in numbers for value in values]
    if len(set(everything)) != len(everything) or any(values != sorted(values) for values in numbers):
        return chains
    places = [index for index, values in enumerate(numbers) if values]
    result = list(chains)
    for place, source in zip(places, sorted(places, key=lambda index: numbers[index][0]), strict=True):
        result[place] = chains[source]
    return result
