from datetime import date

import pytest

from assistant.domain import Filters, Hint, Understood
from assistant.retrieval.boosting import at_the_clause_first, lifted
from assistant.retrieval.narrowing import Narrowed
from tests.support.builders import make_document, make_hit


def narrowed(*hints, **more):
    return Narrowed(Filters(), Understood("zh", hints), **more)


def first(found):
    return found[0].document.document_id


def pair(**second):
    return [
        make_hit("一", make_document("a", title="甲", period="2020", published=None), score=0.9),
        make_hit("二", make_document("b", **{"title": "甲", "published": None} | second), score=0.895),
    ]


def test_the_year_asked_about_comes_before_its_equals():
    assert first(lifted(pair(period="2023"), "多少", narrowed(Hint("year", "2023")))) == "b"
    assert first(lifted(pair(period="2023"), "多少", narrowed())) == "a"


def test_the_kind_of_paper_and_the_paper_named_come_before_their_equals():
    assert lifted(pair(kind="plan"), "多少", narrowed(Hint("paper", "plan")))[1].legs["paper"] > 0
    assert first(lifted(pair(), "多少", narrowed(papers=("b",)))) == "b"


def test_words_of_the_title_lift_a_little():
    found = lifted(pair(title="水质管理"), "水质管理", narrowed())
    assert 0 < next(hit for hit in found if hit.document.document_id == "b").legs["heading"] <= 0.005


def test_what_was_named_comes_before_all_in_its_order_and_the_sum_stays_true():
    hits = [make_hit(str(n), ordinal=n, score=0.9 - n / 100) for n in range(4)]
    found = at_the_clause_first(hits, (hits[3].passage.passage_id, hits[1].passage.passage_id))
    assert [hit.passage.text for hit in found] == ["3", "1", "0", "2"]
    assert found[0].score > found[1].score > 1
    assert sum(found[0].legs.values()) == pytest.approx(found[0].score)


@pytest.mark.parametrize(
    ("question", "expected"),
    [("2021年打算新增多少就业？", "b"), ("2021年新增就业目标完成了吗？", "a"), ("2021年新增就业多少？", "a")],
)
def test_a_year_s_plan_is_looked_for_in_that_year_s_paper_and_its_outcome_in_the_next_one_s_too(question, expected):
    hits = [
        make_hit("一", make_document("a", title="甲", period="2022", published=date(2022, 3, 5)), score=0.9),
        make_hit("二", make_document("b", title="甲", period="2021", published=date(2021, 3, 5)), score=0.87),
    ]
    assert first(lifted(hits, question, narrowed(Hint("year", "2021")))) == expected
