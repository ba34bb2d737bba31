"""Charts as SVG text: bars side by side, and growth on two logarithmic scales. Nothing is fetched to show them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

COLOURS = ("#1f5fa8", "#c0611f", "#3d8a4e", "#8a3d7d", "#7a7a2e", "#4a4a4a", "#b03a48", "#2e8a8a")
_WIDTH, _LEFT, _ROW, _BAR = 760, 190, 14, 10


def bars(title: str, groups: Mapping[str, Mapping[str, float]], most: float = 1.0) -> str:
    """One group a name, in it one bar a series, each with its value printed; `most` is the right end of the scale."""
    series = list(dict.fromkeys(name for group in groups.values() for name in group))
    y, parts = 30, [_text(4, 16, title, bold=True)]
    for label, group in groups.items():
        parts.append(_text(_LEFT - 8, y + 10, label, anchor="end"))
        for name, value in group.items():
            length = max(0.0, min(value / most, 1.0)) * (_WIDTH - _LEFT - 60) if most else 0.0
            colour = COLOURS[series.index(name) % len(COLOURS)]
            parts.append(f'<rect x="{_LEFT}" y="{y}" width="{length:.1f}" height="{_BAR}" fill="{colour}"/>')
            parts.append(_text(_LEFT + length + 4, y + 9, f"{value:.3g}", size=9))
            y += _ROW
        y += 6
    parts += _legend(series, y + 8)
    return _svg(parts, y + 20 + 14 * math.ceil(len(series) / 3))


@dataclass(frozen=True, slots=True)
class _Scale:
    """A logarithmic scale from `low` to `high`, drawn between two places."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        span = math.log10(self.high) - math.log10(self.low) or 1.0
        return self.start + (math.log10(value) - math.log10(self.low)) / span * (self.end - self.start)

    def ticks(self) -> list[float]:
        return [10.0**power for power in range(round(math.log10(self.low)), round(math.log10(self.high)) + 1)]


def growth(title: str, unit: str, series: Mapping[str, Sequence[tuple[float, float]]]) -> str:
    """How each series grows: (size, value) points on two logarithmic scales. A value of 0 has no place there."""
    drawn = {name: [point for point in points if min(point) > 0] for name, points in series.items()}
    points = [point for each in drawn.values() for point in each]
    if not points:
        return _svg([_text(4, 16, f"{title}: nothing measured", bold=True)], 30)
    across = _decades([x for x, _ in points], 60, _WIDTH - 20)
    up = _decades([y for _, y in points], 280, 40)
    parts = [_text(4, 16, f"{title} ({unit})", bold=True)]
    for tick in across.ticks():
        x = across.at(tick)
        parts += [_line((x, 280), (x, 40), "#ddd"), _text(x, 296, f"{tick:,.0f}", anchor="middle", size=10)]
    for tick in up.ticks():
        y = up.at(tick)
        parts += [_line((60, y), (_WIDTH - 20, y), "#ddd"), _text(56, y + 3, f"{tick:,.10g}", anchor="end", size=10)]
    for place, each in enumerate(drawn.values()):
        colour = COLOURS[place % len(COLOURS)]
        spots = [(across.at(x), up.at(y)) for x, y in sorted(each)]
        parts += [_line(one, two, colour, 2) for one, two in pairwise(spots)]
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in spots]
    parts += _legend(list(drawn), 318)
    return _svg(parts, 330 + 14 * math.ceil(len(drawn) / 3))


def _decades(values: Sequence[float], start: float, end: float) -> _Scale:
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return _Scale(10.0**low, 10.0 ** max(high, low + 1), start, end)


def _legend(names: Sequence[str], y: float) -> list[str]:
    parts = []
    for place, name in enumerate(names):
        x, top = 60 + place % 3 * 230, y + place // 3 * 14
        parts.append(f'<rect x="{x}" y="{top - 8}" width="9" height="9" fill="{COLOURS[place % len(COLOURS)]}"/>')
        parts.append(_text(x + 13, top, name, size=10))
    return parts


def _text(x: float, y: float, text: str, *, anchor: str = "start", size: int = 11, bold: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}"'
    return f"<text {place}{weight}>{escape(text)}</text>"


def _line(one: tuple[float, float], two: tuple[float, float], colour: str, width: int = 1) -> str:
    ends = f'x1="{one[0]:.1f}" y1="{one[1]:.1f}" x2="{two[0]:.1f}" y2="{two[1]:.1f}"'
    return f'<line {ends} stroke="{colour}" stroke-width="{width}"/>'


def _svg(parts: Sequence[str], height: float) -> str:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height:.0f}" width="{_WIDTH}"'
    return "\n".join([f'{head} font-family="sans-serif" role="img">', *parts, "</svg>"])
