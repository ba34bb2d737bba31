from __future__ import annotations

import csv
import io

import openpyxl

from assistant.ledger.tables import COLUMNS, to_csv
from assistant.ledger.workbook import to_xlsx
from tests.assistant.ledger.rows import make_figure

ROWS = [make_figure("总供水量"), make_figure("=HYPERLINK(1)", "3个")]
VALUE = COLUMNS.index("value")


def test_csv_has_a_head_and_a_line_a_figure_and_no_formula():
    lines = list(csv.reader(io.StringIO(to_csv(ROWS, "zh").decode("utf-8-sig"))))
    assert lines[0][:3] == ["指标", "原文数字", "单位"]
    assert lines[1][0] == "总供水量"
    assert lines[2][0] == "'=HYPERLINK(1)"


def test_the_workbook_holds_values_as_numbers_and_no_formula():
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(ROWS, "en"))).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][0] == "Indicator"
    assert rows[1][VALUE] == 62180000
    assert rows[2][0] == "'=HYPERLINK(1)"
