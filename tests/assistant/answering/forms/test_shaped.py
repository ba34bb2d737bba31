from assistant.answering.evidence import Cited
from assistant.answering.forms.shaped import Cell, Shaped, as_table
from assistant.domain import Citation, Claim, Span, Verdict


def _cited(n, text):
    citation = Citation(n, "d", 1, f"d.1.{n}", "t", 1, None, None, (), text, (Span(1, 0, len(text)),))
    return Cited(Claim(text, (n,), Verdict.SUPPORTED), citation)


ROWS = ((Cell("修复时限"), Cell("24小时", 0), Cell("12小时", 1)), (Cell("附注"), Cell("", 2), Cell("", 2)))


def test_every_row_of_the_table_names_its_sources():
    shaped = Shaped((), head=("", "一级", "二级"), rows=ROWS)
    table = as_table(shaped, [_cited(1, "一级"), _cited(2, "二级"), _cited(3, "甲|乙")])
    assert table.split("\n") == [
        "|  | 一级 | 二级 |",
        "| --- | --- | --- |",
        "| 修复时限 | 24小时[1] | 12小时[2] |",
        "| 附注 | 甲¦乙[3] | 甲¦乙[3] |",
    ]


def test_what_is_not_supported_is_a_dash_and_a_row_without_support_is_left_out():
    shaped = Shaped((), head=("", "一级", "二级"), rows=ROWS)
    assert as_table(shaped, [_cited(1, "一级"), None, None]).split("\n")[2:] == ["| 修复时限 | 24小时[1] | — |"]
    assert as_table(shaped, [None, None, None]) == ""
