from __future__ import annotations

from assistant.domain import Citation, Claim, QuoteInContext, Span, Status, Verdict
from assistant.ui.widgets import AROUND, claim_badges, quote_html


def citation(*spans):
    return Citation(1, "d", 1, "p", "题", 1, None, None, (), "引文", spans)


def test_only_the_cited_spans_are_highlighted_and_what_lies_between_is_shown_plain():
    seen = QuoteInContext(1, "前", "指标 供水量 单位 万吨 4218", "后")
    shown = quote_html(citation(Span(1, 3, 6), Span(1, 13, 17)), QuoteInContext(1, "前", seen.quote[3:], "后"))
    assert "<mark>供水量</mark>" in shown
    assert '<span class="cw-around"> 单位 万吨 </span>' in shown.replace("\n", "")
    assert shown.count("<mark>") == 2


def test_spans_that_overlap_show_no_character_twice():
    shown = quote_html(citation(Span(1, 0, 4), Span(1, 2, 6)), QuoteInContext(1, "", "一二三四五六", ""))
    assert "<mark>一二三四五六</mark>" in shown


def test_a_long_stretch_between_two_spans_is_shortened():
    text = "头" + "间" * 1000 + "尾"
    shown = quote_html(citation(Span(1, 0, 1), Span(1, 1001, 1002)), QuoteInContext(1, "", text, ""))
    assert "<mark>头</mark>" in shown
    assert "<mark>尾</mark>" in shown
    assert shown.count("间") == 240


def test_text_that_was_cut_shows_that_it_goes_on():
    shown = quote_html(citation(Span(1, AROUND, AROUND + 1)), QuoteInContext(1, "前" * AROUND, "引", "短"))
    assert '<span class="cw-around">…前' in shown
    assert "短…" not in shown


def test_a_quote_from_a_hostile_paper_stays_text():
    shown = quote_html(citation(Span(1, 0, 8)), QuoteInContext(1, "<i>", "<script>", "</mark>"))
    assert "<script>" not in shown
    assert shown.count("</mark>") == 1


def test_badges_tell_plan_from_result_and_leave_a_timeless_rule_alone():
    def badges(status, period=None, verdict=Verdict.SUPPORTED):
        return claim_badges(Claim("句", (1,), verdict, status, period))

    assert "cw-plan" in badges(Status.PLANNED)
    assert "计划 · 2024年" in badges(Status.PLANNED, "2024")
    assert "cw-done" in badges(Status.ACHIEVED, "2023")
    assert badges(Status.STATE) == ""
    assert "现状 · 2023年" in badges(Status.STATE, "2023")
    assert "未获原文支持" in badges(None, verdict=Verdict.UNSUPPORTED)
