from __future__ import annotations

from ingest.readers.document import LONGEST_BLOCK, PageBuilder


def test_a_text_without_line_ends_is_cut_after_sentences_and_nothing_is_lost():
    text = "全年供水量5906万吨，同比增长3.2%。" * 1000
    builder = PageBuilder(1)
    builder.add(text)
    page = builder.page()
    parts = [page.text[block.start : block.end] for block in page.blocks]
    assert "".join(parts) == text
    assert all(len(part) <= LONGEST_BLOCK and part.endswith("。") for part in parts)


def test_a_text_without_any_ends_is_cut_anyway():
    builder = PageBuilder(1)
    builder.add("水" * (2 * LONGEST_BLOCK + 1))
    assert [block.end - block.start for block in builder.page().blocks] == [LONGEST_BLOCK, LONGEST_BLOCK, 1]


def test_a_row_of_a_table_and_what_must_stay_whole_are_not_cut():
    builder = PageBuilder(1)
    row = builder.add("水" * 5000, "table_row")
    whole = builder.add("水" * 5000, whole=True)
    assert [block and block.end - block.start for block in (row, whole)] == [5000, 5000]
