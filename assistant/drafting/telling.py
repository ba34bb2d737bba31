"""What every form of a written-out review says of its sentences: paragraphs, footnotes, marks, the table of figures."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from assistant.domain import Citation
from assistant.drafting.standing import fault_of, signed
from assistant.drafts import Draft, DraftFigure, DraftSection, DraftSentence
from assistant.messages import Language, say
from assistant.verification import GOOD

FIGURE_COLUMNS = ("number", "printed", "indicator", "period", "verdict", "source")


def paragraphs(section: DraftSection) -> Iterator[tuple[DraftSentence, ...]]:
    """The sentences of a section as it is set: a new paragraph where a sentence opens one."""
    held: list[DraftSentence] = []
    for each in section.sentences:
        if each.opens and held:
            yield tuple(held)
            held = []
        held.append(each)
    if held:
        yield tuple(held)


def joint(before: str, after: str) -> str:
    """What stands between two sentences of a paragraph: nothing in Chinese, a space elsewhere."""
    narrow = [unicodedata.east_asian_width(each) not in "WF" for each in (before[-1:], after[:1]) if each]
    return " " if len(narrow) == 2 and all(narrow) else ""


def day_name(day: str, language: Language) -> str:
    """YYYY-MM-DD as a person writes it; anything else as it stands."""
    try:
        known = date.fromisoformat(day)
    except ValueError:
        return day
    return say("review.date", language, year=known.year, month=known.month, day=known.day)


def place_of(citation: Citation, draft: Draft, language: Language) -> str:
    """Page, clause and the paper's date, as far as known."""
    published = next((each.published for each in draft.papers if each.document_id == citation.document_id), "")
    parts = (
        say("review.page", language, page=citation.page),
        citation.clause_path or citation.clause or "",
        day_name(published, language) if published else "",
    )
    return say("review.separator", language).join(part for part in parts if part)


def source_line(citation: Citation, draft: Draft, language: Language) -> str:
    """What a footnote says: 《title》 page, clause, date, and the words themselves."""
    return say(
        "review.source",
        language,
        title=say("review.title", language, title=citation.title),
        where=place_of(citation, draft, language),
        quote=" ".join(citation.quote.split()),
    )


def short_source(citation: Citation, draft: Draft, language: Language) -> str:
    """A source without its words, for a table."""
    where = place_of(citation, draft, language)
    title = say("review.title", language, title=citation.title)
    return f"{title}{where}" if language == "zh" else f"{title}, {where}"


def flag(sentence: DraftSentence, language: Language) -> str:
    """A visible mark on a sentence that cannot be relied on, "" on any other."""
    kind = fault_of(sentence)
    return say("review.flag", language, what=say(f"review.fault.{kind}", language)) if kind else ""


def draft_line(draft: Draft, language: Language) -> str:
    """That this is a draft and what was chosen for it, "" once every section is signed off."""
    if signed(draft):
        return ""
    key = "draft_line" if draft.revision else "draft_line_new"
    return " ".join(filter(None, (say(f"review.{key}", language, revision=draft.revision), draft.note)))


def gap_lines(draft: Draft, language: Language) -> list[str]:
    """What the outline asks for and the papers lack."""
    return [
        say("review.gap_line", language, heading=section.heading, message=gap.message)
        for section in draft.sections
        for gap in section.gaps
    ]


def signatures(draft: Draft, language: Language) -> list[str]:
    """Who signed which section off, and when."""
    return [
        say(
            "review.signed_by",
            language,
            heading=each.heading,
            by=each.signed_by,
            at=each.signed_at[:16].replace("T", " "),
        )
        for each in draft.sections
        if each.signed_by
    ]


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A figure that stands in the draft, in words."""

    number: int
    printed: str
    indicator: str
    period: str
    verdict: str
    good: bool
    source: str
    section: str
    sentence: str
    quote: str

    def cells(self) -> tuple[str, ...]:
        """As the columns of FIGURE_COLUMNS."""
        return (str(self.number), self.printed, self.indicator, self.period, self.verdict, self.source)


def figure_lines(draft: Draft, language: Language) -> list[FigureLine]:
    """Every figure of the draft with its verdict and source, in the order in which they stand."""
    sentences = {each.sentence_id: (section, each) for section in draft.sections for each in section.sentences}
    held = {each.n: each for each in draft.citations}
    found: list[FigureLine] = []
    for each in draft.figures:
        if each.sentence_id not in sentences:
            continue
        section, sentence = sentences[each.sentence_id]
        cited = held.get(each.citation) if each.citation is not None else None
        verdict = _verdict(each.verdict, sentence)
        status = say(f"review.status_{each.status.value}", language) if each.status else ""
        found.append(
            FigureLine(
                number=len(found) + 1,
                printed=_printed(each, sentence),
                indicator=each.indicator,
                period=say("review.separator", language).join(filter(None, (each.period or "", status))),
                verdict=say(f"review.verdict_{verdict}", language),
                good=verdict in GOOD,
                source=short_source(cited, draft, language) if cited else "",
                section=section.heading,
                sentence=sentence.text,
                quote=" ".join(cited.quote.split()) if cited else "",
            )
        )
    return found


def _printed(each: DraftFigure, sentence: DraftSentence) -> str:
    """The figure with its unit, spaced as in the sentence: 6218万吨, 12.5 million dollars."""
    return f"{each.raw} {each.unit}".strip() if f"{each.raw} {each.unit}" in sentence.text else f"{each.raw}{each.unit}"


def _verdict(verdict: str, sentence: DraftSentence) -> str:
    """The figure's own verdict, unless the whole sentence says worse."""
    if verdict not in GOOD:
        return verdict
    kind = fault_of(sentence)
    if not kind:
        return verdict
    return "stale" if kind == "stale" else "unsupported"


def cited_in_order(draft: Draft) -> dict[int, int]:
    """Citation number → the number of its footnote, by first appearance in the text."""
    numbers: dict[int, int] = {}
    held = {each.n for each in draft.citations}
    for section in draft.sections:
        for sentence in section.sentences:
            for n in sentence.claim.citations:
                if n in held:
                    numbers.setdefault(n, len(numbers) + 1)
    return numbers
