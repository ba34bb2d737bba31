from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.domain import Page
from ingest.flow import as_they_stand, begins_inside, breaks_off, chains_of, joined, with_flow
from ingest.readers import PageBuilder


def page(*texts: str, kind: str = "paragraph") -> Page:
    builder = PageBuilder(1)
    for text in texts:
        builder.add(text, kind)
    return builder.page()


def test_a_flow_changes_the_reading_order_and_neither_text_nor_offsets():
    plain = page("水压稳", "甲。", "定了。")
    flowing = with_flow(plain, [[0, 2], [1]], 0.8)
    assert (flowing.flow, flowing.order_confidence) == (((0, 2), (1,)), 0.8)
    assert (flowing.text, flowing.blocks) == (plain.text, plain.blocks)


@pytest.mark.parametrize("flow", [[[0]], [[0, 1], [1, 2]], [[0, 1], [2], []], [[0, 1], [3]]])
def test_a_flow_that_does_not_name_every_block_once_is_refused(flow: list[list[int]]):
    with pytest.raises(ValueError, match="each of its 3 blocks once"):
        with_flow(page("甲。", "乙。", "丙。"), flow)


def test_the_blocks_own_order_is_no_flow():
    assert with_flow(page("甲。", "乙。"), [[0], [1]]).flow == ()
    assert chains_of(page("甲。", "乙。")) == as_they_stand(2)


def test_headings_and_rows_of_tables_make_no_chain():
    rows = with_flow(page("甲", "乙", kind="table_row"), [[1, 0]])
    assert chains_of(rows) == ((1,), (0,))


def test_an_empty_page_has_no_chains():
    assert chains_of(page()) == ()
    assert with_flow(page(), []).flow == ()


def test_chinese_parts_are_joined_without_white_space_and_a_number_stays_whole():
    parts = page("全年受理诉求21", "00件。")
    assert joined(parts, parts.blocks) == "全年受理诉求2100件。"


def test_english_parts_are_joined_with_a_space():
    parts = page("The water main was", "repaired in 2023.")
    assert joined(parts, parts.blocks) == "The water main was repaired in 2023."


def test_prose_without_an_end_breaks_off_and_headings_rows_and_sentences_do_not():
    assert breaks_off("集团持续优化供水服务热线，健全接听、派单的闭环机制，全年受理群众诉")
    assert breaks_off("集团持续优化供水服务热线，健全接听、派单的闭环机制，全年受理2")
    assert not breaks_off("集团持续优化供水服务热线，健全接听、派单的闭环机制。")
    assert not breaks_off("服务提质暖人心 擦亮为民服务的供水行业“新名片”新形象")
    assert not breaks_off("包括，以下各项任务、指标、措施和责任分工安排：")


def test_a_mark_that_stands_after_something_begins_inside_a_sentence():
    assert begins_inside("，并及时修复。")
    assert not begins_inside("“换了新管以后”")
    assert not begins_inside("")


def test_the_blocks_of_a_replaced_page_are_read_as_the_new_flow_says():
    first = with_flow(page("甲。", "乙。", "丙。"), [[2], [0], [1]])
    assert chains_of(replace(first, flow=((1,), (2,), (0,)))) == ((1,), (2,), (0,))
