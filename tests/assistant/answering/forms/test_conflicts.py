from datetime import date

from assistant.answering.forms.conflicts import conflict_with
from assistant.answering.question import read
from assistant.answering.statements import read_statement
from assistant.domain import PassageKind
from tests.support.builders import make_candidate, make_document, make_hit

TODAY = date(2026, 11, 23)
ASKED = read("2023年全市总供水量是多少？", TODAY)


def _told(text, name, **metadata):
    metadata = {"kind": "review", "period": "2023", "place": "汀澜市"} | metadata
    return make_candidate(text, hit=make_hit(text, make_document(name, title=name, **metadata)))


def _rule(text, name, **metadata):
    document = make_document(name, title=name, **metadata)
    return make_candidate(text, hit=make_hit(text, document, kind=PassageKind.CLAUSE, clause="第六条"))


def _conflict(asked, first, *others):
    return conflict_with(asked, [read_statement(first)], [first, *others])


def test_another_value_of_the_same_thing_period_and_place_is_a_conflict_and_the_later_paper_prevails():
    early = _told("2023年，全市总供水量6200万吨。", "快报", published=date(2024, 1, 5))
    late = _told("2023年，全市总供水量6218万吨。", "回顾", published=date(2024, 2, 5))
    found = _conflict(ASKED, early, late)
    assert [each.candidate.hit.document.document_id for each in found.statements] == ["回顾", "快报"]
    assert (found.precedence.prevailing.document_id, found.precedence.why) == ("回顾", "later")


def test_a_rounded_or_converted_value_agrees():
    exact = _told("2023年，全市总供水量6218万吨。", "回顾")
    assert _conflict(ASKED, exact, _told("2023年，全市总供水量约6200万吨。", "简报")) is None
    assert _conflict(ASKED, exact, _told("2023年，全市总供水量62180000吨。", "简报")) is None


def test_another_year_another_thing_another_place_and_a_plan_are_no_conflict():
    exact = _told("2023年，全市总供水量6218万吨。", "回顾")
    for other in (
        _told("2022年，全市总供水量6035万吨。", "旧", period="2022"),
        _told("2023年，澜湖水厂供水4102万吨。", "分厂"),
        _told("2023年，全市总供水量5906万吨。", "邻市", place="平湖市"),
        _told("2023年，计划全市总供水量6150万吨。", "计划", kind="plan"),
    ):
        assert _conflict(ASKED, exact, other) is None


def test_a_national_rule_prevails_over_the_house_s_own():
    asked = read("计划停水要提前多久通知用户？", TODAY)
    house = _rule("计划停水应当提前12小时通知用户。", "停水办法", kind="policy", place="汀澜市")
    law = _rule("计划停水应当提前24小时通知用户。", "供水条例", kind="law")
    found = _conflict(asked, house, law)
    assert [each.candidate.hit.document.title for each in found.statements] == ["供水条例", "停水办法"]
    assert found.precedence.why == "national_house"


def test_rules_of_two_cities_do_not_disagree():
    asked = read("计划停水要提前多久通知用户？", TODAY)
    east = _rule("计划停水应当提前12小时通知用户。", "东", kind="law", place="东营市")
    north = _rule("计划停水应当提前24小时通知用户。", "北", kind="law", place="济南市")
    assert _conflict(asked, east, north) is None
