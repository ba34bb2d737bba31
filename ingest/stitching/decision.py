"""The whole way from blocks to a `Stitched`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from ingest.stitching import Stitched
from ingest.stitching.ends import Ends, ends_of
from ingest.stitching.evidence import Evidence, bundled, weigh
from ingest.stitching.matching import joins, shares, weights
from ingest.stitching.ngrams import Values
from ingest.stitching.ordering import is_heading, reading_order
from ingest.stitching.rings import hidden_joins

_NO_END: Final = -2.0


def decide(blocks: Sequence[str]) -> Stitched:
    """Do what `stitch` promises."""
    kept = [index for index, block in enumerate(blocks) if block.strip()]
    if not kept:
        return Stitched(tuple(range(len(blocks))), (), ())
    settings = weights()
    ends = ends_of([blocks[index] for index in kept])
    evidence = weigh(ends, bundled(settings.clauses))
    share = shares(evidence, settings)
    found = dict(joins(share, settings.least))
    cut_ends = [index for index in range(len(ends)) if index not in found and _surely_cut(ends[index], evidence, index)]
    found |= hidden_joins(ends, evidence, found, cut_ends)
    starts = set(found.values())
    cut_starts = [
        index for index, end in enumerate(ends) if index not in starts and (end.starts_with_mark or end.closes)
    ]
    lone_ends = {kept[index] for index in cut_ends if index not in found}
    lone_starts = {kept[index] for index in cut_starts}
    pairs = {kept[i]: kept[j] for i, j in found.items()}
    beliefs = {kept[i]: float(share[i, j]) for i, j in found.items()}
    doubtful = {kept[index] for index in _doubtful(share, found, settings.doubt)}
    order = reading_order(blocks, pairs, lone_ends, lone_starts)
    return Stitched(
        order=tuple(order),
        joins=tuple(sorted(pairs.items())),
        unsure=tuple(sorted(lone_ends | lone_starts | doubtful)),
        cut_ends=tuple(sorted(lone_ends)),
        cut_starts=tuple(sorted(lone_starts)),
        shares=tuple(beliefs[end] for end in sorted(pairs)),
    )


def _surely_cut(end: Ends, evidence: Evidence, index: int) -> bool:
    """No full stop, no heading, and the network, too, sees no end there."""
    return (
        not end.ended and not end.marker_like and not is_heading(end.last_line) and evidence.ends[index, -1] < _NO_END
    )


def _doubtful(share: Values, found: Mapping[int, int], doubt: float) -> set[int]:
    """Both blocks of pairs that are each other's best and likely enough to be asked about, not to be joined."""
    if len(share) < 2:
        return set()
    starts = set(found.values())
    return {block for i, j in joins(share, doubt) if i not in found and j not in starts for block in (i, j)}
