"""Text without geometry whose columns were shuffled: which cut sentences belong together, and in what order to read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stitched:
    """Blocks put in order, by their index in the input.

    `order`: all blocks in reading order. `joins`: (i, j) where the sentence cut at block i's end goes on at block j's
    start. `unsure`: blocks, ascending, with an end or start that is cut and whose other half was not found, or not
    surely enough; `cut_ends` and `cut_starts` are those of them that are surely cut. `shares`: for each join, how much
    of the belief in where its end goes on, from 0 to 1, is on it.
    """

    order: tuple[int, ...]
    joins: tuple[tuple[int, int], ...]
    unsure: tuple[int, ...]
    cut_ends: tuple[int, ...] = ()
    cut_starts: tuple[int, ...] = ()
    shares: tuple[float, ...] = ()


def stitch(blocks: Sequence[str]) -> Stitched:
    """Find which blocks' cut sentences belong together, and the reading order. Pure; the same input, the same result.

    A block is any text that was read in one piece: a column, a paragraph, a part of one. Takes about 30 ms for 60
    blocks, and grows with their square. Empty blocks keep their place.
    """
    from ingest.stitching.decision import decide

    return decide(blocks)
