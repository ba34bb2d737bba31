from __future__ import annotations

import pytest

from ingest.readers import read
from ingest.readers.txt import decode

TEXT = "全市总供水量5906万吨，同比增长4%。\n第二段：污水输送量5278万吨。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_the_usual_encodings_give_the_same_text(encoding: str):
    assert decode(TEXT.encode(encoding), "a.txt").lstrip("\ufeff") == TEXT


def test_a_text_cut_in_the_middle_of_a_character_is_still_read():
    content = (TEXT * 5).encode()[:-1]
    assert decode(content, "a.txt").startswith("全市总供水量")


def test_every_line_is_a_paragraph_and_blank_lines_go():
    page = read("甲段。\n\n\n乙段。\r\n丙段。".encode(), "a.txt").pages[0]
    assert page.text == "甲段。\n乙段。\n丙段。"
    assert [page.text[b.start : b.end] for b in page.blocks] == ["甲段。", "乙段。", "丙段。"]


def test_a_text_wrapped_at_a_fixed_width_is_joined():
    line = "供水企业应当加强对供水设施的巡查和维护，发现隐患及时处理，确保安全"
    wrapped = "\n".join([line] * 8) + "。"
    assert read(wrapped.encode(), "a.txt").pages[0].text == line * 8 + "。"


def test_invisible_characters_are_taken_out():
    assert read("供\u200b水\ufeff\x07量".encode(), "a.txt").pages[0].text == "供水量"
