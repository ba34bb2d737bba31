"""A small invented review, made of the types alone, for tests that need a draft and no library."""

from __future__ import annotations

from dataclasses import replace

from assistant.domain import Citation, Claim, Span, Status, Verdict
from assistant.drafts import (
    Draft,
    DraftFigure,
    DraftPaper,
    DraftSection,
    DraftSentence,
    Gap,
    Part,
    SectionState,
)
from assistant.verification import QuantityVerdict

SUPPLY = "2023年，全市总供水量6218万吨，比上年增长3%。"
PIPES = "全年新建管网31公里。"
PLAN = "2024年计划改造老旧管网40公里。"


def cite(n, quote, document_id="d1", page=3, clause=None):
    title = {"d1": "2023年度工作回顾", "d2": "2024年度工作计划"}.get(document_id, document_id)
    spans = (Span(page, 0, len(quote)),)
    return Citation(n, document_id, 1, f"{document_id}.1.{n}", title, page, clause, clause, ("一、供水",), quote, spans)


def sentence(name, text, *citations, status=Status.ACHIEVED, period="2023", numbers=(), **more):
    verdict = more.pop("verdict", Verdict.SUPPORTED)
    quantities = tuple(QuantityVerdict(raw, 1.0, unit, "exact") for raw, unit in numbers)
    return DraftSentence(name, Claim(text, citations, verdict, status, period), quantities, **more)


def section(name, heading, *sentences, part=Part.RESULTS, level=1, gaps=(), **more):
    return DraftSection(name, heading, level, part, tuple(sentences), tuple(gaps), **more)


def draft(**more):
    """Two sections of text under a heading: three sentences, four figures, one gap."""
    made = Draft(
        title="清河市供水有限公司2023年工作回顾",
        year=2023,
        outline="yearly_review",
        language="zh",
        sections=(
            section("s1", "一、全年工作", part=Part.HEADING),
            section(
                "s2",
                "（一）供水保障",
                sentence("a", SUPPLY, 1, numbers=(("6218万", "吨"), ("3", "%"))),
                sentence("b", PIPES, 1, 2, numbers=(("31", "公里"),)),
                level=2,
                gaps=(Gap("indicator", "漏损率", "资料里没有2023年的漏损率。"),),
            ),
            section(
                "s3",
                "二、下一年安排",
                sentence("c", PLAN, 3, status=Status.PLANNED, period="2024", numbers=(("40", "公里"),)),
                part=Part.PLAN,
            ),
        ),
        citations=(cite(1, SUPPLY), cite(2, PIPES), cite(3, PLAN, "d2", 1, "第二条")),
        figures=(
            DraftFigure("a", "总供水量", "6218万", "吨", "2023", Status.ACHIEVED, "exact", "", 1),
            DraftFigure("a", "总供水量", "3", "%", "2023", Status.ACHIEVED, "exact", "", 1),
            DraftFigure("b", "新建管网", "31", "公里", "2023", Status.ACHIEVED, "exact", "", 2),
            DraftFigure("c", "改造老旧管网", "40", "公里", "2024", Status.PLANNED, "exact", "", 3),
        ),
        made_at="2024-02-20T09:30:00+08:00",
        made_by="local",
        papers=(
            DraftPaper("d1", 1, "2023年度工作回顾", "a" * 64, "2024-02-04", "清河市供水有限公司"),
            DraftPaper("d2", 1, "2024年度工作计划", "b" * 64, "2024-01-15", "清河市供水有限公司"),
        ),
    )
    return replace(made, **more)


def signed_off(made):
    """The draft with every section signed."""
    sections = (
        replace(each, state=SectionState.SIGNED_OFF, signed_by="chen", signed_at="2024-02-21T10:00:00+08:00")
        for each in made.sections
    )
    return replace(made, sections=tuple(sections))
