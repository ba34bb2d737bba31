"""The value of a number as printed: Arabic, Chinese (二十四, 三点八) and English words (twelve, two thirds)."""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2, "兩": 2}
_DIGITS |= {c: i for i, c in enumerate("零壹贰叁肆伍陆柒捌玖")} | {"貳": 2, "參": 3, "陸": 6}
_PLACES = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000, "廿": 20, "卅": 30}
_GROUPS = {"万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}

#: The scale words that may follow digits, longest first; `千` is left out before 千瓦, 千克, 千米 and the like.
SCALES: dict[str, Decimal] = {
    "万亿": Decimal(10) ** 12,
    "千亿": Decimal(10) ** 11,
    "百亿": Decimal(10) ** 10,
    "十亿": Decimal(10) ** 9,
    "千万": Decimal(10) ** 7,
    "百万": Decimal(10) ** 6,
    "十万": Decimal(10) ** 5,
    "亿": Decimal(10) ** 8,
    "万": Decimal(10) ** 4,
    "千": Decimal(1000),
    "百": Decimal(100),
}
ENGLISH_SCALES: dict[str, Decimal] = {
    "hundred": Decimal(100),
    "thousand": Decimal(10) ** 3,
    "million": Decimal(10) ** 6,
    "mn": Decimal(10) ** 6,
    "billion": Decimal(10) ** 9,
    "bn": Decimal(10) ** 9,
    "trillion": Decimal(10) ** 12,
    "tn": Decimal(10) ** 12,
}
_UNITS_EN = {
    word: i
    for i, word in enumerate(
        str.split(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
            "seventeen eighteen nineteen"
        )
    )
}
_TENS_EN = {w: 10 * i for i, w in enumerate(str.split("twenty thirty forty fifty sixty seventy eighty ninety"), 2)}
_PARTS_EN = {"half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "tenth": 10}

CHINESE_NUMBER = (
    "(?:[零〇○一二两兩三四五六七八九十百万萬亿億壹贰叁肆伍陆柒捌玖拾佰仟廿]|千(?![瓦克米伏帕字卡赫]))+"
    "(?:点[零〇一二三四五六七八九]+[万亿]{0,2})?"
)
ENGLISH_WORD = rf"(?:{'|'.join([*_UNITS_EN, *_TENS_EN])})"


def arabic(digits: str) -> Decimal:
    """Return the value of digits with or without thousands marks and a decimal point (1,234.5; 1，234)."""
    return Decimal(re.sub("[,，\\s]", "", digits))


def chinese(text: str) -> Decimal | None:
    """Return the value of a number in Chinese characters, or None when the characters make no number.

    Reads places (一百二十三万), bare digits (二〇二三), a point (三点八) and a scale alone (万亿 = 1e12).
    """
    whole, point, decimals = text.partition("点")
    scale = Decimal(1)
    while point and decimals and decimals[-1] in _GROUPS:
        scale *= _GROUPS[decimals[-1]]
        decimals = decimals[:-1]
    value = _chinese_whole(whole)
    if value is None:
        return None
    if point:
        if not decimals or any(c not in _DIGITS for c in decimals):
            return None
        value += Decimal("0." + "".join(str(_DIGITS[c]) for c in decimals))
    return value * scale


def _chinese_whole(text: str) -> Decimal | None:
    if not text:
        return None
    if all(c in _DIGITS for c in text):
        return Decimal("".join(str(_DIGITS[c]) for c in text)) if len(text) != 2 or text[0] in "〇零○" else None
    total, section, digit = 0, 0, None
    for c in text:
        if c in _DIGITS:
            digit = _DIGITS[c]
        elif c in _PLACES:
            section += (1 if digit is None else digit) * _PLACES[c]
            digit = None
        elif c in _GROUPS:
            section += digit or 0
            digit = None
            # 万亿: the 亿 multiplies all that stands before it.
            total = (total + section or 1) * _GROUPS[c] if c in "亿億" else total + (section or 1) * _GROUPS[c]
            section = 0
        else:
            return None
    return Decimal(total + section + (digit or 0))


def english(text: str) -> Decimal | None:
    """Return the value of English number words (twelve, twenty-four, one hundred and five, two thirds, half)."""
    words = [w for w in re.split(r"[\s-]+", text.lower().strip()) if w not in {"and", "a", "an", "of", "dozen"}]
    if "dozen" in text.lower():
        return (english(" ".join(words)) or Decimal(1)) * 12 if words else Decimal(12)
    if words and words[-1].removesuffix("s") in _PARTS_EN:
        parts = _PARTS_EN[words[-1].removesuffix("s")]
        count = english(" ".join(words[:-1])) if len(words) > 1 else Decimal(1)
        return None if count is None else count / parts
    total, current = Decimal(0), Decimal(0)
    for word in words:
        if word in _UNITS_EN or word in _TENS_EN:
            current += _UNITS_EN.get(word, 0) or _TENS_EN.get(word, 0)
        elif word == "hundred":
            current = (current or Decimal(1)) * 100
        elif word in ENGLISH_SCALES:
            total += (current or Decimal(1)) * ENGLISH_SCALES[word]
            current = Decimal(0)
        else:
            return None
    return total + current if words else None
