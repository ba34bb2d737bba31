"""Items as the rows of a table, in the columns a template asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.errors import UsageError
from assistant.messages import Language
from assistant.onboarding.exporting.lettering import LETTERS, is_true, letters_of
from assistant.onboarding.exporting.template import KEYED, Column, Template, usual_words
from assistant.question_items import ItemType, QuestionItem, Review

Cell = str | int
SEVERAL = "；"
"""Between several answers that stand in one cell without letters."""


@dataclass(frozen=True, slots=True)
class Table:
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    fields: tuple[str, ...]
    """Beside each header the field it holds; option columns are `options`, constant ones ""."""


def table_of(reviews: Sequence[Review], template: Template, language: Language, answers: bool = True) -> Table:
    """One row an item. Without `answers` the columns that give them away are left out.

    Raises UsageError for an item with more options than the template has columns.
    """
    taken = [each for each in reviews if not template.types or each.item.type in template.types]
    most = max((len(each.item.options) for each in taken), default=0)
    count = template.option_count(most)
    for each in taken:
        if template.options == "columns" and len(each.item.options) > count:
            raise UsageError(
                f"{each.item.item_id}: {len(each.item.options)} options", key="too_many_options",
                item=each.item.question, options=len(each.item.options), columns=count,
            )  # fmt: skip
    columns = [column for column in template.columns if answers or column.field not in KEYED]
    head: list[str] = []
    fields: list[str] = []
    for column in columns:
        spread = column.field == "options" and template.options == "columns"
        head += [template.option_name(number) for number in range(count)] if spread else [column.header]
        fields += [column.field] * (count if spread else 1)
    words = {name: template.word(name, word) for name, word in usual_words(language).items()}
    rows = tuple(
        tuple(cell for column in columns for cell in _cells(each, column, template, count, words)) for each in taken
    )
    return Table(tuple(head), rows, tuple(fields))


def _cells(each: Review, column: Column, template: Template, count: int, words: dict[str, str]) -> list[Cell]:
    item = each.item
    if column.field == "options":
        if template.options == "columns":
            return [*item.options, *[""] * (count - len(item.options))]
        marks = [f"{LETTERS[at]}. " if template.option_letters else "" for at in range(len(item.options))]
        return [template.option_separator.join(mark + text for mark, text in zip(marks, item.options, strict=True))]
    values: dict[str, Cell] = {
        "id": item.item_id,
        "type": words[item.type.value],
        "question": item.question,
        "answer": answer_cell(item, template, words),
        "explanation": item.explanation,
        "difficulty": words[item.difficulty.value],
        "topic": item.topic,
        "role": item.role,
        "title": item.title,
        "clause": item.clause_path or item.clause or "",
        "page": item.page,
        "quote": item.quote,
        "state": words[each.state.value],
        "reason": each.reason,
        "by": each.by,
        "at": each.at,
    }
    return [values[column.field] if column.field else column.text]


def answer_cell(item: QuestionItem, template: Template, words: dict[str, str]) -> str:
    """The key as this platform writes it."""
    if item.type is ItemType.TRUE_FALSE:
        return words["true" if is_true(item) else "false"]
    letters = letters_of(item)
    if not letters or template.answers == "text":
        return (template.answer_separator or SEVERAL).join(item.answer)
    marks = letters if template.answers == "letters" else [str(LETTERS.index(each) + 1) for each in letters]
    return template.answer_separator.join(marks)
