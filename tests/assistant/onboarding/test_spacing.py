from __future__ import annotations

from datetime import UTC, datetime, timedelta

from assistant.onboarding.spacing import spaced

BEGIN = datetime(2026, 3, 2, 8, tzinfo=UTC)


def after(*rights):
    """When the card is due after these answers, each given when it was due, and the hour of the last one."""
    card, when = "", BEGIN
    for right in rights:
        given = when
        made = spaced(card, right, given)
        card, when = made.card, made.due
    return when - given


def test_a_wrong_answer_comes_back_within_minutes_and_a_right_one_after_days():
    assert after(False) <= timedelta(minutes=10)
    assert after(True, True) >= timedelta(days=1)


def test_each_right_answer_waits_longer_and_a_wrong_one_begins_anew():
    assert after(True, True, True) > after(True, True)
    assert after(True, True, True, False) <= timedelta(minutes=10)


def test_the_same_answers_give_the_same_days():
    assert spaced("", True, BEGIN) == spaced("", True, BEGIN)
