"""Which lines are headings, and which stands above which. Works on the text alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.layout import tabular, width
from ingest.numbering import (
    ARTICLE,
    CHAPTER,
    CHINESE_POINT,
    DECIMAL_POINT,
    ITEM,
    MARKER,
    is_finished,
)

_RANKS = {"编": 10, "篇": 10, "分": 10, "章": 11, "节": 12}
_POINT, _TITLE, _ITEM, _DECIMAL, _SUBITEM, _MARKER = 13, 13, 15, 16, 17, 18
_SUBTITLE = 14
_LONGEST = 80
"""Columns a heading takes at most: forty Chinese characters."""
_PROSE = 40
_NO_TITLE = re.compile(r"[，,；;。：:！？!?、…|\t/@■●《》√□☑☐]|^[-—–\d\W]*$|\d{4}年\d{1,2}月\d{1,2}日|^[（(]")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_TWO_PARTS = re.compile(r"[^\s\u3000]{4,}[\s\u3000]+[^\s\u3000]{4,}")


@dataclass(frozen=True, slots=True)
class Shape:
    """What a line looks like. `rank` orders headings, small above large; 0 is no heading.

    `maybe_title` may be a newspaper's title if its neighbours agree; `prose` and `finished` are what they look at.
    `label` is the heading inside a paragraph (（一）管网更新进展顺利。全年施工…), of `label_rank`.
    """

    rank: int = 0
    maybe_title: bool = False
    prose: bool = False
    finished: bool = True
    label: str = ""
    label_rank: int = 0


def shape_of(text: str, kind: str, level: int) -> Shape:
    """Judge one block by itself."""
    if kind == "heading":
        return Shape(rank=level)
    if kind == "table_row":
        return Shape()
    finished = is_finished(text)
    prose = (finished and len(text) >= _PROSE) or len(text) >= 2 * _PROSE
    if MARKER.fullmatch(text):
        return Shape(rank=_MARKER)
    if label := inline_heading(text):
        return Shape(prose=prose, finished=finished, label=label, label_rank=_numbered_rank(text))
    if kind == "list_item" and finished:
        return Shape(prose=prose)
    if width(text) <= _LONGEST and "\n" not in text and not tabular(text) and not ARTICLE.match(text):
        rank = _numbered_rank(text)
        if rank and not _closes(text):
            return Shape(rank=rank)
        return Shape(maybe_title=not rank and _may_be_title(text), prose=prose, finished=finished)
    return Shape(prose=prose, finished=finished)


def _closes(text: str) -> bool:
    return text.rstrip().endswith(tuple("。；;！？!?，,、：:"))


def _numbered_rank(text: str) -> int:
    chapter = CHAPTER.match(text)
    if chapter:
        return _RANKS[chapter.group(2)]
    if CHINESE_POINT.match(text):
        return _POINT
    item = ITEM.match(text)
    if item:
        return _SUBITEM if re.search(r"\d", item.group()) else _ITEM
    decimal = DECIMAL_POINT.match(text)
    if decimal:
        return _DECIMAL + decimal.group(1).count(".")
    return 0


def _may_be_title(text: str) -> bool:
    body = text.strip()
    if not 4 <= len(body) <= 40 or _NO_TITLE.search(body) or len(_CHINESE.findall(body)) < 0.5 * len(body):
        return False
    return len(body) <= 16 or _TWO_PARTS.search(body) is not None


def inline_heading(text: str) -> str:
    """Return the heading a paragraph opens with (（一）管网更新进展顺利。全年施工强劲…), else ""."""
    match = CHINESE_POINT.match(text) or ITEM.match(text)
    if not match:
        return ""
    label, stop, rest = text.partition("。")
    return label if stop and rest.strip() and width(label) <= _LONGEST and "；" not in label else ""


class Outline:
    """The headings above the place of reading."""

    def __init__(self) -> None:
        self._open: list[tuple[int, str]] = []
        self._markers: set[str] = set()
        self._grouped = False

    @property
    def path(self) -> tuple[str, ...]:
        return tuple(text for _, text in self._open)

    def takes(self, text: str, shapes: Sequence[Shape], index: int) -> bool:
        """Open the block at `index` if it is a heading, and tell whether it was."""
        shape = shapes[index]
        if shape.rank == _MARKER:
            self._take_marker(text)
        elif shape.rank:
            if not _leads_to_something(shapes, index):
                return False
            self._push(shape.rank, text)
        elif shape.maybe_title and (rank := self._title_rank(shapes, index)):
            self._push(rank, text)
        else:
            return False
        return True

    def beside(self, shapes: Sequence[Shape], index: int) -> tuple[str, ...]:
        """Return the section of the paragraph at `index`, and open the heading inside it for what follows.

        Where such paragraphs stand one right after another, they are a list, and the last of them heads nothing.
        """
        shape = shapes[index]
        if not shape.label:
            return self.path
        self._close(shape.label_rank)
        above = self.path
        neighbours = [shapes[i].label_rank for i in (index - 1, index + 1) if 0 <= i < len(shapes)]
        if shape.label_rank not in neighbours:
            self._push(shape.label_rank, shape.label)
        return above

    def lose(self) -> None:
        """Forget the headings: what follows stands elsewhere, and no heading is better than a wrong one."""
        self._open, self._markers, self._grouped = [], set(), False

    def _close(self, rank: int) -> None:
        while self._open and self._open[-1][0] >= rank:
            self._open.pop()

    def _push(self, rank: int, text: str) -> None:
        self._close(rank)
        self._open.append((rank, " ".join(text.split())))
        self._markers = set()

    def _take_marker(self, text: str) -> None:
        """【看点】 belongs under its title. The same mark again under one title: the title is another, and not here.

        That happens where columns were torn apart. No title is better than the wrong one, which would turn a result
        into a plan.
        """
        if text in self._markers:
            self._open = []
        markers = self._markers | {text}
        self._push(_MARKER, text)
        self._markers = markers

    def _title_rank(self, shapes: Sequence[Shape], index: int) -> int:
        """The rank of a newspaper title, or 0 when its neighbours speak against it.

        Above a mark such as 【看点】 it is of the first order. Elsewhere it stands after a finished sentence or another
        title; directly above another title it groups those that follow.
        """
        before = shapes[index - 1] if index else Shape()
        after = shapes[index + 1] if index + 1 < len(shapes) else Shape()
        if after.rank == _MARKER:
            self._grouped = False
            return _TITLE
        if not (before.finished or before.rank or before.maybe_title):
            return 0
        if after.maybe_title and index + 2 < len(shapes) and shapes[index + 2].prose:
            self._grouped = True
            return _TITLE
        if after.prose:
            return _SUBTITLE if self._grouped else _TITLE
        return 0


def _leads_to_something(shapes: Sequence[Shape], index: int) -> bool:
    """A numbered line is a heading when something other than its equals follows: lists have numbers, too."""
    rank = shapes[index].rank
    if rank < _ITEM:
        return True
    following = shapes[index + 1] if index + 1 < len(shapes) else Shape()
    previous = shapes[index - 1] if index else Shape()
    alone = following.rank != rank and (previous.rank != rank or previous.rank == 0)
    return alone and index + 1 < len(shapes)
