import pytest

from assistant.retrieval.fusion import fuse


def test_a_keyword_hit_lifts_a_passage_by_the_weight_times_its_share_of_the_best_score():
    ranked = fuse({"a": 0.80, "b": 0.79, "c": 0.50}, [("b", 10.0), ("c", 5.0)], weight=0.03, limit=3)
    assert [each.passage_id for each in ranked] == ["b", "a", "c"]
    assert [each.score for each in ranked] == pytest.approx([0.82, 0.80, 0.515])


def test_without_keyword_hits_the_order_is_the_cosines():
    ranked = fuse({"a": 0.1, "b": 0.9}, [], weight=0.03, limit=10)
    assert [(each.passage_id, each.keyword) for each in ranked] == [("b", 0.0), ("a", 0.0)]


def test_ties_do_not_depend_on_the_order_of_the_legs():
    first = fuse({"a": 0.5, "b": 0.5}, [], weight=0.03, limit=2)
    second = fuse({"b": 0.5, "a": 0.5}, [], weight=0.03, limit=2)
    assert first == second


def test_no_more_than_the_limit_comes_back():
    assert len(fuse({str(n): n / 100 for n in range(50)}, [], weight=0.03, limit=7)) == 7


def test_the_keyword_part_and_the_cosine_make_the_score():
    ranked = fuse({"a": 0.80, "b": 0.79}, [("b", 10.0)], weight=0.03, limit=2)
    assert {each.passage_id: round(each.keyword_part, 9) for each in ranked} == {"a": 0.0, "b": 0.03}
