from __future__ import annotations

from datetime import date

import pytest

from assistant.domain import Metadata
from assistant.errors import UsageError
from assistant.library.layers import applied, checked, to_json, typed, values_from_json


def test_values_stand_in_place_of_what_was_there_and_the_rest_stays() -> None:
    detected = Metadata("甲", kind="other", place="平湖市", published=date(2023, 1, 1), period="2023")
    told = applied(detected, {"kind": "policy", "published": "2024-02-04", "period": "", "origin": "网上"})
    assert told == Metadata("甲", kind="policy", place="平湖市", published=date(2024, 2, 4))


def test_known_to_be_nothing_is_told_from_taken_back() -> None:
    assert checked({"place": "", "published": "", "title": None}) == {"place": "", "published": "", "title": None}
    assert typed("published", "") is None
    assert typed("place", "") == ""
    assert typed("replaces", "《旧办法》") == ("《旧办法》",)


def test_values_come_back_as_they_went_in() -> None:
    values = {"published": date(2023, 1, 1), "replaces": ("甲", "乙"), "place": "清源市", "effective_to": None}
    assert values_from_json(to_json(values)) == values


@pytest.mark.parametrize("value", [7, ["2023"], b"x"])
def test_what_is_no_text_is_refused(value: object) -> None:
    with pytest.raises(UsageError):
        typed("place", value)
