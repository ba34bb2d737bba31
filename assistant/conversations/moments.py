"""Putting another period, or plan for result, into a question that has one already."""

from __future__ import annotations

import re
from datetime import date

from assistant.text import periods
from assistant.text.periods import Period

_NOW = re.compile(r"现在|目前|现行的?|如今|currently|now")
_BEFORE = re.compile(r"^(?:上一?|前一)(?:个?(?:年度?|年份))$|^the year before$|^the previous year$", re.IGNORECASE)
_AFTER = re.compile(
    r"^(?:下一?|后一)(?:个?(?:年度?|年份))$|^the (?:year after|following year|next year)$", re.IGNORECASE
)
_PLANNED = re.compile(r"计划|目标|拟|力争|预计")
_AMOUNT = re.compile(r"(?:是|为|达到?|有|了|下降到|提高到)?(?P<much>多少|几)")
_ACHIEVED = re.compile(r"实际|完成了?|实现了?|已经?|建成了?")


def found_in(text: str, today: date) -> list[Period]:
    """The periods that `text` names, those it only compares with left out."""
    compared = re.compile(r"(?:比|较|与|和|than|against|to|with)\s?$")
    return [each for each in periods.find(text, today) if not compared.search(text[: each.start])]


def with_period(question: str, wanted: str, today: date) -> tuple[str, tuple[str, ...]]:
    """`question` for the period that `wanted` words, and the words of `question` that stay.

    A month alone keeps the year (那8月呢), a year alone the month (那2022年呢 after 2023年8月).
    """
    old = found_in(question, today)
    if not old:
        now = _NOW.search(question)
        start, end = now.span() if now else (0, 0)
        text = question[:start] + wanted + question[end:]
        if not now and question[:1].isascii():
            text = f"{question.rstrip('? ')} in {wanted}?"
        return text, _left(question[:start], question[end:])
    first = old[0]
    new = _worded(wanted, first)
    return question[: first.start] + new + question[first.end :], _left(question[: first.start], question[first.end :])


def _left(*parts: str) -> tuple[str, ...]:
    return tuple(part for part in (each.strip("的？?，, ") for each in parts) if part)


def _worded(wanted: str, old: Period) -> str:
    years = sorted(periods.years_of(old.value))
    if years and (_BEFORE.match(wanted) or _AFTER.match(wanted)):
        wanted = str(years[0] - 1 if _BEFORE.match(wanted) else years[-1] + 1)
    new = periods.find(wanted, None)
    value = new[0].value if new else wanted
    if value.startswith("-") and years:
        return f"{years[0]}年{wanted}" if "年" in old.raw else f"{wanted} {years[0]}"
    part = re.search(r"(?<=年)的?(?:\d{1,2}月份?|第?[一二三四1-4]季度|[上下]半年)$", old.raw)
    bare = re.fullmatch(r"(\d{4})年?", wanted)
    if bare and "年" in old.raw:
        return f"{bare[1]}年" + (part.group() if part else "")
    if bare and re.fullmatch(r"[A-Za-z]+\.? \d{4}", old.raw):
        return old.raw[:-4] + bare[1]
    return wanted


def with_status(question: str, wanted: str) -> str | None:
    """`question` about the plan, or about the result, as `wanted` words it; None when it is about that already."""
    planned = bool(_PLANNED.search(wanted))
    if bool(_PLANNED.search(question)) == planned:
        return None
    if not planned:
        text = re.sub(r"的?(?:计划目标|目标值?|计划数)(?=是|为)", "", question)
        return re.sub(r"计划(?=完成)", "实际", _PLANNED.sub("实际", text, count=1)).replace("实际实际", "实际")
    match = _ACHIEVED.search(question)
    if match:
        verb = match.group().removesuffix("了")
        new = "计划" + ("" if verb in ("实际", "已", "已经") else verb)
        return question[: match.start()] + new + question[match.end() :]
    amount = _AMOUNT.search(question)
    if amount is None:
        return None
    return f"{question[: amount.start()]}的计划目标是{question[amount.start('much') :]}"
