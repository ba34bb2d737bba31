from __future__ import annotations

import pytest

from assistant.domain import Status, Verdict
from assistant.drafting.checking import Wording, checked_sentence, figures_of_draft
from assistant.drafts import Draft, DraftSection, Part
from assistant.verification import Source

RESULT = Source("全年新建管网31公里，总磷浓度达到2007年以来同期最好水平。", period="2023", status=Status.ACHIEVED)
PLAN = Source("拟将关爱功能覆盖面扩大到1200户，连云港30万吨级航道开工。", period="2024", status=Status.PLANNED)


def verdict(text, source, part=None):
    return checked_sentence(Wording(text, (1,), part), {1: source}).claim.verdict


def test_a_sentence_its_source_holds_is_supported_with_a_line_a_number():
    found = checked_sentence(Wording("2023年，全年新建管网31公里。", (1,), Part.RESULTS), {1: RESULT})
    assert found.claim.verdict is Verdict.SUPPORTED
    assert {each.raw for each in found.quantities} >= {"31"}


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("2023年，全年新建管网32公里。", RESULT),
        ("总磷浓度达到2005年以来同期最好水平。", RESULT),
        ("已将关爱功能覆盖面扩大到1200户。", PLAN),
        ("连云港30吨级航道开工。", PLAN),
    ],
)
def test_a_changed_number_year_size_or_a_plan_told_as_done_is_unsupported(text, source):
    found = checked_sentence(Wording(text, (1,)), {1: source})
    assert found.claim.verdict is Verdict.UNSUPPORTED
    assert found.why


def test_a_plan_may_stand_among_plans_and_not_among_results():
    text = "拟将关爱功能覆盖面扩大到1200户，连云港30万吨级航道开工。"
    assert verdict(text, PLAN, Part.PLAN) is Verdict.SUPPORTED
    assert verdict(text, PLAN, Part.RESULTS) is Verdict.UNSUPPORTED


def test_without_a_source_a_sentence_is_unsupported_and_over_a_doubtful_one_not_checkable():
    assert checked_sentence(Wording("新建管网31公里。", ()), {}).claim.verdict is Verdict.UNSUPPORTED
    assert checked_sentence(Wording("新建管网31公里。", (1,)), {1: None}).claim.verdict is Verdict.NOT_CHECKABLE


def test_the_list_of_figures_holds_what_measures_and_not_what_names():
    source = Source("深入推进“一支部一品牌”建设，全年新建管网31公里。", period="2023", status=Status.ACHIEVED)
    said = checked_sentence(
        Wording("深入推进“一支部一品牌”建设，全年新建管网31公里。", (1,), Part.RESULTS), {1: source}
    )
    section = DraftSection("1", "项目提速", 1, Part.RESULTS, (said,))
    found = figures_of_draft(Draft("回顾", 2023, "special_report", "zh", (section,), ()))
    assert [(each.raw, each.unit, each.verdict) for each in found] == [("31", "公里", "exact")]
