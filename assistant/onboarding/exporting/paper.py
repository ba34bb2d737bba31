"""Items as an examination paper to print: the questions by their type, and the key on pages of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.messages import Language, say
from assistant.onboarding.exporting.lettering import LETTERS, key_of, source_of
from assistant.onboarding.exporting.paper_layout import PAGE_BREAK, paragraph, word_file
from assistant.question_items import ItemType, QuestionItem

_ORDER = (
    ItemType.SINGLE, ItemType.MULTIPLE, ItemType.TRUE_FALSE, ItemType.FILL, ItemType.ORDER, ItemType.SHORT,
    ItemType.SCENARIO,
)  # fmt: skip
_PARTS_ZH = "一二三四五六七"
_LINE = "＿" * 34
_LINES = {ItemType.SHORT: 2, ItemType.SCENARIO: 3}


def to_docx(items: Sequence[QuestionItem], language: Language, title: str, answers: bool) -> bytes:
    """The paper; with `answers` followed, on a new page, by the key with the words each answer rests on."""
    title = title or say("items.paper", language)
    numbered = list(_numbered(items))
    body = [paragraph("Title", title), paragraph("Names", say("items.names", language))]
    part: ItemType | None = None
    parts = 0
    for number, item in numbered:
        if item.type is not part:
            part = item.type
            body.append(paragraph("Heading1", _part_name(parts, part, items, language)))
            parts += 1
        body += _question(number, item, language)
    if answers:
        body += [PAGE_BREAK, paragraph("Title", say("items.key_of", language, title=title))]
        for number, item in numbered:
            body += _key(number, item, language)
    return word_file(body, say("items.footer", language, page="{page}", pages="{pages}"))


def _numbered(items: Sequence[QuestionItem]) -> Iterator[tuple[int, QuestionItem]]:
    """By type, in the order given within one, numbered through."""
    return enumerate(sorted(items, key=lambda item: _ORDER.index(item.type)), 1)


def _part_name(at: int, part: ItemType, items: Sequence[QuestionItem], language: Language) -> str:
    count = sum(item.type is part for item in items)
    number = _PARTS_ZH[at] if language == "zh" else str(at + 1)
    name = say(f"items.type_{part.value}", language)
    how = say(f"items.how_{part.value}", language)
    return say("items.part", language, number=number, name=name, count=count, how=how)


def _question(number: int, item: QuestionItem, language: Language) -> list[str]:
    room = say("items.room", language) if item.options or item.type is ItemType.TRUE_FALSE else ""
    made = [paragraph("Question", f"{item.question}{room}", f"{number}. ")]
    made += [paragraph("Option", f"{LETTERS[at]}. {option}") for at, option in enumerate(item.options)]
    if not item.options:
        made += [paragraph("Lines", _LINE)] * _LINES.get(item.type, 0)
    return made


def _key(number: int, item: QuestionItem, language: Language) -> list[str]:
    made = [paragraph("Question", key_of(item, language), f"{number}. ")]
    if item.explanation:
        made.append(paragraph("Option", item.explanation))
    made.append(paragraph("Source", f"{source_of(item, language)}\n{say('items.quoted', language, quote=item.quote)}"))
    return made
