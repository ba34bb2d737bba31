from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from assistant.errors import UsageError
from assistant.onboarding.exporting.door import export
from assistant.onboarding.exporting.template import read_template, template_text
from assistant.onboarding.exporting.workbook import read_rows
from assistant.question_items import Review, ReviewState
from tests.assistant.onboarding.sample_items import HOSTILE, ITEMS, MULTIPLE, ORDER, SINGLE, TRUE_FALSE

PLATFORM = """
sheet = "试题导入"
types = ["single", "multiple", "true_false"]
[options]
layout = "columns"
header = "选项{number}"
columns = 5
[answers]
as = "letters"
separator = ","
[words]
single = "单项选择"
true = "对"
false = "错"
[[columns]]
header = "试题类型"
field = "type"
[[columns]]
header = "题干"
field = "question"
[[columns]]
field = "options"
[[columns]]
header = "正确答案"
field = "answer"
[[columns]]
header = "分值"
text = "2"
"""
ONE_CELL = """
[options]
layout = "cell"
separator = "|"
letters = false
[answers]
as = "text"
separator = "|"
[[columns]]
header = "选项"
field = "options"
[[columns]]
header = "答案"
field = "answer"
"""


def sheet(content):
    return load_workbook(io.BytesIO(content)).worksheets[0]


def rows(content):
    head, *body = sheet(content).iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in body]


def by_id(content):
    return {row["题目编号"]: row for row in rows(content)}


def test_the_usual_table_has_chinese_headers_options_a_to_d_and_answers_as_letters():
    found = by_id(export(ITEMS, ".xlsx", "zh"))
    assert list(found) == [item.item_id for item in ITEMS]
    single = found[SINGLE.item_id]
    assert [single[f"选项{letter}"] for letter in "ABCD"] == list(SINGLE.options)
    assert (single["题型"], single["答案"], single["条款"], single["页码"]) == ("单选题", "B", "第三条", 1)
    assert found[MULTIPLE.item_id]["答案"] == "AC"
    assert found[ORDER.item_id]["答案"] == "BDAC"
    assert found[TRUE_FALSE.item_id]["答案"] == "错误"
    assert found["q-short"]["答案"] == "24小时"
    assert found["q-short"]["依据原文"] == ITEMS[0].quote
    assert found["q-short"]["审核"] == "待审核"


def test_english_headers_are_as_many():
    zh, en = (sheet(export(ITEMS, "xlsx", language)) for language in ("zh", "en"))
    assert zh.max_column == en.max_column
    assert en["A1"].value == "Item id"


def test_the_words_of_a_review_stand_in_the_table():
    review = Review(SINGLE, ReviewState.REJECTED, "训练员", "2026-01-02T03:04:05+08:00", "选项太容易")
    row = rows(export([review], "xlsx", "zh"))[0]
    assert (row["审核"], row["审核人"], row["审核意见"]) == ("退回", "训练员", "选项太容易")


def test_a_platforms_template_decides_columns_order_headers_and_words():
    content = export(ITEMS, "xlsx", "zh", template=read_template(PLATFORM, "zh"))
    found = rows(content)
    assert sheet(content).title == "试题导入"
    assert list(found[0]) == ["试题类型", "题干", *(f"选项{n}" for n in range(1, 6)), "正确答案", "分值"]
    assert [row["试题类型"] for row in found] == ["单项选择", "多选题", "判断题"]
    assert [row["正确答案"] for row in found] == ["B", "A,C", "错"]
    assert {row["分值"] for row in found} == {"2"}


def test_a_template_can_put_options_in_one_cell_and_answers_as_words():
    found = rows(export([MULTIPLE], "xlsx", "zh", template=read_template(ONE_CELL, "zh")))
    assert found == [{"选项": "生产运行部|工程建设部|管网运维部|党群人力部", "答案": "生产运行部|管网运维部"}]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_template_that_is_written_out_reads_back_as_the_usual_one(language):
    template = read_template(template_text(language), language)
    assert export(ITEMS, "csv", language, template=template) == export(ITEMS, "csv", language)


