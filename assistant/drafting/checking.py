"""The one door by which sentences of drafts get their verdict, also those that a person has edited."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.domain import Claim, Status, Verdict
from assistant.drafts import Draft, DraftFigure, DraftSentence, Part
from assistant.text import modality, periods
from assistant.text.normalise import fold, squeeze
from assistant.text.quantities import is_figure
from assistant.text.reading import read
from assistant.verification import GOOD, Source, Verification, verify

_PAST_PARTS = (Part.RESULTS, Part.OPENING, Part.CASE)
_DONE = re.compile(r"已(?=[\u4e00-\u9fff])(?!知|有)|完成了|实现了|达到了|\b(?:has|have) (?:been )?\w+ed\b")
_YEAR = re.compile(r"(?<![\d.])(?:19|20)\d\d(?=年|\b(?!\s?[万亿个件户]))")
_SIZE = re.compile(r"\d[\d.]*\s?[万亿]?[吨千百][级瓦位米]")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Wording:
    """A sentence as it is to stand in a section of kind `part`, with the numbers of its citations."""

    text: str
    citations: tuple[int, ...]
    part: Part | None = None
    sentence_id: str = ""
    opens: bool = False
    edited: bool = False


def checked_sentence(wording: Wording, sources: Mapping[int, Source | None]) -> DraftSentence:
    """Check a sentence against the sources it cites and return it with verdict, one line a number, and the reason.

    `sources` holds what is known of each citation's quote, None where the quote holds a number that may be misread:
    that is not checkable before a person has looked. A plan told among results is unsupported, whatever its words.
    """
    cited = [sources.get(number) for number in wording.citations]
    known = [each for each in cited if each is not None]
    status, period = _told(wording.text, known)
    if any(number in sources and sources[number] is None for number in wording.citations):
        verification = Verification(Verdict.NOT_CHECKABLE, why="may be misread")
    else:
        verification = verify(wording.text, known)
    verdict, why = verification.verdict, verification.why
    if verdict is Verdict.SUPPORTED and (strange := _strange(wording, status, known)):
        verdict, why = Verdict.UNSUPPORTED, strange
    claim = Claim(wording.text, wording.citations, verdict, status, period)
    return DraftSentence(
        sentence_id=wording.sentence_id,
        claim=claim,
        quantities=verification.quantities,
        why="" if verdict is Verdict.SUPPORTED else why,
        edited=wording.edited,
        opens=wording.opens,
    )


def _strange(wording: Wording, status: Status | None, sources: Sequence[Source]) -> str:
    """What a draft may not say though each of its figures is held: a plan among results or as done, a year or the size
    of a thing that its sources do not name. Returns why, or ""."""
    quotes = "\n".join(squeeze(fold(each.text)) for each in sources)
    if status is Status.PLANNED and wording.part in _PAST_PARTS:
        return "wrong_modality: a plan among results"
    if status is Status.PLANNED and _DONE.search(wording.text) and not _DONE.search(quotes):
        return "wrong_modality: planned"
    known = {year for each in sources for year in _years(each)}
    if strange := set(map(int, _YEAR.findall(fold(wording.text)))) - known:
        return f"wrong_period: {sorted(strange)}"
    sizes = [squeeze(fold(each)) for each in _SIZE.findall(wording.text)]
    missing = next((each for each in sizes if not re.search(rf"(?<![\d.]){re.escape(each)}", quotes)), "")
    return f"missing: {missing}" if missing else ""


def _years(source: Source) -> set[int]:
    """The years a source names, is about, or leans on (去年)."""
    written = f"{source.text}\n{source.title or ''}\n{source.period or ''}"
    found = {int(year) for year in _YEAR.findall(fold(written))}
    found |= set(periods.named_years(source.text, source.published))
    if source.published is not None and re.search("今年|this year", source.text):
        found.add(source.published.year)
    if source.published is not None and re.search("[去上]年|last year|prior year", source.text):
        found.add(source.published.year - 1)
    return found


def _told(text: str, sources: list[Source]) -> tuple[Status | None, str | None]:
    if not sources:
        return (Status.PLANNED if modality.plan_word(text) else None), None
    planned = any(each.status is Status.PLANNED for each in sources)
    first = sources[0]
    return (Status.PLANNED if planned else first.status), first.period


def figures_of_draft(draft: Draft) -> tuple[DraftFigure, ...]:
    """Every figure of the draft, in order, with its verdict and the first citation of its sentence.

    Numbers that measure nothing (一支部一品牌, a telephone number, a date) are checked with their sentence, not listed.
    """
    lines: list[DraftFigure] = []
    for section in draft.sections:
        for sentence in section.sentences:
            lines += _figures(sentence)
    return tuple(lines)


def is_verified(figure: DraftFigure) -> bool:
    """Whether a figure may be signed off."""
    return figure.verdict in GOOD


def _figures(sentence: DraftSentence) -> list[DraftFigure]:
    reading = read(sentence.text)
    names = {(each.raw, each.unit): reading.words.get(each.start, "") for each in reading.found if is_figure(each)}
    claim = sentence.claim
    return [
        DraftFigure(
            sentence_id=sentence.sentence_id,
            indicator=_SPACE.sub(" ", names[each.raw, each.unit]).strip("，、；：。,;:（）() "),
            raw=each.raw,
            unit=each.unit,
            period=claim.period,
            status=claim.status,
            verdict=each.verdict if claim.verdict is not Verdict.NOT_CHECKABLE else "missing",
            why=each.why or (sentence.why if each.verdict not in GOOD else ""),
            citation=claim.citations[0] if claim.citations else None,
        )
        for each in sentence.quantities
        if (each.raw, each.unit) in names
    ]
