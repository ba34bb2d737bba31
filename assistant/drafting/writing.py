"""From the statements of a section to its sentences: worded, cited, checked. What is not supported is not written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.domain import Verdict
from assistant.drafting.arranging import Dealt, id_of
from assistant.drafting.checking import Wording, checked_sentence
from assistant.drafting.citing import Citations
from assistant.drafting.ordering import paragraphs_of
from assistant.drafting.papers import Statement
from assistant.drafting.trimming import Standing, leans, wordings
from assistant.drafts import Choice, DraftSentence, Evidence, OutlineSection, Part
from assistant.text.tokens import language_of

_ROWS = 4


def write(
    section: OutlineSection, section_id: str, dealt: Dealt, citations: Citations, year: int
) -> tuple[DraftSentence, ...]:
    """Write a section extractively. Every sentence returned is supported by what it cites."""
    written: list[DraftSentence] = []
    groups = [list(dealt.chosen)] if section.part is Part.CASE else paragraphs_of(dealt.chosen, section)
    for group in groups:
        opens = True
        before: Statement | None = None
        for told in _told_together(group):
            each = told[0]
            follows = _right_behind(before, each)
            english = language_of(each.text) == "en"
            if leans(each.text) and not follows and (english or not each.figures):
                continue
            dated = opens and section.part is not Part.CASE
            standing = Standing(follows, dated, year, first=not written)
            wording = Wording("", (), section.part, f"{section_id}.{len(written) + 1}", opens=opens)
            for sentence in _supported(told, standing, wording, citations):
                written.append(sentence)
                before, opens = told[-1], False
    return tuple(written)


def _told_together(group: Sequence[Statement]) -> list[list[Statement]]:
    """Sentences one by one, rows of a table some at a time."""
    found: list[list[Statement]] = []
    for each in group:
        if found and each.table and found[-1][-1].table and len(found[-1]) < _ROWS:
            found[-1].append(each)
        else:
            found.append([each])
    return found


def _right_behind(before: Statement | None, each: Statement) -> bool:
    return before is not None and before.place[:2] == each.place[:2] and before.place[2] == each.place[2] - 1


def _supported(
    told: Sequence[Statement], standing: Standing, wording: Wording, citations: Citations
) -> list[DraftSentence]:
    """The first wording of what is told that its sources support; of rows that fail together each for itself."""
    before = len(citations.all)
    numbers = tuple(citations.number(each) for each in told)
    for text in wordings(told, standing):
        sentence = checked_sentence(replace(wording, text=text, citations=numbers), citations.sources)
        if sentence.claim.verdict is Verdict.SUPPORTED:
            return [sentence]
    citations.take_back(before)
    if len(told) == 1:
        return []
    found: list[DraftSentence] = []
    for n, each in enumerate(told):
        one = replace(wording, sentence_id=f"{wording.sentence_id}{chr(97 + n)}", opens=wording.opens and not found)
        found += _supported([each], replace(standing, opens=standing.opens and not found), one, citations)
    return found


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
