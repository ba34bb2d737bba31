"""Word files through python-docx: headings, lists, tables, notes and text boxes in the order of the document."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from assistant.errors import UnreadableDocument
from ingest.readers.document import Notice, PageBuilder, Properties, ReadDocument, notice
from ingest.readers.docx_numbering import ListNumbers
from ingest.readers.docx_tables import grid_of, nested_tables
from ingest.readers.docx_text import W, is_deleted_mark, note_marks, running_text, text_boxes
from ingest.readers.tables import add_table, one_line

_WRAPPERS = frozenset({f"{W}sdtContent", f"{W}ins", f"{W}moveTo", f"{W}smartTag", f"{W}customXml"})


def read_docx(content: bytes, name: str) -> ReadDocument:
    """Read a Word file as one page, with tracked changes accepted.

    Headers, footers, hidden text and the table of contents are left out. Footnotes and text boxes follow the paragraph
    that they hang on. Raises UnreadableDocument for a file that python-docx cannot open.
    """
    import docx
    from docx.opc.exceptions import OpcError

    try:
        document = docx.Document(io.BytesIO(content))
    except (OpcError, SyntaxError, zipfile.BadZipFile, KeyError, ValueError, AttributeError, EOFError) as error:
        raise UnreadableDocument(f"{name!r}: {error}") from error
    reader = _Reader(document)
    reader.add_all(document.element.body)
    core = document.core_properties
    return ReadDocument(
        pages=(reader.builder.page(),),
        properties=Properties(title=one_line(core.title), created=_day(core.created), modified=_day(core.modified)),
        notices=tuple(reader.notices()),
        format="docx",
    )


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


class _Reader:
    """Adds a document's blocks to its single page; knows its styles and how far its lists have counted."""

    def __init__(self, document: Any) -> None:
        self.builder = PageBuilder(1)
        self._styles = {style.style_id: style for style in document.styles if hasattr(style, "style_id")}
        self._levels: dict[str, int | None] = {}
        self._numbers = ListNumbers(document)
        self._notes = _notes(document)
        self._below_title = 0
        self._carried = ""
        self._contents = self._hidden = 0

    def notices(self) -> Iterator[Notice]:
        if self._contents:
            yield notice("contents_left_out", count=self._contents)
        if self._hidden:
            yield notice("hidden_text_removed", count=self._hidden)

    def add_all(self, parent: Any) -> None:
        """Add the paragraphs and tables of a body, also those inside content controls."""
        for element in parent:
            if element.tag == f"{W}p":
                self.add_paragraph(element)
            elif element.tag == f"{W}tbl":
                self.add_table(element)
            elif element.tag == f"{W}sdt":
                if _is_contents(element):
                    self._contents += sum(1 for _ in element.iter(f"{W}p"))
                else:
                    self.add_all(element)
            elif element.tag in _WRAPPERS:
                self.add_all(element)

    def add_paragraph(self, paragraph: Any) -> None:
        found = running_text(paragraph)
        self._hidden += found.hidden
        text = self._carried + found.text
        self._carried = ""
        if is_deleted_mark(paragraph):
            self._carried = text  # its end was deleted: it runs on in the next one
            return
        if text.strip():
            self._add_text(paragraph, text)
        for box in text_boxes(paragraph):
            self.add_all(box)
        for mark in note_marks(paragraph):
            for note in self._notes.get(mark, ()):
                self.builder.add(running_text(note).text.replace("\n", " "), "note")

    def _add_text(self, paragraph: Any, text: str) -> None:
        style = paragraph.style or ""
        if self._is_contents_line(style):
            self._contents += 1
            return
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
        """A table, and after it the tables inside its cells, each with its own header."""
        if grid := grid_of(table):
            add_table(self.builder, grid)
        for inner in nested_tables(table):
            self.add_table(inner)
        for paragraph in table.iter(f"{W}p"):
            for mark in note_marks(paragraph):
                for note in self._notes.pop(mark, ()):
                    self.builder.add(running_text(note).text.replace("\n", " "), "note")

    def _is_contents_line(self, style: str) -> bool:
        names = ((getattr(each, "name", "") or "").lower() for each in self._ancestry(style)[:1])
        return any(name.startswith(("toc ", "目录 ")) and name[-1:].isdigit() for name in names)

    def _level(self, paragraph: Any, style: str) -> int | None:
        """0 for a title, 1 to 9 for a heading, None for everything else."""
        own = paragraph.find(f"{W}pPr/{W}outlineLvl")
        if own is not None:
            return _outline(own)
        if style not in self._levels:
            self._levels[style] = self._style_level(style)
        return self._levels[style]

    def _style_level(self, style_id: str) -> int | None:
        for style in self._ancestry(style_id):
            if (style.name or "").lower() in ("title", "标题"):
                return 0
            outline = style.element.find(f"{W}pPr/{W}outlineLvl")
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
    value = element.get(f"{W}val", "9")
    return int(value) + 1 if value.isdigit() and int(value) < 9 else None


def _is_contents(control: Any) -> bool:
    gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and gallery.get(f"{W}val", "") == "Table of Contents"


def _notes(document: Any) -> dict[tuple[str, str], list[Any]]:
    """The paragraphs of footnotes and endnotes by (kind, id); Word's own separators are none."""
    from docx.oxml import parse_xml

    found: dict[tuple[str, str], list[Any]] = {}
    for kind in ("footnote", "endnote"):
        for relation in document.part.rels.values():
            if relation.reltype.endswith(f"/{kind}s") and not relation.is_external:
                for note in parse_xml(relation.target_part.blob).iter(f"{W}{kind}"):
                    if note.get(f"{W}type", "normal") == "normal":
                        found[kind, note.get(f"{W}id", "")] = list(note.iter(f"{W}p"))
    return found
