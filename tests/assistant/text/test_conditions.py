"""Conditions and exceptions of a rule."""

from __future__ import annotations

import pytest

from assistant.text.conditions import conditions, has_exception, opens_exception


@pytest.mark.parametrize(
    ("sentence", "held", "excepted"),
    [
        ("未经供水企业同意，任何单位不得改装水表。", "未经供水企业同意", False),
        ("停止供水的，供水企业应当提前通知用户。", "停止供水的", False),
        ("在火灾情况下，可以使用消防栓。", "在火灾情况下", False),
        ("对负有保密义务的劳动者，用人单位可以约定竞业限制。", "对负有保密义务的劳动者", False),
        ("用户应当按时缴费，但低保户除外。", "但低保户除外", True),
        ("除单一来源采购项目外，供应商不得参加其他采购。", "除单一来源采购项目外", True),
        ("The meter must not be moved unless the utility agrees.", "unless the utility agrees", False),
        ("Customers shall pay, except those in need.", "except those in need", True),
    ],
)
def test_what_a_rule_hangs_on_is_found(sentence, held, excepted):
    assert [(sentence[a:b].lstrip("，"), kind) for a, b, kind in conditions(sentence)] == [(held, excepted)]


def test_what_is_added_is_no_exception():
    assert conditions("除缴纳水费外，还应当缴纳加价水费。") == []
    assert conditions("用户应当按时缴费。") == []


def test_an_exception_may_stand_behind_a_semicolon():
    assert opens_exception("个人明确拒绝的除外。")
    assert not opens_exception("情况复杂的，可以延长。")
    assert has_exception("低保户除外")
    assert not has_exception("用户应当缴费")
