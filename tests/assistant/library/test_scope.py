from __future__ import annotations

from datetime import date

import pytest

from assistant.curation import Basis, Decision, Replacement
from assistant.domain import Document, Filters, Metadata
from assistant.library.papers import Paper
from assistant.library.scope import matches, reach, wanted, years_of
from assistant.library.shelf import Entry, settled
from tests.assistant.library.papers import ALL, NOBODY, STAFF

TODAY = date(2024, 1, 1)


def entry(name: str = "a", *since: date | None, key: int = 1, **known: object) -> Entry:
    """The current version of a document that others took the place of on the days `since`."""
    metadata = Metadata(title=name, **known)  # type: ignore[arg-type]
    document = Document(name, 1, metadata, name, "0" * 64, 1, 10)
    about = [
        (Replacement(name, f"new{n}", Basis.EDITION, Decision.IN_EFFECT, day), Paper(f"new{n}", Metadata("new"), ""))
        for n, day in enumerate(since)
    ]
    return settled(Entry(key, 1, None, document, metadata), about, TODAY)


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
    policy = entry(
        kind="policy", place="清源", period="2023", effective_from=date(2023, 6, 1), effective_to=date(2024, 5, 31)
    )
    assert matches(policy, filters) is passes


@pytest.mark.parametrize(
    "out",
    [
        entry("a", date(2023, 6, 30)),
        entry("a", None),
        entry("a", superseded_by="一份没有入库的文件"),
        entry("a", effective_to=date(2023, 6, 30)),
        entry("a", effective_from=date(2024, 6, 30)),
    ],
)
def test_what_is_not_in_force_is_found_only_by_name_or_day(out: Entry) -> None:
    assert not out.in_force
    assert not wanted(out, ALL)
    assert not wanted(out, Filters(years=(2023,)))
    assert wanted(out, Filters(document_ids=("a",)))
    in_those_days = date(2024, 7, 1) if out.document.status == "not_yet" else date(2022, 1, 1)
    assert wanted(out, Filters(as_of=in_those_days))


def test_of_two_editions_the_one_in_force_that_day_is_found() -> None:
    first = entry("a", date(2023, 7, 1), effective_from=date(2021, 6, 1))
    second = entry("b", effective_from=date(2023, 7, 1))
    for day, expected in (
        (date(2021, 5, 31), []),
        (date(2021, 6, 1), ["a"]),
        (date(2023, 6, 30), ["a"]),
        (date(2023, 7, 1), ["b"]),
    ):
        held = reach([first, second], STAFF, Filters(as_of=day)).scope.versions
        assert list(held) == expected


def test_a_replacement_to_come_takes_nothing_away_today() -> None:
    due = entry("a", date(2024, 1, 2))
    assert (due.document.status, due.document.metadata.superseded_by) == ("in_force", None)
    assert wanted(due, ALL)
    assert not wanted(due, Filters(as_of=date(2024, 1, 2)))


def test_a_scope_holds_what_the_person_may_see_and_says_whether_it_is_all() -> None:
    entries = [entry("a", kind="policy"), entry("b", key=2, access_label="board")]
    everything = reach(entries, STAFF, ALL)
    assert (dict(everything.scope.versions), everything.scope.passages) == ({"a": 1}, 10)
    assert not everything.scope.restricted
    assert list(everything.entries) == [1]
    assert reach(entries, STAFF, Filters(kinds=("review",))).scope.restricted
    assert not reach(entries, NOBODY, ALL).scope.versions


def test_a_later_edition_was_not_in_force_before_it_was_published() -> None:
    law = entry("d", kind="law", effective_from=date(2009, 1, 1), published=date(2017, 12, 1))
    assert not wanted(law, Filters(as_of=date(2010, 1, 1)))
    assert wanted(law, Filters(as_of=date(2018, 1, 1)))
