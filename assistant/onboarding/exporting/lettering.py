"""Answers as people mark them: the letters of options, the sentence of a key, the words for right and wrong."""

from __future__ import annotations

from assistant.messages import Language, say
from assistant.question_items import ItemType, QuestionItem

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
TRUE = ("正确", "true", "对", "√", "是", "t", "yes")
FALSE = ("错误", "false", "错", "×", "否", "f", "no")


def is_choice(item: QuestionItem) -> bool:
    """Whether the answer is one or several of the options, in whatever order."""
    return bool(item.options) and item.type is not ItemType.ORDER


def letters_of(item: QuestionItem) -> tuple[str, ...]:
    """The letters of the answer among the options, of order in the right order; () for an item without options or
    one whose answer is not among them."""
    places = {option: LETTERS[at] for at, option in enumerate(item.options[: len(LETTERS)])}
    if not item.options or any(each not in places for each in item.answer):
        return ()
    found = tuple(places[each] for each in item.answer)
    return found if item.type is ItemType.ORDER else tuple(sorted(found))


def is_true(item: QuestionItem) -> bool:
    """Whether the statement of a true/false item holds."""
    return bool(item.answer) and item.answer[0].strip().casefold() in TRUE


def key_of(item: QuestionItem, language: Language) -> str:
    """The answer as a key shows it: letters where there are options, the words themselves elsewhere."""
    letters = letters_of(item)
    if letters:
        return (" → " if item.type is ItemType.ORDER else "").join(letters)
    if item.type is ItemType.TRUE_FALSE:
        return say("items.true" if is_true(item) else "items.false", language)
    return say("items.several", language).join(item.answer)


def source_of(item: QuestionItem, language: Language) -> str:
    """《…》第十二条第二款，第3页: where the item's words stand."""
    clause = item.clause_path or item.clause
    if not clause:
        return say("items.source_page", language, title=item.title, page=item.page)
    return say("items.source", language, title=item.title, clause=clause, page=item.page)
