"""What a person does to a draft, as functions from one draft to the next. Nothing is looked up or checked here.

Whatever changes a section's text takes its signature away: a signature is for the words that were signed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from assistant.domain import Citation
from assistant.drafting.checking import figures_of_draft
from assistant.drafts import Comment, Draft, DraftSection, DraftSentence, SectionState
from assistant.errors import NotFound

Sentences = tuple[DraftSentence, ...]


def section_of(draft: Draft, sentence_id: str) -> DraftSection:
    """The section in which a sentence stands. Raises NotFound."""
    for each in draft.sections:
        if any(one.sentence_id == sentence_id for one in each.sentences):
            return each
    raise NotFound(f"sentence {sentence_id!r}", key="no_such_sentence", sentence_id=sentence_id)


def section_named(draft: Draft, section_id: str) -> DraftSection:
    """A section by its id. Raises NotFound."""
    for each in draft.sections:
        if each.section_id == section_id:
            return each
    raise NotFound(f"section {section_id!r}", key="no_such_section", section_id=section_id)


def sentence_of(draft: Draft, sentence_id: str) -> DraftSentence:
    """A sentence by its id. Raises NotFound."""
    found = section_of(draft, sentence_id).sentences
    return next(each for each in found if each.sentence_id == sentence_id)


def cited_by(draft: Draft, sentence: DraftSentence) -> tuple[Citation, ...]:
    """What a sentence cites."""
    held = {each.n: each for each in draft.citations}
    return tuple(held[n] for n in sentence.claim.citations if n in held)


def with_sentence(draft: Draft, sentence: DraftSentence) -> Draft:
    """The draft with `sentence` in the place of the one with its id. Raises NotFound."""
    section = section_of(draft, sentence.sentence_id)
    same = (sentence if each.sentence_id == sentence.sentence_id else each for each in section.sentences)
    return _put(draft, section, tuple(same))


def without(draft: Draft, sentence_id: str) -> Draft:
    """The draft without a sentence. Raises NotFound."""
    section = section_of(draft, sentence_id)
    return _put(draft, section, _taken_out(section.sentences, sentence_id))


def inserted(draft: Draft, section_id: str, position: int, sentence: DraftSentence) -> Draft:
    """The draft with a new sentence before the one that stands at `position` (from 0); beyond the end it is the last.

    Raises NotFound.
    """
    section = section_named(draft, section_id)
    return _put(draft, section, _put_in(section.sentences, position, sentence))


def moved(draft: Draft, sentence: DraftSentence, section_id: str, position: int) -> Draft:
    """The draft with a sentence at another place, as `inserted` counts them without it. Raises NotFound."""
    left = without(draft, sentence.sentence_id)
    return inserted(left, section_id, position, sentence)


def commented(draft: Draft, sentence_id: str, comment: Comment) -> Draft:
    """The draft with a comment more on a sentence; its section stays signed. Raises NotFound."""
    section = section_of(draft, sentence_id)
    same = tuple(
        replace(each, comments=(*each.comments, comment)) if each.sentence_id == sentence_id else each
        for each in section.sentences
    )
    return _with_section(draft, replace(section, sentences=same))


def in_state(draft: Draft, section_id: str, state: SectionState, by: str, at: str) -> Draft:
    """The draft with a section in another state; only a signature is kept with who and when. Raises NotFound."""
    signed = state is SectionState.SIGNED_OFF
    section = section_named(draft, section_id)
    changed = replace(section, state=state, signed_by=by if signed else "", signed_at=at if signed else "")
    return _with_section(draft, changed)


def restored(former: Draft, now: Draft) -> Draft:
    """A former revision as the next one. It brings back no signature: only one that stands now, for these very words,
    is kept."""
    standing = {each.section_id: each for each in now.sections if each.state is SectionState.SIGNED_OFF}

    def fitting(section: DraftSection) -> DraftSection:
        signed = standing.get(section.section_id)
        if signed is not None and _words(signed, now) == _words(section, former):
            return replace(section, state=signed.state, signed_by=signed.signed_by, signed_at=signed.signed_at)
        if section.state is SectionState.SIGNED_OFF:
            return _reopened(section)
        return section

    return replace(former, sections=tuple(map(fitting, former.sections)))


def _words(section: DraftSection, draft: Draft) -> list[tuple[object, ...]]:
    return [
        (each.text, *((one.document_id, one.page, one.quote) for one in cited_by(draft, each)))
        for each in section.sentences
    ]


def tidied(draft: Draft) -> Draft:
    """The draft with its citations numbered as they first appear, each source once, and its figures listed anew."""
    held = {each.n: each for each in draft.citations}
    numbers: dict[tuple[object, ...], int] = {}
    kept: list[Citation] = []
    sections = []
    for section in draft.sections:
        sentences = []
        for sentence in section.sentences:
            mine: dict[int, None] = {}
            for each in (held[n] for n in sentence.claim.citations if n in held):
                key = (each.document_id, each.version, each.spans, each.quote)
                if key not in numbers:
                    numbers[key] = len(kept) + 1
                    kept.append(replace(each, n=numbers[key]))
                mine[numbers[key]] = None
            sentences.append(replace(sentence, claim=replace(sentence.claim, citations=tuple(mine))))
        sections.append(replace(section, sentences=tuple(sentences)))
    tidy = replace(draft, sections=tuple(sections), citations=tuple(kept))
    return replace(tidy, figures=figures_of_draft(tidy))


def each_sentence(draft: Draft, change: Callable[[DraftSentence], DraftSentence]) -> Draft:
    """The draft with every sentence changed where it stands; states and signatures stay."""
    sections = (replace(each, sentences=tuple(map(change, each.sentences))) for each in draft.sections)
    return replace(draft, sections=tuple(sections))


def _put(draft: Draft, section: DraftSection, sentences: Iterable[DraftSentence]) -> Draft:
    return _with_section(draft, _reopened(replace(section, sentences=tuple(sentences))))


def _reopened(section: DraftSection) -> DraftSection:
    return replace(section, state=SectionState.DRAFT, signed_by="", signed_at="")


def _with_section(draft: Draft, section: DraftSection) -> Draft:
    same = (section if each.section_id == section.section_id else each for each in draft.sections)
    return replace(draft, sections=tuple(same))


def _taken_out(sentences: Sentences, sentence_id: str) -> Sentences:
    at = next(i for i, each in enumerate(sentences) if each.sentence_id == sentence_id)
    rest = list(sentences[:at] + sentences[at + 1 :])
    if sentences[at].opens and at < len(rest):
        rest[at] = replace(rest[at], opens=True)  # the paragraph goes on with the next sentence
    return tuple(rest)


def _put_in(sentences: Sentences, position: int, sentence: DraftSentence) -> Sentences:
    at = max(0, min(position, len(sentences)))
    first, rest = at == 0, list(sentences)
    if first and rest:
        rest[0] = replace(rest[0], opens=False)  # it stands in the paragraph that the new one opens
    return (*rest[:at], replace(sentence, opens=first), *rest[at:])
