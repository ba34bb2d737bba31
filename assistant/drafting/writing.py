"""From the statements of a section to its sentences: worded, cited, checked. What is not supported is not written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.domain import Verdict
from assistant.drafting.arranging import Dealt, id_of
from assistant.drafting.checking import Wording, checked_sentence
from assistant.drafting.citing import Citations
from assistant.drafting.ordering import paragraphs_of
from assistant.drafting.papers import Statement
from assistant.drafting.trimming import Standing, leans, wordings
from assistant.drafts import Choice, DraftSentence, Evidence, OutlineSection, Part


def write(
    section: OutlineSection, section_id: str, dealt: Dealt, citations: Citations, year: int
) -> tuple[DraftSentence, ...]:
    """Write a section extractively. Every sentence returned is supported by what it cites."""
    written: list[DraftSentence] = []
    groups = [list(dealt.chosen)] if section.part is Part.CASE else paragraphs_of(dealt.chosen, section)
    for group in groups:
        opens = True
        before: Statement | None = None
        for each in group:
            if leans(each.text) and not _right_behind(before, each) and not each.figures:
                continue
            standing = Standing(_right_behind(before, each), opens and section.part is not Part.CASE, year)
            sentence = _supported(each, standing, section, citations, f"{section_id}.{len(written) + 1}")
            if sentence is None:
                continue
            written.append(sentence)
            before, opens = each, False
    return tuple(written)


def _right_behind(before: Statement | None, each: Statement) -> bool:
    return before is not None and before.place[:2] == each.place[:2] and before.place[2] == each.place[2] - 1


def _supported(
    each: Statement, standing: Standing, section: OutlineSection, citations: Citations, sentence_id: str
) -> DraftSentence | None:
    """The first wording of a statement that its source supports, None when none is."""
    before = len(citations.all)
    number = citations.number(each)
    for text in wordings(each, standing):
        wording = Wording(text, (number,), section.part, sentence_id, opens=standing.opens or sentence_id[-2:] == ".1")
        sentence = checked_sentence(wording, citations.sources)
        if sentence.claim.verdict is Verdict.SUPPORTED:
            return sentence
    citations.take_back((number,), before)
    return None


def evidence_of(statements: Sequence[Statement], used: Sequence[str], choices: Mapping[str, Choice]) -> list[Evidence]:
    """Statements as the evidence a person is shown, with what became of each."""
    return [
        Evidence(
            evidence_id=id_of(each),
            text=each.text,
            document_id=each.document.document_id,
            version=each.passage.version,
            passage_id=each.passage.passage_id,
            title=each.document.title,
            page=each.spans[0].page,
            clause=each.passage.clause,
            section=each.heading,
            spans=each.spans,
            status=each.status,
            period=each.period,
            indicators=tuple(dict.fromkeys(figure.indicator for figure in each.figures)),
            score=float(len(each.achieved) or len(each.planned)),
            choice=choices.get(id_of(each)),
            used=id_of(each) in used,
        )
        for each in statements
    ]
