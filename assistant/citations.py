"""From a place in a passage to the places in the pages it was read from. Pure functions, white space aside.

The invariant they rest on: a passage's text equals the texts of its spans joined in order, once white space is taken
out of both. Whoever breaks it gets a ValueError here, not a citation that points at the wrong words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from assistant.domain import Passage, Span

_ITEM = re.compile(r"[（(][一二三四五六七八九十百零〇\d]{1,4}[）)]")
_POINT = re.compile(r"\d{1,2}\s*(?:[、．]|\.(?!\d))|[①-⑳]|[-—•●■◆○▪·]\s*\S")
"""Points below an item (目): they open no paragraph (款)."""
_ENDED = re.compile(r"[。！？…!?.；;：:][”’」』）)》】\"'\s]*$")


def squeezed(text: str) -> str:
    """Return `text` without any white space."""
    return "".join(text.split())


def same_but_white_space(a: str, b: str) -> bool:
    """Tell whether two texts are the same once white space is taken out of both."""
    return squeezed(a) == squeezed(b)


def quote_of(spans: Sequence[Span], page_texts: Mapping[int, str], text: str = "") -> str:
    """Return the exact words that `spans` point at, in order.

    Neighbouring spans are joined with nothing between two Chinese characters and a space elsewhere. `text`, when
    given, holds the same words as the reading put them together: then no space is put where it has none, as inside a
    number that was cut at a column's end. Raises ValueError for a page that is not given or an offset beyond its text.
    """
    quote = ""
    parted = _white_after(text)
    for span in spans:
        piece = _words(span, page_texts)
        if quote and piece and not quote[-1].isspace() and not (_is_wide(quote[-1]) and _is_wide(piece[0])):
            quote += " " if not text or len(squeezed(quote)) in parted else ""
        quote += piece
    return quote


def _white_after(text: str) -> set[int]:
    """After how many visible characters white space stands in `text`."""
    found, seen = set(), 0
    for character in text:
        if character.isspace():
            found.add(seen)
        else:
            seen += 1
    return found


def locate(text: str, spans: Sequence[Span], page_texts: Mapping[int, str], start: int, end: int) -> tuple[Span, ...]:
    """Return where the words of `text`[start:end) stand in the pages, as spans without white space at their ends.

    `spans` are those of the whole `text`. A range of white space gives no spans. Raises ValueError when the range lies
    outside `text`, or when text and spans do not hold the same characters up to the end of the range.
    """
    if not 0 <= start <= end <= len(text):
        raise ValueError(f"[{start}, {end}) is no range of a text of {len(text)}")
    first = len(squeezed(text[:start]))
    wanted = squeezed(text[:end])
    runs: dict[int, tuple[int, int, int]] = {}
    seen = 0
    for which, page, offset, character in _characters(spans, page_texts):
        if seen == len(wanted):
            break
        if wanted[seen] != character:
            raise ValueError(f"the passage and its spans differ at character {seen} ({wanted[seen]!r}, {character!r})")
        if seen >= first:
            # Within one span only white space can lie between neighbours, so its run just grows.
            runs[which] = (page, runs[which][1] if which in runs else offset, offset + 1)
        seen += 1
    if seen < len(wanted):
        raise ValueError(f"the spans end after {seen} characters, before the passage's {len(wanted)}")
    return tuple(Span(page, low, high) for page, low, high in runs.values())


def clause_path_at(passage: Passage, start: int) -> str | None:
    """Return the address of the words at offset `start` of a passage of articles: 第九十五条第二款第（三）项.

    Paragraphs (款) are the passage's lines that are no items (项) or points below them; an article with a single one
    is cited without it: 第十二条第（三）项. Where nothing finer can be known, the passage's own `clause_path` comes
    back, as for the later part of a split article that holds several paragraphs. Raises ValueError for an offset
    outside the text.
    """
    if not 0 <= start <= len(passage.text):
        raise ValueError(f"{start} is no offset in a text of {len(passage.text)}")
    clause, known = passage.clause, passage.clause_path
    if not clause or not known or not known.startswith(clause) or known.endswith("项"):
        return known
    paragraph, item = _counted(passage.text, start)
    total, _ = _counted(passage.text, len(passage.text))
    path = known
    if known == clause and total > 1:
        if not passage.text.lstrip().startswith(clause):
            return known
        path += f"第{_numeral(paragraph)}款"
    return path + (f"第{item}项" if item else "")


def _counted(text: str, offset: int) -> tuple[int, str]:
    """The paragraph (款), counted from 1, and the mark of the item (项) that `offset` lies in."""
    paragraph, item, ended, begin = 1, "", False, 0
    for line in text.split("\n"):
        if begin > offset:
            break
        words = line.strip()
        mark = _ITEM.match(words)
        if mark:
            item = mark.group()
        elif ended and not _POINT.match(words):
            paragraph, item = paragraph + 1, ""
        ended = _ENDED.search(line) is not None if words else ended
        begin += len(line) + 1
    return paragraph, item


def _numeral(value: int) -> str:
    """The Chinese numeral of a paragraph's number, below a hundred."""
    tens, ones = divmod(value, 10)
    head = ("" if tens == 1 else "〇一二三四五六七八九"[tens]) + "十" if tens else ""
    return head + ("一二三四五六七八九"[ones - 1] if ones else "")


def _characters(spans: Sequence[Span], page_texts: Mapping[int, str]) -> Iterator[tuple[int, int, int, str]]:
    """The visible characters the spans point at: number of the span, page, offset, character."""
    for which, span in enumerate(spans):
        for index, character in enumerate(_words(span, page_texts)):
            if not character.isspace():
                yield which, span.page, span.start + index, character


def _words(span: Span, page_texts: Mapping[int, str]) -> str:
    if span.page not in page_texts or span.end > len(page_texts[span.page]):
        raise ValueError(f"{span!r} points outside the pages given")
    return page_texts[span.page][span.start : span.end]


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"
