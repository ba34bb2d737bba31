"""PowerPoint files through python-pptx: every slide a page with title, bullets, tables, charts' figures and notes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from assistant.domain import Box
from assistant.errors import UnreadableDocument
from ingest.readers.boxes import order_boxes
from ingest.readers.document import Notice, PageBuilder, Properties, ReadDocument, notice
from ingest.readers.tables import Cell, add_table, one_line

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DIAGRAM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
_TITLES = frozenset({"TITLE", "CENTER_TITLE", "VERTICAL_TITLE"})
_FURNITURE = frozenset({"FOOTER", "DATE", "SLIDE_NUMBER", "HEADER"})
_LISTS = frozenset({"BODY", "OBJECT", "VERTICAL_BODY", "VERTICAL_OBJECT"})
MAX_SLIDES = 2000


def read_pptx(content: bytes, name: str) -> ReadDocument:
    """Read a presentation. Hidden slides are reported and not read; dates, footers and slide numbers are left out.

    Raises UnreadableDocument for a file that python-pptx cannot open.
    """
    import pptx
    from pptx.exc import PythonPptxError

    try:
        deck = pptx.Presentation(io.BytesIO(content))
        slides = list(deck.slides)
    except (PythonPptxError, SyntaxError, zipfile.BadZipFile, KeyError, ValueError, AttributeError, EOFError) as error:
        raise UnreadableDocument(f"{name!r}: {error}") from error
    pages = []
    notices: list[Notice] = []
    for number, slide in enumerate(slides[:MAX_SLIDES], start=1):
        reader = _Slide(number, notices)
        if slide._element.get("show") in ("0", "false"):
            notices.append(notice("slide_hidden", page=number))
        else:
            reader.read(slide)
        page = reader.builder.page()
        if not page.text and slide._element.get("show") not in ("0", "false"):
            notices.append(notice("slide_without_text", page=number))
        pages.append(page)
    if len(slides) > MAX_SLIDES:
        notices.append(notice("pages_left_out", limit=MAX_SLIDES))
    core = deck.core_properties
    return ReadDocument(
        pages=tuple(pages),
        properties=Properties(title=one_line(core.title), created=_day(core.created), modified=_day(core.modified)),
        notices=tuple(notices),
        format="pptx",
    )


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


class _Slide:
    """Adds one slide's blocks to its page."""

    def __init__(self, number: int, notices: list[Notice]) -> None:
        self.builder = PageBuilder(number)
        self._number = number
        self._notices = notices

    def read(self, slide: Any) -> None:
        shapes = [shape for shape in slide.shapes if _placeholder(shape) not in _FURNITURE]
        titles = [shape for shape in shapes if _placeholder(shape) in _TITLES]
        for shape in titles:
            self.builder.add(one_line(shape.text_frame.text), "heading", 1)
        self._add_all(shape for shape in shapes if shape not in titles)
        if slide.has_notes_slide and (frame := slide.notes_slide.notes_text_frame) is not None:
            for paragraph in frame.paragraphs:
                self.builder.add(_text(paragraph), "note")

    def _add_all(self, shapes: Iterable[Any], depth: int = 0) -> None:
        for shape in _in_reading_order(list(shapes)):
            if getattr(shape, "shapes", None) is not None and depth < 20:
                self._add_all(shape.shapes, depth + 1)
            elif getattr(shape, "has_table", False):
                self._add_table(shape.table)
            elif getattr(shape, "has_chart", False):
                self._add_chart(shape)
            elif shape.has_text_frame:
                self._add_text(shape)
            else:
                for text in _diagram(shape):
                    self.builder.add(text)

    def _add_text(self, shape: Any) -> None:
        role = _placeholder(shape)
        for paragraph in shape.text_frame.paragraphs:
            text = _text(paragraph)
            for line in text.split("\n"):
                if role == "SUBTITLE" or not (role in _LISTS or _has_bullet(paragraph)):
                    self.builder.add(line)
                else:
                    self.builder.add(line, "list_item", paragraph.level)

    def _add_table(self, table: Any) -> None:
        grid: list[list[Cell]] = []
        for r, row in enumerate(table.rows):
            line: list[Cell] = []
            for c, cell in enumerate(row.cells):
                if cell.is_spanned and (merged := _origin(grid, line, cell)) is not None:
                    line.append(merged)
                else:
                    line.append(Cell(one_line(cell.text), (r, c)))
            grid.append(line)
        add_table(self.builder, grid)

    def _add_chart(self, shape: Any) -> None:
        """A chart's figures as the table behind it: a row a category, a column a series."""
        try:
            chart = shape.chart
            title = chart.chart_title.text_frame.text if chart.has_title and chart.chart_title.has_text_frame else ""
            grids = [grid for plot in chart.plots if (grid := _chart_grid(plot))]
        except (AttributeError, KeyError, ValueError, TypeError, NotImplementedError):
            self._notices.append(notice("chart_not_read", page=self._number))
            return
        self.builder.add(one_line(title))
        for grid in grids:
            add_table(self.builder, grid, header_rows=1)


def _chart_grid(plot: Any) -> list[list[Cell]]:
    series = list(plot.series)
    names = ["", *(one_line(each.name) for each in series)]
    values = [list(each.values) for each in series]
    categories = [one_line(category) for category in plot.categories]
    if not categories or not any(value is not None for column in values for value in column):
        return []
    rows = [names]
    for index, category in enumerate(categories):
        rows.append([category, *(_figure(column[index]) if index < len(column) else "" for column in values)])
    return [[Cell(text, (r, c)) for c, text in enumerate(row)] for r, row in enumerate(rows)]


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.12g}"


def _origin(grid: list[list[Cell]], line: list[Cell], cell: Any) -> Cell | None:
    """The cell that covers this place: to the left in its row, or above it."""
    column = len(line)
    if cell._tc.hMerge and line:
        return line[-1]
    return grid[-1][column] if cell._tc.vMerge and grid and column < len(grid[-1]) else None


def _placeholder(shape: Any) -> str:
    return shape.placeholder_format.type.name if shape.is_placeholder and shape.placeholder_format.type else ""


def _text(paragraph: Any) -> str:
    """A paragraph's text; its line breaks are vertical tabs in python-pptx."""
    return str(paragraph.text).replace("\v", "\n")


def _has_bullet(paragraph: Any) -> bool:
    properties = paragraph._p.pPr
    if properties is None:
        return False
    return any(properties.find(f"{_DRAWING}{tag}") is not None for tag in ("buChar", "buAutoNum", "buBlip"))


def _in_reading_order(shapes: list[Any]) -> list[Any]:
    boxes = []
    for shape in shapes:
        sides = (shape.left, shape.top, shape.width, shape.height)
        if any(side is None for side in sides):
            return shapes  # a place that nobody knows: then the order of drawing is the best there is
        left, top, width, height = map(float, sides)
        boxes.append(Box(left, top, left + width, top + height))
    return [shapes[index] for index in order_boxes(boxes)]


def _diagram(shape: Any) -> Iterator[str]:
    """The texts of a SmartArt drawing, which stand in a part of their own."""
    for ids in shape._element.iter(f"{{{_DIAGRAM}}}relIds"):
        key = ids.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}dm")
        if key in shape.part.rels and not shape.part.rels[key].is_external:
            from pptx.oxml import parse_xml

            for paragraph in parse_xml(shape.part.related_part(key).blob).iter(f"{_DRAWING}p"):
                yield "".join(run.text or "" for run in paragraph.iter(f"{_DRAWING}t"))
