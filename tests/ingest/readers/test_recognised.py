"""From recognised lines to a page, without the engine: the lines are written down here."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.domain import Box, Page, ReadAs
from ingest.ocr import OcrLine
from ingest.readers import recognised
from ingest.readers.document import Notice
from ingest.readers.recognised import Picture, recognise, recognised_page

PICTURE = Picture(np.zeros((10, 10, 3), dtype=np.uint8), 0.36)


def seen(text: str, x: float, y: float, confidence: float = 0.99, height: float = 30) -> OcrLine:
    columns = sum(2 if ord(character) > 0x2E80 else 1 for character in text)
    return OcrLine(text, Box(x, y, x + columns * height / 2, y + height), confidence)


def page_of(lines: list[OcrLine], monkeypatch: pytest.MonkeyPatch) -> tuple[Page, list[Notice]]:
    monkeypatch.setattr(recognised, "read_image", lambda _: tuple(reversed(lines)))
    return recognised_page(1, recognise(PICTURE))


def test_lines_of_a_paragraph_are_joined_and_a_large_line_is_a_heading(monkeypatch: pytest.MonkeyPatch):
    page, notices = page_of(
        [
            seen("供水情况", 600, 100, height=60),
            seen("全年完成供水量五千九百零六万吨，同比增长百分之三点二，水质综合", 160, 200),
            seen("合格率百分之百，新建管网十二点五公里。", 100, 240),
            seen("下一段另起一行，说的是服务，热线受理一千八百件，满意率很高，全", 160, 280),
            seen("部办结。", 100, 320),
        ],
        monkeypatch,
    )
    assert [(b.kind, page.text[b.start : b.end][:4]) for b in page.blocks] == [
        ("heading", "供水情况"),
        ("paragraph", "全年完成"),
        ("paragraph", "下一段另"),
    ]
    assert page.read_as is ReadAs.OCR
    assert notices == []


def test_what_stands_side_by_side_is_one_row(monkeypatch: pytest.MonkeyPatch):
    page, _ = page_of([seen("供水量", 100, 100), seen("5,906", 500, 104), seen("5,700", 800, 98)], monkeypatch)
    assert page.text == "供水量\t5,906\t5,700"


def test_a_number_in_a_line_of_low_confidence_is_flagged_where_it_stands(monkeypatch: pytest.MonkeyPatch):
    page, notices = page_of(
        [seen("供水5906万吨。", 100, 100, 0.99), seen("漏损率8.75%，投诉12件。", 100, 200, 0.8)], monkeypatch
    )
    assert [page.text[a:b] for block in page.blocks for a, b in block.doubtful] == ["8.75", "12"]
    assert [page.text[a:b] for block in page.blocks for a, b, _ in block.confidences] == page.text.split("\n")
    assert [confidence for block in page.blocks for _, _, confidence in block.confidences] == [0.99, 0.8]
    assert [(item.key, item.page, dict(item.params)) for item in notices] == [("ocr_doubtful_numbers", 1, {"count": 2})]


def test_one_weak_character_in_a_long_line_is_enough_for_doubt(monkeypatch: pytest.MonkeyPatch):
    long = "全年完成供水量5906万吨同比增长百分之三水质综合合格率百分之百"
    page, _ = page_of([seen(long, 100, 100, 0.97)], monkeypatch)
    assert [page.text[a:b] for block in page.blocks for a, b in block.doubtful] == ["5906"]


def test_what_cannot_be_made_out_is_left_out_and_counted(monkeypatch: pytest.MonkeyPatch):
    page, notices = page_of([seen("供水情况正常。", 100, 100), seen("卐丷", 100, 200, 0.3)], monkeypatch)
    assert page.text == "供水情况正常。"
    assert [(item.key, dict(item.params)) for item in notices] == [("ocr_illegible", {"count": 1})]


def test_two_columns_are_read_one_after_the_other(monkeypatch: pytest.MonkeyPatch):
    left = [seen(f"左栏第{n}行的文字写在这里。", 100, 100 + 40 * n) for n in range(1, 6)]
    right = [seen(f"右栏第{n}行的文字写在这里。", 700, 100 + 40 * n) for n in range(1, 6)]
    page, _ = page_of([*left, *right], monkeypatch)
    assert [line[0] for line in page.text.split("\n")] == ["左"] * 5 + ["右"] * 5


def test_nothing_seen_is_an_unread_page(monkeypatch: pytest.MonkeyPatch):
    page, _ = page_of([], monkeypatch)
    assert (page.text, page.read_as) == ("", ReadAs.NONE)
