"""Does one printed number bear out another: equal, converted, rightly rounded, or within the bound it names?"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from assistant.text import units
from assistant.text.hedges import BELOW
from assistant.text.normalise import aligned
from assistant.text.quantities import Quantity

Outcome = Literal["exact", "converted", "rounded", "wrong_unit", "wrong_scale", "missing"]
#: How far a rounded or bounded number may lie from the true one: 超过5000 holds for 5048 and tells too little of 8000.
_NEAR = 0.06
_BOUND = 0.25
_RANK: dict[Outcome, int] = {"exact": 0, "converted": 1, "rounded": 2, "wrong_unit": 3, "wrong_scale": 4, "missing": 5}
_INCLUSIVE = (
    "不低于",
    "不少于",
    "不小于",
    "至少",
    "以上",
    "及以上",
    "at least",
    "no less",
    "not less",
    "no fewer",
    "or more",
    "and above",
)
#: Words that promise less than the number itself; 不超过 and at most do not.
_STRICTLY_BELOW = BELOW | {"低于", "少于", "小于", "less than", "fewer than", "under", "below"}


@dataclass(frozen=True, slots=True)
class Match:
    """What came of comparing a claimed number with one of the source; `why` is for engineers and audit."""

    outcome: Outcome
    why: str = ""

    @property
    def holds(self) -> bool:
        return _RANK[self.outcome] <= 2

    @property
    def rank(self) -> int:
        return _RANK[self.outcome]


def compare(claimed: Quantity, source: Quantity, *, water: bool = False) -> Match:
    """Compare a claimed number with one of the source, both read by `quantities.find`.

    Holds when the source's value, in the claim's unit, is the claimed one or rounds to it as the claim's words say
    (约, 近, 超过 and their English twins). `water` lets tons and cubic metres stand for each other.
    """
    value = _in_units_of(claimed, source, water)
    if value is None:
        same_digits = _close(claimed.value, source.value) or _close(_printed(claimed), _printed(source))
        return Match("wrong_unit", f"{source.raw}{source.unit}") if same_digits else Match("missing")
    if _holds(claimed, source, value):
        if not _close(claimed.value, value):
            return Match("rounded", f"{source.raw}{source.unit}")
        same_print = units.canonical_unit(claimed.unit) == units.canonical_unit(source.unit) or _both_count(
            claimed, source
        )
        same_print = same_print and _scale_of(claimed) == _scale_of(source)
        return Match("exact" if same_print else "converted", f"{source.raw}{source.unit}")
    if not _close(claimed.value, value) and _close(claimed.value, source.value):
        return Match("wrong_unit", f"{source.raw}{source.unit}")
    if value and claimed.value and _power_of_ten(claimed.value / value):
        return Match("wrong_scale", f"{source.raw}{source.unit}")
    return Match("missing", f"{source.raw}{source.unit}")


def _in_units_of(claimed: Quantity, source: Quantity, water: bool) -> float | None:
    if claimed.kind == "fraction" and source.kind == "percent":
        return source.value / 100
    if claimed.kind == "percent" and source.kind == "fraction":
        return source.value * 100
    return units.convert(source.value, source.unit, claimed.unit, water=water)


def _both_count(claimed: Quantity, source: Quantity) -> bool:
    return units.is_counting(claimed.unit) and units.is_counting(source.unit)


def _scale_of(quantity: Quantity) -> str:
    return quantity.scale.lower() or ("" if abs(quantity.step) <= 1 else f"{quantity.step:g}")


def _printed(quantity: Quantity) -> float:
    """The digits without their scale (3.2 of 3.2万), to notice a number told in the wrong unit."""
    return quantity.value / quantity.step if quantity.step else quantity.value


def _close(a: float, b: float) -> bool:
    return math.isclose(a, b, rel_tol=1e-6, abs_tol=1e-9)


def _power_of_ten(ratio: float) -> bool:
    power = math.log10(abs(ratio))
    return abs(power) > 0.5 and math.isclose(power, round(power), abs_tol=1e-6)


def _holds(claimed: Quantity, source: Quantity, value: float) -> bool:
    target = claimed.value
    if _close(target, value):
        return _bounds_agree(claimed, source)
    if claimed.approx == "over":
        return (
            value > target
            and source.approx != "up_to"
            and value - target <= _BOUND * value
            and _cuts_to(claimed, value)
        )
    if claimed.approx == "up_to":
        if source.approx == "up_to":
            return _rounds(value, claimed.step, target)
        return value < target and source.approx != "over" and target - value <= _BOUND * target
    if claimed.approx == "about":
        near = abs(value - target) <= _NEAR * max(abs(value), abs(target))
        right_side = claimed.hedge not in BELOW or value <= target
        return near and right_side and any(_rounds(value, step, target) for step in _steps(claimed))
    return _rounds(value, claimed.step, target) and claimed.step > source.step * _ratio(source, value) * 0.999


def _ratio(source: Quantity, value: float) -> float:
    return value / source.value if source.value else 1.0


def _bounds_agree(claimed: Quantity, source: Quantity) -> bool:
    """Equal numbers: a claimed 超 needs the source to be over too, a claimed 不足 or 近 one that is not exactly there;
    opposite bounds contradict each other."""
    if claimed.approx == "over":
        return source.approx == "over" or (source.approx != "up_to" and claimed.hedge.startswith(_INCLUSIVE))
    if claimed.hedge in _STRICTLY_BELOW:
        return source.approx not in {"over", "exact"}
    return claimed.approx != "up_to" or source.approx != "over"


def _steps(claimed: Quantity) -> list[float]:
    """The steps the claim may have been rounded to: its last printed digit, and coarser while it ends in zeros."""
    steps = [claimed.step]
    if "." in aligned(claimed.raw):
        return steps
    while steps[-1] < abs(claimed.value) and _rounds(claimed.value, steps[-1] * 10, claimed.value):
        steps.append(steps[-1] * 10)
    return steps


def _rounds(value: float, step: float, target: float) -> bool:
    return _close(math.floor(value / step + 0.5 + 1e-9) * step, target) if step else False


def _cuts_to(claimed: Quantity, value: float) -> bool:
    """超过X is what one says of a value whose leading digits are X: X is the value cut off at one of its places."""
    return any(_close(math.floor(value / step + 1e-9) * step, claimed.value) for step in _steps(claimed))
