"""Columns that kept their insides but lost their order: what a ring of columns gives away.

When neighbours in the file are mostly true neighbours, the file is a row of columns. If the joins found then make a
column run on into itself (or into one that runs on into it), a column border must lie hidden inside, and an end that
found no start belongs there. Only a name that both paragraphs share, and no other block has, decides where.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

import numpy as np

from ingest.stitching.ends import Ends
from ingest.stitching.evidence import PAIR_EVIDENCE, Evidence
from ingest.stitching.ngrams import Values
from ingest.stitching.ordering import linked_runs, rings

_NAMES: Final = PAIR_EVIDENCE.index("shared_names")
_CHANCE: Final = 0.1


def mostly_in_order(count: int, joins: Mapping[int, int]) -> bool:
    """Tell whether some of the `joins` are of neighbours in the file, though few enough were found among `count`
    blocks that shuffled ones would hardly be neighbours by chance."""
    neighbours = sum(j == i + 1 for i, j in joins.items())
    return neighbours > 0 and len(joins) <= _CHANCE * count


def hidden_joins(
    ends: Sequence[Ends], evidence: Evidence, joins: Mapping[int, int], cut_ends: Collection[int]
) -> list[tuple[int, int]]:
    """Return joins of lone `cut_ends` with starts inside rings. Nothing unless the file is mostly in order."""
    runs, following = linked_runs(len(ends), joins, cut_ends, ())
    inside = {block for ring in rings(following) for run in ring for block in runs[run][1:]}
    if not inside or not mostly_in_order(len(ends), joins):
        return []
    names: Values = evidence.pairs[:, :, _NAMES]
    only_these_two = np.log(len(ends) / 2) - 1e-6
    found = []
    for end in sorted(set(cut_ends) - joins.keys()):
        places = [j for j in sorted(inside) if names[end, j] >= only_these_two and not ends[j].opens_part]
        if len(places) == 1 and places[0] not in joins.values() and not _reaches(joins, places[0], end):
            found.append((end, places[0]))
    return found


def _reaches(joins: Mapping[int, int], start: int, end: int) -> bool:
    at: int | None = start
    while at is not None and at != end:
        at = joins.get(at)
    return at == end
