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


def claiming(pages: str) -> bytes:
    """A PDF of one page of text, object 3, with a page tree that says what `pages` says."""
    stream = b"BT /F1 12 Tf 72 700 Td (Water supply in 2023 was 5906 tons and e\\001cient.) Tj ET"
    font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</Type/Encoding/Differences[1/fi]>>>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        pages.encode(),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        font.encode(),
    ]
    out, table = b"%PDF-1.7\n", b"xref\n0 6\n0000000000 65535 f \n"
    for number, value in enumerate(objects, start=1):
        table += b"%010d 00000 n \n" % len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, value)
    return out + table + b"trailer<</Root 1 0 R/Size 6>>\nstartxref\n%d\n%%%%EOF" % len(out)


def test_a_false_count_of_pages_is_told_and_the_real_page_is_read():
    document = read(claiming("<</Type/Pages/Count 100000/Kids[3 0 R]>>"), "a.pdf")
    assert [(page.number, "5906" in page.text) for page in document.pages] == [(1, True)]
    assert [(n.key, dict(n.params)) for n in document.notices] == [("pages_claimed", {"claimed": 100000, "found": 1})]


def test_one_page_repeated_beyond_reason_is_read_a_few_times_only():
    document = read(claiming(f"<</Type/Pages/Count 5000/Kids[{'3 0 R ' * 5000}]>>"), "a.pdf")
    assert len(document.pages) == 20
    assert ("pages_claimed", {"claimed": 5000, "found": 20}) in [(n.key, dict(n.params)) for n in document.notices]


def test_ligatures_are_read_as_letters():
    assert "and eficient" in read(claiming("<</Type/Pages/Count 1/Kids[3 0 R]>>"), "a.pdf").pages[0].text


def test_what_was_taken_out_is_told_page_by_page():
    pages = [["清源水务年度报告", f"第{n}段正文从这里开始。", f"第{n}段到此结束。", f"{n} / 4"] for n in range(1, 5)]
    document = read(files.pdf(pages), "a.pdf")
    told = [(item.page, dict(item.params)["text"]) for item in document.removed]
    assert told == [(n, text) for n in range(1, 5) for text in ("清源水务年度报告", f"{n} / 4")]


def test_a_page_of_one_column_is_surely_in_order_and_an_empty_one_has_no_order():
    document = read(files.pdf([[FULL, "水安全。"], []]), "a.pdf")
    assert [page.order_confidence for page in document.pages] == [1.0, None]
