"""Lists in the text of a passage: the sentence they hang on and their items, each with its own label."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.answering.subject import sentences_in
from assistant.domain import Passage, PassageKind

Part = tuple[int, int]
_CLAUSE = re.compile(r"第[一二三四五六七八九十百千零〇\d]+条(?:之[一二三四五六七八九十])?[\s\u3000]*")
_STYLES = (
    r"[（(][一二三四五六七八九十]{1,3}[）)]",
    r"[（(]\d{1,2}[）)]",
    r"\d{1,2}[、．)）]|\d{1,2}\.(?!\d)",
    r"\d{1,2}\.\d{1,2}(?=\s)",
    r"[①-⑳]",
    r"[一二三四五六七八九十]{1,3}、",
    r"[-•●■◆○▪]\s",
)
_LABELS = tuple(re.compile(rf"(?:^|(?<=[\n：:；;。]))[ \t\u3000]*(?:{style})") for style in _STYLES)


@dataclass(frozen=True, slots=True)
class Enumeration:
    """Half-open offsets into the passage's text. `stem` is None where the list hangs on the heading above it."""

    stem: Part | None
    items: tuple[Part, ...]

    @property
    def start(self) -> int:
        return self.stem[0] if self.stem else self.items[0][0]

    @property
    def end(self) -> int:
        return self.items[-1][1]


def enumeration_in(passage: Passage) -> Enumeration | None:
    """The first list of a passage with two items or more, else None. Lists within an item belong to that item."""
    if passage.kind is PassageKind.TABLE:
        return None
    text = passage.text
    found = [(match.start(), style) for style in _LABELS for match in style.finditer(text)]
    if not found:
        return None
    first, style = min(found, key=lambda each: each[0])
    starts = [_behind_white(text, match.start()) for match in style.finditer(text)]
    if len(starts) < 2:
        return None
    ends = [*starts[1:], _end_of_last(text, starts[-1])]
    items = tuple((start, _stripped(text, start, end)) for start, end in zip(starts, ends, strict=True))
    return Enumeration(_stem(text, first), items)


def behind_label(text: str, start: int = 0, end: int | None = None) -> int:
    """Where the words behind an article's number begin; `start` where there is no number."""
    label = _CLAUSE.match(text, start, len(text) if end is None else end)
    return label.end() if label and label.end() < (len(text) if end is None else end) else start


def _behind_white(text: str, start: int) -> int:
    while start < len(text) and text[start].isspace():
        start += 1
    return start


def _stripped(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _end_of_last(text: str, start: int) -> int:
    """The last item reaches to the end of its line, and over the lines that are lists within it."""
    end = text.find("\n", start)
    while 0 <= end < len(text):
        if not any(label.match(text, end + 1) for label in _LABELS):
            return end
        end = text.find("\n", end + 1)
    return len(text)


def _stem(text: str, first: int) -> Part | None:
    """The sentence right before the first item, when it ends as one that something hangs on."""
    before = [(start, min(end, first)) for start, end in sentences_in(text) if start < first]
    if not before:
        return None
    start, end = before[-1]
    start = behind_label(text, start, end)
    end = _stripped(text, start, end)
    return (start, end) if end > start and text[end - 1] in "：:" else None
