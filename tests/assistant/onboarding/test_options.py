from __future__ import annotations

import pytest

from assistant.onboarding.facts import Kind
from assistant.onboarding.options import apart, turned
from assistant.onboarding.paper_facts import facts_of_paper
from assistant.onboarding.truth import given_elsewhere, refuted, sentences_of
from assistant.verification import Source
from tests.assistant.onboarding.rules import PAPER, clause


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("县级以上人民政府", "县级人民政府"),
        ("供水主管部门", "市供水主管部门"),
        ("国务院水行政主管部门", "省、自治区、直辖市人民政府水行政主管部门"),
        ("上一级人民政府", "县级以上人民政府"),
    ],
)
def test_bodies_of_which_one_may_hold_the_other_are_not_apart(a, b):
    assert not apart(a, b)


def test_bodies_of_different_business_are_apart():
    assert apart("供水主管部门", "价格主管部门")
    assert apart("供水企业", "建设单位")


def test_a_value_that_another_clause_gives_for_the_same_subject_is_no_distractor():
    rule = clause("供水企业应当自接到用户投诉之日起五日内答复用户。")
    other = clause("供水企业应当自接到用户投诉之日起十日内书面答复用户处理结果。", "第九条")
    [fact] = [each for each in facts_of_paper(rule, PAPER) if each.kind is Kind.FIGURE]
    own = sentences_of([rule, other])
    assert given_elsewhere(fact, "十日", own, ())
    assert given_elsewhere(fact, "10日", own, ())
    assert not given_elsewhere(fact, "十五日", own, ())


def test_a_rule_turned_round_is_refuted_by_its_clause():
    text = "供水企业应当建立健全水质检测制度。"
    [false, *_] = turned(text.rstrip("。"))
    assert false == "供水企业可以建立健全水质检测制度"
    assert refuted(false, Source(text))


def test_a_rule_that_is_plain_when_turned_is_left_as_it_is():
    assert not list(turned("任何单位和个人不得擅自改装公共供水设施"))
