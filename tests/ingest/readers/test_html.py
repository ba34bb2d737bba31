from __future__ import annotations

import pytest

from assistant.errors import EmptyDocument, UnreadableDocument
from ingest.readers import ReadDocument, read


def page(body: str, head: str = "") -> ReadDocument:
    return read(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode(), "a.html")


def blocks(body: str) -> list[tuple[str, int, str]]:
    found = page(body).pages[0]
    return [(b.kind, b.level, found.text[b.start : b.end]) for b in found.blocks]


def test_headings_paragraphs_and_lists_keep_their_rank_and_numbers():
    found = blocks(
        "<h2>一、供水</h2><p>全年供水<b>5906</b>万吨。<br>同比增长。</p><ol start=3><li>甲<ul><li>乙</ul><li>丙</ol>"
    )
    assert found == [
        ("heading", 2, "一、供水"),
        ("paragraph", 0, "全年供水5906万吨。"),
        ("paragraph", 0, "同比增长。"),
        ("list_item", 0, "3. 甲"),
        ("list_item", 1, "乙"),
        ("list_item", 0, "4. 丙"),
    ]


def test_scripts_menus_and_hidden_text_stay_out_and_the_hidden_text_is_reported():
    document = page(
        "<nav>首页</nav><script>var a='坏';</script><p>正文<span style='display: none'>假的9999</span>在此。</p>"
        "<div hidden>藏着</div><!-- 注释 -->"
    )
    assert document.pages[0].text == "正文在此。"
    assert [(item.key, dict(item.params)) for item in document.notices] == [("hidden_text_removed", {"count": 2})]


def test_merged_cells_stand_in_every_place_they_cover():
    found = page(
        "<table><tr><th rowspan=2>部门<th colspan=2>数量</tr><tr><th>报修<th>投诉</tr>"
        "<tr><td>客服<td>5120<td>412</tr><tr><td>营业<td colspan=2>88</tr></table>"
    ).pages[0]
    rows = [[(found.text[a:b], found.text[c:d]) for a, b, c, d in block.cells] for block in found.blocks if block.cells]
    assert rows == [
        [("部门", "客服"), ("数量 报修", "5120"), ("数量 投诉", "412")],
        [("部门", "营业"), ("数量 报修", "88"), ("数量 投诉", "88")],
    ]


def test_a_table_that_only_lays_out_the_page_is_read_as_text():
    inner = "<table><tr><td>指标<td>数量</tr><tr><td>供水<td>5906</tr></table>"
    found = blocks(f"<table><tr><td><h1>公告</h1></td><td>{inner}</td></tr></table>")
    assert found == [("heading", 1, "公告"), ("table_row", 0, "指标\t数量"), ("table_row", 0, "供水\t5906")]


@pytest.mark.parametrize(("declared", "encoding"), [("gb2312", "gb18030"), ("utf-8", "utf-8"), ("latin-1", "latin-1")])
def test_the_page_is_decoded_as_it_says(declared: str, encoding: str):
    text = "naïve café" if encoding == "latin-1" else "供水公告㐀" if encoding == "gb18030" else "供水公告"
    content = f"<html><head><meta charset='{declared}'></head><body>{text}</body></html>".encode(encoding)
    assert read(content, "a.html").pages[0].text == text


def test_the_title_of_the_page_is_its_own_property():
    assert page("<p>正文</p>", head="<title> 停水 公告 </title>").properties.title == "停水 公告"


def test_a_page_without_text_is_empty():
    with pytest.raises(EmptyDocument):
        page("<script>1</script>")


def test_deeply_nested_elements_are_read_and_beyond_reason_refused():
    assert page("<div>" * 1500 + "底" + "</div>" * 1500 + "<p>外</p>").pages[0].text == "底\n外"
    with pytest.raises(UnreadableDocument) as caught:
        page("<div>" * 5000 + "底" + "</div>" * 5000 + "<p>外</p>")
    assert caught.value.params["kind"] == "too_deep"


def test_lines_of_preformatted_text_stay_apart():
    assert page("<pre>甲  一\n乙  二</pre>").pages[0].text == "甲 一\n乙 二"
