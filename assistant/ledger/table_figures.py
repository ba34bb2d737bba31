"""The figures of one row of a table: each value with its row's label and its column's header."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.domain import Document, Passage, Status
from assistant.ledger.parts import Part
from assistant.ledger.sentence_figures import Found
from assistant.ledger.telling import STANDING
from assistant.table_rows import RowStatement, row_statements
from assistant.text import modality, periods, quantities
from assistant.text.quantities import Quantity, is_figure

_NUMBER = re.compile(r"[(（]?[-−–—+]?\s?(?:[¥￥$€£]\s?)?[(（]?\d[\d,，]*(?:\.\d+)?\s?[)）]?")
_BRACKETED = re.compile(r"[（(\[]([^（）()\[\]]{1,16})[）)\]]")
_PLAN = re.compile(r"计划|目标|预算|预期|预计|拟|\b(?:plan(?! assets)|target|budget|goal|forecast)", re.IGNORECASE)
_RESULT = re.compile(r"实绩|实际|完成|实现|本期|本年|上年|上期|累计|\bactual", re.IGNORECASE)
_TIME_ROW = re.compile(
    r"(?:(?P<month>1[0-2]|0?[1-9])月(?:份)?|第?(?P<quarter>[一二三四1-4])季度|Q(?P<q>[1-4])|(?P<half>[上下])半年|"
    r"全年|(?:合计|总计|小计|累计|平均)(?:/平均)?|(?:19|20)\d\d年?度?)"
)
_ONLY_TIME = re.compile(
    r"(?:(?:19|20)\d\d年?(?:度|末|底)?|本[期年]|本年度|上[期年]|上年度|全年|年末|期末|本期(?:金额|数|发生额)?|(?:计划|实绩|实际|完成|目标|预算|数值?|值|金额|"
    r"Amount|Value|Actual|Plan|Target|Budget)|[\s（()）/,]|Years? Ended|December|31|June|30|At|As of)+",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"年份|日期|时间|年月|电话|编号|文号|号码|[请利账证]号|序号|代码|比例尺|\b(?:date|year|phone|no\.?|page)\b",
    re.IGNORECASE,
)
_FACTORS = {"thousand": 1e3, "million": 1e6, "billion": 1e9}
_CAPTION = re.compile(
    r"(?:金额)?单位\s?[:：]\s?(?:人民币)?(?P<unit>[^\s，。；、|/)）]{1,6})|"
    r"\bin (?P<scale>thousands|millions|billions)\b",
    re.IGNORECASE,
)
_COUNTER = re.compile(r"(?:序号|编号|No\.?|#)[\s\d]*", re.IGNORECASE)
_YEAR_BEFORE = re.compile(r"(?<![比较])上[期年]|期初|年初|上年同期|\b(?:prior|previous) year\b", re.IGNORECASE)
_MOVED = re.compile(r"增减|变动|变化|同比|增长|下降")
_NOISE = re.compile(
    r"(?:金额)?单位\s?[:：]\s?(?:人民币)?[^\s]{1,3}\s?|币种\s?[:：]\s?人民币\s?|^人民币\s?|^项目?\s(?=\S)|"
    r"√\s?适用|□\s?不适用|\s?(?:For|As of|At) (?:the )?(?:Years? )?(?:Ended )?December 31,?"
)
_QUARTERS = {"一": "Q1", "二": "Q2", "三": "Q3", "四": "Q4"}


@dataclass(frozen=True, slots=True)
class Table:
    """What a row leans on: the text printed before it on its page, where a caption may name the unit of all."""

    before: str


def figures_in_row(passage: Passage, part: Part, document: Document, table: Table) -> Iterator[Found]:
    """Yield the figures of a row's passage, column by column."""
    statements = row_statements(passage)
    unit_cell = next((_cell(passage, each) for each in statements if each.header.strip() in {"单位", "Unit"}), "")
    for each in statements:
        if (
            _DATE.search(each.header)
            or _COUNTER.fullmatch(each.label.strip())
            or each.header.strip() in {"单位", "Unit"}
        ):
            continue
        start = each.parts[-1][0]
        for quantity in _quantities(_cell(passage, each), each, unit_cell, table):
            yield _found(each, quantity, start, part, document)


def _cell(passage: Passage, statement: RowStatement) -> str:
    return passage.text[slice(*statement.parts[-1])]


def _quantities(value: str, statement: RowStatement, unit_cell: str, table: Table) -> Iterator[Quantity]:
    """The figures of a cell; a bare number takes its unit from its header, label, unit column or caption."""
    text = value.strip()
    if not _NUMBER.fullmatch(text):
        for quantity in quantities.find(value):
            if is_figure(quantity):
                yield _with_unit(quantity, _unit(statement, unit_cell)) if not quantity.unit else quantity
        return
    digits = re.search(r"\d[\d,，]*(?:\.\d+)?", value)
    assert digits is not None  # the pattern above holds a digit
    unit = _unit(statement, unit_cell)
    scale = ""
    if not unit and (caption := _caption(table)):
        unit, scale = caption
    found = quantities.find(f"{digits.group()}{unit or '个'}")
    read = next((each for each in found if is_figure(each)), None)
    if read is None:
        return
    sign = -1 if re.match(r"\s?[(（]?[-−–—]|\s?[$]?\s?[(（]", text) and not text.startswith(("（+", "(+")) else 1
    yield replace(
        read,
        raw=digits.group(),
        start=digits.start(),
        end=digits.end(),
        unit_end=digits.end(),
        value=sign * read.value * _FACTORS.get(scale, 1.0),
        unit=f"{scale} {unit}".strip() if scale else unit,
    )


