"""What changed between two revisions of a draft, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from assistant.domain import Citation
from assistant.drafts import Draft, DraftSection, DraftSentence
from assistant.kept_drafts import DraftChange


def changes(older: Draft, newer: Draft) -> tuple[DraftChange, ...]:
    """In the newer draft's order; what was removed stands at the end of its section's changes."""
    before = {each.sentence_id: (section, each) for section in older.sections for each in section.sentences}
    after = {each.sentence_id for section in newer.sections for each in section.sentences}
    known = {section.section_id: section for section in older.sections}
    found: list[DraftChange] = []
    for section in newer.sections:
        found += _in_section(section, before, older, newer)
        former = known.pop(section.section_id, None)
        if former is not None:
            found += _removed(former, after)
            if former.state is not section.state:
                found.append(DraftChange("state", section.heading, "", former.state.value, section.state.value))
    for former in known.values():
        found += _removed(former, after)
    return tuple(found)


def _in_section(
    section: DraftSection, before: dict[str, tuple[DraftSection, DraftSentence]], older: Draft, newer: Draft
) -> Iterator[DraftChange]:
    stayed = [
        each.sentence_id
        for each in section.sentences
        if each.sentence_id in before and before[each.sentence_id][0].section_id == section.section_id
    ]
    formerly = [name for name, (where, _) in before.items() if where.section_id == section.section_id]
    still = set(stayed)
    kept_order = _longest_common([name for name in formerly if name in still], stayed)
    for each in section.sentences:
        name = each.sentence_id
        if name not in before:
            yield DraftChange("added", section.heading, name, "", each.text)
            continue
        was = before[name][1]
        if was.text != each.text:
            yield DraftChange("changed", section.heading, name, was.text, each.text)
        elif _quotes(was, older) != _quotes(each, newer):
            yield DraftChange("cited", section.heading, name, was.text, each.text)
        if name not in kept_order:
            yield DraftChange("moved", section.heading, name, was.text, each.text)


def _removed(former: DraftSection, after: set[str]) -> Iterator[DraftChange]:
    for each in former.sentences:
        if each.sentence_id not in after:
            yield DraftChange("removed", former.heading, each.sentence_id, each.text, "")


def _quotes(sentence: DraftSentence, draft: Draft) -> list[tuple[object, ...]]:
    held: dict[int, Citation] = {each.n: each for each in draft.citations}
    cited = [held[n] for n in sentence.claim.citations if n in held]
    return sorted((each.document_id, each.page, each.quote) for each in cited)


def _longest_common(first: list[str], second: list[str]) -> set[str]:
    """The most names that stand in the same order in both lists: only the others were moved."""
    blocks = SequenceMatcher(a=first, b=second, autojunk=False).get_matching_blocks()
    return {name for block in blocks for name in first[block.a : block.a + block.size]}
