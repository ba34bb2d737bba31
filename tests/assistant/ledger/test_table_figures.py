from __future__ import annotations

from datetime import date

from assistant.domain import PassageKind, Span, Status
from assistant.ledger.parts import Part
from assistant.ledger.table_figures import Table, figures_in_row
from tests.support.builders import make_document, make_passage

SUMMARY = make_document(kind="summary", published=date(2024, 1, 15), period="2023")
PART = Part(None, 2023)


def row(*cells, document=SUMMARY, before=""):
    """A row's passage: each cell is (header, value); headers stand before all values on the page."""
    from dataclasses import replace

    text, spans, place = "", [], 0
    header_at, value_at = 0, 1000
    for header, value in cells:
        for piece, start in ((header, header_at), (value, value_at)):
            text += (" " if text else "") + piece
            spans.append(Span(1, start, start + len(piece)))
        header_at += len(header) + 1
        value_at += len(value) + 1
    passage = replace(make_passage(text, kind=PassageKind.TABLE), spans=tuple(spans))
    assert place == 0
    return list(figures_in_row(passage, PART, document, Table(before)))


def test_a_value_takes_unit_year_and_status_from_its_header_and_label():
    found = row(("项目", "管网漏损率（%）"), ("2022年", "8.62"), ("2023年计划", "7.5以内"), ("2023年完成", "7.21"))
    assert [(each.indicator, each.quantity.raw, each.quantity.unit, each.period, each.status) for each in found] == [
        ("管网漏损率", "8.62", "%", "2022", Status.ACHIEVED),
        ("管网漏损率", "7.5", "%", "2023", Status.PLANNED),
        ("管网漏损率", "7.21", "%", "2023", Status.ACHIEVED),
    ]


def test_a_unit_with_a_scale_is_worked_into_the_value():
    [found] = row(("指标", "供水总量（万吨）"), ("2023年", "6218"))
    assert (found.quantity.value, found.quantity.raw, found.quantity.unit) == (62180000, "6218", "万吨")


def test_a_row_of_a_month_is_named_by_its_columns():
    found = row(("月份", "5月"), ("供水量(万吨)", "512"), ("热线受理(件)", "1498"))
    assert [(each.indicator, each.period, each.within) for each in found] == [
        ("供水量", "2023", "05"),
        ("热线受理", "2023", "05"),
    ]


def test_the_caption_of_a_table_gives_the_unit_of_bare_numbers():
    [found] = row(("项目", "营业收入"), ("本期金额", "1,234.50"), before="单位：万元\n")
    assert (found.quantity.value, found.quantity.unit) == (12345000, "万元")
    [english] = row(("", "Operating revenues"), ("2021", "3,930"), before="(In millions)")
    assert english.quantity.value == 3930000000


def test_a_number_in_accountants_brackets_is_below_zero():
    [found] = row(("项目", "财务费用（元）"), ("2020年", "-19,572.45"))
    assert found.quantity.value == -19572.45


def test_last_years_column_is_of_the_year_before():
    [found] = row(("项目", "营业收入（元）"), ("上期金额", "100"))
    assert found.period == "2022"


def test_counters_and_dates_are_no_figures():
    assert row(("序号", "1"), ("指标", "供水"), ("日期", "20230501")) == []
