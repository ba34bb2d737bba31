"""A whole draft, section by section: the one order of gathering, dealing out, writing and listing gaps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from time import perf_counter

from assistant.drafting.arranging import Dealt, arrange
from assistant.drafting.checking import figures_of_draft
from assistant.drafting.citing import Citations, evidence_id_of
from assistant.drafting.found_themes import with_found_themes
from assistant.drafting.gaps import gaps_of
from assistant.drafting.gathering import gather
from assistant.drafting.papers import Paper
from assistant.drafting.theming import Vectorise
from assistant.drafting.writing import evidence_of, write
from assistant.drafts import (
    Draft,
    DraftProgress,
    DraftRequest,
    DraftSection,
    Evidence,
    Outline,
    OutlineSection,
    Part,
)
from assistant.errors import NotFound
from assistant.messages import Language


@dataclass(frozen=True, slots=True)
class Sources:
    """The papers of a draft, whose they are, and a line for the person on how they were chosen."""

    papers: tuple[Paper, ...]
    organisation: str = ""
    note: str = ""


def filled(outline: Outline, year: int, organisation: str) -> Outline:
    """The outline with its year and organisation put in."""
    names = {"{year}": str(year), "{next_year}": str(year + 1), "{organisation}": organisation}

    def put(text: str) -> str:
        for mark, value in names.items():
            text = text.replace(mark, value)
        return text.strip()

    sections = tuple(replace(each, heading=put(each.heading)) for each in outline.sections)
    return replace(outline, title=put(outline.title), sections=sections)


def draft_in_sections(request: DraftRequest, sources: Sources, vectorise: Vectorise | None) -> Iterator[DraftProgress]:
    """Yield a progress a section, the last with the whole draft. Stopping early costs nothing."""
    started = perf_counter()
    outline, dealt = prepared(request, sources, vectorise)
    citations = Citations()
    wanted = wanted_sections(outline, request.section)
    if not wanted:
        raise NotFound(f"section {request.section!r}", what=request.section)
    written: list[DraftSection] = []
    for done, i in enumerate(wanted, 1):
        before = len(citations.all)
        section = _section(outline, i, dealt, citations, request.year)
        written.append(section)
        used = [evidence_id_of(each.document_id, each.quote) for each in citations.all]
        progress = DraftProgress(
            heading=section.heading,
            done=done,
            total=len(wanted),
            section=section,
            evidence=tuple(evidence_of(dealt[i].all, used, dict(request.choices))),
            citations=tuple(citations.all[before:]),
        )
        if done == len(wanted):
            whole = _draft(request, outline, sources, written, citations)
            progress = replace(progress, draft=replace(whole, seconds=perf_counter() - started))
        yield progress


def evidence_in_sections(
    request: DraftRequest, sources: Sources, vectorise: Vectorise | None
) -> tuple[tuple[str, tuple[Evidence, ...]], ...]:
    """What each section that has text may use, without writing it; `used` says what would be written."""
    outline, dealt = prepared(request, sources, vectorise)
    found = []
    for i in wanted_sections(outline, request.section):
        if outline.sections[i].part is not Part.HEADING:
            used = [evidence_id_of(each.document.document_id, each.quote) for each in dealt[i].chosen]
            found.append((outline.sections[i].heading, tuple(evidence_of(dealt[i].all, used, dict(request.choices)))))
    return tuple(found)


def prepared(request: DraftRequest, sources: Sources, vectorise: Vectorise | None) -> tuple[Outline, list[Dealt]]:
    """The outline filled in, and the statements dealt out to its sections."""
    statements = gather(sources.papers)
    outline = filled(request.outline, request.year, sources.organisation)
    outline = with_found_themes(outline, statements, request.year)
    return outline, arrange(outline, statements, request.year, request.choices, vectorise)


def wanted_sections(outline: Outline, heading: str) -> list[int]:
    """The indexes of the sections to write: all, or one with what stands below it. Empty for an unknown heading."""
    if not heading:
        return list(range(len(outline.sections)))
    wanted: list[int] = []
    for i, each in enumerate(outline.sections):
        if wanted and each.level > outline.sections[wanted[0]].level and wanted[-1] == i - 1:
            wanted.append(i)
        elif each.heading == heading and not wanted:
            wanted = [i]
    return wanted


def _section(outline: Outline, i: int, dealt: Sequence[Dealt], citations: Citations, year: int) -> DraftSection:
    asked: OutlineSection = outline.sections[i]
    section_id = f"s{i + 1}"
    sentences = write(asked, section_id, dealt[i], citations, year)
    language: Language = "en" if outline.language == "en" else "zh"
    names = {figure.indicator for each in dealt for one in each.chosen for figure in one.figures}
    gaps = gaps_of(asked, [each.text for each in sentences], names, language)
    return DraftSection(section_id, asked.heading, asked.level, asked.part, sentences, gaps)


def _draft(
    request: DraftRequest,
    outline: Outline,
    sources: Sources,
    sections: Sequence[DraftSection],
    citations: Citations,
) -> Draft:
    draft = Draft(
        title=outline.title,
        year=request.year,
        outline=outline.name,
        language=outline.language,
        sections=tuple(sections),
        citations=tuple(citations.all),
        sources=tuple(each.document.document_id for each in sources.papers),
        organisation=sources.organisation,
        note=sources.note,
    )
    return replace(draft, figures=figures_of_draft(draft))
