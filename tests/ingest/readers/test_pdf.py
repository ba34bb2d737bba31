from __future__ import annotations

import pytest

from assistant.domain import ReadAs
from assistant.errors import EmptyDocument, EncryptedDocument, UnreadableDocument
from ingest.readers.pdf import read_pdf as read
from tests.support import files

FULL = "供水企业应当加强供水设施的巡查和维护，及时发现并处理管网漏损问题，保障城市供"


def test_printed_lines_become_paragraphs():
    page = read(files.pdf([[FULL, "水安全。", "第二条 用户应当节约用水。", FULL, "水安全。"]]), "a.pdf").pages[0]
    assert page.text.split("\n") == [FULL + "水安全。", "第二条 用户应当节约用水。", FULL + "水安全。"]


def test_english_lines_are_joined_with_spaces_and_broken_words_made_whole():
    lines = [
        "The utility supplied water to all registered custo-",
        "mers during the year and kept the pressure steady.",
        "Next.",
    ]
    text = read(files.pdf([lines]), "a.pdf").pages[0].text
    assert "customers during the year" in text


def test_running_headers_and_page_numbers_go_and_are_counted():
    pages = [["清源水务年度报告", f"第{n}段正文从这里开始。", f"第{n}段到此结束。", f"{n} / 4"] for n in range(1, 5)]
    document = read(files.pdf(pages), "a.pdf")
    assert all("年度报告" not in page.text and "/ 4" not in page.text for page in document.pages)
    assert [dict(notice.params) for notice in document.notices] == [{"count": 8}]
    assert document.running[0] == "清源水务年度报告"


def test_a_dated_header_runs_although_its_month_is_the_number_of_a_page():
    pages = [[f"2024年2月5日 水务特刊 第{n}版", "正文从这里开始。"] for n in (1, 2)]
    document = read(files.pdf(pages), "a.pdf")
    assert [page.text for page in document.pages] == ["正文从这里开始。"] * 2


def test_a_figure_that_changes_from_page_to_page_is_no_running_line():
    pages = [[f"供水量 {450 + n * 7} 万吨", "本月正文。"] for n in range(1, 6)]
    document = read(files.pdf(pages), "a.pdf")
    assert [page.text.split("\n")[0] for page in document.pages] == [line for line, _ in pages]


def test_larger_letters_are_headings():
    page = read(files.pdf([[FULL, "水安全。", FULL, "水安全。"]], title="年度工作报告"), "a.pdf").pages[0]
    assert next((b.kind, page.text[b.start : b.end]) for b in page.blocks) == ("heading", "年度工作报告")


def test_a_page_without_text_is_kept_and_reported():
    document = read(files.pdf([["有字的一页。"], []]), "a.pdf")
    assert [page.read_as for page in document.pages] == [ReadAs.TEXT, ReadAs.NONE]
    assert [(notice.key, notice.page) for notice in document.notices] == [("page_without_text", 2)]


def test_a_password_is_asked_for_by_an_error():
    with pytest.raises(EncryptedDocument):
        read(files.pdf([["供水"]], password="secret"), "a.pdf")


def test_an_owner_password_alone_does_not_lock_the_text():
    content = files.encrypted(files.pdf([["供水量5906万吨。"]]), "")
    assert "5906" in read(content, "a.pdf").pages[0].text


def test_a_pdf_without_pages_is_empty():
    with pytest.raises(EmptyDocument):
        read(files.empty_pdf(), "a.pdf")


@pytest.mark.parametrize("share", [0.0, 0.02, 0.5])
def test_a_broken_pdf_is_an_error_of_ours_or_still_read(share: float):
    content = files.pdf([["供水"]])
    content = b"%PDF-1.4\n" + content[9 : int(len(content) * share)]
    with pytest.raises((UnreadableDocument, EmptyDocument)):
        read(content, "a.pdf")
