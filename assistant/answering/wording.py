"""The words around the quoted sentences: marks, places, and refusals that say what the papers do have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.answering.evidence import Cited
from assistant.answering.forms.owners import Owner
from assistant.answering.forms.precedence import Precedence
from assistant.answering.period_names import period_name
from assistant.answering.question import Question
from assistant.answering.selection import Selection
from assistant.answering.statements import same_period
from assistant.domain import Document, Reason
from assistant.messages import say


def answer_text(
    asked: Question,
    cited: Sequence[Cited],
    selection: Selection,
    documents: Mapping[str, Document],
    by_line: bool = False,
) -> str:
    """The sentences with their marks; one a line where they are steps (`by_line`), and under its place when each place
    has its own rule."""
    marked = [f"{each.claim.text}[{each.citation.n}]" for each in cited]
    if not selection.by_place:
        return ("\n" if by_line else " " if asked.language == "en" else "").join(
            text + ("" if by_line or _ended(each) or each is cited[-1] else say("answer.apart", asked.language))
            for each, text in zip(cited, marked, strict=True)
        )
    lines = []
    for each, text in zip(cited, marked, strict=True):
        metadata = documents[each.citation.document_id].metadata
        place = metadata.place or say("answer.nationwide", asked.language)
        lines.append(say("answer.by_place", asked.language, place=place, clause=each.citation.clause or "", text=text))
    return "\n".join(lines)


def _ended(each: Cited) -> bool:
    """Whether the sentence has a full stop of its own; a part of one, or a row of a table, has none."""
    return each.claim.text[-1:] in tuple("。！？!?.…；;”」")


def refusal_text(asked: Question, cited: Sequence[Cited], selection: Selection) -> str:
    """One or two sentences in the question's language; figures of other periods are quoted with their period."""
    language = asked.language
    if selection.reason is Reason.NOTHING_RELEVANT and selection.missing:
        places = "、".join(selection.missing) if language == "zh" else ", ".join(selection.missing)
        return say("answer.no_such_place", language, places=places)
    if selection.reason is Reason.NO_SUCH_VALUE and cited:
        has = "\n".join(_told(each, asked) for each in cited)
        key = "answer.only_planned" if not selection.missing and _only_planned(asked, cited) else "answer.no_such_value"
        names = [period_name(each, language) for each in selection.missing or asked.periods]
        return say(key, language, period="、".join(names) if language == "zh" else ", ".join(names), has=has)
    if selection.reason is Reason.UNREADABLE:
        where = "\n".join(
            say("answer.look_at_page", language, title=each.citation.title, page=each.citation.page, n=each.citation.n)
            for each in cited
        )
        return say("answer.unreadable", language, where=where)
    if cited:
        marks = "".join(f"[{each.citation.n}]" for each in cited)
        return say("answer.nothing_relevant_near", language, marks=marks)
    return say("answer.nothing_relevant", language)


def conflict_text(asked: Question, cited: Sequence[Cited], ruling: Precedence | None) -> str:
    """What each paper says, and which prevails for what reason; that none does is said as well."""
    language = asked.language
    told = "\n".join(
        say(
            "answer.conflict_says",
            language,
            title=each.citation.title,
            clause=each.citation.clause or "",
            text=f"{each.claim.text}[{each.citation.n}]",
        )
        for each in cited
    )
    if ruling is None:
        return say("answer.conflict_open", language, told=told)
    why = say(f"answer.prevails_{ruling.why}", language)
    return say("answer.conflict", language, told=told, title=ruling.prevailing.title, why=why)


def owners_text(asked: Question, owners: Sequence[Owner]) -> str:
    """Whom to ask, and by which paper; empty when the papers name nobody."""
    if not owners:
        return ""
    language = asked.language
    apart = "、" if language == "zh" else ", "
    return say(
        "answer.whom_to_ask",
        language,
        owners=apart.join(say("answer.owner", language, name=each.name, title=each.title) for each in owners),
    )


def _told(each: Cited, asked: Question) -> str:
    period = period_name(each.claim.period, asked.language)
    return say("answer.has", asked.language, period=period, text=f"{each.claim.text}[{each.citation.n}]")


def _only_planned(asked: Question, cited: Sequence[Cited]) -> bool:
    return all(same_period(asked.period or "", each.claim.period) for each in cited)
