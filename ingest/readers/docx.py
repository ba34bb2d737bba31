"""Word files through python-docx: headings, numbered lists and tables in the order of the document."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from typing import Any

from assistant.errors import UnreadableDocument
from ingest.readers.document import PageBuilder, Properties, ReadDocument
from ingest.readers.docx_numbering import ListNumbers
from ingest.readers.tables import Cell, add_table, one_line

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_NOT_RUNNING_TEXT = frozenset({f"{_W}drawing", f"{_W}pict", f"{_W}object", f"{_W}txbxContent", f"{_W}instrText"})


def read_docx(content: bytes, name: str) -> ReadDocument:
    """Read a Word file as one page. Headers, footers, text boxes and deleted text are left out.

    Raises UnreadableDocument for a file that python-docx cannot open.
    """
    import docx
    from docx.opc.exceptions import OpcError
    from docx.table import Table

    try:
        document = docx.Document(io.BytesIO(content))
    except (OpcError, SyntaxError, zipfile.BadZipFile, KeyError, ValueError, AttributeError, EOFError) as error:
        raise UnreadableDocument(f"{name!r}: {error}") from error
    reader = _Reader(document)
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            reader.add_table(block._tbl)
        else:
            reader.add_paragraph(block._p)
    core = document.core_properties
    return ReadDocument(
        pages=(reader.builder.page(),),
        properties=Properties(title=one_line(core.title), created=_day(core.created), modified=_day(core.modified)),
        format="docx",
    )


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def running_text(element: Any) -> str:
    """Return the text of a paragraph's element: insertions in, deletions, pictures and field codes out."""
    parts: list[str] = []
    stack = list(reversed(element))
    while stack:
        child = stack.pop()
        if child.tag in (f"{_W}t", _MATH_TEXT):
            parts.append(child.text or "")
        elif child.tag == f"{_W}tab":
            parts.append(" ")
        elif child.tag in (f"{_W}br", f"{_W}cr"):
            parts.append("\n")
        elif child.tag == f"{_W}noBreakHyphen":
            parts.append("-")
        elif child.tag not in _NOT_RUNNING_TEXT and child.tag != f"{_W}pPr":
            stack.extend(reversed(child))
    return "".join(parts)


class _Reader:
    """Adds a document's blocks to its single page; knows its styles and how far its lists have counted."""

    def __init__(self, document: Any) -> None:
        self.builder = PageBuilder(1)
        self._styles = {style.style_id: style for style in document.styles if hasattr(style, "style_id")}
        self._levels: dict[str, int | None] = {}
        self._numbers = ListNumbers(document)
        self._below_title = 0

    def add_paragraph(self, paragraph: Any) -> None:
        text = running_text(paragraph)
        if not text.strip():
            return
        style = paragraph.style or ""
        level = self._level(paragraph, style)
        mark = self._numbers.mark(paragraph, self._style_properties(style))
        if level == 0:
            self._below_title = 1
            self.builder.add(text.replace("\n", " "), "heading", 1)
        elif level is not None:
            self.builder.add(mark + text.replace("\n", " "), "heading", min(level + self._below_title, 9))
        else:
            for line in (mark + text).split("\n"):
                self.builder.add(line, "list_item" if mark else "paragraph")

    def add_table(self, table: Any) -> None:
        rows = [_row(tr) for tr in table.tr_lst]
        columns = max((sum(span for _, span, _ in row) for row in rows), default=0)
        grid: list[list[Cell]] = []
        for r, row in enumerate(rows):
            line: list[Cell] = []
            for text, span, continues in row:
                above = grid[r - 1][len(line)] if continues and r and len(line) < len(grid[r - 1]) else None
                line += [above or Cell(text, (r, len(line)))] * span
            grid.append(line + [Cell("", (r, c)) for c in range(len(line), columns)])
        if columns:
            add_table(self.builder, grid)

    def _level(self, paragraph: Any, style: str) -> int | None:
        """0 for a title, 1 to 9 for a heading, None for everything else."""
        own = paragraph.find(f"{_W}pPr/{_W}outlineLvl")
        if own is not None:
            return _outline(own)
        if style not in self._levels:
            self._levels[style] = self._style_level(style)
        return self._levels[style]

    def _style_level(self, style_id: str) -> int | None:
        for style in self._ancestry(style_id):
            if (style.name or "").lower() in ("title", "标题"):
                return 0
            outline = style.element.find(f"{_W}pPr/{_W}outlineLvl")
            if outline is not None:
                return _outline(outline)
            name = (style.name or "").lower()
            if name.startswith(("heading ", "标题 ")) and name[-1].isdigit():
                return int(name.split()[-1])
        return None

    def _style_properties(self, style_id: str) -> list[Any]:
        return [style.element for style in self._ancestry(style_id)]

    def _ancestry(self, style_id: str) -> list[Any]:
        chain: list[Any] = []
        style = self._styles.get(style_id)
        while style is not None and style not in chain and len(chain) < 12:
            chain.append(style)
            style = getattr(style, "base_style", None)
        return chain


def _outline(element: Any) -> int | None:
    value = int(element.get(f"{_W}val", "9"))
    return value + 1 if 0 <= value < 9 else None


def _row(tr: Any) -> list[tuple[str, int, bool]]:
    """The cells of a table row: text, columns covered, and whether the cell goes on from the row above."""
    before = tr.find(f"{_W}trPr/{_W}gridBefore")
    row: list[tuple[str, int, bool]] = [("", int(before.get(f"{_W}val", "1")), False)] if before is not None else []
    for tc in tr.iterchildren(f"{_W}tc"):
        span = tc.find(f"{_W}tcPr/{_W}gridSpan")
        merge = tc.find(f"{_W}tcPr/{_W}vMerge")
        text = " ".join(running_text(p) for p in tc.iter(f"{_W}p"))
        goes_on = merge is not None and merge.get(f"{_W}val", "continue") == "continue"
        columns = int(span.get(f"{_W}val", "1")) if span is not None else 1
        row.append((one_line(text), max(1, min(columns, 200)), goes_on))
    return row
