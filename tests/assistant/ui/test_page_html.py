from __future__ import annotations

import re
from dataclasses import replace

from assistant.domain import Block, Page
from assistant.ui.page_html import page_html
from tests.assistant.ui.fake_assistant import MONTHS, SHUFFLED, doubted, page_of, tabled


def seen(html):
    return re.sub(r"<[^>]+>", "", html)


def rows_of(html):
    return [re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row) for row in re.findall(r"<tr>(.*?)</tr>", html)]


def test_text_is_shown_in_reading_order_with_a_mark_where_parts_stand_apart():
    text = seen(page_html(SHUFFLED))
    assert (
        text == "节能降耗见成效公司推动节能降耗，通过工⤳艺优化等举措，单位电耗下降4.2%。与此同时，泵房实现了无人值守。"
    )


def test_a_page_in_its_own_order_bears_no_mark():
    assert "⤳" not in page_html(replace(SHUFFLED, flow=()))


def test_a_table_is_a_table_with_its_header_and_its_doubtful_number_marked():
    html = page_html(MONTHS)
    assert [[seen(cell) for cell in row] for row in rows_of(html)] == [
        ["月份", "供水量（万吨）", "产销差率"],
        ["1月", "351.2", "10.4%"],
        ["2月", "318.7", "10.9%"],
    ]
    assert html.count("<th>") == 3
    assert re.findall(r"<mark[^>]*>(.*?)</mark>", html) == ["318.7"]


def test_a_value_stands_under_its_header_where_cells_before_it_are_empty_or_nameless():
    page = page_of(1, ("table_row", "一季度\t二季度"), ("table_row", "供水量\t351"), ("table_row", "售水量\t90\t91"))
    first, second = (0, 3), (4, 7)
    at, below = page.blocks[1].start, page.blocks[2].start
    blocks = (
        page.blocks[0],
        replace(page.blocks[1], cells=((at, at + 3, at, at + 3), (*second, at + 4, at + 7))),
        replace(
            page.blocks[2],
            cells=(
                (below, below + 3, below, below + 3),
                (*first, below + 4, below + 6),
                (*second, below + 7, below + 9),
            ),
        ),
    )
    assert rows_of(page_html(replace(page, blocks=blocks))) == [
        ["", "一季度", "二季度"],
        ["供水量", "", "351"],
        ["售水量", "90", "91"],
    ]


def test_a_cell_over_two_columns_is_drawn_once_over_both():
    page = page_of(1, ("table_row", "一月\t二月"), ("table_row", "停产"))
    start, end = page.blocks[1].start, page.blocks[1].end
    row = replace(page.blocks[1], cells=((0, 2, start, end), (3, 5, start, end)))
    assert '<td colspan="2">停产</td>' in page_html(replace(page, blocks=(page.blocks[0], row)))


def test_two_tables_that_follow_each_other_stay_two():
    page = page_of(1, *[("table_row", text) for text in ("甲\t乙", "1\t2", "丙\t丁", "3\t4")])
    assert page_html(tabled(tabled(page, 0, 1), 2, 3)).count("<table>") == 2


def test_blocks_are_numbered_only_for_who_corrects_them():
    assert re.findall(r'cw-no">(\d)<', page_html(SHUFFLED, numbered=True)) == ["1", "2", "4", "3"]
    assert "cw-no" not in page_html(SHUFFLED)
    assert re.findall(r'cw-no">(\d)<', page_html(MONTHS, numbered=True)) == ["1", "2", "3", "4", "5"]


def test_text_outside_every_block_is_not_lost():
    page = Page(1, "第一段\n页边的字\n第二段", blocks=(Block(0, 3), Block(9, 12)))
    assert "页边的字" in page_html(page)
    assert page_html(Page(1, "没有分段")) == '<p class="cw-p">没有分段</p>'
    assert page_html(Page(1, " \n")) == ""


def test_a_heading_is_one_for_a_screen_reader_too():
    assert 'role="heading" aria-level="3"' in page_html(SHUFFLED)


def test_hostile_text_is_never_markup():
    page = doubted(page_of(1, ("paragraph", "<script>1</script> 42"), ("table_row", "<b>x</b>\ty")), "42")
    html = page_html(page)
    assert "<script" not in html
    assert "<b>" not in html
    assert "&lt;script&gt;" in html
