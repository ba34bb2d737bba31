import pytest

from ingest.stitching.ordering import reading_order, section_headings


def test_columns_follow_the_sentences_that_run_on():
    blocks = ["续乙。", "丙。", "标题", "甲甲，", "乙，乙"]
    assert reading_order(blocks, {4: 0}, {1}, set()) == [2, 3, 4, 0, 1]


def test_a_run_that_would_follow_itself_is_cut_at_its_last_heading():
    blocks = ["续乙。", "丙。", "标题", "甲甲，", "乙，乙"]
    assert reading_order(blocks, {4: 0}, set(), set()) == [2, 3, 4, 0, 1]
    blocks[2] = "不是，标题"
    assert reading_order(blocks, {4: 0}, set(), set()) == [4, 0, 1, 2, 3]


def test_neighbours_in_the_file_stay_together_until_one_is_cut():
    assert reading_order(["a", "b", "c", "d"], {3: 0}, {1}, set()) == [2, 3, 0, 1]
    assert reading_order(["a", "b", "c", "d"], {}, {1}, {3}) == [0, 1, 2, 3]


def test_runs_that_follow_each_other_in_a_ring_are_all_there():
    order = reading_order(["a，", "b，", "c，", "d，"], {1: 2, 3: 0}, set(), set())
    assert sorted(order) == [0, 1, 2, 3]
    assert order.index(2) == order.index(1) + 1
    assert order.index(0) == order.index(3) + 1


def test_a_ring_of_blocks_is_refused():
    with pytest.raises(ValueError, match="ring"):
        reading_order(["a，", "b，"], {0: 1, 1: 0}, set(), set())


def test_a_ring_is_not_cut_between_joined_neighbours():
    assert reading_order(["a，", "b，", "c，"], {1: 2, 2: 0}, set(), set()) == [1, 2, 0]


def test_articles_are_put_in_the_order_of_their_numbers():
    blocks = ["第三条 丙。", "第一条 甲", "乙。", "第二条 乙。"]
    order = reading_order(blocks, {1: 2}, {0, 3}, {1, 3})
    assert order == [1, 2, 3, 0]


def test_the_same_article_twice_leaves_the_file_in_order():
    blocks = ["第三条 丙。", "第一条 甲。", "第三条 丁。"]
    assert reading_order(blocks, {}, {0, 1}, {1, 2}) == [0, 1, 2]


def test_a_marker_heads_no_section_and_a_short_line_does():
    blocks = ["【盘点】", "服务提质优民生", "【看点】", "全年受理三万件。"]
    assert section_headings(blocks, [1, 2, 3, 0]) == [1, 1, 1, 1]
    assert section_headings(blocks, [0, 1, 2, 3]) == [None, 1, 1, 1]
