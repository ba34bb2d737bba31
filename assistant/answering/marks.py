"""Citation marks in every form that models write: [1], 【1】, [编号1], [1,2], [1][2], （1）, ^1, ①, and none at all."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WORD = (
    r"(?:编号|来源|资料|引用|出处|文献|参考(?:资料|文献)?|段落|见|第|sources?|documents?|docs?|refs?|references?|"
    r"passages?|citations?|cite|no\.?|n|id|#)"
)
_NUMBER = r"\d{1,2}(?!\d)(?:段|条资料|号资料)?"
_LIST = rf"{_NUMBER}(?:\s*(?:[,，、;；&|/和及~～–—-]|至|and|to)?\s*(?:{_WORD}\s*[:：]?\s*)?{_NUMBER})*"
_BRACKETS = rf"\\?[\[【〔［]\s*\^?(?:{_WORD}\s*[:：]?\s*)*(?P<square>{_LIST})?(?:†[^\]】〕］]*)?\s*\\?[\]】〕］](?!号)"
_PLACEHOLDER = r"\\?[\[【〔［]\s*(?:编号|来源|资料|引用|出处|source|n|x|#)\s*[nNxX]?\s*\\?[\]】〕］]"
_CARET = r"(?:(?<![A-Za-z0-9])|(?<=[A-Za-z]{3}))\^\{?(?P<caret>\d{1,2})\}?(?!\d)"
_RAISED = r"(?<![A-Za-z0-9米厘分毫千])(?P<raised>[⁰¹²³⁴-⁹]{1,2})"
_ROUND = rf"(?<!第)[（(]\s*(?:{_WORD}\s*[:：]?\s*)*(?P<round>{_LIST})\s*[）)](?![项款条级类])"
_CIRCLED = r"(?P<circled>[①-⑳])"
_EDGE_ENDS = r"(?=\s*(?:[。．！？；;!?，,、]|\.(?:\s|$)|$|[\[【（(①-⑳]))"
_EDGE_BEGINS = r"(?:(?<=^)|(?<=[。．！？；!?.\]】）)]))\s*"
_ANYWHERE = re.compile(
    rf"{_PLACEHOLDER}|{_BRACKETS}|{_CARET}|{_RAISED}",
    re.IGNORECASE,
)
_AT_EDGES = re.compile(
    rf"{_EDGE_BEGINS}(?:{_ROUND}|{_CIRCLED})|(?:{_ROUND}|{_CIRCLED}){_EDGE_ENDS}".replace("?P<round>", "").replace(
        "?P<circled>", ""
    ),
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d{1,2}")
_RANGE = re.compile(r"(\d{1,2})\s*[-–—~～至]\s*(\d{1,2})")
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_LEFT_BEHIND = re.compile(
    r"[（(【\[]?\s*(?:数据|资料|信息)?(?:来源|出处|引用|参考|参见|见|依据|sources?|see|refs?)\s*[:：]?\s*[）)】\]]?\s*(?=[。.]?$)"
    r"|[（(【\[]\s*[）)】\]]",
    re.IGNORECASE,
)
_MASK_BASE = 0xE000
_MASKS = re.compile("[\ue000-\uf8ff]")
_MOST = _MASK_BASE + 6000
_RUN = 12
"""A range of more than this many sources is no range of sources."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence without its marks, and the numbers they name in order; a number may be out of every range."""

    text: str
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Masked:
    """A line whose marks are one private character each: no bracket or full stop of a mark parts a sentence."""

    text: str
    found: tuple[tuple[int, ...], ...]

    def read(self, start: int, end: int) -> Marked:
        """The sentence at [start, end) of `text`."""
        piece = self.text[start:end]
        numbers = dict.fromkeys(n for mask in _MASKS.findall(piece) for n in self.found[ord(mask) - _MASK_BASE])
        bare = _MASKS.sub("", piece)
        if bare != piece:
            bare = _LEFT_BEHIND.sub("", bare)
        return Marked(re.sub(r"\s+(?=[。，；！？]|[.,;!?](?:\s|$))", "", " ".join(bare.split())), tuple(numbers))


def mask(line: str) -> Masked:
    """Return `line` with each mark put behind one character. (1) and ① are marks only at either end of a sentence:
    elsewhere they count items."""
    found: list[tuple[int, ...]] = []

    def hidden(match: re.Match[str]) -> str:
        numbers = _numbers(match.group())
        if len(found) >= _MOST - _MASK_BASE:
            return ""
        found.append(numbers)
        return chr(_MASK_BASE + len(found) - 1)

    text = _ANYWHERE.sub(hidden, _MASKS.sub("", line))
    return Masked(_AT_EDGES.sub(hidden, text), tuple(found))


def is_mask(character: str) -> bool:
    """True for the private character that stands for a mark in `Masked.text`."""
    return _MASKS.match(character) is not None


def read(sentence: str) -> Marked:
    """The marks of one sentence, wherever they stand in it."""
    masked = mask(sentence)
    return masked.read(0, len(masked.text))


def _numbers(mark: str) -> tuple[int, ...]:
    """[1-3] is 1, 2, 3; ② is 2; [编号] names none."""
    mark = mark.partition("†")[0].translate(_SUPERSCRIPT)
    found: list[int] = [ord(c) - ord("①") + 1 for c in mark if "①" <= c <= "⑳"]
    for match in _RANGE.finditer(mark):
        first, last = int(match[1]), int(match[2])
        found += range(first, last + 1) if first < last <= first + _RUN else ()
    found += [int(digits) for digits in _DIGITS.findall(mark)]
    return tuple(sorted(dict.fromkeys(found)))
