from __future__ import annotations

import io

import docx as python_docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from assistant.errors import UnreadableDocument
from ingest.readers import read
from ingest.readers.docx_numbering import written
from tests.support import files


def blocks(content: bytes) -> list[tuple[str, int, str]]:
    page = read(content, "a.docx").pages[0]
    return [(b.kind, b.level, page.text[b.start : b.end]) for b in page.blocks]


def test_title_and_headings_keep_their_order_of_rank():
    found = blocks(
        files.docx([("Title", "年度总结"), ("Heading 1", "热线"), ("Normal", "受理1864件。"), ("Heading 2", "投诉")])
    )
    assert found == [
        ("heading", 1, "年度总结"),
        ("heading", 2, "热线"),
        ("paragraph", 0, "受理1864件。"),
        ("heading", 3, "投诉"),
    ]


def test_headers_stay_out_and_tables_come_in_their_place():
    content = files.docx([("Normal", "表前。")], [["指标", "数量", "单位"], ["供水量", "5906", "万吨"]])
    page = read(content, "a.docx").pages[0]
    assert page.text == "表前。\n指标\t数量\t单位\n供水量\t5906\t万吨"
    assert [(page.text[a:b], page.text[c:d]) for a, b, c, d in page.blocks[-1].cells][1] == ("数量", "5906")


def test_a_cell_merged_over_rows_stands_in_each_of_them():
    document = python_docx.Document()
    table = document.add_table(rows=3, cols=3)
    for c, text in enumerate(("部门", "指标", "数量")):
        table.cell(0, c).text = text
    table.cell(1, 0).merge(table.cell(2, 0)).text = "客服部"
    for r, (name, value) in enumerate((("报修", "5120"), ("投诉", "412")), start=1):
        table.cell(r, 1).text, table.cell(r, 2).text = name, value
    out = io.BytesIO()
    document.save(out)
    page = read(out.getvalue(), "a.docx").pages[0]
    assert page.text.split("\n")[-1] == "客服部\t投诉\t412"


def test_the_number_of_a_list_paragraph_is_part_of_its_text():
    found = blocks(files.docx([("List Number", "提交申请"), ("List Number", "现场勘查")]))
    assert [text.split()[0] for _, _, text in found] == ["1.", "2."]


def test_deleted_text_is_out_and_inserted_text_is_in():
    document = python_docx.Document()
    paragraph = document.add_paragraph("每年清洗")
    for tag, text_tag, text in (("w:del", "w:delText", "一次"), ("w:ins", "w:t", "两次")):
        change, run, words = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(text_tag)
        change.set(qn("w:id"), "1")
        words.text = text
        run.append(words)
        change.append(run)
        paragraph._p.append(change)
    out = io.BytesIO()
    document.save(out)
    assert blocks(out.getvalue()) == [("paragraph", 0, "每年清洗两次")]


@pytest.mark.parametrize(
    ("count", "form", "text"),
    [
        (12, "chineseCounting", "十二"),
        (3, "lowerLetter", "c"),
        (4, "upperRoman", "IV"),
        (2, "decimalEnclosedCircle", "②"),
    ],
)
def test_word_number_formats(count: int, form: str, text: str):
    assert written(count, form) == text


def test_a_word_file_with_a_broken_part_is_unreadable():
    content = files.docx([("Normal", "供水")])
    broken = content.replace(b"word/document.xml", b"word/documenx.xml")
    with pytest.raises(UnreadableDocument):
        read(broken, "a.docx")
