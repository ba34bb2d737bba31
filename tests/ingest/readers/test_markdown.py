from __future__ import annotations

from ingest.readers import read

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
