from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.onboarding import gates
from assistant.question_items import ItemType
from tests.assistant.onboarding.sample_items import made

GOOD = made("i", ItemType.SHORT, "根据《停水通知管理办法》，计划停水应当提前多长时间通知用户？", "24小时", "第二条")


def test_a_sound_item_has_no_flaw():
    assert gates.flaw_of(GOOD) == ""


@pytest.mark.parametrize(
    ("change", "gate"),
    [
        ({"question": "依照前款规定停水的，供水企业应当提前多长时间通知用户？"}, "not_standing_alone"),
        ({"question": "本办法规定，计划停水应当提前多长时间通知用户？"}, "not_standing_alone"),
        ({"question": "该单位计划停水时，应当提前多长时间通知用户？"}, "not_standing_alone"),
        ({"question": "供水企业按照有关规定应当提前多长时间通知用户？"}, "not_standing_alone"),
        ({"answer": ("48小时",)}, "answer_not_in_quote"),
        ({"question": "根据《停水通知管理办法》，提前24小时通知用户的是多长时间？"}, "answer_leaks"),
        ({"question": "根据《停水通知管理办法（试行》，计划停水应当提前多长时间通知用户？"}, "broken_sentence"),
        ({"question": "根据《停水通知管理办法》，供水企业应当提前多长时间通知用户和？"}, "broken_sentence"),
        ({"question": "计划停水" * 60 + "？"}, "too_long"),
        ({"type": ItemType.SINGLE, "options": ("24小时", "12小时")}, "too_few_options"),
    ],
)
def test_each_gate_is_named_for_what_it_keeps_out(change, gate):
    assert gates.flaw_of(replace(GOOD, **change)) == gate


def test_a_question_worded_like_another_is_the_same_question():
    asked = [("计划停水的，供水企业应当提前多长时间通知用户", ("24小时",))]
    assert gates.asks_the_same("计划停水，供水企业应当提前多长时间通知用户", ("24小时",), asked)
    assert not gates.asks_the_same("停水通知应当载明哪些内容", ("原因",), asked)
