import math

import pytest

from evals.metrics import holds, mrr_at, ndcg_at, percentile, recall_at


def test_recall_is_the_share_of_the_relevant_found():
    assert recall_at(["a", "x", "b"], {"a", "b"}, 1) == 0.5
    assert recall_at(["a", "x", "b"], {"a", "b"}, 3) == 1.0


def test_reciprocal_rank_looks_no_deeper_than_k():
    assert mrr_at(["x", "a"], {"a"}, 10) == 0.5
    assert mrr_at(["x", "a"], {"a"}, 1) == 0.0


def test_gain_is_binary_and_discounted_by_rank():
    assert ndcg_at(["a", "b"], {"a", "b"}, 10) == 1.0
    assert ndcg_at(["x", "a"], {"a"}, 10) == pytest.approx(1 / math.log2(3))


def test_an_answer_is_found_whatever_its_width_case_and_spacing():
    assert holds("总供水量 ５９０６ 万吨。", ["5906万吨"])
    assert holds("About NASA", ["nasa"])
    assert not holds("5907万吨", ["5906万吨"])


def test_every_slot_needs_one_of_its_alternatives():
    assert holds("甲和乙", ["甲"], [["甲", "丙"], ["乙"]])
    assert not holds("只有甲", ["甲"], [["甲"], ["乙"]])


def test_percentiles_are_nearest_rank():
    assert percentile([3, 1, 2, 4], 0.5) == 2
    assert percentile([3, 1, 2, 4], 0.95) == 4
    assert percentile([], 0.5) == 0


def test_where_nothing_is_relevant_nothing_is_found():
    assert (recall_at(["a"], set(), 1), mrr_at(["a"], set(), 1), ndcg_at(["a"], set(), 1)) == (0, 0, 0)
