from __future__ import annotations

from datetime import date

import pytest

from assistant.domain import Document, Filters, Metadata
from assistant.library.scope import matches, reach, wanted, years_of
from assistant.library.shelf import Entry, standing
from tests.assistant.library.papers import ALL, NOBODY, STAFF


def document(name: str = "a", **known: object) -> Document:
    metadata = Metadata(title=name, **known)  # type: ignore[arg-type]
    return Document(name, 1, metadata, name, "0" * 64, 1, 10, standing(metadata))


@pytest.mark.parametrize(
    ("known", "years"),
    [
        ({"period": "2023"}, [2023]),
        ({"period": "2023年1-6月", "published": date(2024, 2, 4)}, [2023]),
        ({"period": "2021-2023"}, [2021, 2022, 2023]),
        ({"published": date(2024, 2, 4)}, [2024]),
        ({"period": "上半年"}, []),
        ({}, []),
    ],
)
def test_the_years_are_those_of_the_period_or_else_of_publication(known: dict[str, object], years: list[int]) -> None:
    assert list(years_of(Metadata(title="a", **known))) == years  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("filters", "passes"),
    [
        (Filters(kinds=("policy",)), True),
        (Filters(kinds=("review",)), False),
        (Filters(places=("清源", "平湖")), True),
        (Filters(places=("平湖",)), False),
        (Filters(document_ids=("a", "b")), True),
        (Filters(document_ids=("b",)), False),
        (Filters(years=(2022, 2023)), True),
        (Filters(years=(2022,)), False),
        (Filters(years=(2023,), kinds=("review",)), False),
        (Filters(as_of=date(2023, 6, 1)), True),
        (Filters(as_of=date(2023, 5, 31)), False),
        (Filters(as_of=date(2024, 6, 1)), False),
    ],
)
def test_a_document_must_pass_every_restriction(filters: Filters, passes: bool) -> None:
    policy = document(
        kind="policy", place="清源", period="2023", effective_from=date(2023, 6, 1), effective_to=date(2024, 5, 31)
    )
    assert matches(policy, filters) is passes


def test_a_superseded_document_is_found_only_by_name_or_day() -> None:
    old = document(superseded_by="b")
    assert not wanted(old, ALL)
    assert not wanted(old, Filters(years=(2023,)))
    assert wanted(old, Filters(document_ids=("a",)))
    assert wanted(old, Filters(as_of=date(2020, 1, 1)))


def test_a_scope_holds_what_the_person_may_see_and_says_whether_it_is_all() -> None:
    shown, hidden = document("a", kind="policy"), document("b", access_label="board")
    entries = [Entry(1, 1, None, shown), Entry(2, 1, None, hidden)]
    everything = reach(entries, STAFF, ALL)
    assert (dict(everything.scope.versions), everything.scope.passages) == ({"a": 1}, 10)
    assert not everything.scope.restricted
    assert list(everything.entries) == [1]
    assert reach(entries, STAFF, Filters(kinds=("review",))).scope.restricted
    assert not reach(entries, NOBODY, ALL).scope.versions


def test_a_rule_that_has_ended_is_found_only_by_name_or_day() -> None:
    ended = Document("d", 1, Metadata("t", effective_to=date(2023, 6, 30)), "p", "0", 1, 1)
    assert not wanted(ended, ALL)
    assert wanted(ended, Filters(document_ids=("d",)))
    assert wanted(ended, Filters(as_of=date(2022, 1, 1)))


def test_a_later_edition_was_not_in_force_before_it_was_published() -> None:
    law = Document(
        "d", 1, Metadata("t", kind="law", effective_from=date(2009, 1, 1), published=date(2017, 12, 1)), "p", "0", 1, 1
    )
    assert not wanted(law, Filters(as_of=date(2010, 1, 1)))
    assert wanted(law, Filters(as_of=date(2018, 1, 1)))
