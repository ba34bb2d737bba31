"""Questions to start with, made from the library's own sentences and kept only if it really answers them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from assistant.access import AccessFilter
from assistant.answering.period_names import period_name
from assistant.answering.statements import period_of
from assistant.domain import Document, Filters, Passage, PassageKind
from assistant.messages import say
from assistant.ports import PassageStore
from assistant.text.modality import plan_word
from assistant.text.sentences import split
from assistant.text.tokens import language_of

_DOCUMENTS = 40
_TRIES = 5
_INDICATOR = re.compile(
    r"(?:^|[，,；。、])(?:全市|全年|集团)?(?P<name>[\u4e00-\u9fff]{2,8}(?:量|率|户数|里程|金额))(?:达到?|为|完成|共计?)?约?\d"
)


def suggest(store: PassageStore, access: AccessFilter, count: int, answers: Callable[[str], bool]) -> tuple[str, ...]:
    """Return up to `count` questions, taken in turn from different documents; `answers` has the last word."""
    kept: list[str] = []
    topics: set[frozenset[str]] = set()
    documents = store.documents(access, Filters())[:_DOCUMENTS]
    queues = [_questions(document, store.document_passages(document.document_id, access)) for document in documents]
    tries = 0
    while queues and len(kept) < count and tries < count * _TRIES:
        queue = queues.pop(0)
        question = next(queue, None)
        if question is None:
            continue
        queues.append(queue)
        topic = _characters(question)
        if topic in topics:
            continue  # 总供水量 and 供水总量, of whatever year, are one thing to ask about
        tries += 1
        if answers(question):
            kept.append(question)
            topics.add(topic)
    return tuple(kept)


def _characters(question: str) -> frozenset[str]:
    return frozenset(re.sub(r"[\d年]", "", question))


def _questions(document: Document, passages: list[Passage]) -> Iterator[str]:
    for passage in passages:
        language = language_of(passage.text)
        if passage.kind is PassageKind.CLAUSE and passage.section:
            topic = re.sub(r"^第[一二三四五六七八九十百]+[章节]|\s", "", passage.section[-1])
            if topic not in ("总则", "附则") and topic != document.title:
                yield say("answer.suggest_rule", language, title=document.title, topic=topic)
        elif passage.kind is PassageKind.PROSE and language == "zh":
            yield from _values(document, passage)


def _values(document: Document, passage: Passage) -> Iterator[str]:
    for start, end in split(passage.text):
        sentence = passage.text[start:end]
        match = _INDICATOR.search(sentence)
        if plan_word(sentence):
            continue  # a first question is best about what was done
        period = period_of(sentence, passage, document)
        if match and period and period.isdigit():
            yield say("answer.suggest_value", "zh", period=period_name(period, "zh"), indicator=match["name"])
