"""What a person corrected in a reading, put into it again: by content, so that it holds for the next edition too.

A block's correction names the page and the block by the hash of their text as the reader gave it; it is also taken
where the page has changed elsewhere, as long as the document has exactly one block with the old text. A correction of
the order names the page by the hash of its text with the blocks already corrected.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from assistant.curation import Correction
from assistant.domain import Block, Page, ReadAs
from assistant.errors import UsageError
from ingest.flow import Flow, with_flow
from ingest.readers.document import ReadDocument, clean


def sha256_of_text(text: str) -> str:
    """The hash that names a page's or a block's text in a `Correction`."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def corrected(document: ReadDocument, corrections: Iterable[Correction]) -> ReadDocument:
    """Return `document` with the corrections that concern it; every page says the hash it was read with."""
    known = tuple(corrections)
    texts = {each.block_sha256: each.text for each in known if each.block_sha256}
    exact = {(each.page_sha256, each.block_sha256) for each in known}
    orders = {each.page_sha256: each.order for each in known if not each.block_sha256}
    counts: Counter[str] = Counter()
    if texts:
        counts.update(sha256_of_text(words_of(page, i)) for page in document.pages for i in range(len(page.blocks)))
    pages = []
    for page in document.pages:
        named = sha256_of_text(page.text)
        instead = {}
        for index in range(len(page.blocks) if texts else 0):
            content = sha256_of_text(words_of(page, index))
            if content in texts and ((named, content) in exact or counts[content] == 1):
                instead[index] = texts[content]
        new = with_texts(replace(page, as_read=named), instead)
        pages.append(with_order(new, orders.get(sha256_of_text(new.text), ())))
    return replace(document, pages=tuple(pages))


def words_of(page: Page, index: int) -> str:
    """The text of block `index` of `page`."""
    block = page.blocks[index]
    return page.text[block.start : block.end]


def with_order(page: Page, order: Flow) -> Page:
    """The page read in `order`; unchanged when that does not name every block once."""
    try:
        return with_flow(page, order, 1.0) if order else page
    except ValueError:
        return page


def text_corrections(page: Page, index: int, text: str, known: Iterable[Correction]) -> tuple[Correction, ...]:
    """What to store so that block `index` of the stored `page` reads `text` from now on.

    `known` are the corrections stored so far: the words to be replaced may be a person's already, and an order that a
    person gave the page goes along.
    """
    mine = [each for each in known if each.block_sha256 and each.page_sha256 == page.as_read]
    now = words_of(page, index)
    before = next((each.block_sha256 for each in mine if clean(each.text).strip() == now), sha256_of_text(now))
    made = [Correction(page.as_read, before, text)]
    ordered = sha256_of_text(page.text)
    if any(each.page_sha256 == ordered and not each.block_sha256 for each in known):
        later = with_texts(page, {index: text})
        made.append(Correction(sha256_of_text(later.text), order=later.flow))
    return tuple(made)


def order_correction(page: Page, order: tuple[tuple[int, ...], ...]) -> Correction:
    """What to store so that the stored `page` is read in `order`.

    Raises UsageError unless that names every block once.
    """
    if with_order(page, order) is page:
        raise UsageError(f"order {order!r} does not name each of {len(page.blocks)} blocks once", key="bad_order")
    return Correction(sha256_of_text(page.text), order=order)


@dataclass(frozen=True, slots=True)
class _Moves:
    """Where old offsets went: (old start, old end, how far) of every stretch that was kept."""

    kept: tuple[tuple[int, int, int], ...]

    def __call__(self, start: int, end: int) -> tuple[int, int] | None:
        """The new place of old [start, end), None when a person's words stand there now."""
        for first, last, by in self.kept:
            if first <= start and end <= last:
                return start + by, end + by
        return None


def with_texts(page: Page, instead: Mapping[int, str]) -> Page:
    """The page with new words in some of its blocks; every offset behind them moves along, emptied blocks go."""
    if not instead:
        return page
    parts: list[str] = []
    kept: list[tuple[int, int, int]] = []
    fresh: dict[int, tuple[int, int]] = {}
    done = length = 0
    for index in sorted(instead):
        block = page.blocks[index]
        kept.append((done, block.start, length - done))
        text = clean(instead[index]).strip()
        parts += [page.text[done : block.start], text]
        start = length + block.start - done
        fresh[index], length, done = (start, start + len(text)), start + len(text), block.end
    kept.append((done, len(page.text), length - done))
    text = "".join((*parts, page.text[done:]))
    moves = _Moves(tuple(kept))
    # The same words again are a person's tick: the block stays what it is, and is no longer in doubt.
    ticked = {i for i, (a, b) in fresh.items() if text[a:b] == words_of(page, i)}
    moves = replace(moves, kept=(*moves.kept, *(_ticked(page.blocks[i], fresh[i]) for i in ticked)))
    placed = {
        i: replace(_moved(block, None, moves), doubtful=(), confidences=())
        if i in ticked
        else _moved(block, fresh.get(i), moves)
        for i, block in enumerate(page.blocks)
    }
    left = {i: block for i, block in placed.items() if block.end > block.start}
    index_of = {old: new for new, old in enumerate(left)}
    flow = tuple(chain for old in page.flow if (chain := tuple(index_of[i] for i in old if i in index_of)))
    read_as = page.read_as if text.strip() else ReadAs.NONE
    return replace(page, text=text, blocks=tuple(left.values()), flow=flow, read_as=read_as)


def _ticked(block: Block, place: tuple[int, int]) -> tuple[int, int, int]:
    return block.start, block.end, place[0] - block.start


def _moved(block: Block, fresh: tuple[int, int] | None, moves: _Moves) -> Block:
    """The block at its new place. Under a person's words cells and lines are unknown, and nothing is doubtful."""
    if fresh is not None:
        kind = "paragraph" if block.kind == "table_row" else block.kind
        return Block(*fresh, kind=kind, level=block.level, box=block.box)
    place = moves(block.start, block.end)
    if place is None:
        raise ValueError(f"blocks overlap at [{block.start}, {block.end})")
    by = place[0] - block.start
    cells = []
    for header_start, header_end, start, end in block.cells:
        header = moves(header_start, header_end) or (start + by, end + by)
        cells.append((*header, start + by, end + by))
    return replace(
        block,
        start=place[0],
        end=place[1],
        cells=tuple(cells),
        lines=tuple((a + by, b + by, box) for a, b, box in block.lines),
        confidences=tuple((a + by, b + by, value) for a, b, value in block.confidences),
        doubtful=tuple((a + by, b + by) for a, b in block.doubtful),
    )
