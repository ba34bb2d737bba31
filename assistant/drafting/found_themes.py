"""Themes that are found on the papers: an outline's section with the topic `*` becomes one section a subject.

Of several papers each is a subject; of one paper its headings are, as far as they hold what the section is for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.domain import Status
from assistant.drafting.papers import Statement
from assistant.drafting.theming import MARK, SHORTCOMINGS
from assistant.drafts import Outline, OutlineSection, Part
from assistant.messages import Language, say

ANY = "*"
_MOST_THEMES = 14
_NUMBER = re.compile(r"^\s*(?:[（(][一二三四五六七八九十\d]+[）)]|[一二三四五六七八九十]{1,3}、|\d{1,2}[、.．])\s*")
_PAPER = re.compile(r"(?:19|20)\d\d年(?:度)?|工作总结|年度总结|总结|工作报告|工作回顾|生产经营|月报表|工作计划")


def with_found_themes(outline: Outline, statements: Sequence[Statement], year: int) -> Outline:
    """The outline with its `*` sections opened out; others stay as they are."""
    language: Language = "en" if outline.language == "en" else "zh"
    sections: list[OutlineSection] = []
    for each in outline.sections:
        if each.topics != (ANY,):
            sections.append(each)
            continue
        planned = each.part is Part.PLAN
        wanted = {year + offset for offset in each.years}
        mine = [
            one
            for one in statements
            if (one.status is Status.PLANNED) is planned
            and one.years & wanted
            and not any(SHORTCOMINGS.search(name) for name in one.heading if not planned)
            and (one.heading or one.figures)
        ]
        sections.append(replace(each, part=Part.HEADING, topics=()))
        sections += _subjects(each, mine, Part.PLAN if planned else Part.RESULTS, language)
    return replace(outline, sections=tuple(sections))


def _subjects(
    section: OutlineSection, statements: Sequence[Statement], part: Part, language: Language
) -> list[OutlineSection]:
    documents = dict.fromkeys(each.document.document_id for each in statements if not each.table)
    single = len(documents) < 2
    subjects: dict[str, tuple[str, int]] = {}
    for each in statements:
        document = each.document
        path = each.heading[:2] if len(each.heading) > 1 else each.heading
        # A paper of plans is told by its own programmes, whatever other papers plan besides.
        if single or document.metadata.kind == "plan":
            mark = f"{MARK}{document.document_id}/{'/'.join(path)}"
            name = _NUMBER.sub("", path[-1]) if len(path) > 1 or document.metadata.kind == "plan" else ""
        else:
            mark = f"{MARK}{document.document_id}"
            name = document.metadata.department or _PAPER.sub("", document.title)
        label, count = subjects.get(mark, (name, 0))
        subjects[mark] = (label, count + 1)
    merged: dict[str, list[str]] = {}
    for mark, (name, _) in sorted(subjects.items(), key=lambda item: -item[1][1])[:_MOST_THEMES]:
        merged.setdefault(name or say("draft.overall", language), []).append(mark)
    first = {mark: n for n, mark in enumerate(subjects)}
    ordered = sorted(merged.items(), key=lambda item: min(first[mark] for mark in item[1]))
    return [
        OutlineSection(
            heading=name,
            part=part,
            level=section.level + 1,
            topics=tuple(marks),
            years=section.years,
            most=section.most,
        )
        for name, marks in ordered
    ]
