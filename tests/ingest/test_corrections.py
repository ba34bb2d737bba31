from dataclasses import replace

import pytest

from assistant.curation import Correction
from assistant.domain import Block, Page, ReadAs
from assistant.errors import UsageError
from ingest.chunking import chunk
from ingest.corrections import corrected, order_correction, sha256_of_text, text_corrections
from ingest.readers.document import PageBuilder, ReadDocument

PAGE = sha256_of_text


def document(*texts: str) -> ReadDocument:
    builder = PageBuilder(1)
    for text in texts:
        builder.add(text)
    return ReadDocument(pages=(builder.page(),))


def said(page: Page) -> list[str]:
    return [page.text[block.start : block.end] for block in page.blocks]


def correction(read: ReadDocument, old: str, new: str) -> Correction:
    return Correction(PAGE(read.pages[0].text), PAGE(old), new)


def test_a_corrected_block_reads_the_persons_words_and_all_others_keep_theirs():
    read = document("第一段。", "全年供水6l8万吨。", "第三段。")
    done = corrected(read, [correction(read, "全年供水6l8万吨。", "全年供水618万吨。")])
    assert said(done.pages[0]) == ["第一段。", "全年供水618万吨。", "第三段。"]
    assert done.pages[0].text == "第一段。\n全年供水618万吨。\n第三段。"


def test_an_emptied_block_is_left_out_and_leaves_no_passage():
    read = document("第一段说的是供水情况。", "第12版 广告", "第三段说的是排水情况。")
    done = corrected(read, [correction(read, "第12版 广告", "")])
    assert said(done.pages[0]) == ["第一段说的是供水情况。", "第三段说的是排水情况。"]
    assert not any("广告" in passage.text for passage in chunk(done))


def test_a_correction_holds_for_the_next_edition_whose_page_changed_elsewhere():
    read = document("第一段。", "全年供水6l8万吨。")
    made = correction(read, "全年供水6l8万吨。", "全年供水618万吨。")
    later = document("改过的第一段。", "全年供水6l8万吨。")
    assert said(corrected(later, [made]).pages[0])[1] == "全年供水618万吨。"


def test_where_the_old_words_stand_twice_on_a_changed_page_none_is_touched():
    read = document("合计", "其他")
    later = document("合计", "别的", "合计")
    assert said(corrected(later, [correction(read, "合计", "总计")]).pages[0]) == ["合计", "别的", "合计"]


def test_a_reading_order_is_taken_only_when_it_names_every_block_once():
    read = document("甲", "乙", "丙")
    name = PAGE(read.pages[0].text)
    done = corrected(read, [Correction(name, order=((2,), (0, 1)))])
    assert done.pages[0].flow == ((2,), (0, 1))
    assert done.pages[0].order_confidence == 1.0
    assert corrected(read, [Correction(name, order=((2,), (0,)))]).pages[0].flow == ()


def test_offsets_of_cells_follow_their_header_and_their_row():
    builder = PageBuilder(1)
    builder.add("目录第一页")
    header = builder.add("指标 数值", "table_row")
    row = builder.add("供水量 618", "table_row")
    assert header
    assert row
    builder.mark_cells(((header.start + 3, header.end, row.start + 4, row.end),))
    read = ReadDocument(pages=(builder.page(),))
    done = corrected(read, [correction(read, "目录第一页", "目录")])
    page = done.pages[0]
    a, b, c, d = page.blocks[2].cells[0]
    assert (page.text[a:b], page.text[c:d]) == ("数值", "618")


def test_a_persons_tick_takes_the_doubt_from_a_number():
    text = "全年供水618万吨。"
    read = ReadDocument(pages=(Page(1, text, ReadAs.OCR, (Block(0, len(text), doubtful=((4, 7),)),)),))
    done = corrected(read, [correction(read, text, text)])
    assert done.pages[0].blocks[0].doubtful == ()


@pytest.mark.parametrize("corrections", [[], [Correction("0" * 64, "1" * 64, "x")]])
def test_corrections_of_other_pages_change_nothing(corrections):
    read = document("甲", "乙")
    assert said(corrected(read, corrections).pages[0]) == ["甲", "乙"]


def test_correcting_a_corrected_block_again_and_its_page_order_loses_neither():
    read = document("甲段。", "乙段。", "丙段。")
    known = list(text_corrections(corrected(read, []).pages[0], 1, "乙二段。", []))
    page = corrected(read, known).pages[0]
    known.append(order_correction(page, ((2,), (0,), (1,))))
    page = corrected(read, known).pages[0]
    known = [*known, *text_corrections(page, 1, "乙三段。", known)]
    latest = {(each.page_sha256, each.block_sha256): each for each in known}
    page = corrected(read, latest.values()).pages[0]
    assert [said(page)[i] for chain in page.flow for i in chain] == ["丙段。", "甲段。", "乙三段。"]


def test_an_order_that_misses_a_block_is_refused():
    with pytest.raises(UsageError):
        order_correction(corrected(document("甲", "乙"), []).pages[0], ((1,),))


def test_a_ticked_row_of_a_table_stays_a_row():
    builder = PageBuilder(1)
    row = builder.add("供水量 618", "table_row")
    assert row
    builder.mark_cells(((row.start, row.start + 3, row.start + 4, row.end),))
    page = builder.page()
    read = ReadDocument(pages=(replace(page, blocks=(replace(page.blocks[0], doubtful=((4, 7),)),)),))
    block = corrected(read, [correction(read, "供水量 618", "供水量 618")]).pages[0].blocks[0]
    assert (block.kind, block.cells, block.doubtful) == ("table_row", page.blocks[0].cells, ())
