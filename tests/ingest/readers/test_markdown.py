from __future__ import annotations

import pytest

from ingest.readers import read
from ingest.readers.document import LONGEST_BLOCK

SOURCE = """---
title: 水质月报
published: 2024-02-01
---
<!-- INFO END -->
# 水质月报

第一段的上半，
下半在这里。

## 检测 **结果**

- 余氯合格
1. 浊度合格

| 月份 | 供水量（万吨） |
|---|---:|
| 1月 | 462 |
| 2月 | 438 |
"""


def test_blocks_come_without_marks_and_with_levels():
    page = read(SOURCE.encode(), "a.md").pages[0]
    seen = [(b.kind, b.level, page.text[b.start : b.end]) for b in page.blocks]
    assert seen[:5] == [
        ("heading", 1, "水质月报"),
        ("paragraph", 0, "第一段的上半，下半在这里。"),
        ("heading", 2, "检测 结果"),
        ("paragraph", 0, "余氯合格"),
        ("paragraph", 0, "1. 浊度合格"),
    ]


def test_a_table_row_points_at_its_headers():
    page = read(SOURCE.encode(), "a.md").pages[0]
    cells = page.blocks[-1].cells
    assert [(page.text[a:b], page.text[c:d]) for a, b, c, d in cells] == [
        ("月份", "2月"),
        ("供水量（万吨）", "438"),
    ]


def test_front_matter_is_metadata_and_not_text():
    document = read(SOURCE.encode(), "a.md")
    assert dict(document.properties.fields)["published"] == "2024-02-01"
    assert "published" not in document.pages[0].text


@pytest.mark.parametrize(
    "text",
    [
        "[" * 150_000,
        "[a](" * 40_000,
        "**a " * 40_000,
        "<!--" * 40_000,
        "# 一" + " " * 150_000 + "二",
        "a|b\n" + " " * 150_000 + "x",
        "> " * 80_000 + "供水",
        "\n".join("  " * n + "- 供水" for n in range(600)),
        "a line that goes on and on\n" * 6_000,
    ],
    ids=["brackets", "links", "stars", "comments", "heading", "rule", "quotes", "lists", "lines"],
)
def test_text_made_to_be_read_for_ever_is_read_to_its_end(text: str):
    page = read(text.encode(), "a.md").pages[0]
    assert page.blocks[-1].end == len(page.text)
    assert all(block.end - block.start <= LONGEST_BLOCK for block in page.blocks if block.kind != "heading")


def test_a_sharp_sign_that_belongs_to_a_heading_stays():
    page = read("# 用C#编写 ##\n\n正文".encode(), "a.md").pages[0]
    assert page.text == "用C#编写\n正文"


def test_a_comment_over_several_lines_is_left_out():
    assert read("一<!-- 二\n三 -->四\n<!-- 未完".encode(), "a.md").pages[0].text == "一四\n<!-- 未完"
