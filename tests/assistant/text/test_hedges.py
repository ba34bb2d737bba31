"""约, 超, 近, 以上 and their English twins."""

from __future__ import annotations

import pytest

from assistant.text.hedges import hedge_of


@pytest.mark.parametrize(
    ("before", "between", "after", "approx"),
    [
        ("就业约", "", "人", "about"),
        ("企业超", "", "家", "over"),
        ("水压不低于", "", "", "over"),
        ("工期不超过", "", "", "up_to"),
        ("开展服务", "余", "次", "over"),
        ("就业", "", "以上", "over"),
        ("增长", "", "左右", "about"),
        ("办结时限", "", "以内", "up_to"),
        ("达到", "", "", "exact"),
        ("nearly ", "", "", "about"),
        ("more than ", "", "", "over"),
        ("no more than ", "", "", "up_to"),
        ("at least ", "", " jobs", "over"),
        ("reached ", "", " or so", "about"),
    ],
)
def test_the_words_around_a_number_say_how_exact_it_is(before, between, after, approx):
    assert hedge_of(before, between, after)[0] == approx


def test_the_hedge_itself_is_given_back():
    assert hedge_of("接近", "", "")[1] == "接近"
    assert hedge_of("Nearly ", "", "")[1] == "nearly"
