from __future__ import annotations

from dataclasses import replace

from assistant.question_items import ItemType
from evals.onboarding import duplicates, told_somewhere, wrong_options
from tests.assistant.onboarding.rules import clause
from tests.assistant.onboarding.sample_items import made

ITEM = made(
    "i", ItemType.SINGLE, "计划停水的，供水企业应当提前多长时间通知用户？", "24小时", "第二条", ("24小时", "48小时")
)


def test_the_same_question_twice_is_a_duplicate():
    assert duplicates([ITEM, replace(ITEM, item_id="j")]) == 1
    other = made("k", ItemType.SHORT, "停水通知由谁发布？", "客户服务部", "第五条")
    assert duplicates([ITEM, other]) == 0


def test_a_distractor_that_some_clause_tells_of_the_same_is_noticed():
    assert wrong_options(ITEM) == ["48小时"]
    assert told_somewhere(ITEM, "48小时", [clause("计划停水的，供水企业应当提前48小时通知用户。")])
    assert not told_somewhere(ITEM, "48小时", [clause("水样应当在48小时内送检。")])
