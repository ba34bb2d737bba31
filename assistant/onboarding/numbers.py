"""Near values: another number of the same kind, printed the way the right one is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from random import Random

from assistant.text import numerals

_LADDERS: tuple[tuple[str, Sequence[float]], ...] = (
    ("工作日|日|天|days?", (1, 2, 3, 5, 7, 10, 15, 20, 30, 45, 60, 90, 120, 180)),
    ("小时|hours?", (1, 2, 4, 6, 8, 12, 24, 48, 72)),
    ("分钟|秒|minutes?|seconds?", (5, 10, 15, 20, 30, 45, 60, 90)),
    ("周|weeks?", (1, 2, 3, 4, 6, 8)),
    ("月|months?", (1, 2, 3, 6, 9, 12, 18)),
    ("年|years?", (1, 2, 3, 5, 8, 10, 15, 20)),
    ("倍", (1, 2, 3, 5, 10)),
    ("次|名|人|份", (1, 2, 3, 4, 5, 6, 8, 10, 15, 20)),
)
_MONEY = (100, 200, 300, 500, 1000, 2000, 3000, 5000, 10000, 20000, 30000, 50000, 100000, 200000, 300000, 500000,
          1000000, 2000000, 5000000, 10000000)  # fmt: skip
_SHARE = (1, 2, 3, 5, 8, 10, 15, 20, 25, 30, 40, 50, 60, 70, 75, 80, 85, 90, 95, 98, 99, 100)
_NUMBER = re.compile(r"(?P<count>\d+(?:,\d{3})*(?:\.\d+)?|[一二两三四五六七八九十百千零〇半]+)(?P<scale>[万亿]?)")
_DIGITS = "零一二三四五六七八九"
_EVERY = ("每周", "每半月", "每月", "每季度", "每半年", "每年", "每两年")


def near(raw: str, seed: str = "") -> Iterator[str]:
    """Figures near `raw` in value and alike in print, never `raw` itself. `seed` tells how many come from below, so
    that the right one does not always lie in the middle."""
    if raw.startswith("每") and not _NUMBER.search(raw.replace("半", "")):
        place = next((n for n, each in enumerate(_EVERY) if each == raw.replace("个", "")), 3)
        yield from sorted((each for each in _EVERY if each != raw), key=lambda each: abs(_EVERY.index(each) - place))
        return
    if raw.startswith("百分之") and raw.count("百分之") == 1:
        yield from (f"百分之{each}" for each in _near_share(raw[3:], seed))
        return
    found = [each for each in _NUMBER.finditer(raw) if not raw[each.end() :].startswith("分之")]
    if "分之" in raw:
        found = list(re.compile(rf"(?<=分之){_NUMBER.pattern}").finditer(raw))
    values = [value_of(match.group()) for match in found]
    if not values or any(value is None for value in values):
        return
    known = [value for value in values if value is not None]
    ladder = _ladder(raw, known)
    for shift in _shifts(raw, seed):
        moved = [_moved(value, ladder, shift) for value in known]
        if None in moved or moved == known or len(set(moved)) < len(moved):
            continue
        made = _printed(raw, found, [value for value in moved if value is not None])
        if made and made != raw:
            yield made


def _shifts(raw: str, seed: str) -> tuple[int, ...]:
    orders = ((1, -1, 2, -2, 3, -3, 4), (1, 2, 3, -1, 4, -2, 5), (-1, -2, 1, -3, 2, 3, 4), (-1, 1, -2, 2, 3, -3, 4))
    return Random(f"{seed}{raw}").choice(orders)


def value_of(text: str) -> float | None:
    """The value of a printed number: 五万 is 50000."""
    match = _NUMBER.fullmatch(text)
    if match is None:
        return None
    count = match["count"]
    if count == "半":
        return 0.5
    value = float(count.replace(",", "")) if count[0].isdigit() else numerals.chinese(count.replace("两", "二"))
    scale = {"万": 10_000, "亿": 100_000_000}.get(match["scale"], 1)
    return None if value is None else float(value) * scale


def _near_share(count: str, seed: str) -> Iterator[str]:
    value = value_of(count)
    if value is None or value not in _SHARE:
        return
    for shift in _shifts(count, seed):
        place = _SHARE.index(int(value)) + shift
        if 0 <= place < len(_SHARE):
            yield str(_SHARE[place]) if count[0].isdigit() else chinese(_SHARE[place])


def printed_in(text: str) -> list[str]:
    """The numbers of a short text as they are printed."""
    return [match.group() for match in _NUMBER.finditer(text)]


def _ladder(raw: str, values: Sequence[float]) -> list[float]:
    if "元" in raw:
        steps: Sequence[float] = _MONEY
    elif "%" in raw or "％" in raw or "百分之" in raw:
        steps = _SHARE
    else:
        steps = next((steps for unit, steps in _LADDERS if re.search(f"(?:{unit})", raw)), ())
    if not steps or any(value > max(steps) for value in values):
        steps = [digit * 10.0**power for power in range(-3, 7) for digit in (1, 2, 3, 5, 8)]
    return sorted({*steps, *values})


def _moved(value: float, ladder: Sequence[float], shift: int) -> float | None:
    place = ladder.index(value) + shift
    return ladder[place] if 0 <= place < len(ladder) else None


def _printed(raw: str, found: Sequence[re.Match[str]], values: Sequence[float]) -> str:
    made, last = "", 0
    for match, value in zip(found, values, strict=True):
        words = _like(match, value, "万" in raw)
        if not words or (words == "1" and re.search("[a-z]s$", raw)):
            return ""
        unit = raw[match.end() : match.end() + 1]
        if words == "二" and unit in set("个年月天日次名人周小倍"):
            words = "两"
        made += raw[last : match.start()] + words
        last = match.end()
    return made + raw[last:]


def _like(match: re.Match[str], value: float, tens: bool) -> str:
    """`value` in the script of the printed number, with 万 where people would write it."""
    arabic = match["count"][0].isdigit()
    scale = 10_000 if value >= 10_000 and (tens or not arabic) else 1
    count = value / scale
    if arabic:
        shown = f"{count:.10g}"
        if match["scale"] and scale == 1 and value < 10_000:
            return shown
        return shown + ("万" if scale > 1 else "")
    if count != int(count):
        return ""
    return chinese(int(count)) + ("万" if scale > 1 else "")


def chinese(value: int) -> str:
    """The Chinese numeral of a whole number from 1 to 9999."""
    if not 0 < value < 10_000:
        return ""
    made, gap = "", False
    for power, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // power % 10
        if digit:
            made += ("零" if gap and made else "") + _DIGITS[digit] + name
            gap = False
        elif made:
            gap = True
    return made[1:] if made.startswith("一十") else made