def _with_unit(quantity: Quantity, unit: str) -> Quantity:
    if not unit:
        return quantity
    read = next((each for each in quantities.find(f"1{unit}") if is_figure(each)), None)
    return replace(quantity, value=quantity.value * (read.value if read else 1.0), unit=unit)


def _unit(statement: RowStatement, unit_cell: str) -> str:
    for text in (statement.header, statement.label):
        text = text.replace("／", "/")
        if said := _CAPTION.search(text):
            return str(said["unit"] or "")
        for inside in reversed(_BRACKETED.findall(text)):
            found = next((each for each in quantities.find(f"1{inside}") if is_figure(each)), None)
            if found is not None and (
                (found.unit and found.unit_end == len(inside) + 1)
                or re.fullmatch(r"[A-Za-zμ]+/[A-Za-z\u4e00-\u9fff]+", inside)
            ):
                return str(inside)
    return unit_cell.strip()


def _caption(table: Table) -> tuple[str, str] | None:
    last = next(reversed(list(_CAPTION.finditer(table.before))), None)
    if last is None:
        return None
    return (str(last["unit"]), "") if last["unit"] else ("", str(last["scale"]).lower().removesuffix("s"))


def _found(statement: RowStatement, quantity: Quantity, start: int, part: Part, document: Document) -> Found:
    published = document.metadata.published
    year, within = _time(statement, part, document)
    status = _status(statement, part, document, year)
    if status is Status.STATE and not periods.years_of(periods.period_of(statement.header, published)):
        year, within = None, ""
    return Found(
        quantity=quantity,
        quote=statement.parts,
        number=(start + quantity.start, start + quantity.end),
        indicator=_name(statement),
        period=year,
        within=within,
        status=status,
    )


def _time(statement: RowStatement, part: Part, document: Document) -> tuple[str | None, str]:
    """The year, and the part of it: the header's words first, then the row's, then those of the part it stands in."""
    published = document.metadata.published
    header = periods.period_of(statement.header, published)
    label = periods.period_of(statement.label, published) if _TIME_ROW.match(statement.label.strip()) else None
    named = header or (label if label and label[:4] in statement.label else None)
    year = str(max(periods.years_of(named))) if named and periods.years_of(named) else None
    if year is None and part.year:
        year = str(part.year - bool(_YEAR_BEFORE.search(statement.header) and not _MOVED.search(statement.header)))
    row = _TIME_ROW.match(statement.label.strip())
    within = ""
    if row and row["month"]:
        within = f"{int(row['month']):02}"
    elif row and (row["quarter"] or row["q"]):
        within = _QUARTERS.get(row["quarter"] or "", f"Q{row['q'] or row['quarter']}")
    elif row and row["half"]:
        within = "H1" if row["half"] == "上" else "H2"
    elif header and re.fullmatch(r"\d{4}-(?:\d\d|Q\d|H\d)", header):
        within = header[5:]
    return year, within


def _status(statement: RowStatement, part: Part, document: Document, year: str | None) -> Status:
    metadata = document.metadata
    if _PLAN.search(statement.header):
        return Status.PLANNED
    if metadata.kind in STANDING:
        return Status.STATE
    if _RESULT.search(statement.header) or metadata.kind in ("table", "summary", "review"):
        return Status.ACHIEVED
    if part.status is not None:
        return part.status
    came_out = metadata.published.year if metadata.published else None
    if year and came_out and int(year) < came_out:
        return Status.ACHIEVED
    return modality.status_of(f"{statement.label}{statement.header}", (), metadata.kind, came_out, year)


def _name(statement: RowStatement) -> str:
    """The row's label and the column's header, without what the figure tells elsewhere: unit, year, plan or result."""
    label, header = (
        " ".join(_NOISE.sub("", _BRACKETED.sub(_kept, " ".join(text.split()))).split())
        for text in (statement.label, statement.header)
    )
    if _ONLY_TIME.fullmatch(header):
        return label
    header = re.sub(r"(?:19|20)\d\d年?(?:度)?|计划|实绩|实际|完成(?!率)", "", header).strip() or header
    if _TIME_ROW.fullmatch(label):
        return header
    return f"{label}{'' if re.search('[一-龥]', label + header) else ' '}{header}"


def _kept(bracket: re.Match[str]) -> str:
    """A bracket that names a unit goes; one that says more about the thing stays."""
    inside = bracket[1]
    found = next((each for each in quantities.find(f"1{inside}") if is_figure(each) and each.unit), None)
    return "" if found or inside in {"%", "％"} else bracket[0]
