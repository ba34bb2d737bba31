"""Bringing names of the same indicator together, and never two indicators under one name.

Only what cannot change the meaning is taken off: whose whole it is (全市), where 总 stands (供水总量, 总供水量), one
word for another that says the same (增长率, 增速). Everything else is left to people, whose word wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from assistant.figures import Figure, FigureDecision, IndicatorName
from assistant.text.normalise import fold, squeeze

_WHOSE = re.compile(r"^(?:全[省市区县镇]|[我本][省市区县]|集团(?!化|军)|全年|本年度?)+(?:实现|完成)?(?=.{2})")
_TOTAL = re.compile(r"^(?P<thing>[^总（(]{1,12})总(?P<kind>量|额|值|数|产量|人数|投资|收入)$")
_RATE = re.compile(r"(?<=.{2})(?:同比)?(?:增长率|增长速度|增幅)$")
_SAME = (
    (re.compile(r"(?:的)?(?:比重|比例|占比率)$"), "占比"),
    (re.compile(r"(?:数量|个数)$"), "数"),
    (re.compile(r"国内生产总值|地区生产总值|gdp|(?<![\u4e00-\u9fff])生产总值"), "生产总值"),
)
_MARKS = re.compile(r"[“”\"'‘’《》·、（）()\[\]]")


def standard(name: str) -> str:
    """Return the name that an indicator is shown under: 全市供水总量 and 总供水量 are both 总供水量."""
    name = _WHOSE.sub("", _RATE.sub("增速", name))
    total = _TOTAL.match(name)
    return f"总{total['thing']}{total['kind']}" if total and not name.endswith("生产总值") else name


def key_of(name: str) -> str:
    """Return what two names have in common when they are the same indicator in other words."""
    key = squeeze(fold(_MARKS.sub("", standard(name))))
    for pattern, word in _SAME:
        key = pattern.sub(word, key)
    return key


def named(
    figures: Iterable[Figure], names: Mapping[str, IndicatorName], decisions: Mapping[str, FigureDecision]
) -> tuple[Figure, ...]:
    """Return the figures with the names they go by and what people said of each, in the same order.

    A person's name for the figure wins, then their word on the name it has in the paper, then `standard`.
    """
    return tuple(_named(row, names.get(row.read_as), decisions.get(row.figure_id)) for row in figures)


def _named(row: Figure, name: IndicatorName | None, decision: FigureDecision | None) -> Figure:
    said = (decision.name if decision else "") or (name.goes_by if name else "")
    return replace(
        row,
        indicator=said or standard(row.read_as),
        person_named=bool(said),
        person_state=decision.state if decision else None,
    )
