"""Where sentences begin and end, in Chinese and English. Offsets only: the text itself is never changed."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

_PAIRS = {
    "（": "）",
    "(": ")",
    "“": "”",
    "‘": "’",
    "「": "」",
    "『": "』",
    "《": "》",
    "〈": "〉",
    "【": "】",
    "〔": "〕",
    "[": "]",
}
_CLOSERS = "”’」』）)》〉】〕]\"'"
#: A bracket that closes later than this was most likely never meant to: it shelters nothing.
_SHELTER_LIMIT = 200
_SHORT = 4

_ITEM = re.compile(
    r"\s*(?:[（(][一二三四五六七八九十百零〇\d]{1,4}[）)]|[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十百千零〇\d]{1,6}[条章节编款项]"
    r"|\d{1,3}(?:\.\d{1,3})*[.、．)）](?!\d)|[①-⑳]|[-•●■◆○*·]\s|[A-Za-z][.)]\s|[【〔])"
)
_MARK_ALONE = re.compile(
    r"\s*(?:[（(][^（()）]{1,4}[）)]|[一二三四五六七八九十]{1,3}、|\d{1,3}[.、．)）]|[①-⑳•●■◆○*·-])\s*"
)
_ENDED = re.compile(r"[。！？；：…!?;:.．][”’」』）)》】\"'\s]*$")
_NEVER_LAST = frozenset(
    str.split(
        "mr mrs ms dr prof no nos fig figs sec art arts vol pp p ch eq vs cf al approx ca dept e.g i.e st mt jan "
        "feb mar apr jun jul aug sep sept oct nov dec rev hon gen"
    )
)
_MAYBE_LAST = frozenset(str.split("inc ltd co corp plc u.s u.k u.n etc a.m p.m ph.d jr sr llc"))
_STARTERS = frozenset(
    str.split(
        "the a an this that these those it its in on at we our they their he she his her as for if when while "
        "after before however although there such each all no both during under to by from since until"
    )
)


def split(text: str) -> list[tuple[int, int]]:
    """Return half-open offsets of the sentences of `text`, in order, white space at their ends left outside.

    Every character that is not white space lies in exactly one sentence. Chinese ends at 。！？；and …, with the
    closing quotes and brackets after it; English at . ! ? followed by white space, but not in U.S., No. 5, 3.5 or e.g.
    Nothing splits inside brackets or quotation marks that close again, except 。at the very end of a quotation. A line
    break ends a sentence unless the line looks wrapped; a line that opens with an item mark (（一）, 1., 第三条) always
    begins one. A piece of fewer than four characters is joined to its neighbour of the same paragraph.
    """
    found: list[tuple[int, int]] = []
    for start, end in _paragraphs(text):
        found += _joined(text, _pieces(text, start, end))
    return _with_marks(text, found)


def is_whole(text: str) -> bool:
    """Tell, as well as its ends show it, whether `text` is a sentence from its beginning to its end."""
    text = text.strip()
    if len(text) < _SHORT or not re.search(r"[。！？!?.…；;][”’」』）)》】\"']*$", text):
        return False
    first = text[0]
    if first in "，、；：。！？）】》”’」』,;:.!?)]%％" or ("a" <= first <= "z"):
        return False
    closing = next((c for c in text if c in "（(“「）)”」"), "")
    return closing not in tuple("）)”」")


def _width(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line.strip())


def _paragraphs(text: str) -> list[tuple[int, int]]:
    """Lines, with lines that look wrapped put together: full, not ended, and followed by one that is no item."""
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\r\n\u2028\f]+", text) if m.group().strip()]
    widths = [_width(text[a:b]) for a, b in lines]
    result: list[tuple[int, int]] = []
    for i, (start, end) in enumerate(lines):
        if i and _wrapped(text, lines[i - 1], (start, end), max(widths[max(0, i - 4) : i + 4]), widths[i - 1]):
            result[-1] = (result[-1][0], end)
        else:
            result.append((start, end))
    return result


def _wrapped(text: str, before: tuple[int, int], after: tuple[int, int], widest: int, width: int) -> bool:
    gap = text[before[1] : after[0]]
    line = text[before[0] : before[1]]
    if gap.count("\n") > 1 or "\f" in gap or _ENDED.search(line.rstrip()):
        return False
    columns = re.search(r"\t|\S\s{2,}\S|\s\|\s", line.strip())
    return width >= 24 and width >= 0.75 * widest and not columns and not _ITEM.match(text[after[0] : after[1]])


def _shelters(text: str, start: int, end: int) -> list[bool]:
    """For each character of the range: does it stand inside brackets or quotation marks that close again?"""
    inside = [False] * (end - start)
    stack: list[tuple[str, int]] = []
    open_now = Counter[str]()  # by closing mark: a search through the stack at every character would take for ever
    for i in range(start, end):
        character = text[i]
        if character in _PAIRS:
            stack.append((_PAIRS[character], i))
            open_now[_PAIRS[character]] += 1
        elif open_now[character]:
            while stack:
                closer, opened = stack.pop()
                open_now[closer] -= 1
                if closer == character:
                    break
            if i - opened <= _SHELTER_LIMIT:
                inside[opened - start : i - start] = [True] * (i - opened)
    return inside


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    inside = _shelters(text, start, end)
    pieces: list[tuple[int, int]] = []
    begin = i = start
    while i < end:
        stop = _end_here(text, i, end, inside[i - start])
        if stop:
            pieces.append((begin, stop))
            begin = i = stop
        else:
            i += 1
    pieces.append((begin, end))
    return [trimmed for a, b in pieces if (trimmed := _trim(text, a, b))[0] < trimmed[1]]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip()))


def _end_here(text: str, i: int, end: int, sheltered: bool) -> int:
    """Return where the sentence ends if it ends with the mark at `i`, else 0."""
    mark = text[i]
    if mark not in "。！？；…!?;.":
        return 0
    stop = i + 1
    while stop < end and text[stop] in "。！？…!?":
        stop += 1
    last = stop
    while stop < end and text[stop] in _CLOSERS:
        stop += 1
    rest = text[stop:end]
    if sheltered and not (mark == "。" and text[last : last + 1] in tuple("”」』")):
        return 0
    if mark in "。！？；":
        return 0 if rest[:1] in tuple("，、；,") else stop
    if mark == "…":
        return 0 if re.match(r"[，、,\s]*(?:\d|等|，|、)", rest) else stop
    if mark == ";":
        return stop if i and unicodedata.east_asian_width(text[i - 1]) == "W" else 0
    if mark in "!?":
        return stop if not rest or rest[0].isspace() or ord(rest[0]) > 0x2E7F else 0
    return stop if _full_stop(text, i, rest) else 0


def _full_stop(text: str, i: int, rest: str) -> bool:
    """Decide on an ASCII full stop: `rest` is the text behind it and behind any closing quotes."""
    if rest and not rest[0].isspace():
        return ord(rest[0]) > 0x2E7F and i > 0 and not text[i - 1].isdigit() and text[i - 1] != "."
    following = re.match(r"\s*[\"'“‘(\[]*([^\s,.;:!?]*)", rest)
    word = following.group(1) if following else ""
    if word[:1].islower():
        return False
    before = re.search(r"(?<![\w/.])[\w.]*$", text[max(0, i - 12) : i])
    last = before.group() if before else ""
    initial = re.fullmatch(r"[A-Z](\.[A-Z])*|[a-z](\.[a-z])+", last)
    last = last.lower()
    if last in _NEVER_LAST or (initial and last not in _MAYBE_LAST):
        return not word
    if last in _MAYBE_LAST:
        return not word or word.lower() in _STARTERS
    line = text[text.rfind("\n", 0, i) + 1 : i]
    return not re.fullmatch(r"\s*\d{1,3}(?:\.\d{1,3})*", line)


def _joined(text: str, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join pieces too short to be a sentence: to the one before, or to the one after when they come first."""
    result: list[tuple[int, int]] = []
    for start, end in pieces:
        short = len(re.sub(r"\W", "", text[start:end])) < _SHORT
        short_before = bool(result) and len(re.sub(r"\W", "", text[slice(*result[-1])])) < _SHORT
        if result and (short or short_before):
            result[-1] = (result[-1][0], end)
        else:
            result.append((start, end))
    return result


def _with_marks(text: str, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """An item mark that stands alone on its line belongs to the sentence below it."""
    result: list[tuple[int, int]] = []
    for start, end in pieces:
        if result and _MARK_ALONE.fullmatch(text[slice(*result[-1])]):
            result[-1] = (result[-1][0], end)
        else:
            result.append((start, end))
    return result
