"""A passage of rules taken apart: its paragraphs' sentences, and its lists with the sentence they hang on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.domain import Passage, PassageKind
from assistant.text.sentences import split

_CLAUSE = re.compile(
    r"\s*第[一二三四五六七八九十百千零〇\d]+条(?:之[一二三四五六七八九十])?[\s\u3000]*(?:[【（][^】）\n]{2,16}[】）]\s*)?"
)
_MARK = re.compile(
    r"[ \t\u3000]*(?:[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)]|\d{1,2}[、．.](?!\d)|[①-⑳])[ \t\u3000]*"
)
_WIDE_GAP = re.compile(r"(?<=[^\x00-\xff])\s+|\s+(?=[^\x00-\xff])")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence at [start, end) of the passage's text. `first` opens its paragraph, `opens` the whole passage."""

    start: int
    end: int
    text: str
    first: bool
    opens: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """A list: `stem` ends in a colon; `items` are without their marks and closing punctuation; offsets are those of
    the whole lines."""

    start: int
    end: int
    stem: str
    stem_part: tuple[int, int]
    items: tuple[str, ...]
    item_parts: tuple[tuple[int, int], ...]


def flat(text: str) -> str:
    """The text on one line; no white space next to a wide character."""
    return re.sub(r"\s+", " ", _WIDE_GAP.sub("", text.strip())).strip()


def take_apart(passage: Passage) -> tuple[tuple[Sentence, ...], tuple[Listing, ...]]:
    """Return the sentences and the lists of a passage, in order; tables have neither."""
    if passage.kind is PassageKind.TABLE:
        return (), ()
    text = passage.text
    sentences: list[Sentence] = []
    listings: list[Listing] = []
    stem: tuple[int, int] | None = None
    items: list[tuple[int, int]] = []
    for start, end in _lines(text):
        if _MARK.match(text, start, end) and (stem or items):
            items.append((start, end))
            continue
        listings += _listed(text, stem, items)
        stem, items = None, []
        found = list(_sentences(text, start, end))
        if found and found[-1].text.endswith((":", "：")):
            stem = (found[-1].start, found[-1].end)
            found.pop()
        sentences += found
    listings += _listed(text, stem, items)
    return tuple(sentences), tuple(listings)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    label = _CLAUSE.match(text)
    begin = label.end() if label else 0
    for match in re.finditer(r"[^\n]+", text):
        start = max(match.start(), begin)
        if start < match.end() and text[start : match.end()].strip():
            yield start, match.end()


def _sentences(text: str, start: int, end: int) -> Iterator[Sentence]:
    """Sentences end at a full stop here, not at a semicolon: what stands behind one leans on what is before it."""
    pieces: list[tuple[int, int]] = []
    for a, b in split(text[start:end]):
        a, b = a + start, b + start
        if pieces and text[pieces[-1][1] - 1] in "；;":
            pieces[-1] = (pieces[-1][0], b)
        else:
            pieces.append((a, b))
    for n, (a, b) in enumerate(pieces):
        yield Sentence(a, b, flat(text[a:b]), n == 0, n == 0 and not _CLAUSE.sub("", text[:start]).strip())


def _listed(text: str, stem: tuple[int, int] | None, items: list[tuple[int, int]]) -> list[Listing]:
    if stem is None or len(items) < 2:
        return []
    words = [flat(text[start:end]) for start, end in items]
    bare = tuple(_MARK.sub("", each, count=1).rstrip("；;。.，, ").removesuffix("；以及") for each in words)
    return [Listing(stem[0], items[-1][1], flat(text[slice(*stem)]).rstrip("：:"), stem, bare, tuple(items))]
