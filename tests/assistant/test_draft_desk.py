from __future__ import annotations

import pytest

from assistant import open_assistant
from assistant.access import LOCAL_PERSON
from assistant.citations import quote_of, same_but_white_space
from assistant.domain import Status, Verdict
from assistant.drafts import Choice, DraftRequest, Part
from assistant.errors import NotFound, UsageError
from assistant.verification import GOOD

NETWORK = """# 管网运维部2023年工作总结

汀澜市清源水务集团有限公司

发布日期：2024年1月15日

## 一、主要工作成效

### （一）漏损控制取得突破

2023年，管网漏损率由8.62%下降到7.21%。新增分区计量区域38个，累计建成86个。

检漏班全年夜间作业214个班次。“白天车多听不清，越是夜深人静，漏水的声音越真。”检漏班班长说。

### （二）抢修效率持续提升

全年抢修1126次，抢修及时率99.4%。

## 二、2024年工作打算

力争管网漏损率控制在6.9%以内，计划新增分区计量区域30个。
"""
SERVICE = """# 客户服务部2023年工作总结

汀澜市清源水务集团有限公司

发布日期：2024年1月16日

## 一、热线服务

服务热线全年受理各类诉求18640件，及时处理率99.6%。全年抢修1126次。

## 二、下一步打算

计划开展入企服务100次。
"""
OTHER = """# 河阳供水公司2023年工作总结

河阳市供水有限公司

发布日期：2024年1月11日

## 一、服务

全年受理诉求777件。
"""


@pytest.fixture
def assistant(tmp_path):
    folder = tmp_path / "papers"
    folder.mkdir()
    for name, text in (("管网运维部2023年工作总结", NETWORK), ("客户服务部2023年工作总结", SERVICE)):
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    made = open_assistant(tmp_path / "home")
    made.ingest([folder], LOCAL_PERSON)
    return made


def request(assistant, **more):
    return DraftRequest(2023, assistant.outline("special_report", LOCAL_PERSON), **more)


def sentences(draft, *parts):
    return [each for section in draft.sections if not parts or section.part in parts for each in section.sentences]


def test_every_sentence_of_a_draft_is_cited_and_supported_and_every_figure_of_it_is_verified(assistant):
    draft = assistant.draft(request(assistant), LOCAL_PERSON)
    assert sentences(draft)
    assert all(each.claim.citations and each.claim.verdict is Verdict.SUPPORTED for each in sentences(draft))
    assert draft.figures
    assert all(each.verdict in GOOD for each in draft.figures)
    assert {each.raw for each in draft.figures} >= {"7.21", "1126", "18640", "6.9"}


def test_a_citation_of_a_draft_quotes_the_page_it_points_at(assistant):
    for each in assistant.draft(request(assistant), LOCAL_PERSON).citations:
        pages = {span.page: assistant.page(each.document_id, span.page, LOCAL_PERSON).text for span in each.spans}
        assert same_but_white_space(quote_of(each.spans, pages), each.quote)


def test_results_hold_no_plan_and_plans_no_result(assistant):
    draft = assistant.draft(request(assistant), LOCAL_PERSON)
    results = sentences(draft, Part.OPENING, Part.CASE, Part.RESULTS)
    assert {each.claim.status for each in results} <= {Status.ACHIEVED, Status.STATE}
    assert {each.claim.status for each in sentences(draft, Part.PLAN)} == {Status.PLANNED}
    assert "6.9%" not in "".join(each.text for each in results)


def test_a_fact_that_two_papers_tell_is_written_once(assistant):
    text = "".join(each.text for each in sentences(assistant.draft(request(assistant), LOCAL_PERSON)))
    assert text.count("1126次") == 1


def test_results_stand_under_their_theme_and_the_case_with_the_words_somebody_spoke(assistant):
    draft = assistant.draft(request(assistant), LOCAL_PERSON)
    themes, heading = {}, ""
    for section in draft.sections:
        heading = section.heading if section.part is Part.HEADING else heading
        themes.setdefault((heading, section.part), "".join(each.text for each in section.sentences))
    assert "7.21%" in themes["管理提标", Part.RESULTS]
    assert "18640件" in themes["服务提质", Part.RESULTS]
    assert "漏水的声音越真" in themes["管理提标", Part.CASE]


def test_what_the_outline_asks_for_and_the_papers_lack_is_a_gap(assistant):
    draft = assistant.draft(request(assistant), LOCAL_PERSON)
    asked = {gap.asked for section in draft.sections for gap in section.gaps}
    assert "营业收入" in asked
    assert "漏损率" not in asked


