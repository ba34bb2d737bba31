"""An edited workbook read back: each row beside the item it was written from."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.messages import Language, say
from assistant.onboarding.editing import Problem
from assistant.onboarding.exporting.lettering import FALSE, LETTERS, TRUE
from assistant.onboarding.exporting.table import SEVERAL, answer_cell
from assistant.onboarding.exporting.template import Template, usual_template, usual_words
from assistant.onboarding.exporting.workbook import read_rows
from assistant.question_items import ItemType, QuestionItem, Review, ReviewState

_APART = re.compile(r"[；;\n|]")
_LETTERS = re.compile(r"[A-Za-z](?:[\s,，、;；>→\-]*[A-Za-z])*")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the workbook. `item` is what it makes of the kept one, `state` and `reason` what it says of it;
    `problems` say what of the row cannot be read."""

    number: int
    item_id: str
    item: QuestionItem
    state: ReviewState
    reason: str
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Brought:
    """What a workbook has: rows of known items, rows of unknown ones, and rows that come twice."""

    rows: tuple[Row, ...]
    unknown: tuple[tuple[int, str], ...]
    twice: tuple[tuple[int, str], ...]


def read_back(
    content: bytes, held: Mapping[str, Review], language: Language, template: Template | None = None
) -> Brought:
    """The rows of an edited workbook. What it has no column for is as it was; places and quotes never come from it.

    Raises UsageError for what is no workbook and for one without the column of ids.
    """
    used = template or usual_template(language)
    headers = {column.field: column.header for column in used.columns if column.field}
    key = headers.get("id", usual_template(language).columns[0].header)
    rows: list[Row] = []
    unknown: list[tuple[int, str]] = []
    twice: list[tuple[int, str]] = []
    seen: set[str] = set()
    for number, cells in read_rows(content, key):
        name = cells.get(key, "")
        if name not in held:
            unknown.append((number, name))
        elif name in seen:
            twice.append((number, name))
        else:
            seen.add(name)
            rows.append(_row(number, cells, held[name], _Reader(used, headers, language)))
    return Brought(tuple(rows), tuple(unknown), tuple(twice))


@dataclass(frozen=True, slots=True)
class _Reader:
    template: Template
    headers: Mapping[str, str]
    language: Language

    @property
    def words(self) -> dict[str, str]:
        return {name: self.template.word(name, word) for name, word in usual_words(self.language).items()}


def _row(number: int, cells: Mapping[str, str], review: Review, reader: _Reader) -> Row:
    def told(field: str, before: str) -> str:
        header = reader.headers.get(field)
        return cells[header] if header is not None and header in cells else before

    item = review.item
    options = _options(cells, item, reader)
    changed = replace(
        item,
        question=_as_before(told("question", item.question), item.question),
        explanation=_as_before(told("explanation", item.explanation), item.explanation),
        options=options,
    )
    problems: list[Problem] = []
    before = answer_cell(item, reader.template, reader.words)
    said = told("answer", before)
    if said != before or options != item.options:
        answer = _answer(said, changed, reader)
        if answer is None:
            problems.append(Problem("edit_answer_unread", (("answer", said),)))
        else:
            changed = replace(changed, answer=answer)
    names = {word: name for name, word in reader.words.items() if name in tuple(ReviewState)}
    state = told("state", reader.words[review.state.value])
    if state and state not in names:
        problems.append(Problem("edit_unknown_state", (("state", state),)))
    kept = ReviewState(names.get(state, review.state.value))
    return Row(number, item.item_id, changed, kept, told("reason", review.reason), tuple(problems))


def _as_before(told: str, before: str) -> str:
    """What stands in the workbook, or the item's own words where only white space at the ends was lost."""
    return before if told == before.strip() else told


def _options(cells: Mapping[str, str], item: QuestionItem, reader: _Reader) -> tuple[str, ...]:
    template = reader.template
    if "options" not in {column.field for column in template.columns}:
        return item.options
    if template.options == "cell":
        header = reader.headers["options"]
        if header not in cells:
            return item.options
        texts = cells[header].split(template.option_separator) if cells[header] else []
        return tuple(
            re.sub(r"^[A-Z][.．、]\s*", "", each.strip()) if template.option_letters else each for each in texts
        )
    names = [template.option_name(number) for number in range(len(LETTERS))]
    if not any(name in cells for name in names):
        return item.options
    told = tuple(cells[name] for name in names if cells.get(name))
    return item.options if told == tuple(each.strip() for each in item.options) else told


def _answer(said: str, item: QuestionItem, reader: _Reader) -> tuple[str, ...] | None:
    """What a person wrote as the key: letters, numbers or the words themselves; None when it cannot be read."""
    if item.type is ItemType.TRUE_FALSE:
        return _true_or_false(said, item, reader)
    if not item.options:
        return (said,) if len(item.answer) < 2 else tuple(each.strip() for each in _APART.split(said))
    if said in item.options:
        return (said,)
    if reader.template.answers == "numbers":
        return _picked([int(each) - 1 for each in re.findall(r"\d+", said)], item)
    if _LETTERS.fullmatch(said):
        return _picked([LETTERS.index(each) for each in re.findall(r"[A-Z]", said.upper())], item)
    parts = said.split(reader.template.answer_separator or SEVERAL)
    told = tuple(each.strip() for each in (parts if len(parts) > 1 else _APART.split(said)))
    return told if all(each in item.options for each in told) else None


def read_answer(said: str, item: QuestionItem, language: Language) -> tuple[str, ...] | None:
    """The key a person wrote in words or letters, for an item with these options; None when it cannot be read."""
    return _answer(said.strip(), item, _Reader(usual_template(language), {}, language))


def _picked(places: Sequence[int], item: QuestionItem) -> tuple[str, ...] | None:
    if not places or len(set(places)) < len(places) or any(not 0 <= each < len(item.options) for each in places):
        return None
    ordered = places if item.type is ItemType.ORDER else sorted(places)
    return tuple(item.options[each] for each in ordered)


def _true_or_false(said: str, item: QuestionItem, reader: _Reader) -> tuple[str, ...] | None:
    word = said.strip().casefold()
    for name, known in (("true", TRUE), ("false", FALSE)):
        if word in (*known, reader.words[name].casefold()):
            return (say(f"onboarding.{name}", "en" if item.language == "en" else "zh"),)
    return None
