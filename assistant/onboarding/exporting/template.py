"""How a training platform wants its table: which columns, in what order, under which headers, options and answers how.

A template is a small TOML file that a person edits; `template_text` writes the one that Clearwell itself uses.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from assistant.errors import UsageError
from assistant.messages import Language, say
from assistant.question_items import Difficulty, ItemType, ReviewState

FIELDS = (
    "id", "type", "question", "options", "answer", "explanation", "difficulty", "topic", "role", "title", "clause",
    "page", "quote", "state", "reason", "by", "at",
)  # fmt: skip
"""What a column can hold. `options` is as many columns as there are options, or one."""
KEYED = ("answer", "explanation", "quote")
"""Columns that give the answer away."""
_FEWEST_OPTIONS = 4
_FORMS = {"layout": ("columns", "cell"), "as": ("letters", "numbers", "text")}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: a field of the item, or the same text in every row."""

    header: str
    field: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Template:
    """`option_header` has {letter} or {number} where options stand in columns of their own; `option_columns` is how
    many there are, 0 as many as needed. `words` are the platform's own names: type, difficulty and state values, true
    and false. Empty `types` take every type."""

    sheet: str
    columns: tuple[Column, ...]
    options: Literal["columns", "cell"] = "columns"
    option_header: str = "{letter}"
    option_columns: int = 0
    option_separator: str = "\n"
    option_letters: bool = True
    answers: Literal["letters", "numbers", "text"] = "letters"
    answer_separator: str = ""
    words: tuple[tuple[str, str], ...] = ()
    types: tuple[ItemType, ...] = ()

    def word(self, value: str, usual: str) -> str:
        """What this platform calls `value`."""
        return dict(self.words).get(value, usual)

    def option_name(self, number: int) -> str:
        """The header of the option column `number`, counted from 0."""
        return self.option_header.format(letter=chr(ord("A") + number), number=number + 1)

    def option_count(self, most: int) -> int:
        """How many option columns there are when no item has more than `most` options."""
        return self.option_columns or max(most, _FEWEST_OPTIONS)


def usual_template(language: Language) -> Template:
    """The table that Clearwell writes and reads back when nobody says otherwise."""
    columns = tuple(Column(say(f"items.column_{name}", language), name) for name in FIELDS)
    return Template(
        sheet=say("items.sheet", language),
        columns=columns,
        option_header=say("items.column_option", language, letter="{letter}"),
    )


def usual_words(language: Language) -> dict[str, str]:
    """Every value a template may rename, and what it is called without one."""
    words = {each.value: say(f"items.type_{each.value}", language) for each in ItemType}
    words |= {each.value: say(f"items.difficulty_{each.value}", language) for each in Difficulty}
    words |= {each.value: say(f"items.state_{each.value}", language) for each in ReviewState}
    return words | {name: say(f"items.{name}", language) for name in ("true", "false")}


def template_text(language: Language) -> str:
    """The usual template as TOML, for a person to change."""
    usual = usual_template(language)
    notes = say("items.template_notes", language, letter="{letter}", number="{number}")
    lines = [f"# {line}" for line in notes.splitlines()]
    lines += [f"sheet = {_quoted(usual.sheet)}", "types = []", "", "[options]", 'layout = "columns"']
    lines += [f"header = {_quoted(usual.option_header)}", "columns = 0", 'separator = "\\n"', "letters = true", ""]
    lines += ["[answers]", 'as = "letters"', 'separator = ""', "", "[words]"]
    lines += [f"{name} = {_quoted(word)}" for name, word in usual_words(language).items()]
    for column in usual.columns:
        lines += ["", "[[columns]]", f"header = {_quoted(column.header)}", f"field = {_quoted(column.field)}"]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def read_template(text: str, language: Language) -> Template:
    """The template of a TOML file; what it leaves out is as usual. Raises UsageError that names what is wrong."""
    try:
        told = tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        raise _bad(str(error)) from error
    usual = usual_template(language)
    options, answers = _table(told, "options"), _table(told, "answers")
    words = {name: str(word) for name, word in _table(told, "words").items()}
    if unknown := [name for name in words if name not in usual_words(language)]:
        raise _bad(f"[words] {unknown[0]}")
    made = Template(
        sheet=str(told.get("sheet", usual.sheet)),
        columns=_columns(told.get("columns")) or usual.columns,
        options=_one_of(options, "layout", "columns"),
        option_header=str(options.get("header", usual.option_header)),
        option_columns=_whole(options.get("columns", 0)),
        option_separator=str(options.get("separator", "\n")),
        option_letters=bool(options.get("letters", True)),
        answers=_one_of(answers, "as", "letters"),
        answer_separator=str(answers.get("separator", "")),
        words=tuple(words.items()),
        types=_types(told.get("types", [])),
    )
    _has_distinct_headers(made)
    return made


def _bad(reason: str) -> UsageError:
    return UsageError(f"template: {reason}", key="bad_template", reason=reason)


def _table(told: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = told.get(name, {})
    if not isinstance(found, dict):
        raise _bad(f"[{name}]")
    return found


def _columns(told: object) -> tuple[Column, ...]:
    if told is None:
        return ()
    if not isinstance(told, list) or not all(isinstance(each, dict) for each in told):
        raise _bad("[[columns]]")
    made = []
    for each in told:
        header, field, text = (str(each.get(name, "")) for name in ("header", "field", "text"))
        if (field and field not in FIELDS) or (not header and field != "options"):
            raise _bad(f"[[columns]] header = {header!r}, field = {field!r}; {', '.join(FIELDS)}")
        made.append(Column(header, field, text))
    return tuple(made)


def _one_of(table: Mapping[str, Any], name: str, usual: str) -> Any:
    """One of the words that `Template` allows for this field."""
    value = str(table.get(name, usual))
    if value not in _FORMS[name]:
        raise _bad(f"{name} = {value!r}; {', '.join(_FORMS[name])}")
    return value


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 26:
        raise _bad(f"columns = {value!r}; 0 … 26")
    return value


def _types(told: object) -> tuple[ItemType, ...]:
    known = {each.value for each in ItemType}
    if not isinstance(told, list) or any(each not in known for each in told):
        raise _bad(f"types = {told!r}; {', '.join(sorted(known))}")
    return tuple(ItemType(each) for each in told)


def _has_distinct_headers(made: Template) -> None:
    try:
        names = [each.header for each in made.columns if each.field != "options" or made.options == "cell"]
        names += [made.option_name(number) for number in range(made.option_count(0))] if made.options != "cell" else []
    except (KeyError, IndexError, ValueError) as error:
        raise _bad(f"[options] header = {made.option_header!r}") from error
    if twice := {name for name in names if names.count(name) > 1}:
        raise _bad(f"header = {sorted(twice)[0]!r}")