def test_papers_of_another_organisation_are_not_mixed_in_unless_named(assistant, tmp_path):
    (tmp_path / "other").mkdir()
    path = tmp_path / "other" / "河阳供水公司2023年工作总结.md"
    path.write_text(OTHER, encoding="utf-8")
    assistant.ingest([path], LOCAL_PERSON)
    draft = assistant.draft(request(assistant), LOCAL_PERSON)
    assert "777" not in "".join(each.text for each in sentences(draft))
    assert "河阳" in draft.note
    named = assistant.draft(request(assistant, organisations=("河阳市供水有限公司",)), LOCAL_PERSON)
    assert "777件" in "".join(each.text for each in sentences(named))
    assert "18640" not in "".join(each.text for each in sentences(named))


def test_sections_come_one_by_one_and_the_last_brings_the_draft(assistant):
    steps = list(assistant.draft_in_sections(request(assistant), LOCAL_PERSON))
    assert [each.done for each in steps] == list(range(1, steps[0].total + 1))
    assert [each.draft is not None for each in steps] == [False] * (len(steps) - 1) + [True]
    assert tuple(c for each in steps for c in each.citations) == steps[-1].draft.citations
    assert tuple(each.section for each in steps) == steps[-1].draft.sections


def test_one_section_is_written_with_what_stands_below_it(assistant):
    draft = assistant.draft(request(assistant, section="服务提质"), LOCAL_PERSON)
    assert [each.heading for each in draft.sections] == ["服务提质", "【看点】", "【盘点】"]
    with pytest.raises(NotFound):
        assistant.draft(request(assistant, section="没有这一节"), LOCAL_PERSON)


def test_evidence_that_a_person_dropped_is_shown_and_not_written(assistant):
    found = {e.text: e for _, group in assistant.evidence(request(assistant), LOCAL_PERSON) for e in group}
    [repairs] = [each for text, each in found.items() if "抢修1126次，抢修及时率" in text]
    assert repairs.used
    chosen = request(assistant, choices={repairs.evidence_id: Choice.DROP})
    draft = assistant.draft(chosen, LOCAL_PERSON)
    assert "抢修及时率" not in "".join(each.text for each in sentences(draft))
    [again] = [
        e
        for _, group in assistant.evidence(chosen, LOCAL_PERSON)
        for e in group
        if e.evidence_id == repairs.evidence_id
    ]
    assert again.choice is Choice.DROP
    assert not again.used


def test_a_year_without_papers_is_said(assistant):
    with pytest.raises(UsageError):
        assistant.draft(DraftRequest(1999, assistant.outline("special_report", LOCAL_PERSON)), LOCAL_PERSON)


@pytest.mark.parametrize(
    ("old", "new"),
    [("7.21%", "7.12%"), ("7.21%", "7.21万吨"), ("2023年", "2022年"), ("下降到", "计划下降到"), ("8.62%", "86.2%")],
)
def test_an_edited_sentence_is_supported_only_while_its_source_holds_it(assistant, old, new):
    draft = assistant.draft(request(assistant), LOCAL_PERSON)
    [sentence] = [each for each in sentences(draft) if "7.21%" in each.text]
    cited = [each for each in draft.citations if each.n in sentence.claim.citations]
    kept = assistant.check_sentence(sentence.text, cited, LOCAL_PERSON, Part.RESULTS)
    assert kept.claim.verdict is Verdict.SUPPORTED
    assert old in sentence.text
    edited = assistant.check_sentence(sentence.text.replace(old, new), cited, LOCAL_PERSON, Part.RESULTS)
    assert edited.claim.verdict is Verdict.UNSUPPORTED
    assert edited.why


def test_a_plan_put_among_results_is_unsupported_also_in_its_own_words(assistant):
    draft = assistant.draft(request(assistant), LOCAL_PERSON)
    [sentence] = [each for each in sentences(draft, Part.PLAN) if "6.9%" in each.text]
    cited = [each for each in draft.citations if each.n in sentence.claim.citations]
    as_plan = assistant.check_sentence(sentence.text, cited, LOCAL_PERSON, Part.PLAN)
    assert as_plan.claim.verdict is Verdict.SUPPORTED
    as_result = assistant.check_sentence(sentence.text, cited, LOCAL_PERSON, Part.RESULTS)
    assert as_result.claim.verdict is Verdict.UNSUPPORTED


def test_an_outline_made_of_a_paper_has_its_headings_parts_and_indicators(assistant):
    [document] = [each for each in assistant.documents(LOCAL_PERSON) if "管网" in each.title]
    made = assistant.outline_from(document.document_id, LOCAL_PERSON)
    parts = {each.heading: each.part for each in made.sections}
    assert parts["（二）抢修效率持续提升"] is Part.RESULTS
    assert parts["二、{next_year}年工作打算"] is Part.PLAN
    assert any("漏损率" in name for each in made.sections for name in each.indicators)
