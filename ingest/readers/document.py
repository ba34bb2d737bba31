"""What a reader hands on: pages of cleaned text with their blocks, and what the file says of itself."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from assistant.domain import Block, Box, Page, ReadAs

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff0-\uffff\ud800-\udfff]"
)
_ODD_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f]")
_LOOK_ALIKES = re.compile("[\u2e80-\u2fdf\ufb00-\ufb06\uf900-\ufaff]")
LONGEST_BLOCK = 4_000
"""Characters of a block of running text. Nobody writes longer paragraphs; a file that lost its line ends has them, and
whatever compares a block's parts with the whole would take for ever."""
_ENDS = ("。", "！", "？", "；", ". ", "! ", "? ", "，", ", ", "、", " ", "\t")
_CUTTABLE = frozenset({"paragraph", "list_item", "note"})


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a person should know of the reading: a key of `catalogues/ingest.toml` and its values.

    `page` is None when the whole document is meant.
    """

    key: str
    params: tuple[tuple[str, object], ...] = ()
    page: int | None = None


def notice(key: str, page: int | None = None, **params: object) -> Notice:
    """Build a `Notice` from keyword values."""
    return Notice(key=key, params=tuple(sorted(params.items())), page=page)


_TOLD_LENGTH = 60


def removed_line(key: str, page: int, text: str) -> Notice:
    """The notice of one piece of text that was taken out of a page; a long one is told by its beginning."""
    text = " ".join(clean(text).split())
    return notice(key, page=page, text=text if len(text) <= _TOLD_LENGTH else text[:_TOLD_LENGTH] + "…")


@dataclass(frozen=True, slots=True)
class Reading:
    """How to read. `ocr` allows text recognition; `on_page` is told (page, pages) before each page that takes long."""

    ocr: bool = True
    on_page: Callable[[int, int], None] | None = None

    def tell(self, page: int, pages: int) -> None:
        if self.on_page is not None:
            self.on_page(page, pages)


@dataclass(frozen=True, slots=True)
class Properties:
    """The file's own metadata, untrusted: `title` may be nonsense. `fields` is a Markdown front matter."""

    title: str = ""
    created: date | None = None
    modified: date | None = None
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A file as read. `paged` tells that its pages are sheets of paper, over which a paragraph may run on.

    `running` are the first running lines that were taken out: a newspaper's date stands there. `removed` says page by
    page what was taken out.
    """

    pages: tuple[Page, ...]
    properties: Properties = Properties()
    notices: tuple[Notice, ...] = ()
    paged: bool = False
    format: str = ""
    running: tuple[str, ...] = ()
    removed: tuple[Notice, ...] = ()

    @property
    def readable(self) -> bool:
        return any(page.read_as is not ReadAs.NONE for page in self.pages)


def clean(text: str) -> str:
    """Return `text` without what nobody can see: control characters, zero-width marks, byte-order marks.

    Unusual spaces become spaces, ligatures letters, and the look-alikes of Chinese characters that some PDF writers
    use (U+2F00 …) the characters themselves, so that what is shown can also be found.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _INVISIBLE.sub("", text)
    text = _ODD_SPACES.sub(" ", text)
    return _LOOK_ALIKES.sub(lambda match: unicodedata.normalize("NFKC", match.group()), text)


def _bearable(text: str) -> list[str]:
    """`text` in parts of LONGEST_BLOCK at most: cut after a sentence, else a comma or a space, else anywhere."""
    parts = []
    start = 0
    while len(text) - start > LONGEST_BLOCK:
        low, high = start + LONGEST_BLOCK // 2, start + LONGEST_BLOCK
        stops = (text.rfind(mark, low, high) + len(mark) for mark in _ENDS if mark in text[low:high])
        stop = next(stops, high)
        parts.append(text[start:stop].strip())
        start = stop
    return [part for part in (*parts, text[start:].strip()) if part]


@dataclass
class PageBuilder:
    """Puts a page's text together block by block, so that every offset is right by construction."""

    number: int
    _parts: list[str] = field(default_factory=list)
    _blocks: list[Block] = field(default_factory=list)
    _length: int = 0

    def add(self, text: str, kind: str = "paragraph", level: int = 0, whole: bool = False) -> Block | None:
        """Append `text` as one block on lines of its own and return it; blank text adds nothing.

        Running text beyond LONGEST_BLOCK becomes several blocks, cut at ends of sentences, and the last one is
        returned; unless it must stay `whole`, because its places are known by the offsets in it.
        """
        text = clean(text).strip()
        if not text:
            return None
        if len(text) > LONGEST_BLOCK and kind in _CUTTABLE and not whole:
            *others, text = _bearable(text)
            for part in others:
                self._append(part, kind, level)
        return self._append(text, kind, level)

    def _append(self, text: str, kind: str, level: int) -> Block:
        start = self._length + 1 if self._parts else 0
        self._parts.append(text)
        self._length = start + len(text)
        block = Block(start=start, end=self._length, kind=kind, level=level)
        self._blocks.append(block)
        return block

    def mark_cells(self, cells: tuple[tuple[int, int, int, int], ...]) -> None:
        """Give the block added last its cells."""
        self._blocks[-1] = replace(self._blocks[-1], cells=cells)

    def mark_place(self, box: Box | None, lines: tuple[tuple[int, int, Box], ...] = ()) -> None:
        """Give the block added last its box and those of its lines, with offsets into the page's text."""
        self._blocks[-1] = replace(self._blocks[-1], box=box, lines=lines)

    def page(self) -> Page:
        text = "\n".join(self._parts)
        return Page(
            number=self.number,
            text=text,
            read_as=ReadAs.TEXT if text else ReadAs.NONE,
            blocks=tuple(self._blocks),
        )