@pytest.mark.parametrize(
    "wrong",
    [
        "sheet = ",
        '[[columns]]\nheader = "x"\nfield = "colour"',
        '[options]\nlayout = "rows"',
        '[options]\nheader = "{nobody}"',
        "[options]\ncolumns = 99",
        'types = ["riddle"]',
        '[words]\nwidth = "宽"',
        '[[columns]]\nheader = "题"\nfield = "question"\n[[columns]]\nheader = "题"\nfield = "answer"',
    ],
)
def test_a_wrong_template_is_refused(wrong):
    with pytest.raises(UsageError) as caught:
        read_template(wrong, "zh")
    assert caught.value.key == "bad_template"


def test_an_item_with_more_options_than_the_template_has_columns_is_named():
    narrow = read_template("[options]\ncolumns = 3", "zh")
    with pytest.raises(UsageError) as caught:
        export([SINGLE], "xlsx", "zh", template=narrow)
    assert caught.value.params["item"] == SINGLE.question


def test_without_answers_nothing_gives_them_away():
    content = export(ITEMS, "xlsx", "zh", answers=False)
    assert not {"答案", "解析", "依据原文"} & set(rows(content)[0])
    assert len(load_workbook(io.BytesIO(content)).worksheets) == 1


def test_no_cell_of_a_workbook_is_a_formula():
    for cell in (cell for row in sheet(export([HOSTILE], "xlsx", "zh")).iter_rows() for cell in row):
        assert cell.data_type != "f", cell.value
        if isinstance(cell.value, str) and cell.value[:1] in "=+-@":
            assert cell.quotePrefix
    assert by_id(export([HOSTILE], "xlsx", "zh"))["=1+2"]["题目"] == HOSTILE.question


def test_no_cell_of_a_csv_is_a_formula_and_excel_reads_it_as_utf8():
    content = export([HOSTILE], "csv", "zh")
    assert content.startswith(b"\xef\xbb\xbf")
    body = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))[1:]
    assert body
    assert all(cell[:1] not in ("=", "+", "-", "@") for row in body for cell in row)


def test_what_cannot_stand_in_a_cell_is_left_out_and_what_is_too_long_is_said():
    odd = replace(SINGLE, explanation="一\x00二\x0b三")
    assert rows(export([odd], "xlsx", "zh"))[0]["解析"] == "一二三"
    with pytest.raises(UsageError) as caught:
        export([replace(SINGLE, explanation="长" * 40_000)], "xlsx", "zh")
    assert caught.value.key == "cell_too_long"


@pytest.mark.parametrize("suffix", ["xlsx", "csv", "docx", "gift", "apkg", "md", "json"])
def test_the_same_items_make_the_same_bytes(suffix):
    assert export(ITEMS, suffix, "zh", "入职") == export(ITEMS, suffix, "zh", "入职")


def test_rows_come_back_by_their_headers_with_their_numbers():
    found = read_rows(export(ITEMS, "xlsx", "zh"), "题目编号")
    assert [number for number, _ in found] == list(range(2, 2 + len(ITEMS)))
    assert found[1][1]["选项B"] == "12小时"
    assert found[1][1]["页码"] == "1"


def test_what_is_no_workbook_or_has_no_ids_is_refused():
    for content, key in ((b"nothing", "import_unreadable"), (export(ITEMS, "xlsx", "en"), "import_without_ids")):
        with pytest.raises(UsageError) as caught:
            read_rows(content, "题目编号")
        assert caught.value.key == key


def test_an_unknown_suffix_and_a_key_that_cannot_be_left_out_are_refused():
    for suffix, answers, key in ((".pdf", True, "bad_export"), ("gift", False, "export_needs_answers")):
        with pytest.raises(UsageError) as caught:
            export(ITEMS, suffix, "zh", answers=answers)
        assert caught.value.key == key
