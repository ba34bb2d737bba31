from datetime import date

import pytest

from assistant.answering.forms.precedence import precedence
from tests.support.builders import make_document

NATIONAL = make_document("n", kind="law", effective_from=date(2018, 1, 1))
LOCAL = make_document("l", kind="law", place="汀澜市", effective_from=date(2020, 1, 1))
HOUSE = make_document("h", kind="policy", place="汀澜市", effective_from=date(2023, 1, 1))


@pytest.mark.parametrize(
    ("one", "other", "first", "why"),
    [
        (LOCAL, NATIONAL, "n", "national_local"),
        (NATIONAL, HOUSE, "n", "national_house"),
        (HOUSE, LOCAL, "l", "local_house"),
    ],
)
def test_the_higher_rule_prevails_however_old_it_is(one, other, first, why):
    ruling = precedence(one, other)
    assert (ruling.prevailing.document_id, ruling.why) == (first, why)


def test_of_one_rank_the_later_prevails():
    newer = make_document("h2", kind="procedure", effective_from=date(2024, 1, 1))
    ruling = precedence(HOUSE, newer)
    assert (ruling.prevailing.document_id, ruling.why) == ("h2", "later")


def test_of_two_reports_the_later_prevails_and_without_dates_none_does():
    early, late = (
        make_document(name, kind="review", published=date(2024, month, 1)) for month, name in ((1, "a"), (2, "b"))
    )
    assert precedence(early, late).prevailing.document_id == "b"
    undated = make_document("c", kind="review", published=None)
    assert precedence(early, undated) is None


def test_a_rule_and_a_report_are_not_measured_against_each_other():
    assert precedence(HOUSE, make_document("r", kind="review")) is None
