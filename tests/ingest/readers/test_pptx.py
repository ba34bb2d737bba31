from __future__ import annotations

import io
from pathlib import Path

import pptx
import pytest
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Cm

from assistant.domain import ReadAs
from assistant.errors import UnreadableDocument
from ingest.readers import ReadDocument, read
from tests.support import files


def blocks(document: ReadDocument, number: int = 1) -> list[tuple[str, int, str]]:
    page = document.pages[number - 1]
    return [(b.kind, b.level, page.text[b.start : b.end]) for b in page.blocks]


def saved(deck: pptx.presentation.Presentation) -> ReadDocument:
    out = io.BytesIO()
    deck.save(out)
    return read(out.getvalue(), "a.pptx")


def test_a_slide_gives_its_title_its_bullets_by_depth_and_the_speakers_notes():
    document = read(files.pptx("年度供水", ["供水5906万吨", "\t同比增长3%"], notes="口头说明。"), "a.pptx")
    assert blocks(document) == [
        ("heading", 1, "年度供水"),
        ("list_item", 0, "供水5906万吨"),
        ("list_item", 1, "同比增长3%"),
        ("note", 0, "口头说明。"),
    ]


def test_a_table_on_a_slide_carries_its_headers():
    content = files.pptx("表", [], table=[["指标", "2022年", "2023年"], ["供水量", "5700", "5906"]])
    page = read(content, "a.pptx").pages[0]
    assert [(page.text[a:b], page.text[c:d]) for a, b, c, d in page.blocks[-1].cells] == [
        ("指标", "供水量"),
        ("2022年", "5700"),
        ("2023年", "5906"),
    ]


def test_the_figures_behind_a_chart_become_a_table():
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    data = CategoryChartData()
    data.categories = ["一季度", "二季度"]
    data.add_series("供水量", (1410.5, 1502))
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Cm(1), Cm(1), Cm(10), Cm(8), data)
    page = saved(deck).pages[0]
    assert "一季度\t1410.5" in page.text
    assert [(page.text[a:b], page.text[c:d]) for a, b, c, d in page.blocks[-1].cells][-1] == ("供水量", "1502")


def test_shapes_are_read_where_they_stand_and_not_as_they_were_drawn():
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    for text, left, top in (("丙", 1, 9), ("乙", 1, 5), ("甲", 1, 1)):
        slide.shapes.add_textbox(Cm(left), Cm(top), Cm(8), Cm(1)).text_frame.text = text
    assert saved(deck).pages[0].text == "甲\n乙\n丙"


def test_a_hidden_slide_is_reported_and_not_read():
    deck = pptx.Presentation()
    for text in ("看得见", "看不见"):
        deck.slides.add_slide(deck.slide_layouts[5]).shapes.title.text = text
    deck.slides[1]._element.set("show", "0")
    document = saved(deck)
    assert [(page.text, page.read_as) for page in document.pages] == [("看得见", ReadAs.TEXT), ("", ReadAs.NONE)]
    assert [(item.key, item.page) for item in document.notices] == [("slide_hidden", 2)]


def test_a_slide_without_text_is_no_silent_page():
    deck = pptx.Presentation()
    deck.slides.add_slide(deck.slide_layouts[5]).shapes.title.text = "供水"
    deck.slides.add_slide(deck.slide_layouts[6])
    assert [(item.key, item.page) for item in saved(deck).notices] == [("slide_without_text", 2)]


def test_a_presentation_with_a_broken_part_is_unreadable():
    content = files.pptx("供水", ["甲"]).replace(b"ppt/presentation.xml", b"ppt/presentatiom.xml")
    with pytest.raises(UnreadableDocument):
        read(content, "a.pptx")


def test_merged_cells_of_a_real_presentation_stand_under_each_header(shared: Path):
    content = (shared / "office" / "mineru_pptx_01.pptx").read_bytes()
    page = read(content, "a.pptx").pages[0]
    rows = [[(page.text[a:b], page.text[c:d]) for a, b, c, d in block.cells] for block in page.blocks if block.cells]
    assert [cells[0][1] for cells in rows].count("R4") == 3  # one cell merged over three rows
    assert all(header for cells in rows for header, _ in cells)
