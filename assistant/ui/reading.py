"""A page's reading order as chains of blocks, and what a person can do to it. Pure: nothing is drawn or asked here."""

from __future__ import annotations

from typing import TypeAlias

from assistant.curation import PageAccount
from assistant.domain import Page

Chain: TypeAlias = tuple[int, ...]
Order: TypeAlias = tuple[Chain, ...]
"""Chains of indexes into a page's blocks, each chain one paragraph, as `Page.flow`."""

SURE = 0.9
"""An order that its reader was less sure of is worth a person's look."""


def order_of(page: Page) -> Order:
    """The page's reading order, every block in it once; blocks that `flow` does not name come last, as they stand."""
    seen: set[int] = set()
    chains: list[Chain] = []
    for chain in page.flow:
        fresh = tuple(i for i in dict.fromkeys(chain) if 0 <= i < len(page.blocks) and i not in seen)
        seen.update(fresh)
        if fresh:
            chains.append(fresh)
    return (*chains, *((i,) for i in range(len(page.blocks)) if i not in seen))


def moved(order: Order, block: int, by: int) -> Order:
    """The paragraph of `block` put `by` places later, or earlier when negative; never past either end."""
    at = _place(order, block)
    left = [*order[:at], *order[at + 1 :]]
    left.insert(max(0, at + by), order[at])
    return tuple(left)


def joined(order: Order, block: int) -> Order:
    """The paragraph of `block` as the end of the one before it; as it was where there is none."""
    at = _place(order, block)
    if at == 0:
        return order
    return (*order[: at - 1], order[at - 1] + order[at], *order[at + 1 :])


def parted(order: Order, block: int) -> Order:
    """The paragraph of `block` as its single parts."""
    at = _place(order, block)
    return (*order[:at], *((i,) for i in order[at]), *order[at + 1 :])


def is_stitched(order: Order, block: int) -> bool:
    return len(order[_place(order, block)]) > 1


def _place(order: Order, block: int) -> int:
    return next(at for at, chain in enumerate(order) if block in chain)


def needs_a_look(page: PageAccount) -> bool:
    """Whether something on the page may be missing, misread or out of order."""
    unsure = page.order_confidence is not None and page.order_confidence < SURE
    return page.read_as == "none" or bool(page.warnings) or page.doubtful > 0 or unsure
