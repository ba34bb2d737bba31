"""Web pages through lxml: headings, lists, tables with merged cells, and no more of the text than a person sees."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from assistant.errors import EmptyDocument, UnreadableDocument
from ingest.readers.document import Notice, PageBuilder, Properties, ReadDocument, notice
from ingest.readers.tables import Cell, add_table, one_line
from ingest.readers.txt import decode

_NOT_TEXT = frozenset(
    "script style noscript template head nav svg math canvas audio video object embed iframe map select option "
    "datalist button textarea input".split()
)
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr html li main ol p pre section summary "
    "table tbody td tfoot th thead tr ul".split()
)
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0(?![.\d])|opacity\s*:\s*0(?![.\d])", re.I
)
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.I)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_MAX_COLUMNS, _MAX_ROWS, _MAX_PLACES = 500, 20_000, 1_000_000


def read_html(content: bytes, name: str) -> ReadDocument:
    """Read a web page as one page. Nothing is ever fetched; scripts, menus and hidden text are left out.

    Raises EmptyDocument for a page without elements, UnreadableDocument for one that lxml cannot parse to its end.
    """
    from lxml import etree, html

    text = _decoded(content, name)
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = html.document_fromstring(text, parser=parser)
    except etree.ParserError as error:
        raise EmptyDocument(f"{name!r}: {error}") from error
    except (etree.LxmlError, ValueError) as error:
        raise UnreadableDocument(f"{name!r}: {error}") from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        # The parser stops without a word there, and what follows would be missing.
        raise UnreadableDocument(f"{name!r}: {parser.error_log.last_error}", kind="too_deep")
    reader = _Reader()
    body = root.find("body")
    reader.read(root if body is None else body)
    notices: list[Notice] = []
    if reader.hidden:
        notices.append(notice("hidden_text_removed", count=reader.hidden))
    title = root.findtext(".//title") or ""
    return ReadDocument(
        pages=(reader.builder.page(),),
        properties=Properties(title=one_line(title)),
        notices=tuple(notices),
        format="html",
    )


def _decoded(content: bytes, name: str) -> str:
    """The page's text. What it says of its own encoding counts unless the bytes are UTF-8 anyway."""
    declared = _CHARSET.search(content[:4096])
    text = None
    if declared and not content.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        encoding = declared.group(1).decode("ascii").lower()
        encoding = "gb18030" if encoding in ("gb2312", "gbk") else encoding
        try:
            text = content.decode(encoding)
        except (LookupError, UnicodeDecodeError):
            text = None
    text = decode(content, name) if text is None else text
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", text).replace("\0", "")


class _Reader:
    """Walks the tree without recursion, so that its depth is of no matter."""

    def __init__(self) -> None:
        self.builder = PageBuilder(1)
        self.hidden = 0
        self._inline: list[str] = []
        self._counted: dict[Any, int] = {}
        self._kind, self._level = "paragraph", 0

    def read(self, body: Any) -> None:
        lists = 0
        skipped: Any = None
        for event, element in _walk(body):
            if skipped is not None:
                if event == "end" and element is skipped:
                    skipped = None
                    self._inline.append(element.tail or "")
                continue
            tag = element.tag
            if event == "start":
                if self._is_skipped(element) or (tag == "table" and self._take_table(element)):
                    skipped = element
                    continue
                lists += tag in ("ul", "ol", "menu")
                self._enter(element, lists)
            else:
                lists -= tag in ("ul", "ol", "menu")
                if tag in _BLOCKS:
                    self._flush()
                if element is not body:
                    self._inline.append(element.tail or "")
        self._flush()

    def _is_skipped(self, element: Any) -> bool:
        if is_hidden(element):
            self.hidden += bool("".join(element.itertext()).strip())
            return True
        return element.tag in _NOT_TEXT

    def _enter(self, element: Any, lists: int) -> None:
        tag = element.tag
        if tag in _BLOCKS:
            self._flush()
        if tag == "br":
            self._inline.append("\n")
        elif tag == "li":
            self._kind, self._level = "list_item", max(0, lists - 1)
            self._inline.append(self._mark(element))
        elif len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
            self._kind, self._level = "heading", int(tag[1])
        inside = element.text or ""
        self._inline.append(inside if tag != "pre" else inside.replace("\n", "\v"))

    def _mark(self, item: Any) -> str:
        """The number a browser shows before an item of an ordered list; it stands nowhere in the text."""
        parent = item.getparent()
        if parent is None or parent.tag != "ol":
            return ""
        start = parent.get("start", "1")
        first = int(start) if start.isdigit() and len(start) < 6 else 1
        number = self._counted[parent] = self._counted.get(parent, first - 1) + 1
        return f"{number}. "

    def _flush(self) -> None:
        """End the block that is being put together. Only <br> and the lines of <pre> break it into lines."""
        kind, level = self._kind, self._level
        parts = [part if part == "\n" else _SPACE.sub(" ", part).replace("\v", "\n") for part in self._inline]
        lines = [line for line in "".join(parts).split("\n") if line.strip()]
        if kind == "heading":
            lines = [" ".join(line.strip() for line in lines)] if lines else []
        for line in lines:
            self.builder.add(_SPACE.sub(" ", line), kind, level)
        if lines or kind == "heading":
            self._kind, self._level = "paragraph", 0
        self._inline = []

    def _take_table(self, table: Any) -> bool:
        """Add a table of data. False for one that only lays out the page: that is read as the blocks it holds."""
        if next(table.iterdescendants("table", "h1", "h2", "h3", "ul", "ol"), None) is not None:
            return False
        rows = [row for row in table.iterdescendants("tr") if not is_hidden(row)]
        grid = _grid(rows)
        if len(grid) < 2 or len(grid[0]) < 2 or any(len(cell.text) > 400 for row in grid for cell in row):
            return False
        self._flush()
        for caption in table.iterchildren("caption"):
            self.builder.add(one_line(_visible(caption)))
        add_table(self.builder, grid, header_rows=_headers(rows))
        return True


