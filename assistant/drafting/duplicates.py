"""The same fact told twice: in two papers, in a sentence and in a table. The best worded stays."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.citations import squeezed
from assistant.drafting.papers import Statement
from assistant.figures import Figure
from assistant.text.indicators import agreement, core

_SAME_NAME = 0.5


def distinct(statements: Sequence[Statement]) -> list[Statement]:
    """Return the statements without those that say nothing new, in their order.

    Prose is kept before tables, and sentences with more figures before those with fewer; a table's row is left with
    the figures that no sentence tells.
    """
    ranked = sorted(range(len(statements)), key=lambda i: (statements[i].table, -len(statements[i].achieved), i))
    told: dict[tuple[float, str], list[Figure]] = {}
    words: set[str] = set()
    kept: dict[int, Statement] = {}
    for i in ranked:
        each = statements[i]
        plain = re.sub(r"\W", "", squeezed(each.text))
        if plain in words:
            continue
        facts = [figure for figure in each.figures if figure.period]
        new = [figure for figure in facts if not _known(figure, told)]
        if facts and not new:
            continue
        words.add(plain)
        for figure in facts:
            told.setdefault(_key(figure), []).append(figure)
        kept[i] = each
    return [kept[i] for i in sorted(kept)]


def _key(figure: Figure) -> tuple[float, str]:
    unit = re.sub(r"^[十百千万亿]+(?=.)|^(?:thousand|million|billion)s?\s", "", figure.unit)
    return (float(f"{figure.value:.6g}"), "" if unit in ("个", "项", "件", "次", "处", "") else unit)


def _known(figure: Figure, told: dict[tuple[float, str], list[Figure]]) -> bool:
    return any(
        other.period == figure.period
        and other.within == figure.within
        and other.status is figure.status
        and _same_name(figure, other)
        for other in told.get(_key(figure), ())
    )


def _same_name(one: Figure, other: Figure) -> bool:
    if one.indicator == other.indicator:
        return True
    mine, theirs = core(one.indicator), core(other.indicator)
    shorter, longer = sorted((mine, theirs), key=len)
    if not shorter or shorter in longer:
        return True
    near = agreement(shorter, longer)
    return near is not None and near >= _SAME_NAME
