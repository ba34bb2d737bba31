"""Rows of tables as plain sentences: 澜湖水厂4102万吨，比上年增加188万吨. Checked against the row's own figures."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from assistant.citations import locate, quote_of, squeezed
from assistant.domain import Document, Passage, Status
from assistant.drafting.papers import Statement
from assistant.figures import Figure
from assistant.table_rows import row_statements

Cell = tuple[str, str]
"""A row's label and a column's header, without what the figure itself tells: unit, year, plan or result."""
_COUNTS = re.compile(r"(?:(?P<what>.*?)(?P<unit>件|户|人|次|个|处|项|座|台|家|场)数)$")
_TOTAL = re.compile(r"(?:合计|总计|小计|全年|累计|平均)(?:[/／]?平均)?")
_CHANGE = re.compile(r"变化|增减|变动|增长额|增量")
_WAY = re.compile(r"增加|减少|下降|上升|增长|提高|降低")
_SHARE = re.compile(r"占比|比例|比重")
_SAYS_NOTHING = re.compile(r"|件数|数量|金额|数值|项目名称|名称|占比|序号|编号")
_UNIT = re.compile(
    r"[（(\[](?:[^（）()\[\]]{0,4}[吨元户只座处次件个人里时升台套天日米%％U][^（）()\[\]]{0,4}|[A-Za-zμ/%]+)[）)\]]"
)
_TIME = re.compile(r"(?:19|20)\d\d年?度?|实绩|实际|(?:本|全)年|本期|完成(?!率|投资|[一-龥]{2})")


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
        known = _cells(passage)
        told = [(each, known[key]) for each in years[year] if (key := squeezed(each.quote)) in known]
        spans = locate(passage.text, passage.spans, texts, 0, len(passage.text))
        statement = Statement(
            text="",
            quote=quote_of(spans, texts, passage.text),
            spans=spans,
            document=document,
            passage=passage,
            status=Status.ACHIEVED,
            period=year,
            figures=tuple(each for each, _ in told),
            place=(paper, at, 0),
            paragraph=(paper, at, 0),
            years=frozenset({int(year)}),
            table=True,
            cells=tuple(cell for _, cell in told),
        )
        statement = replace(statement, text=text_of(statement))
        if statement.text:
            yield statement


def _cells(passage: Passage) -> dict[str, Cell]:
    """The printed words of each value with its label and header, as the ledger quotes them → both, cleaned."""
    heading = passage.section[-1] if passage.section else ""
    found = {}
    for each in row_statements(passage):
        words = squeezed("".join(passage.text[slice(*part)] for part in each.parts))
        label = _plain(each.label)
        if _TOTAL.fullmatch(label):
            label = _TIME.sub("", re.sub(r"^[（(]?[一二三四五六七八九十\d]+[）)、.]\s*", "", heading)) + "合计"
        found[words] = (label, _TIME.sub("", _plain(each.header)))
    return found


def _plain(text: str) -> str:
    """Without brackets that name a unit: （万吨）, (%), （千瓦时/千吨）."""
    return _UNIT.sub("", " ".join(text.split()))


def text_of(row: Statement) -> str:
    """The row in words: its label once, then its figures; "" when the figures left say nothing by themselves."""
    label = row.cells[0][0] if row.cells else ""
    if re.fullmatch(r"\W*", label) or re.match(r"注[：:]|备注", label):
        return ""
    total = label.endswith("合计")
    clauses: list[str] = []
    for figure, (_, header) in zip(row.figures, row.cells, strict=True):
        if total and _SAYS_NOTHING.fullmatch(header):
            continue
        clauses.append(_clause(figure, header))
    if not clauses or all(each.startswith("占") for each in clauses):
        return ""
    text = label
    for n, clause in enumerate(clauses):
        text += clause if n == 0 else ("，" if clause.startswith(("占", "比")) else "、") + clause
    return text + "。"


def _clause(figure: Figure, header: str) -> str:
    unit = figure.unit
    if _CHANGE.search(header) and (way := _WAY.search(figure.quote[-16:])):
        return f"比上年{way.group()}{figure.raw}{unit}"
    if _SHARE.fullmatch(header):
        return f"占{figure.raw}{unit}"
    counted = _COUNTS.match(header)
    if counted and not unit:
        return f"{counted['what']}{figure.raw}{counted['unit']}"
    return f"{header}{figure.raw}{unit}"


def with_figures(row: Statement, kept: Sequence[Figure]) -> Statement:
    """The row telling only `kept`, worded anew."""
    ids = {each.figure_id for each in kept}
    both = [(figure, cell) for figure, cell in zip(row.figures, row.cells, strict=True) if figure.figure_id in ids]
    left = replace(row, figures=tuple(each for each, _ in both), cells=tuple(cell for _, cell in both))
    return replace(left, text=text_of(left))


def reading_of(row: Statement) -> str:
    """What the ledger read in a row, as text for the check: a cell's unit stands in its header or its label there."""
    lines = []
    for figure, (label, header) in zip(row.figures, row.cells, strict=True):
        year = f"{figure.period}年" if figure.period else ""
        lines.append(f"{year}{label}{header if _SHARE.fullmatch(header) else ''}{_clause(figure, header)}")
    return "；".join(lines)
