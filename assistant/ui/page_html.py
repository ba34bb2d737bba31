"""A page as it was read, as HTML: in reading order, tables as tables, doubtful numbers and stitched places marked."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.domain import Block, Page
from assistant.ui.reading import order_of
from assistant.ui.session import words
from assistant.ui.wording import html

Range = tuple[int, int]
DEEPEST = 4
"""Headings and list items below this level look like this level."""


def page_html(page: Page, numbered: bool = False) -> str:
    """The whole page; `numbered` shows each block's number, for a person who means to name one."""
    if not page.blocks:
        return f'<p class="cw-p">{html(page.text)}</p>' if page.text.strip() else ""
    pieces: list[str] = []
    rows: list[int] = []
    for chain in order_of(page):
        if len(chain) == 1 and page.blocks[chain[0]].kind == "table_row":
            rows.append(chain[0])
            continue
        pieces += _tables(page, rows, numbered)
        rows = []
        pieces.append(_paragraph(page, chain, numbered))
    pieces += _tables(page, rows, numbered)
    if left := _outside(page):
        pieces.append(f'<p class="cw-p cw-k-header">{html(left)}</p>')
    return "".join(pieces)


def is_stitched(page: Page) -> bool:
    return any(len(chain) > 1 for chain in page.flow)


def is_rearranged(page: Page) -> bool:
    """Whether the page is read in another order than its text stands in."""
    flat = [i for chain in page.flow for i in chain]
    return flat != sorted(flat)


def _paragraph(page: Page, chain: Sequence[int], numbered: bool) -> str:
    first = page.blocks[chain[0]]
    seam = f'<span class="cw-seam" title="{html(words("pages.seam"))}">⤳</span>'
    text = seam.join(
        _number(i, numbered) + _marked(page, (page.blocks[i].start, page.blocks[i].end), page.blocks[i].doubtful)
        for i in chain
    )
    level = min(first.level, DEEPEST)
    role = f' role="heading" aria-level="{level + 2}"' if first.kind == "heading" else ""
    return f'<p class="cw-p cw-k-{html(first.kind)} cw-depth-{level}"{role}>{text}</p>'


def _number(index: int, numbered: bool) -> str:
    return f'<span class="cw-no">{index + 1}</span>' if numbered else ""


def _marked(page: Page, span: Range, doubtful: Sequence[Range]) -> str:
    """The text of `span`, what is doubtful in it marked."""
    pieces, at = [], span[0]
    for start, end in sorted(doubtful):
        if at <= start and end <= span[1]:
            pieces += [html(page.text[at:start]), _doubt(page.text[start:end])]
            at = end
    return "".join((*pieces, html(page.text[at : span[1]])))


def _doubt(text: str) -> str:
    return f'<mark class="cw-doubt" title="{html(words("pages.doubt"))}">{html(text)}</mark>'


def _tables(page: Page, rows: Sequence[int], numbered: bool) -> list[str]:
    """Rows that stand together as tables; a row without cells is the header of those below it."""
    tables: list[list[int]] = []
    for index in rows:
        if not tables or (not page.blocks[index].cells and page.blocks[tables[-1][-1]].cells):
            tables.append([])
        tables[-1].append(index)
    return [_table(page, table, numbered) for table in tables]


def _table(page: Page, rows: Sequence[int], numbered: bool) -> str:
    blocks = [page.blocks[index] for index in rows]
    columns = _columns(page, blocks)
    # A column on the left without a name: its cells have no header to stand under.
    nameless = bool(columns) and any(block.cells and block.cells[0][0] == block.cells[0][2] for block in blocks)
    body = []
    for index, block in zip(rows, blocks, strict=True):
        label = f"<td>{_number(index, True)}</td>" if numbered else ""
        cells = _cells(page, block, columns, nameless) if block.cells else _header(page, block, nameless)
        body.append(f"<tr>{label}{cells}</tr>")
    return f'<div class="cw-table"><table>{"".join(body)}</table></div>'


def _columns(page: Page, blocks: Sequence[Block]) -> tuple[Range, ...]:
    """Where the headers of the columns stand, from left to right."""
    found = {(a, b) for block in blocks for a, b, start, _ in block.cells if a != start}
    found.update(part for block in blocks if not block.cells for part in _parts(page, block))
    return tuple(sorted(found))


def _parts(page: Page, block: Block) -> list[Range]:
    parts, at = [], block.start
    for text in page.text[block.start : block.end].split("\t"):
        if text:
            parts.append((at, at + len(text)))
        at += len(text) + 1
    return parts


def _header(page: Page, block: Block, nameless: bool) -> str:
    names = "".join(f"<th>{_marked(page, part, block.doubtful)}</th>" for part in _parts(page, block))
    return ("<th></th>" if nameless else "") + names


def _cells(page: Page, block: Block, columns: tuple[Range, ...], nameless: bool) -> str:
    """The cells of a row, each under its header; one that covers several columns is drawn once, over all of them."""
    under: dict[Range, Range] = {(a, b): (start, end) for a, b, start, end in block.cells if a != start}
    without = [(start, end) for a, _, start, end in block.cells if a == start]
    first = min((start for start, _ in under.values()), default=block.end)
    lead: list[Range | None] = [cell for cell in without if cell[0] < first]
    drawn = [(cell, 1) for cell in lead or ([None] if nameless else [])]
    at = 0
    while at < len(columns):
        cell, over = under.get(columns[at]), 1
        while cell and at + over < len(columns) and under.get(columns[at + over]) == cell:
            over += 1
        drawn.append((cell, over))
        at += over
    drawn += [(cell, 1) for cell in without if cell[0] >= first]
    return "".join(_cell(page, cell, over, block.doubtful) for cell, over in drawn)


def _cell(page: Page, cell: Range | None, over: int, doubtful: Sequence[Range]) -> str:
    span = f' colspan="{over}"' if over > 1 else ""
    return f"<td{span}>{_marked(page, cell, doubtful) if cell else ''}</td>"


def _outside(page: Page) -> str:
    """What of the page's text stands in none of its blocks: shown all the same."""
    pieces, at = [], 0
    for block in sorted(page.blocks, key=lambda each: each.start):
        pieces.append(page.text[at : block.start])
        at = max(at, block.end)
    pieces.append(page.text[at:])
    return "\n".join(piece.strip() for piece in pieces if piece.strip())
