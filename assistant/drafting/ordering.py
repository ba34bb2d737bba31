"""The order of a section: what belongs together stays together, the main figures first, paragraphs that can be read."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.drafting.arranging import indicator_is
from assistant.drafting.papers import Statement
from assistant.drafts import OutlineSection, Part

_LONGEST = 6
_SHORTEST = 2


def paragraphs_of(chosen: Sequence[Statement], section: OutlineSection) -> list[list[Statement]]:
    """Return the paragraphs of a section: sentences of one heading of one paper, headings by what they hold.

    Within a paragraph the source's order is kept, for its sentences lean on each other. Rows of tables come last.
    An opening keeps the order it was given.
    """
    prose = [each for each in chosen if not each.table]
    rows = [each for each in chosen if each.table]
    if section.part is Part.OPENING:
        return _parted(prose, any_paper=True)
    found = _grouped(prose)
    if section.part is Part.RESULTS:
        found.sort(key=lambda group: -_named(group, section))
    paragraphs = _joined([part for group in found for part in _parted(group)])
    return [*paragraphs, *_grouped(rows)]


def _grouped(statements: Sequence[Statement]) -> list[list[Statement]]:
    groups: dict[tuple[object, ...], list[Statement]] = {}
    for each in sorted(statements, key=lambda each: each.place):
        groups.setdefault((each.place[0], each.heading), []).append(each)
    return list(groups.values())


def _named(group: Sequence[Statement], section: OutlineSection) -> int:
    """How many of the indicators that the outline asks for a group tells."""
    names = [figure.indicator for each in group for figure in each.achieved]
    return sum(any(indicator_is(name, wanted) for name in names) for wanted in section.indicators)


def _parted(group: list[Statement], *, any_paper: bool = False) -> list[list[Statement]]:
    """Long groups break where the source has a paragraph, else in the middle."""
    parts: list[list[Statement]] = []
    for each in group:
        same = parts and (any_paper or parts[-1][-1].paragraph == each.paragraph or len(parts[-1]) < 4)
        if parts and same and len(parts[-1]) < _LONGEST:
            parts[-1].append(each)
        else:
            parts.append([each])
    return parts


def _joined(parts: list[list[Statement]]) -> list[list[Statement]]:
    """A single sentence is no paragraph where it can stand with the one before."""
    joined: list[list[Statement]] = []
    for part in parts:
        if joined and len(part) < _SHORTEST and len(joined[-1]) < _LONGEST:
            joined[-1] += part
        else:
            joined.append(list(part))
    return joined
