"""The time a sentence speaks about: years, months, quarters and halves, with 去年 and last year resolved.

A relative word is resolved from the date of publication. A year inside a title (《2020-2035年规划》), a document
number or a standard's number is no period.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from assistant.text.normalise import aligned
from assistant.text.numerals import chinese


@dataclass(frozen=True, slots=True)
class Period:
    """`raw` is text[start:end]; `value` is "2023", "2023-07", "2023-07-15", "2023-Q1", "2023-H1" or "2021/2023".

    `resolved` is False when the words lean on a date that is not known (去年 without a publication date, 7月 without a
    year); then `value` is "" or what is known of it ("-07").
    """

    raw: str
    start: int
    end: int
    value: str
    resolved: bool


_YEAR = r"(?:19|20)\d\d"
_CN_YEAR = "[一二][零〇○九][零〇○一二三四五六七八九]{2}"
_CN_MONTH = "十[一二]?|[一二三四五六七八九]"
_MONTHS = {
    name: i for i, name in enumerate(str.split("jan feb mar apr may jun jul aug sep oct nov dec"), 1)
}  # fmt: skip
_MONTH_EN = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_RELATIVE = {
    "去年": -1, "上年度": -1, "上年": -1, "上一年度": -1, "上一年": -1, "今年": 0, "本年度": 0, "本年": 0,
    "当年": 0, "年内": 0,
    "明年": 1, "来年": 1, "下年度": 1, "下一年": 1, "前年": -2, "后年": 2,
    "last year": -1, "the previous year": -1, "the prior year": -1, "this year": 0, "the current year": 0,
    "next year": 1,
}  # fmt: skip
_QUARTERS = {
    "一": 1,
    "二": 2,
    "三": 3,
    "四": 4,
    "1": 1,
    "2": 2,
    "3": 3,
    "4": 4,
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
}
_RELATIVE_WORDS = "|".join(sorted(_RELATIVE, key=len, reverse=True))
_BASE = rf"(?P<year>{_YEAR})\s?年?度?|(?P<cn_year>{_CN_YEAR})年?度?|(?P<relative>{_RELATIVE_WORDS})"
_PATTERN = re.compile(
    rf"(?P<iso>(?<!\d){_YEAR}([-./])(?:0?[1-9]|1[0-2])\2(?:0?[1-9]|[12]\d|3[01])(?!\d))"
    rf"|(?P<from>(?<!\d){_YEAR})\s?年?度?\s?(?:[-—–~～/]|至|到|to|through)\s?(?P<until>{_YEAR})(?!\d)年?度?"
    rf"|(?P<month_en>{_MONTH_EN})(?: (?P<day_en>\d{{1,2}}),)? (?P<month_year>{_YEAR})(?!\d)"
    rf"|(?:(?P<half_en>first|second) half|(?P<quarter_en>first|second|third|fourth) quarter|"
    rf"\bQ(?P<q>[1-4]))(?: of)?,? (?P<part_year>{_YEAR})"
    rf"|(?<![\d.])(?:(?:{_BASE}))"
    rf"(?:\s?的?\s?(?:(?P<month>1[0-2]|0?[1-9]|{_CN_MONTH})月(?:份|(?P<day>\d{{1,2}})日)?"
    r"|第?(?P<quarter>[一二三四1-4])季度|(?P<half>[上下])半年))?(?!\d)"
    r"|(?<![\d.第])(?P<lone_month>1[0-2]|[1-9])月(?:份|(?P<lone_day>\d{1,2})日)?"
    r"|(?:第?(?P<lone_quarter>[一二三四1-4])季度|(?P<lone_half>[上下])半年)",
    re.IGNORECASE,
)
_NO_PERIOD = re.compile(
    rf"《[^》]*》|[〔\[【（(]\s?{_YEAR}\s?[〕\]】）)]\s?第?\s?\d+\s?号|(?:GB|CJ|CJJ|HJ|DB|SL|"
    rf"ISO)(?:/T)?\s?\d+(?:\.\d+)*\s?[-—]\s?{_YEAR}"
    rf"|[A-Z]{{2,}}-{_YEAR}-\d+|(?<!\d){_YEAR}(?:\.\d+)?(?:[万亿千百%％]|[余多]?(?:个(?!月)|名|人|家|户|件|项|次|吨|元|"
    rf"台|套|米|公里|亩|班))"
    rf"|\d[.,，]{_YEAR}"
)  # fmt: skip


def find(text: str, published: date | None = None) -> list[Period]:
    """Return the periods `text` names, in reading order. A month without a year takes the year named before it."""
    return list(_find(text, published))


@lru_cache(maxsize=2048)
def _find(text: str, published: date | None) -> tuple[Period, ...]:
    plain = aligned(text)
    barred = [m.span() for m in _NO_PERIOD.finditer(plain)]
    found: list[Period] = []
    year: int | None = None
    for match in _PATTERN.finditer(plain):
        if any(a <= match.start() < b for a, b in barred) or _bare_number(plain, match):
            continue
        value, named = _value(match, published, year)
        year = named or year
        resolved = bool(value) and not value.startswith("-")
        found.append(
            Period(
                text[match.start() : match.end()].rstrip(),
                match.start(),
                match.start() + len(match.group().rstrip()),
                value,
                resolved,
            )
        )
    return tuple(found)


def _bare_number(plain: str, match: re.Match[str]) -> bool:
    """Four digits that only look like a year: glued to letters, or an English count (2014 households)."""
    raw = match.group().strip()
    if not re.fullmatch(_YEAR, raw):
        return False
    if re.search(r"[A-Za-z]$", plain[: match.start()]) and not plain[: match.start()].upper().endswith("FY"):
        return True
    follows = re.match(r"\s([a-z]+)s\b", plain[match.start() + len(raw) :])
    return follows is not None and follows.group(1) not in {"wa", "ha", "i", "result", "revenue", "sale"}


def _value(match: re.Match[str], published: date | None, year: int | None) -> tuple[str, int | None]:
    """Return the period's value and the year it names."""
    part = match.groupdict()
    if part["iso"]:
        y, m, d = re.split("[-./]", part["iso"])
        return f"{y}-{int(m):02}-{int(d):02}", int(y)
    if part["from"]:
        return f"{part['from']}/{part['until']}", int(part["until"])
    if part["month_en"]:
        month = _MONTHS[part["month_en"][:3].lower()]
        day = f"-{int(part['day_en']):02}" if part["day_en"] else ""
        return f"{part['month_year']}-{month:02}{day}", int(part["month_year"])
    if part["part_year"]:
        tail = _english_part(part)
        return part["part_year"] + tail, int(part["part_year"])
    named = _named_year(part, published)
    lone = any(part[key] for key in ("lone_month", "lone_quarter", "lone_half"))
    base = year if lone and named is None else named
    if base is None and lone and published:
        base = published.year
    tail = _tail(part)
    if base is None:
        return tail, None
    return f"{base}{tail}", base


