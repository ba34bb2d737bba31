"""Whom to ask, where the papers say so: the department that explains a rule, or the one that issued it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.access import AccessFilter
from assistant.answering.candidates import Candidate
from assistant.answering.forms.cutting import candidate_of
from assistant.answering.forms.subjects import about, held_words, share
from assistant.answering.sought import simple
from assistant.answering.statements import Statement, read_statement
from assistant.answering.subject import Subject, sentences_in
from assistant.domain import Document, SearchHit
from assistant.ports import PassageStore

_EXPLAINS = re.compile(r"由(?P<owner>[^，。；：]{2,24}?)(?:负责)?(?:进行)?(?:解释|答疑|答复)")
_ASKED = re.compile(
    r"(?:谁|哪个?部门|哪个?单位|哪里|何处)[^?？]{0,12}(?:解释|归口|主管)|(?:解释|归口|主管)[^?？]{0,10}(?:谁|哪个?部门|哪个?单位)"
)
_NEAR = 0.4
"""Share of the question's weight a document found must hold before its department is named."""
_BESIDE = 0.9
"""A second paper must hold as much of what the best one holds."""
_SURELY = 4
"""Characters of a title's end that name a paper: 抢修规程 does, 规程 does not."""
_MOST = 2


@dataclass(frozen=True, slots=True)
class Owner:
    """A department and the paper that makes it the one to ask; `title` is the paper's."""

    name: str
    title: str


def owners_near(
    subject: Subject, candidates: Sequence[Candidate], store: PassageStore, access: AccessFilter
) -> tuple[Owner, ...]:
    """Whom to ask about the papers nearest to the question, best first, each department once; empty when no paper is
    near, or none names anyone. Only papers that this person may see were found."""
    words = about(subject)
    near: dict[str, float] = {}
    documents: dict[str, Document] = {}
    for each in candidates:
        document = each.hit.document
        text = " ".join((document.title, *each.hit.passage.section, each.hit.passage.text))
        part = share(subject, words, held_words(subject, words, text))
        documents.setdefault(document.document_id, document)
        near[document.document_id] = max(part, near.get(document.document_id, 0.0))
    least = max(_NEAR, _BESIDE * max(near.values(), default=0.0))
    kept = [documents[name] for name, part in near.items() if part >= least]
    found: dict[str, Owner] = {}
    for document in kept[:_MOST]:
        name = _explaining(document, store, access) or document.metadata.department
        if name:
            found.setdefault(name, Owner(name, document.title))
    return tuple(found.values())


def _explaining(document: Document, store: PassageStore, access: AccessFilter) -> str:
    for passage in reversed(store.document_passages(document.document_id, access)):
        match = _EXPLAINS.search(passage.text)
        if match:
            return match["owner"].removesuffix("负责")
    return ""


def owner_asked(
    question: str, hits: Sequence[SearchHit], store: PassageStore, access: AccessFilter
) -> Statement | None:
    """The sentence that says who explains the paper a question names by its title; None when it asks nothing of the
    kind, or names no paper found."""
    if not _ASKED.search(simple(question)):
        return None
    documents = {hit.document.document_id: hit for hit in hits}
    named = max(documents.values(), key=lambda each: _named(each.document.title, question), default=None)
    if named is None or _named(named.document.title, question) < _SURELY:
        return None
    hit = named
    for passage in reversed(store.document_passages(hit.document.document_id, access)):
        for start, end in sentences_in(passage.text):
            if _EXPLAINS.search(passage.text, start, end):
                part = _EXPLAINS_FROM.search(passage.text, start, end)
                begin = part.start() if part else start
                return read_statement(candidate_of(SearchHit(passage, hit.document, hit.score), ((begin, end),)))
    return None


_EXPLAINS_FROM = re.compile(r"本[\u4e00-\u9fff]{1,4}由")


def _named(title: str, question: str) -> int:
    """How many characters of a title's end the question has; what editions add to it does not count."""
    name = re.sub(r"[（(][^（()）]*[）)]\s*$", "", title)
    return next((len(name) - at for at in range(len(name)) if name[at:] in question), 0)
