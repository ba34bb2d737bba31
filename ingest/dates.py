"""Dates as Chinese and English papers and file names write them. Pure functions."""

from __future__ import annotations

import re
from datetime import date

_DIGITS = str.maketrans("〇零○Ｏ一二三四五六七八九", "0000123456789")
DATE = re.compile(
    r"(?<!\d)((?:19|20)\d\d)\s*(?:年|[-./])\s*(1[0-2]|0?[1-9])\s*(?:月|[-./])\s*(3[01]|[12]\d|0?[1-9])(?:\s*日|(?!\d))"
)
_CHINESE = re.compile(
    r"([一二][〇零○Ｏ一二三四五六七八九]{3})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")
_ENGLISH = re.compile(r"\b([A-Z][a-z]{2})[a-z]*\.? (\d{1,2}), ((?:19|20)\d\d)\b")
_DAY_FIRST = re.compile(r"\b(\d{1,2}) ([A-Z][a-z]{2})[a-z]*\.? ((?:19|20)\d\d)\b")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")


def dates_in(text: str) -> list[date]:
    """Return the dates of `text` in order: 2024年2月4日, 2024-02-04, 二〇二四年二月四日, February 4, 2024."""
    found: list[tuple[int, date]] = []
    for match in DATE.finditer(text):
        _keep(found, match.start(), *(int(part) for part in match.groups()))
    for match in _CHINESE.finditer(text):
        year = int(match.group(1).translate(_DIGITS))
        _keep(found, match.start(), year, _tens(match.group(2)), _tens(match.group(3)))
    for match in _ENGLISH.finditer(text):
        if match.group(1) in _MONTHS:
            _keep(found, match.start(), int(match.group(3)), _MONTHS.index(match.group(1)) + 1, int(match.group(2)))
    for match in _DAY_FIRST.finditer(text):
        if match.group(2) in _MONTHS:
            _keep(found, match.start(), int(match.group(3)), _MONTHS.index(match.group(2)) + 1, int(match.group(1)))
    return [day for _, day in sorted(found)]


def date_in_name(name: str) -> date | None:
    """Return the last date of a file name: (2020-08-10), 20240204, 2024年2月4日."""
    found = [(m.start(), m.groups()) for m in (*DATE.finditer(name), *_COMPACT.finditer(name))]
    for _, parts in sorted(found, reverse=True):
        year, month, day = (int(part) for part in parts)
        try:
            return date(year, month, day)
        except ValueError:
            continue
    return None


def without_dates(name: str) -> str:
    """Return a file name's stem without dates and the brackets around them."""
    name = re.sub(rf"[（(\[]?(?:{DATE.pattern}|{_COMPACT.pattern})[）)\]]?", " ", name)
    return " ".join(name.replace("_", " ").split()).strip(" -·，,")


def _keep(found: list[tuple[int, date]], position: int, year: int, month: int, day: int) -> None:
    try:
        found.append((position, date(year, month, day)))
    except ValueError:
        return  # 2月30日 is a slip of the paper, not a date


def _tens(numeral: str) -> int:
    head, ten, tail = numeral.partition("十")
    digits = "〇一二三四五六七八九"
    if not ten:
        return digits.index(head)
    return (digits.index(head) if head else 1) * 10 + (digits.index(tail) if tail else 0)