def _english_part(part: dict[str, str | None]) -> str:
    if part["half_en"]:
        return "-H1" if part["half_en"].lower() == "first" else "-H2"
    return f"-Q{_QUARTERS[(part['quarter_en'] or part['q'] or '').lower()]}"


def _named_year(part: dict[str, str | None], published: date | None) -> int | None:
    if part["year"]:
        return int(part["year"])
    if part["cn_year"]:
        value = chinese(part["cn_year"])
        return int(value) if value is not None else None
    if part["relative"] and published:
        return published.year + _RELATIVE[part["relative"].lower()]
    return None


def _tail(part: dict[str, str | None]) -> str:
    month, day = part["month"] or part["lone_month"], part["day"] or part["lone_day"]
    if month:
        number = int(month) if month.isdigit() else int(chinese(month) or 0)
        return f"-{number:02}" + (f"-{int(day):02}" if day else "")
    if quarter := part["quarter"] or part["lone_quarter"]:
        return f"-Q{_QUARTERS[quarter]}"
    if half := part["half"] or part["lone_half"]:
        return "-H1" if half == "上" else "-H2"
    return ""


def period_of(text: str, published: date | None = None, default: str | None = None) -> str | None:
    """Return the period `text` speaks about: the first one it names and that could be resolved, else `default`.

    A year named only to compare with (比2022年增长, 较上年, from 2022) does not count.
    """
    for period in find(text, published):
        if period.resolved and not _compared(text, period):
            return period.value
    return default


def _compared(text: str, period: Period) -> bool:
    before, after = text[: period.start], text[period.end :]
    return bool(
        re.search(
            r"(?:[比较]|相比|同比|与|自|从|compared (?:with|to)|than (?:in )?|against|since|from)\s?$",
            before,
            re.IGNORECASE,
        )
        or re.match(r"以来|同期|相比", after)
    )


def years_of(period: str | None) -> frozenset[int]:
    """Return the years a period value covers ("2021/2023": all three); empty for None."""
    years = [int(year) for year in re.findall(_YEAR, period or "")]
    return frozenset(range(min(years), max(years) + 1)) if years else frozenset()


def named_years(text: str, published: date | None = None) -> Iterator[int]:
    """Yield the years `text` speaks about, comparisons left out."""
    for period in find(text, published):
        if period.resolved and not _compared(text, period):
            yield from sorted(years_of(period.value))
