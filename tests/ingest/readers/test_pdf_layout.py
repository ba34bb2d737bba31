"""What is read of printed pages, and in which order: columns, tables, frames, places."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from assistant.domain import Page
from ingest.readers.pdf import read_pdf
from tests.support import prints

LEFT = ["左栏第一行写满了这一栏的全部宽", "左栏第二行写满了这一栏的全部宽", "左栏第三行写满了这一栏的全部宽"]
LEFT = [*LEFT, "左栏第四行写满了这一栏的全部宽", "左栏第五行到此为止。"]
RIGHT = [line.replace("左", "右") for line in LEFT]
FULL = "全年供水总量五千九百零六万吨，同比增长百分之三点二，漏损率下降到百分之八点一，水质合格"


def read(content: bytes) -> list[Page]:
    return list(read_pdf(content, "a.pdf").pages)


def bare(page: Page) -> str:
    return "".join(page.text.split())


def blocks(page: Page, kind: str) -> list[str]:
    return [page.text[b.start : b.end] for b in page.blocks if b.kind == kind]


def row_by_row(canvas: Any) -> None:
    for number, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True)):
        prints.column(canvas, 60, 150 + 15 * number, [left])
        prints.column(canvas, 310, 150 + 15 * number, [right])


def test_columns_drawn_row_by_row_are_read_one_after_the_other():
    page = read(prints.pdf(row_by_row))[0]
    assert bare(page) == "".join(LEFT + RIGHT)


def test_columns_whose_lines_are_not_level_are_still_columns():
    def draw(canvas: Any) -> None:
        prints.column(canvas, 60, 150, LEFT)
        prints.column(canvas, 310, 157, RIGHT)

    assert bare(read(prints.pdf(draw))[0]) == "".join(LEFT + RIGHT)


def test_a_heading_over_the_columns_closes_those_above_it():
    def draw(canvas: Any) -> None:
        row_by_row(canvas)
        canvas.setFont(prints.FONT, 16)
        prints.column(canvas, 60, 250, ["明年计划"])
        canvas.setFont(prints.FONT, 10)
        prints.column(canvas, 310, 280, [line.replace("右", "末") for line in RIGHT])
        prints.column(canvas, 60, 280, [line.replace("左", "下") for line in LEFT])

    text = bare(read(prints.pdf(draw))[0])
    places = [text.index(word) for word in ("左栏第五行", "右栏第五行", "明年计划", "下栏第一行", "末栏第一行")]
    assert places == sorted(places)


def test_the_columns_of_a_price_list_stay_rows():
    def draw(canvas: Any) -> None:
        for number, (name, price) in enumerate(
            [("居民生活用水", "2.95"), ("非居民用水", "4.20"), ("特种用水", "9.80")]
        ):
            prints.column(canvas, 60, 150 + 15 * number, [name])
            prints.column(canvas, 400, 150 + 15 * number, [price])

    lines = read(prints.pdf(draw))[0].text.split("\n")
    assert [line.split() for line in lines] == [["居民生活用水", "2.95"], ["非居民用水", "4.20"], ["特种用水", "9.80"]]


def test_a_ruled_table_becomes_rows_with_their_headers():
    def draw(canvas: Any) -> None:
        prints.column(canvas, 60, 100, ["第六条 时限按照下表执行。"])
        cells = [["级别", "修复时限"], ["一级", "24小时"], ["二级", "12小时"]]
        prints.ruled(canvas, [60, 160, 300], [120, 140, 160, 180], cells)

    page = read(prints.pdf(draw))[0]
    assert blocks(page, "table_row") == ["级别\t修复时限", "一级\t24小时", "二级\t12小时"]
    row = [block for block in page.blocks if block.kind == "table_row"][2]
    assert [(page.text[a:b], page.text[c:d]) for a, b, c, d in row.cells] == [("级别", "二级"), ("修复时限", "12小时")]


def test_a_cell_over_two_rows_is_repeated_in_both():
    def draw(canvas: Any) -> None:
        up = prints.HEIGHT
        canvas.rect(60, up - 160, 200, 60)
        canvas.line(160, up - 100, 160, up - 160)
        canvas.line(60, up - 120, 260, up - 120)
        canvas.line(160, up - 140, 260, up - 140)
        for x, y, text in (
            (65, 115, "部门"),
            (165, 115, "姓名"),
            (65, 145, "水质"),
            (165, 135, "甲"),
            (165, 155, "乙"),
        ):
            canvas.drawString(x, up - y, text)

    assert blocks(read(prints.pdf(draw))[0], "table_row") == ["部门\t姓名", "水质\t甲", "水质\t乙"]


def running_on(first: int, header: bool) -> Any:
    def draw(canvas: Any) -> None:
        rows = [[f"条目{n}", f"说明{n}"] for n in range(first, first + 4)]
        rows = [["条目", "说明"], *rows[1:]] if header else rows
        prints.ruled(canvas, [60, 160, 300], [60, 80, 100, 120, 140], rows)

    return draw


def test_a_table_that_runs_on_keeps_its_header_and_says_so():
    document = read_pdf(prints.pdf(running_on(1, header=True), running_on(5, header=False)), "a.pdf")
    second = document.pages[1]
    cells = [
        [(second.text[a:b], second.text[c:d]) for a, b, c, d in block.cells] for block in second.blocks if block.cells
    ]
    assert cells == [[("条目", f"条目{n}"), ("说明", f"说明{n}")] for n in range(5, 9)]
    assert [(item.key, item.page) for item in document.notices] == [("table_header_carried", 2)]


def test_a_header_that_is_printed_again_is_not_carried_over():
    document = read_pdf(prints.pdf(running_on(1, header=True), running_on(5, header=True)), "a.pdf")
    assert blocks(document.pages[1], "table_row")[0] == "条目\t说明"
    assert len(blocks(document.pages[1], "table_row")) == 4
    assert document.notices == ()


def test_another_table_of_the_same_columns_has_its_own_header():
    def page(rows: list[list[str]]) -> Any:
        return lambda canvas: prints.ruled(canvas, [60, 160, 300], [60, 80, 100, 120], rows)

    first, second = [["水厂", "产量"], ["东厂", "5"], ["西厂", "6"]], [["片区", "漏损"], ["城南", "7"], ["城北", "8"]]
    document = read_pdf(prints.pdf(page(first), page(second)), "a.pdf")
    assert blocks(document.pages[1], "table_row") == ["片区\t漏损", "城南\t7", "城北\t8"]
    assert document.notices == ()


def test_a_mark_that_hangs_over_the_edge_of_a_column_does_not_close_the_gutter():
    def draw(canvas: Any) -> None:
        prints.column(canvas, 60, 150, [f"{line}，" for line in LEFT])
        prints.column(canvas, 222, 150, [f"{line}，" for line in RIGHT])

    page = read(prints.pdf(draw))[0]
    assert bare(page) == "".join(f"{line}，" for line in LEFT + RIGHT)
    assert page.order_confidence == 1.0


def test_figures_under_each_other_are_a_table_without_lines():
    def draw(canvas: Any) -> None:
        prints.column(canvas, 60, 100, ["Presented below are the results of the year, in millions of dollars."])
        head = [("", "2020", "2019"), ("Revenues", "3,777", "3,610"), ("Expenses", "2,529", "2,440")]
        for number, cells in enumerate([*head, ("Income", "(395)", "709")]):
            for x, text in zip((60, 400, 480), cells, strict=True):
                prints.column(canvas, x, 130 + 12 * number, [text])

    page = read(prints.pdf(draw))[0]
    assert blocks(page, "table_row") == [
        "2020\t2019",
        "Revenues\t3,777\t3,610",
        "Expenses\t2,529\t2,440",
        "Income\t(395)\t709",
    ]
    last = page.blocks[-1]
    assert [page.text[a:b] for a, b, _, _ in last.cells[1:]] == ["2020", "2019"]


def test_what_stands_in_a_frame_is_read_apart():
    def draw(canvas: Any) -> None:
        prints.column(canvas, 60, 100, [FULL] * 2)
        canvas.rect(60, prints.HEIGHT - 210, 475, 60)
        prints.column(canvas, 70, 170, ["提示框中的第一行", "提示框中的第二行。"])
        prints.column(canvas, 60, 240, [FULL] * 2)

    text = bare(read(prints.pdf(draw))[0])
    assert text.index("提示框中的第一行") == 2 * len(FULL)


def test_every_line_knows_its_place_on_the_page():
    page = read(prints.pdf(lambda canvas: prints.column(canvas, 60, 100, [FULL, "率达标。"])))[0]
    (block,) = page.blocks
    assert [page.text[start:end] for start, end, _ in block.lines] == [FULL, "率达标。"]
    first, second = (box for _, _, box in block.lines)
    assert first.x0 == pytest.approx(60, abs=1)
    assert first.y0 < 100 < first.y1 + 1
    assert second.y0 - first.y0 == pytest.approx(15, abs=1)
    assert block.box is not None
    assert (block.box.y0, block.box.y1) == (first.y0, second.y1)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_rotated_page_reads_the_same(rotation: int):
    lines = [FULL, "率达标。", "第二条 用户应当节约用水。"]

    def draw(canvas: Any) -> None:
        prints.column(canvas, 60, 100, lines)

    page = read(prints.pdf(draw, rotation=rotation))[0]
    assert page.text.split("\n") == [FULL + "率达标。", lines[2]]
    wide, high = (prints.WIDTH, prints.HEIGHT) if rotation % 180 == 0 else (prints.HEIGHT, prints.WIDTH)
    boxes = [box for block in page.blocks for _, _, box in block.lines]
    assert all(0 <= box.x0 < box.x1 <= wide and 0 <= box.y0 < box.y1 <= high for box in boxes)


def test_text_written_up_the_page_is_read_and_stands_where_it_is_printed():
    def draw(canvas: Any) -> None:
        prints.column(canvas, 100, 100, [FULL, "率达标。"])
        canvas.rotate(90)
        canvas.drawString(300, -40, "侧边的栏目名称")

    page = read(prints.pdf(draw))[0]
    assert page.text.split("\n")[-1] == "侧边的栏目名称"
    box = page.blocks[-1].box
    assert box is not None
    assert box.x1 - box.x0 < 15 < 60 < box.y1 - box.y0
    assert box.y1 == pytest.approx(prints.HEIGHT - 300, abs=2)


def test_bookmarks_are_headings():
    def draw(canvas: Any) -> None:
        canvas.bookmarkPage("a")
        canvas.addOutlineEntry("第一节 供水情况", "a", level=0)
        prints.column(canvas, 60, 100, ["第一节 供水情况", FULL, "率达标。"])

    assert blocks(read(prints.pdf(draw))[0], "heading") == ["第一节 供水情况"]


def test_left_and_right_pages_have_headers_of_their_own():
    def page(number: int) -> Any:
        def draw(canvas: Any) -> None:
            prints.column(canvas, 60, 40, ["清源水务" if number % 2 else "二〇二三年年鉴"])
            prints.column(canvas, 60, 100, [f"第{number}段{FULL}", "率达标。"])

        return draw

    document = read_pdf(prints.pdf(*[page(number) for number in range(1, 9)]), "a.pdf")
    assert all(page.text.startswith("第") for page in document.pages)


def test_the_first_cell_of_a_row_is_no_page_number():
    def draw(canvas: Any) -> None:
        for row, name in enumerate(("甲泵站", "乙泵站", "丙泵站"), start=1):
            prints.column(canvas, 60, 85 + 15 * row, [str(row)])
            prints.column(canvas, 160, 85 + 15 * row, [name])

    lines = read(prints.pdf(draw))[0].text.split("\n")
    assert [line.split() for line in lines] == [["1", "甲泵站"], ["2", "乙泵站"], ["3", "丙泵站"]]


def test_paragraphs_of_a_column_go_on_in_the_next_without_a_space():
    page = read(prints.pdf(row_by_row))[0]
    assert all(" " not in page.text[a.start : b.end] for a, b in itertools.pairwise(page.blocks))
