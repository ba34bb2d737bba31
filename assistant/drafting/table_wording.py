"""Rows of tables as plain sentences: 澜湖水厂4102万吨，比2022年增加188万吨. Checked against the row's own figures."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from assistant.citations import locate, quote_of
from assistant.domain import Document, Passage, Status
from assistant.drafting.papers import Statement
from assistant.figures import Figure

_COUNTS = re.compile(r"(件|户|人|次|个|处|项|座|台|家|场)数$")
_TOTAL = re.compile(r"^(?:合计|总计|小计|全年|累计|平均|合计/平均|全年合计)(?:/平均)?$")


def row_statements_of(
    document: Document,
    rows: Sequence[tuple[int, Passage, list[Figure]]],
    texts: Mapping[int, str],
    paper: int,
) -> Iterator[Statement]:
    """One statement for each row that tells results of a whole year, with its figures of the newest year in it."""
    for at, passage, figures in rows:
        whole = [each for each in figures if not each.within and each.period and each.status is Status.ACHIEVED]
        years: dict[str, list[Figure]] = defaultdict(list)
        for each in whole:
            years[each.period or ""].append(each)
        if not years:
            continue
        year = max(years)
        spans = locate(passage.text, passage.spans, texts, 0, len(passage.text))
        text = _worded(years[year])
        if text:
            yield Statement(
                text=text,
                quote=quote_of(spans, texts, passage.text),
                spans=spans,
                document=document,
                passage=passage,
                status=Status.ACHIEVED,
                period=year,
                figures=tuple(years[year]),
                place=(paper, at, 0),
                paragraph=(paper, at, 0),
                years=frozenset({int(year)}),
                table=True,
            )


def _worded(figures: Sequence[Figure]) -> str:
    """A clause for each figure of a row."""
    return "，".join(clause_of(each) for each in figures) + "。" if figures else ""


def clause_of(figure: Figure) -> str:
    """One figure in words: what it counts, the number as printed, its unit."""
    name, unit = figure.indicator, figure.unit
    counted = _COUNTS.search(name)
    if counted and not unit:
        name, unit = name[: counted.start()], counted[1]
    changed = re.search(r"(?:变化|增减|增长)(?:额|量|率)?$", name)
    if changed:
        way = re.search(r"增加|减少|下降|上升|增长|提高|降低", figure.quote[-16:])
        if way:
            return f"{name[: changed.start()]}比上年{way.group()}{figure.raw}{unit}"
    if name.endswith(("占比", "比例", "比重")) or unit == "%":
        return f"{name}{figure.raw}{unit}"
    return f"{name}{figure.raw}{unit}"


def reading_of(figures: Sequence[Figure]) -> str:
    """What the ledger read in a row, as text for the check: a cell's unit stands in its header or its label there."""
    return "；".join(
        f"{each.period or ''}{'年' if each.period else ''}{clause_of(each)}，{each.indicator}{each.raw}{each.unit}"
        for each in figures
    )
