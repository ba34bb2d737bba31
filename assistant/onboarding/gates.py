"""What an item must pass, each gate with a name. Whoever made the item, these decide whether it stays."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.domain import SearchHit
from assistant.onboarding.grammar import balanced
from assistant.onboarding.standing import points_elsewhere
from assistant.onboarding.truth import pairs_of
from assistant.question_items import ItemType, QuestionItem

LONGEST = {"question": 210, "answer": 170, "option": 120}
FIRST_RESULTS = 3
ALIKE = 0.8
VERBATIM = {ItemType.SHORT, ItemType.FILL, ItemType.SINGLE, ItemType.SCENARIO}
_DANGLING = re.compile(
    r"(?:[，、；：]|的(?:和|或|，的)|和|及|或者|以及|并|且|等和|对|向|将|由|把|按照)[？。?.]$|，，|，。|、、|；，|的的(?!士)|^[，。；、）)和及或并的]|，？|。。|，的"
)
_VOID = re.compile(r"[（(]\s*[）)]")


def squeezed(text: str) -> str:
    return "".join(text.split())


def flaw_of(item: QuestionItem) -> str:
    """The name of the first gate that an item by itself does not pass, "" when it passes them all."""
    checks = (
        ("too_long", _too_long(item)),
        ("broken_sentence", broken(item)),
        ("not_standing_alone", points_elsewhere(item.question) or any(points_elsewhere(each) for each in item.options)),
        ("answer_not_in_quote", not _in_quote(item)),
        ("answer_leaks", leaks(item)),
        ("answer_points_elsewhere", item.type in VERBATIM and any(_leaning_answer(each) for each in item.answer)),
        ("too_few_options", len(item.options) < _LEAST.get(item.type, 0)),
    )
    return next((name for name, failed in checks if failed), "")


_LEAST = {ItemType.SINGLE: 3, ItemType.MULTIPLE: 4, ItemType.ORDER: 3}


def _too_long(item: QuestionItem) -> bool:
    return (
        len(item.question) > LONGEST["question"] * (1 + (item.language == "en"))
        or len(item.question) < 12
        or any(len(each) > LONGEST["answer"] * (1 + (item.language == "en")) for each in item.answer)
        or any(len(each) > LONGEST["option"] * (1 + (item.language == "en")) for each in item.options)
    )


def broken(item: QuestionItem) -> bool:
    """True for a cut or unbalanced sentence."""
    texts = (item.question, *item.answer, *item.options)
    blank_free = _VOID.sub("", item.question)
    return (
        any(not balanced(each) for each in texts)
        or _DANGLING.search(blank_free) is not None
        or any(re.search(r"^[，。；、）)]|[，、：]$", each) is not None or not each.strip() for each in texts)
    )


def _in_quote(item: QuestionItem) -> bool:
    quote = squeezed(item.quote)
    if item.type in VERBATIM or item.type in {ItemType.MULTIPLE, ItemType.ORDER}:
        return all(squeezed(each) in quote for each in item.answer)
    return True


def leaks(item: QuestionItem) -> bool:
    """True when the question already has the answer."""
    if item.type in {ItemType.TRUE_FALSE, ItemType.ORDER}:
        return False
    question = squeezed(item.question)
    return any(squeezed(each) in question for each in item.answer if len(each) > 1)


def _leaning_answer(answer: str) -> bool:
    return (
        re.search(
            r"前款|前条|前项|本(?:条|法(?!律)|办法|规定)|上述|前述|从其规定|第[一二三四五六七八九十百]+[条款项]|所列",
            answer,
        )
        is not None
    )


def found_again(item: QuestionItem, hits: Sequence[SearchHit]) -> bool:
    """True when the same clause of the same document is among the first results."""
    return any(
        hit.document.document_id == item.document_id
        and (
            hit.passage.passage_id == item.passage_id or (item.clause is not None and hit.passage.clause == item.clause)
        )
        for hit in hits[:FIRST_RESULTS]
    )


def asks_the_same(core: str, answer: tuple[str, ...], others: Sequence[tuple[str, tuple[str, ...]]]) -> bool:
    """True when a question as good as `core` is among `others`."""
    mine = pairs_of(core)
    for other, given in others:
        theirs = pairs_of(other)
        shared = 2 * len(mine & theirs) / max(1, len(mine) + len(theirs))
        if shared >= (ALIKE if answer != given else ALIKE - 0.15):
            return True
    return False
