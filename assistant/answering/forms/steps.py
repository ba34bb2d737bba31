"""A procedure as its ordered steps, whole: the sentence that names their order, then each step as the paper has it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.access import AccessFilter
from assistant.answering.candidates import Candidate
from assistant.answering.forms.asked import Form
from assistant.answering.forms.cutting import candidate_of
from assistant.answering.forms.enumerations import enumeration_in
from assistant.answering.forms.subjects import about, held_words, share
from assistant.answering.statements import Statement, read_statement
from assistant.answering.subject import Subject
from assistant.domain import Passage, PassageKind, SearchHit
from assistant.ports import PassageStore

_ORDER = re.compile(
    r"(?:按照?|依照|经过?|分为?|包括|设)(?P<names>[^。；：]{4,120}?)(?:等)?(?P<count>[一二两三四五六七八九十\d]+个)?的?"
    r"(?:顺序|步骤|程序|流程|环节)(?:依次)?(?:进行|办理|处理|实施|开展|组织|执行)?"
)
_STEP_STEM = re.compile(
    r"(?:顺序|步骤|程序|流程|环节|依次)[^。；]{0,12}[：:]|\b(?:steps|order|procedure)\b[^.;]{0,24}:"
)
_STEP_HEADING = re.compile(r"步骤|流程|程序|顺序|\b(?:steps|procedure)", re.IGNORECASE)
_NAMED_ARTICLE = re.compile(r"第[一二三四五六七八九十百千零〇\d]+条[\s\u3000]*(?P<name>[^，。；：]{2,10})。")
_NAMES = re.compile(r"[、，,]|和|及")
_MOST = 20
_ALL = 0.99
_LOCAL = 0.01


def steps(
    form: Form, subject: Subject, hits: Sequence[SearchHit], store: PassageStore, access: AccessFilter
) -> list[Statement] | None:
    """The steps of the procedure the question is about; None when no passage found names any.

    Every word of what is asked about must stand in the document's passages found, one of them with the steps or in
    their headings: then the steps answer, however little the single sentence looks like the question.
    """
    if form not in (Form.STEPS, Form.REMEDY):
        return None
    words = about(subject)
    for hit in hits:
        anchor = _anchor(hit)
        if anchor is None:
            continue
        near = held_words(subject, words, " ".join((hit.document.title, *hit.passage.section, anchor)))
        known = near | held_words(subject, words, _told_of(hit, hits))
        if share(subject, words, near) > _LOCAL and share(subject, words, known) >= _ALL:
            return [read_statement(each) for each in _whole(hit, store, access)]
    return None


def _anchor(hit: SearchHit) -> str | None:
    """The words that name an order of steps in this passage, None when it names none."""
    text = hit.passage.text
    if hit.passage.kind is PassageKind.TABLE:
        return None
    order = _ORDER.search(text)
    if order and len(_NAMES.split(order["names"])) >= (2 if order["count"] else 3):
        return text
    found = enumeration_in(hit.passage)
    if found is None:
        return None
    stem = text[slice(*found.stem)] if found.stem else ""
    heading = hit.passage.section[-1] if hit.passage.section else ""
    return stem or heading if _STEP_STEM.search(stem) or (not stem and _STEP_HEADING.search(heading)) else None


def _told_of(hit: SearchHit, hits: Sequence[SearchHit]) -> str:
    """All that was found of this document."""
    mine = [each.passage.text for each in hits if each.document.document_id == hit.document.document_id]
    return "\n".join((hit.document.title, *mine))


def _whole(hit: SearchHit, store: PassageStore, access: AccessFilter) -> list[Candidate]:
    """The anchor, then the articles that are its steps, where they are articles of their own."""
    passage = hit.passage
    order = _ORDER.search(passage.text)
    found = enumeration_in(passage)
    if order is None and found is not None:
        return [candidate_of(hit, ((found.start, found.end),))]
    told = [candidate_of(hit, ((0, len(passage.text)),))]
    names = [name.strip() for name in _NAMES.split(order["names"])] if order else []
    for each in _articles_of(passage, names, store, access):
        told.append(candidate_of(SearchHit(each, hit.document, hit.score), ((0, len(each.text)),)))
    return told


def _articles_of(passage: Passage, names: Sequence[str], store: PassageStore, access: AccessFilter) -> list[Passage]:
    """The articles behind the anchor in its section, from the first to the last that bears a step's name."""
    behind = [
        each
        for each in store.document_passages(passage.document_id, access)
        if each.version == passage.version and each.ordinal > passage.ordinal and each.section == passage.section
    ][:_MOST]
    named = [i for i, each in enumerate(behind) if _is_step(each.text, names)]
    return behind[: named[-1] + 1] if named else []


def _is_step(text: str, names: Sequence[str]) -> bool:
    head = _NAMED_ARTICLE.match(text)
    return head is not None and any(head["name"] in name or name in head["name"] for name in names)
