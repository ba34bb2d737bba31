from __future__ import annotations

import io
from pathlib import Path

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


def test_tracked_changes_are_read_as_accepted():
    content = files.with_body(
        "<w:p><w:r><w:t>供水</w:t></w:r><w:del><w:r><w:delText>57</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>59</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>移走</w:t></w:r></w:moveFrom>"
        "<w:moveTo><w:r><w:t>万吨</w:t></w:r></w:moveTo></w:p>"
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前半</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>后半。</w:t></w:r></w:p>"
    )
    assert [text for _, _, text in blocks(content)] == ["供水59万吨", "前半后半。"]


def test_a_deleted_row_of_a_table_is_gone():
    row = (
        "<w:tr>{}<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc></w:tr>"
    )
    table = row.format("", "指标") + row.format("<w:trPr><w:del/></w:trPr>", "旧") + row.format("", "新")
    assert [text for _, _, text in blocks(files.with_body(f"<w:tbl>{table}</w:tbl>"))] == ["指标\t1", "新\t1"]


def test_content_controls_are_read_and_the_table_of_contents_is_not():
    content = files.with_body(
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr>"
        "<w:sdtContent><w:p><w:r><w:t>第一章 1</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>控件里的话。</w:t></w:r></w:p>"
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>再里面。</w:t></w:r></w:p></w:sdtContent></w:sdt></w:sdtContent></w:sdt>"
    )
    document = read(content, "a.docx")
    assert document.pages[0].text == "控件里的话。\n再里面。"
    assert [(item.key, dict(item.params)) for item in document.notices] == [("contents_left_out", {"count": 1})]


def test_a_text_box_is_read_once_after_its_paragraph():
    box = "<w:txbxContent><w:p><w:r><w:t>框里的话。</w:t></w:r></w:p></w:txbxContent>"
    content = files.with_body(
        "<w:p><w:r><w:t>正文。</w:t></w:r><w:r><mc:AlternateContent>"
        f"<mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert [text for _, _, text in blocks(content)] == ["正文。", "框里的话。"]


def test_a_footnote_follows_the_paragraph_that_refers_to_it():
    notes = (
        "<w:footnote w:type='separator' w:id='0'><w:p><w:r><w:t>线</w:t></w:r></w:p></w:footnote>"
        "<w:footnote w:id='2'><w:p><w:r><w:t>含外购水。</w:t></w:r></w:p></w:footnote>"
    )
    content = files.with_body(
        "<w:p><w:r><w:t>供水5906万吨</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r></w:p>"
        "<w:p><w:r><w:t>下一段。</w:t></w:r></w:p>",
        parts=[("footnotes", "footnotes", notes)],
    )
    assert blocks(content) == [
        ("paragraph", 0, "供水5906万吨"),
        ("note", 0, "含外购水。"),
        ("paragraph", 0, "下一段。"),
    ]


def test_hidden_text_is_left_out_and_reported():
    content = files.with_body(
        "<w:p><w:r><w:t>看得见</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>看不见</w:t></w:r>"
        "<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>也看得见</w:t></w:r></w:p>"
    )
    document = read(content, "a.docx")
    assert document.pages[0].text == "看得见也看得见"
    assert [(item.key, dict(item.params)) for item in document.notices] == [("hidden_text_removed", {"count": 1})]


def test_a_table_in_a_cell_is_a_table_of_its_own():
    cell = "<w:tc>{}<w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    inner = "".join(f"<w:tr>{cell.format('', a)}{cell.format('', b)}</w:tr>" for a, b in (("内项", "数"), ("甲", "7")))
    outer = (
        f"<w:tr>{cell.format('', '项目')}{cell.format('', '说明')}</w:tr>"
        f"<w:tr>{cell.format('', '外')}{cell.format(f'<w:tbl>{inner}</w:tbl>', '见表')}</w:tr>"
    )
    assert [text for _, _, text in blocks(files.with_body(f"<w:tbl>{outer}</w:tbl>"))] == [
        "项目\t说明",
        "外\t见表",
        "内项\t数",
        "甲\t7",
    ]


@pytest.mark.parametrize(
    ("row", "column", "value"),
    [
        ("Q0102", "相关基因", "BRCA2"),
        ("Q0103", "周期", "15个工作日"),
        ("Q0104", "检测方法", "检测方法：提取外周血基因组"),
        ("相同值", "列B", "相同值"),
        ("相同值", "列C", "独立值"),
    ],
)
def test_each_value_of_a_real_table_stands_under_its_header(row: str, column: str, value: str, shared: Path):
    page = read((shared / "office" / "weknora_vertical_merge_table.docx").read_bytes(), "a.docx").pages[0]
    rows = [{page.text[a:b]: page.text[c:d] for a, b, c, d in block.cells} for block in page.blocks if block.cells]
    assert [cells[column].startswith(value) for cells in rows if row in cells.values()] == [True]
