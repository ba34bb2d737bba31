"""A page's reading order where it is not that of its blocks: chains of blocks, each one paragraph in several places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from assistant.domain import Block, Page
from ingest.layout import width
from ingest.numbering import is_finished

_SHORTEST: Final = 20
_SENTENCE_MARK: Final = re.compile("[，。；]")
_OPEN_END: Final = re.compile(r"[\u4e00-\u9fff\w，、“‘（《「]$")
_NO_START: Final = "，、；：。！？）》】”’」』"
_NEAR: Final = 12

Flow = tuple[tuple[int, ...], ...]


def with_flow(page: Page, flow: Sequence[Sequence[int]], confidence: float | None = None) -> Page:
    """Return `page` read in the order of `flow`, with `confidence` as its `order_confidence`.

    The text, the blocks and every offset stay as they are. Blocks in their own order, each by itself, give an empty
    flow. Raises ValueError unless every block is named exactly once and no chain is empty.
    """
    chains = tuple(tuple(chain) for chain in flow)
    count = len(page.blocks)
    if not all(chains) or sorted(index for chain in chains for index in chain) != list(range(count)):
        raise ValueError(f"a flow of page {page.number} must name each of its {count} blocks once: {chains!r}")
    return replace(page, flow=() if chains == as_they_stand(count) else chains, order_confidence=confidence)


def as_they_stand(count: int) -> Flow:
    """The flow of `count` blocks that are read in their own order."""
    return tuple((index,) for index in range(count))


def chains_of(page: Page) -> Flow:
    """Return the page's reading order, block by block where it has none of its own.

    Headings and rows of tables make no chain: where a flow says so, their blocks come one by one.
    """
    chains: list[tuple[int, ...]] = []
    for chain in page.flow or as_they_stand(len(page.blocks)):
        if all(page.blocks[index].kind in ("paragraph", "list_item", "note") for index in chain):
            chains.append(chain)
        else:
            chains += [(index,) for index in chain]
    return tuple(chains)


def joined(page: Page, blocks: Sequence[Block]) -> str:
    """Return the text of one chain: parts of Chinese run on without white space, others with a space."""
    text = ""
    for block in blocks:
        part = page.text[block.start : block.end]
        seam = text[-_NEAR:] + part[:_NEAR]
        text += part if not text or width(seam) > len(seam) else f" {part}"
    return text


def breaks_off(text: str) -> bool:
    """Tell whether `text` is prose whose last sentence is cut: not a heading, a label or a row of a table."""
    text = text.strip()
    return (
        len(text) >= _SHORTEST
        and _SENTENCE_MARK.search(text) is not None
        and _OPEN_END.search(text) is not None
        and not is_finished(text)
    )


def begins_inside(text: str) -> bool:
    """Tell whether `text` begins as only the rest of a sentence does: with a mark that stands after something."""
    return text.lstrip()[:1] in tuple(_NO_START)
