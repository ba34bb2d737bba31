"""The same fact told twice: in two papers, in a sentence and in a table. The best worded stays."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.citations import squeezed
from assistant.domain import Status
from assistant.drafting.papers import Statement
from assistant.drafting.table_wording import with_figures
from assistant.figures import Figure
from assistant.text.indicators import agreement, core

_SAME_NAME = 0.5
_TELLING = 3
_UNITS = {"mg/L": "毫克/升", "kWh/千吨": "千瓦时/千吨", "kWh": "千瓦时", "km": "公里", "": ""}


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
        new = [figure for figure in facts if not _known(figure, told, loosely=each.table)]
        if facts and not new:
            continue
        if len(new) < len(facts):
            each = with_figures(each, new) if each.table else _without_told(each, new)
            if not each.text:
                continue
        words.add(plain)
        for figure in facts:
            told.setdefault(_key(figure), []).append(figure)
        kept[i] = each
    return [kept[i] for i in sorted(kept)]


def _key(figure: Figure) -> tuple[float, str]:
    unit = re.sub(r"^[万亿]+(?=.)|^(?:thousand|million|billion)s?\s", "", figure.unit)
    unit = _UNITS.get(unit, unit)
    return (float(f"{figure.value:.6g}"), "" if unit in ("个", "项", "件", "次", "处", "") else unit)


def _without_told(each: Statement, new: Sequence[Figure]) -> Statement:
    """A plan without the clauses that only say again what another plan says; results are kept whole."""
    if each.status is not Status.PLANNED or len(each.planned) != len(each.figures):
        return each
    clauses = re.split(r"(?<=[，；])", each.text)
    known = [figure for figure in each.figures if figure not in new]
    kept = [
        clause
        for clause in clauses
        if any(f"{one.raw}{one.unit}" in clause for one in new)
        or not any(f"{one.raw}{one.unit}" in clause for one in known)
    ]
    if not any(one.raw in "".join(kept) for one in new):
        return each
    lead = re.match(r"\d{4}年，?", each.text)
    text = "".join(kept).rstrip("，；。") + "。"
    if lead and not text.startswith(lead.group()):
        text = lead.group() + text
    return replace(each, text=text, figures=tuple(new))


def _known(figure: Figure, told: dict[tuple[float, str], list[Figure]], *, loosely: bool) -> bool:
    """Whether the same is told already. A cell with a number of three digits and more needs no like name for that:
    the year, the unit and the number are the same."""
    digits = len(re.sub(r"\D", "", figure.raw).strip("0"))
    return any(
        other.period == figure.period
        and other.within == figure.within
        and other.status is figure.status
        and ((loosely and digits >= _TELLING) or _same_name(figure, other))
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
