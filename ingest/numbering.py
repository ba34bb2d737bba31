"""The marks that Chinese papers number their parts with, and the numbers behind them. Pure functions."""

from __future__ import annotations

import re

NUMERAL = "[一二三四五六七八九十百千零〇两\\d]"
_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}

CHAPTER = re.compile(rf"第({NUMERAL}{{1,7}})([编篇章节])(?:[\s\u3000:：]|(?=[^\s的、，,。；]))")
#: 第四十条规定的…, 第四十条、第五条, 第四十条第二款 speak of an article; they do not open one.
ARTICLE = re.compile(
    rf"(第({NUMERAL}{{1,7}})条(?:之({NUMERAL}{{1,3}}))?)"
    r"(?=[\s\u3000:：【［\[（(《“]|$|(?![规所的、和或至款第之到及与，,；;。）)】者中]|规定)[\u4e00-\u9fff])"
)
ITEM = re.compile(rf"[（(]({NUMERAL}{{1,4}})[）)]\s*")
CHINESE_POINT = re.compile(r"([一二三四五六七八九十]{1,3})\s*[、．.]\s*")
DECIMAL_POINT = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,3})\s*(?:[、．]|\.(?!\d)|(?<=\.\d)\s|(?<=\.\d\d)\s)\s*")
BULLET = re.compile(r"[-•●■◆○▪·*—]{1,2}\s*(?=\S)|[①-⑳]")
MARKER = re.compile(r"【[^】\n]{1,8}】")

ENDS = "。！？…!?"
_CLOSERS = "”’」』）)》】\"'"


def number(numeral: str) -> int:
    """Return the value of a Chinese or Arabic numeral (一百一十九, 119). Raises ValueError for anything else."""
    if numeral.isascii():
        return int(numeral)
    total = pending = 0
    for character in numeral:
        if character in _UNITS:
            total += (pending or 1) * _UNITS[character]
            pending = 0
        elif character in _DIGITS:
            pending = pending * 10 + _DIGITS[character] if pending and not total else _DIGITS[character]
        elif character.isdigit():
            pending = pending * 10 + int(character)
        else:
            raise ValueError(f"not a numeral: {numeral!r}")
    return total + pending


def chinese(value: int) -> str:
    """Return the numeral as written in clauses: 12 → 十二, 119 → 一百一十九. For 1 to 9999."""
    if not 0 < value < 10000:
        raise ValueError(f"no such paragraph number: {value!r}")
    text = ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, unit)
        if digit:
            text += "〇一二三四五六七八九"[digit] + name
        elif text and value and not text.endswith("零"):
            text += "零"
    return text.rstrip("零").removeprefix("一") if text.startswith("一十") else text.rstrip("零")


def opens_part(text: str) -> bool:
    """Tell whether `text` begins with a mark that opens a part: an article, item, point, chapter or bullet."""
    text = text.lstrip()
    return any(p.match(text) for p in (CHAPTER, ARTICLE, ITEM, CHINESE_POINT, DECIMAL_POINT, BULLET, MARKER))


def is_finished(text: str) -> bool:
    """Tell whether `text` ends as a sentence does, closing quotes and brackets aside."""
    return text.rstrip().rstrip(_CLOSERS).endswith(tuple(ENDS + ".；;：:"))
