"""How a draft stands: which sections want a signature, what speaks against one, and whether all have theirs."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.domain import Verdict
from assistant.drafts import Draft, DraftSection, DraftSentence, Part, SectionState
from assistant.kept_drafts import Fault
from assistant.verification import GOOD


def to_sign(draft: Draft) -> tuple[DraftSection, ...]:
    """The sections that somebody has to sign: all but headings over other sections."""
    return tuple(each for each in draft.sections if each.part is not Part.HEADING or each.sentences)


def signed(draft: Draft) -> bool:
    """Whether every section that wants a signature has one and nothing in it speaks against it (a source may have
    changed since); a draft without such a section is not signed."""
    return bool(to_sign(draft)) and not unsigned(draft)


def unsigned(draft: Draft) -> tuple[DraftSection, ...]:
    """The sections that want a signature and have none, or none that still holds."""
    return tuple(
        each for each in to_sign(draft) if each.state is not SectionState.SIGNED_OFF or next(faults(each), None)
    )


def fault_of(sentence: DraftSentence) -> str:
    """What is wrong with a sentence, "" when nothing is: uncited, unsupported, not_checkable, figure, stale."""
    if sentence.stale is not None:
        return "stale"
    if not sentence.claim.citations:
        return "uncited"
    if sentence.claim.verdict is not Verdict.SUPPORTED:
        return sentence.claim.verdict.value
    return "figure" if any(each.verdict not in GOOD for each in sentence.quantities) else ""


def faults(section: DraftSection) -> Iterator[Fault]:
    """What speaks against signing a section, in the order of its sentences."""
    for each in section.sentences:
        kind = fault_of(each)
        if kind:
            yield Fault(section.section_id, each.sentence_id, kind, each.text, each.stale)