def is_hidden(element: Any) -> bool:
    """Tell whether a browser would not show `element`, as far as the page alone says so."""
    attributes = element.attrib
    return "hidden" in attributes or _HIDDEN.search(attributes.get("style", "")) is not None


def _walk(body: Any) -> Iterator[tuple[str, Any]]:
    from lxml import etree

    for event, element in etree.iterwalk(body, events=("start", "end")):
        if isinstance(element.tag, str):
            yield event, element


def _headers(rows: Sequence[Any]) -> int | None:
    """How many rows the page itself marks as headers; None when it marks none."""
    count = 0
    for row in rows:
        parent = row.getparent()
        marked = parent is not None and parent.tag == "thead"
        if not marked and any(cell.tag != "th" for cell in row if cell.tag in ("td", "th")):
            break
        count += 1
    return count or None


def _grid(rows: Sequence[Any]) -> list[list[Cell]]:
    """The table's places, merged cells repeated in each that they cover; nothing when those are beyond reason."""
    places: dict[tuple[int, int], Cell] = {}
    columns = 0
    for r, row in enumerate(rows[:_MAX_ROWS]):
        c = 0
        for element in row.iterchildren("td", "th"):
            while (r, c) in places:
                c += 1
            if c >= _MAX_COLUMNS:
                break
            if len(places) >= _MAX_PLACES:
                return []
            cell = Cell(one_line(_visible(element)), (r, c))
            wide = _span(element, "colspan", _MAX_COLUMNS - c)
            high = _span(element, "rowspan", min(len(rows) - r, max(1, (_MAX_PLACES - len(places)) // wide)))
            for dr in range(high):
                for dc in range(wide):
                    places.setdefault((r + dr, c + dc), cell)
            c += wide
            columns = max(columns, c)
    if columns * min(len(rows), _MAX_ROWS) > _MAX_PLACES:
        return []
    return [[places.get((r, c), Cell("", (r, c))) for c in range(columns)] for r in range(min(len(rows), _MAX_ROWS))]


def _span(element: Any, attribute: str, limit: int) -> int:
    value = element.get(attribute, "1").strip()
    wanted = int(value) if value.isdigit() and len(value) < 6 else 1
    return max(1, min(wanted or limit, limit))


def _visible(element: Any) -> str:
    """The text of a cell, hidden parts out, a space where a block or a line ends."""
    parts: list[str] = []
    skipped: Any = None
    for event, child in _walk(element):
        if skipped is not None:
            if event == "end" and child is skipped:
                skipped = None
                parts.append(child.tail or "")
            continue
        if event == "start":
            if child is not element and (is_hidden(child) or child.tag in _NOT_TEXT):
                skipped = child
                continue
            parts.append(" " if child.tag in _BLOCKS or child.tag == "br" else "")
            parts.append(child.text or "")
        elif child is not element:
            parts.append((" " if child.tag in _BLOCKS else "") + (child.tail or ""))
    return "".join(parts)
