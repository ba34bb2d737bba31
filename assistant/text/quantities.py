"""Every number of a text with its value, unit, scale and sense: one implementation for the whole house.

`find` reads Arabic and full-width digits, thousands marks, decimals, 万/亿, Chinese numerals, fractions, ratios,
ranges, percentages and English number words. Numbers that count nothing (dates, clauses, names, telephone numbers) are
found and typed as well, never dropped: `is_figure` tells them apart. Values are in base units with 万/亿 expanded, `%`
is not divided, and `raw` is the number exactly as printed without its unit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from assistant.text import labels, numerals, units
from assistant.text.hedges import Approx, hedge_of
from assistant.text.modality import direction_of
from assistant.text.normalise import aligned

Kind = Literal[
    "quantity", "percent", "percentage_point", "ratio", "fraction", "range_low", "range_high", "date", "year", "time",
    "ordinal", "clause", "document_number", "phone", "list_number", "name", "duration", "qualifier",
]  # fmt: skip
Direction = Literal["up", "down"]
FIGURES = frozenset({"quantity", "percent", "percentage_point", "ratio", "fraction", "range_low", "range_high"})


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number. `raw` is text[start:end] as printed with 万/亿, without its unit; `unit` is as printed too.

    `value` is in base units (5.6万 = 56000, 5.8% = 5.8, 1/3 = 0.333333). `scale` is the printed scale word or "".
    `step` is what one in the last printed digit is worth (143.02万: 100), which is how far rounding may go.
    `hedge` is the word behind `approx` (近, more than). `direction` is what the text says happened by or to this value.
    `unit_end` is where the unit ends, or `end`.
    """

    raw: str
    start: int
    end: int
    value: float
    unit: str = ""
    scale: str = ""
    approx: Approx = "exact"
    kind: Kind = "quantity"
    direction: Direction | None = None
    hedge: str = ""
    step: float = 1.0
    unit_end: int = 0


def is_figure(quantity: Quantity) -> bool:
    """True for numbers that measure or count: what a ledger holds and what a source must bear out."""
    return quantity.kind in FIGURES


