from __future__ import annotations

from assistant.drafting.shortening import shorter


def test_wordings_are_the_sentences_own_clauses_in_order_longest_first():
    assert shorter("全年抢修1126次，及时率99.4%，没有投诉。") == (
        "全年抢修1126次，及时率99.4%。",
        "全年抢修1126次，没有投诉。",
        "及时率99.4%，没有投诉。",
        "全年抢修1126次。",
        "及时率99.4%。",
        "没有投诉。",
    )


def test_a_thousands_mark_parts_no_clause():
    assert shorter("We repaired 1,126 bursts, 3% more than planned.") == (
        "We repaired 1,126 bursts.",
        "3% more than planned.",
    )


def test_a_single_clause_has_no_shorter_wording():
    assert shorter("全年抢修1126次。") == ()


def test_a_very_long_sentence_is_shortened_from_its_ends_alone():
    text = "，".join(f"第{n}项" for n in range(12)) + "。"
    assert len(shorter(text)) == 22
