"""What a number stands for where no year says it: a half, a quarter, each year, each day, each person."""

from __future__ import annotations

import re

_EACH = {
    "year": r"每年|年均|年平均|逐年|\bper (?:year|annum)\b|\ba year\b|\bannual(?:ly)?\b|\beach year\b|\bevery year\b",
    "month": r"每月|月均|月平均|每个月|\bper month\b|\bmonthly\b|\beach month\b|\bevery month\b",
    "day": r"每天|每日|日均|日平均|/日|/天|\bper day\b|\bdaily\b|\beach day\b|\bevery day\b",
    "hour": r"每小时|/小时|/时(?!间)|\bper hour\b|\bhourly\b|\bevery hour\b",
    "person": r"每人|人均|\bper (?:capita|person|head)\b",
    "household": r"每户|户均|\bper household\b",
}
_PART = {
    "year": r"全年|\b(?:the )?(?:whole|full|entire) year\b",
    "H1": r"上半年|前六个月|\bfirst half\b|\bH1\b",
    "H2": r"下半年|\bsecond half\b|\bH2\b",
    "Q1-3": r"前三季度|前三个季度|\bfirst (?:three|3) quarters\b",
    "Q1": r"(?<!前)[一1]季度|\bfirst quarter\b|\bQ1\b",
    "Q2": r"(?<!前)[二2]季度|\bsecond quarter\b|\bQ2\b",
    "Q3": r"(?<!前)[三3]季度|\bthird quarter\b|\bQ3\b",
    "Q4": r"(?<!前)[四4]季度|\b(?:fourth|last) quarter\b|\bQ4\b",
}
_EACH_COMPILED = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _EACH.items()}
_PART_COMPILED = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _PART.items()}


def rates(text: str) -> frozenset[str]:
    """Return what `text` counts by: year, month, day, hour (每年, 日均, per month) and person, household (人均)."""
    return frozenset(name for name, pattern in _EACH_COMPILED.items() if pattern.search(text))


def parts_of_year(text: str) -> frozenset[str]:
    """Return the parts of a year that `text` names: year (全年), H1, H2, Q1-3, Q1 to Q4."""
    return frozenset(name for name, pattern in _PART_COMPILED.items() if pattern.search(text))
