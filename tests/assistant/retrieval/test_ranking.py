import numpy as np
import pytest

from assistant.retrieval import ranking
from assistant.retrieval.agreement import Agreement
from assistant.retrieval.ranking import Signs
from assistant.retrieval.weights import Weights

NOTHING = Agreement(0.0, 0.0, 0.0)


def signs(cosines, *, voice=None, keyword=None, known=1.0, likeness=None):
    count = len(cosines)
    return Signs(
        passage_ids=[chr(ord("a") + place) for place in range(count)],
        cosine=np.array(cosines, float),
        voice=np.array(voice or [0.0] * count, float),
        keyword=np.array(keyword or [0.0] * count, float),
        known=known,
        likeness=None if likeness is None else np.array(likeness, float),
    )


def order(found, weights, limit=10, agreements=None):
    told = agreements or {}
    return ranking.order(found, weights, limit, lambda names: [told.get(name, NOTHING) for name in names])


def names(ranked):
    return [each.passage_id for each in ranked]


def test_a_keyword_hit_lifts_a_passage_by_the_weight_times_its_share_of_the_best_score():
    found = order(signs([0.80, 0.79, 0.50], keyword=[0.0, 10.0, 5.0]), Weights(keyword=0.03))
    assert names(found) == ["b", "a", "c"]
    assert [each.score for each in found] == pytest.approx([0.82, 0.80, 0.515])


def test_keywords_count_less_the_fewer_of_the_question_s_terms_the_library_knows():
    found = order(signs([0.80, 0.79], keyword=[0.0, 10.0], known=0.1), Weights(keyword=0.03))
    assert names(found) == ["a", "b"]
    assert found[1].parts["keyword_part"] == pytest.approx(0.003)


def test_without_keyword_hits_the_order_is_the_cosines():
    assert names(order(signs([0.1, 0.9]), Weights(keyword=0.03))) == ["b", "a"]


def test_a_passage_that_is_near_to_any_question_falls_behind():
    assert names(order(signs([0.80, 0.79], voice=[0.9, 0.7]), Weights(voice=0.2))) == ["b", "a"]


def test_the_voice_moves_candidates_against_each_other_and_not_all_together():
    found = order(signs([0.80, 0.70], voice=[0.9, 0.9]), Weights(voice=0.2))
    assert [each.score for each in found] == pytest.approx([0.80, 0.70])


def test_each_agreement_of_the_texts_adds_its_weight():
    told = {"b": Agreement(pairs=1.0, numbers=0.5, length=-2.0)}
    found = order(signs([0.80, 0.80]), Weights(pairs=0.04, numbers=0.02, length=0.01), agreements=told)
    assert names(found) == ["b", "a"]
    assert found[0].score == pytest.approx(0.80 + 0.04 + 0.01 - 0.02)


def test_a_passage_like_the_first_two_comes_before_one_that_is_not():
    likeness = [[1, 0.9, 0.1, 0.9], [0.9, 1, 0.1, 0.9], [0.1, 0.1, 1, 0.1], [0.9, 0.9, 0.1, 1]]
    found = signs([0.9, 0.9, 0.8, 0.79], likeness=likeness)
    assert names(order(found, Weights())) == ["a", "b", "c", "d"]
    assert names(order(found, Weights(feedback=0.3))) == ["a", "b", "d", "c"]


def test_without_vectors_there_is_no_feedback():
    found = order(signs([0.9, 0.8, 0.7]), Weights(feedback=0.3))
    assert "feedback" not in found[0].parts


def test_only_what_the_legs_put_first_is_read():
    asked = []

    def read(chosen):
        asked.extend(chosen)
        return [NOTHING] * len(chosen)

    many = Signs([f"{place:03}" for place in range(200)], np.linspace(1, 0, 200), np.zeros(200), np.zeros(200), 1.0)
    ranking.order(many, Weights(), 10, read)
    assert asked == [f"{place:03}" for place in range(ranking.READ)]


def test_a_limit_beyond_what_is_usually_read_is_met():
    many = Signs([f"{place:03}" for place in range(200)], np.linspace(1, 0, 200), np.zeros(200), np.zeros(200), 1.0)
    assert len(order(many, Weights(), limit=150)) == 150


def test_ties_are_ordered_by_passage():
    assert names(order(signs([0.5, 0.5, 0.5]), Weights())) == ["a", "b", "c"]


def test_the_parts_make_the_score():
    likeness = [[1, 0.5, 0.2], [0.5, 1, 0.3], [0.2, 0.3, 1]]
    found = signs([0.8, 0.7, 0.6], voice=[0.9, 0.8, 0.7], keyword=[1, 2, 3], likeness=likeness)
    weights = Weights(0.03, 0.2, 0.015, 0.015, 0.008, 0.3)
    for each in order(found, weights, agreements={"a": Agreement(0.5, 1.0, -1.0)}):
        assert sum(each.parts.values()) == pytest.approx(each.score)


def test_no_candidates_make_an_empty_order():
    assert order(signs([]), Weights(0.03, 0.2, 0.015, 0.015, 0.008, 0.3)) == []