_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,])|\d{1,3}(?:，\d{3})+(?:\.\d+)?(?![\d，.])|\d+(?:\.\d+)?"
_SCALE = r"万亿|千亿|百亿|十亿|千万|百万|十万|亿|万|千(?![瓦克米伏帕字卡赫])|百(?!分)"
_SCALE_EN = r"hundred|thousand|million|billion|trillion|mn|bn|tn"
_CN_FRACTION = re.compile(
    rf"(?:百分之|千分之|(?P<parts>{numerals.CHINESE_NUMBER})分之)(?P<count>{numerals.CHINESE_NUMBER}|\d+(?:\.\d+)?)"
)
_FRACTION = re.compile(r"(?<![\d/.])(?P<count>\d{1,3})/(?P<parts>\d{1,4})(?![\d/])")
_RATIO = re.compile(rf"(?<![\d.:])(?P<count>{_DIGITS})(?P<rest>\s?[:∶：]\s?\d+(?:\.\d+)?)(?![\d:])")
_ARABIC = re.compile(
    rf"(?<![A-Za-z0-9.])(?P<digits>{_DIGITS})(?:\s?(?:[多余](?=[万亿]))?(?P<scale>{_SCALE})|[\s-](?P<scale_en>{_SCALE_EN})\b)?",
    re.IGNORECASE,
)
_TENTHS = re.compile(r"(?P<count>[一二两三四五六七八九]|\d)成(?:(?P<half>半)|(?![立为功员长本都熟果效就份分交人绩]))")
_CHINESE = re.compile(numerals.CHINESE_NUMBER)
_BARE_SCALE = re.compile(
    r"(?<=[超近破过达逾])(?P<scale>万亿|千亿|百亿|千万|百万|[万亿])(?=元|吨|人|户|亩|美元|公里|千瓦)"
)
_WORD = numerals.ENGLISH_WORD
_ENGLISH = re.compile(
    rf"\b(?:(?:{_WORD}|a|an)[\s-])?(?:half|third|quarter|tenth|fifth)s?\b(?= of| the)|\bhalf\b"
    rf"|\b{_WORD}(?:[\s-](?:and[\s-])?(?:{_WORD}|{_SCALE_EN}|dozen))*\b|\b(?:a )?dozen\b",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\s?(?:[-—–~～]{1,2}|至|到|to)\s?$")
_PEOPLE = re.compile(
    r"(?:[\u4e00-\u9fff]{0,8}?)(?:老年人|人民|群众|居民|职工|人口|学生|农民|党员|干部|员工|市民|人才|骨干|儿童|农牧民|残疾人|大学生|毕业生|老人|特困人员|婴幼儿|消费者|儿女|人员)"
)
_MONEY = re.compile(r"(US\$|HK\$|\$|¥|￥|€|£|RMB|USD|CNY)\s?$")


def find(text: str) -> list[Quantity]:
    """Return every number of `text` in reading order; stretches never overlap."""
    return list(_find(text))


@lru_cache(maxsize=2048)
def _find(text: str) -> tuple[Quantity, ...]:
    plain = aligned(text)
    taken = bytearray(len(text))
    found: list[Quantity] = []
    for kind, start, end in labels.find_labels(plain):
        taken[start:end] = b"\x01" * (end - start)
        found.append(_label(text, plain, kind, start, end))
    for quantity in _candidates(plain):
        if not any(taken[quantity.start : quantity.end]):
            taken[quantity.start : quantity.unit_end] = b"\x01" * (quantity.unit_end - quantity.start)
            found.append(_dressed(text, plain, quantity))
    found.sort(key=lambda quantity: quantity.start)
    return tuple(_with_directions(plain, _with_ranges(plain, found)))


def _label(text: str, plain: str, kind: str, start: int, end: int) -> Quantity:
    raw = text[start:end]
    digits = re.search(r"\d+(?:\.\d+)?", plain[start:end])
    chinese = _CHINESE.search(raw)
    value = Decimal(digits.group()) if digits else (numerals.chinese(chinese.group()) if chinese else None)
    if digits and value and (scale := re.match("万亿|[万亿]", plain[start + digits.end() : end])):
        value *= numerals.SCALES[scale.group()]
    return Quantity(raw, start, end, float(value or 0), kind=kind, unit_end=end)  # type: ignore[arg-type]


def _candidates(plain: str) -> list[Quantity]:
    """All readings of numbers, the most specific first; `raw` is still the aligned text."""
    found: list[Quantity] = []
    for m in _CN_FRACTION.finditer(plain):
        count = _any_value(m["count"])
        parts = numerals.chinese(m["parts"]) if m["parts"] else None
        if count is not None and (parts or not m["parts"]):
            value = count / parts if parts else count
            unit = "" if parts else ("‰" if m.group().startswith("千") else "%")
            decimals = len(re.split("[点.]", m["count"] + ".")[1])
            made = _made(m, value, unit=unit, kind="fraction" if parts else "percent")
            found.append(replace(made, step=10.0**-decimals))
    for m in _FRACTION.finditer(plain):
        if 0 < int(m["count"]) < int(m["parts"]):
            found.append(_made(m, Decimal(m["count"]) / int(m["parts"]), kind="fraction"))
    for m in _RATIO.finditer(plain):
        base = _made(m, numerals.arabic(m["count"]), unit=m["rest"].replace(" ", ""), kind="ratio")
        found.append(replace(base, end=m.end("count"), unit_end=m.end(), step=_step(m["count"], Decimal(1))))
    for m in _TENTHS.finditer(plain):
        count = _any_value(m["count"])
        if count is not None:
            value = count * 10 + (5 if m["half"] else 0)
            found.append(_made(m, value, unit="%", kind="percent"))
    for m in _ARABIC.finditer(plain):
        word = (m["scale_en"] or "").lower()
        scale = numerals.SCALES.get(m["scale"] or "") or numerals.ENGLISH_SCALES.get(word) or Decimal(1)
        value = numerals.arabic(m["digits"]) * scale
        printed = m["scale"] or m["scale_en"] or ""
        found.append(replace(_made(m, value), scale=printed, step=_step(m["digits"], scale)))
    found += _spelled(plain)
    return found


def _spelled(plain: str) -> list[Quantity]:
    """Numbers in words: Chinese numerals that count something, a scale alone (超万亿元), and English words."""
    found: list[Quantity] = []
    for m in _BARE_SCALE.finditer(plain):
        found.append(
            replace(_made(m, numerals.SCALES[m["scale"]]), scale=m["scale"], step=float(numerals.SCALES[m["scale"]]))
        )
    found += [_made(m, Decimal("0.5")) for m in re.finditer("半(?=小时|个?月|年(?!来)|天|日)", plain)]
    for m in _CHINESE.finditer(plain):
        value = numerals.chinese(m.group())
        unit = units.unit_at(plain, m.end())
        counts = bool(unit) and not labels.is_idiom(plain, m.start(), m.end()) and not re.match("[万亿千百]", m.group())
        if value is not None and counts and not (m.group() == "一" and units.is_counting(unit)):
            decimals = len(m.group().partition("点")[2].rstrip("万亿"))
            found.append(replace(_made(m, value), step=10.0**-decimals))
    for m in _ENGLISH.finditer(plain):
        value = numerals.english(m.group())
        if value is not None and m.group().lower() not in {"one", "zero"}:
            fraction = value != value.to_integral_value() or m.group().lower() == "half"
            found.append(_made(m, value, kind="fraction" if fraction else "quantity"))
    return found


def _made(match: re.Match[str], value: Decimal, unit: str = "", kind: Kind = "quantity") -> Quantity:
    return Quantity(
        match.group(), match.start(), match.end(), float(round(value, 6)), unit, kind=kind, unit_end=match.end()
    )


def _any_value(text: str) -> Decimal | None:
    return numerals.arabic(text) if text[0].isdigit() else numerals.chinese(text)


def _step(digits: str, scale: Decimal) -> float:
    decimals = len(digits.partition(".")[2])
    return float(scale / 10**decimals)


def _dressed(text: str, plain: str, bare: Quantity) -> Quantity:
    """Add unit, hedge and kind to a number; a number glued to Latin letters that are no unit is a name (5G)."""
    before, rest = plain[: bare.start], plain[bare.end :]
    raw = text[bare.start : bare.end]
    between = ""
    if not bare.unit and (more := re.match("[余多来](?!年来)", rest)):
        between = more.group()
    unit_start = bare.unit_end + len(between)
    printed = text[bare.end : bare.unit_end].strip() if bare.kind == "ratio" else bare.unit
    unit = printed or units.unit_at(plain, unit_start)
    unit_end = bare.unit_end
    if not bare.unit and unit:
        unit_end = unit_start + len(unit) + (len(plain[unit_start:]) - len(plain[unit_start:].lstrip()))
        unit = text[unit_end - len(unit) : unit_end]
    if not unit and (money := _MONEY.search(before)):
        unit = money.group(1)
    kind = bare.kind if bare.kind != "quantity" else _kind(unit)
    if not unit and re.match(r"[A-Za-z]", rest):
        kind = "name"
    if not unit and kind == "quantity":
        unit = _noun_unit(rest[len(between) :])
    inside = re.search("[多余](?=[万亿])", raw)  # 2600多万
    approx, hedge = hedge_of(before, between or (inside.group() if inside else ""), plain[unit_end:])
    return replace(bare, raw=raw, unit=unit, unit_end=unit_end, kind=kind, approx=approx, hedge=hedge)


def _kind(unit: str) -> Kind:
    dimension = units.dimension(unit)[0]
    named: dict[str, Kind] = {"percent": "percent", "point": "percentage_point", "ratio": "ratio"}
    return named.get(dimension, "quantity") if unit else "quantity"


def _noun_unit(rest: str) -> str:
    """Return 人 where only the noun says people (358万居家老年人), or the plural noun an English number counts."""
    if _PEOPLE.match(rest):
        return "人"
    match = re.match(r"\s(?:[a-z][a-z-]*\s){0,3}?(?P<noun>[a-z][a-z-]+s|people|staff)\b(?! of\b.{0,3}$)", rest)
    return match["noun"] if match and not re.search(r"\b(?:and|of|in|to|the|by|was|is)\b", match.group()) else ""


def _with_ranges(plain: str, found: list[Quantity]) -> list[Quantity]:
    """Mark both ends of 3-5日 or 5至10%: the low end takes over unit and scale when it has none."""
    result = list(found)
    for i in range(1, len(found)):
        low, high = result[i - 1], result[i]
        joined = _RANGE.fullmatch(plain[low.unit_end : high.start])
        if not (
            is_figure(low) and is_figure(high) and joined and high.kind in {"quantity", "percent", "percentage_point"}
        ):
            continue
        if low.unit and units.dimension(low.unit)[0] != units.dimension(high.unit)[0]:
            continue
        scale = numerals.SCALES.get(high.scale) or numerals.ENGLISH_SCALES.get(high.scale) or Decimal(1)
        factor = float(scale) if high.scale and not low.scale and not low.unit and low.value < high.value else 1.0
        result[i - 1] = replace(
            low, unit=low.unit or high.unit, value=low.value * factor, step=low.step * factor, kind="range_low"
        )
        result[i] = replace(high, kind="range_high")
    return result


def _stretch_before(plain: str, found: list[Quantity], i: int) -> int:
    """Where the words of the i-th number begin: behind the number before it. A year right before it belongs to them
    (提升至2022年的100%)."""
    while (
        i
        and not is_figure(found[i - 1])
        and not re.search("[，、；。,;]", plain[found[i - 1].unit_end : found[i].start])
    ):
        i -= 1
    return found[i - 1].unit_end if i else 0


def _with_directions(plain: str, found: list[Quantity]) -> list[Quantity]:
    """Give each figure the direction its own stretch of text names; 分别增长15.8%和11.5% passes it on."""
    result: list[Quantity] = []
    for i, quantity in enumerate(found):
        if not is_figure(quantity):
            result.append(quantity)
            continue
        start = _stretch_before(plain, found, i)
        stop = found[i + 1].start if i + 1 < len(found) else len(plain)
        direction = direction_of(plain[start : quantity.start], plain[quantity.unit_end : stop])
        listed = re.fullmatch(r"\s?(?:[、和及与]|以及|and|,)\s?", plain[start : quantity.start])
        if direction is None and result and listed:
            direction = result[-1].direction
        result.append(replace(quantity, direction=direction))
    return result
