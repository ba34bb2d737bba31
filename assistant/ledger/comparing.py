"""Figures side by side: those that contradict each other, plans and what became of them, one year and the next.

Only figures that may be used are compared: nothing doubtful that no one ticked, nothing that someone rejected.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.domain import Status
from assistant.figures import Conflict, Figure, PlanOutcome, Reached, YearOverYear
from assistant.ledger.grouping import key_of
from assistant.text import units

_SCALED = re.compile(r"^(?:万亿|千万|百万|十万|[万亿千百]|thousand|million|billion)\s?(?=\S)")
_LOWER_IS_BETTER = re.compile(
    r"(?:漏损|失业|事故|投诉|超标|不良|[能电药物]耗|浊度|浓度|成本|时间|时长|缺勤|违规|债务|loss|leakage|complaint|accident)",
    re.IGNORECASE,
)
_FALLS = re.compile(r"(?:降幅|下降率|减少率)$")
_SHORTEST_NAME = 3
_NEAR = 0.02
"""What 约 and 左右 leave open, as a share of the value."""

Key = tuple[str, str, str, str, str]


def dimension_of(figure: Figure) -> str:
    """Return what kind of unit the figure has, whatever its scale: 万吨 and 吨 are the same."""
    return units.dimension(_SCALED.sub("", figure.unit))[0]


def worth(figure: Figure) -> float:
    """Return the value in the base of its dimension (公里 in 米, 万元 in 元), so that two can be compared."""
    return figure.value * units.dimension(_SCALED.sub("", figure.unit))[1]


def _groups(figures: Iterable[Figure], statuses: Sequence[Status]) -> dict[Key, list[Figure]]:
    """Usable figures with a year and a telling name, by indicator, place, year, part of it, dimension."""
    found: dict[Key, list[Figure]] = {}
    for each in figures:
        if each.usable and each.period and each.status in statuses and len(each.indicator) >= _SHORTEST_NAME:
            name = f"={each.indicator}" if each.person_named else key_of(each.indicator)
            key = (name, each.place, each.period, each.within, dimension_of(each))
            found.setdefault(key, []).append(each)
    return found


def _step(figure: Figure) -> float:
    """What one in the last printed digit is worth, in the base of the dimension."""
    digits = re.search(r"\d[\d,，]*(?:\.(?P<decimals>\d+))?", figure.raw)
    if not digits or not worth(figure):
        return 0.0
    printed = float(re.sub("[,，]", "", digits.group()))
    return abs(worth(figure)) / printed * 10.0 ** -len(digits["decimals"] or "") if printed else 0.0


def agree(a: Figure, b: Figure) -> bool:
    """Tell whether both can be right: equal as far as the coarser is printed, and within what 超 and 约 leave open."""
    x, y = worth(a), worth(b)
    if abs(x - y) <= max(_step(a), _step(b)) / 2 + 1e-9 * max(abs(x), abs(y)):
        return True
    for bound, value, other in ((a.approx, x, y), (b.approx, y, x)):
        if (bound == "over" and other > value) or (bound == "up_to" and other < value):
            return True
        if bound == "about" and abs(x - y) <= _NEAR * max(abs(x), abs(y)):
            return True
    return False


def conflicts(figures: Iterable[Figure]) -> tuple[Conflict, ...]:
    """Return the figures that cannot all be right, newest year first, one figure for each value.

    Within one document only sentences of different sections are compared: equal labels in two of its tables are two
    things, and so is a word that returns for each item of a list (形象进度62%, 形象进度45%).
    """
    found: list[Conflict] = []
    rows = list(figures)
    for status in (Status.ACHIEVED, Status.PLANNED):
        for (_, _, period, _, _), group in _groups(rows, (status,)).items():
            apart: list[Figure] = []
            for each in group:
                if all(not agree(each, other) and _comparable(each, other) for other in apart):
                    apart.append(each)
            if len(apart) > 1:
                found.append(Conflict(apart[0].indicator, period, status, tuple(apart)))
    return tuple(sorted(found, key=lambda each: (-int(each.period), each.indicator, each.status.value)))


def _comparable(a: Figure, b: Figure) -> bool:
    if a.document_id != b.document_id:
        return True
    return len(a.spans) == len(b.spans) == 1 and a.section != b.section


def outcomes(figures: Iterable[Figure]) -> tuple[PlanOutcome, ...]:
    """Return every plan for a year with what became of it, newest year first."""
    rows = list(figures)
    results = _groups(rows, (Status.ACHIEVED,))
    found: list[PlanOutcome] = []
    for key, plans in _groups(rows, (Status.PLANNED,)).items():
        told = results.get(key, [])
        outcome = max(told, key=lambda each: (each.approx == "exact", each.confidence), default=None)
        for plan in _different(plans):
            reached = _reached(plan, outcome) if outcome else Reached.NO_OUTCOME
            found.append(PlanOutcome(plan.indicator, key[2], plan, outcome, reached))
    return tuple(sorted(found, key=lambda each: (-int(each.period), each.indicator)))


def _different(figures: Sequence[Figure]) -> list[Figure]:
    kept: list[Figure] = []
    for each in figures:
        if not any(agree(each, other) for other in kept):
            kept.append(each)
    return kept


def _reached(plan: Figure, outcome: Figure) -> Reached:
    """More is better, unless the plan is an upper bound or the thing itself is unwelcome (漏损率; not its 降幅)."""
    target, value = worth(plan), worth(outcome)
    slack = _step(outcome) / 2 + (_NEAR * abs(target) if plan.approx == "about" else 0.0)
    lower = plan.approx == "up_to" or (
        _LOWER_IS_BETTER.search(plan.indicator) is not None and not _FALLS.search(plan.indicator)
    )
    good = value <= target + slack if lower and plan.approx != "over" else value >= target - slack
    return Reached.REACHED if good else Reached.MISSED


def changes(figures: Iterable[Figure]) -> tuple[YearOverYear, ...]:
    """Return what changed from each year to the next, newest first; figures that contradict each other are left out."""
    results = {key: group for key, group in _groups(figures, (Status.ACHIEVED,)).items() if _one_value(group)}
    found: list[YearOverYear] = []
    for (name, place, period, within, kind), group in results.items():
        before = results.get((name, place, str(int(period) - 1), within, kind))
        if before is None:
            continue
        a, b = before[0], group[0]
        share = kind in {"percent", "point", "times"}
        rate = None if share or not worth(a) else round((worth(b) - worth(a)) / abs(worth(a)) * 100, 2)
        factor = units.dimension(_SCALED.sub("", b.unit))[1]
        found.append(YearOverYear(b.indicator, a, b, round((worth(b) - worth(a)) / factor, 6), rate))
    return tuple(sorted(found, key=lambda each: (-int(each.after.period or 0), each.indicator)))


def _one_value(group: Sequence[Figure]) -> bool:
    return all(agree(group[0], each) for each in group[1:]) and group[0].approx == "exact"
