"""Items in GIFT, the text format that Moodle and its kin import."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.messages import Language
from assistant.onboarding.exporting.lettering import is_choice, is_true, source_of
from assistant.question_items import ItemType, QuestionItem

_SIGNS = re.compile(r"([\\~=#{}:])")
_SHORT = 20
"""A longer answer cannot be matched as typed: such a question is one to be marked by a person."""


def to_gift(items: Sequence[QuestionItem], language: Language, title: str) -> bytes:
    """A question an item, under categories of title and topic; the feedback is the explanation with its source."""
    lines: list[str] = []
    category = ""
    for item in items:
        mine = "/".join(each.replace("/", " ") for each in (title or item.title, item.topic) if each)
        if mine and mine != category:
            category = mine
            lines.append(f"$CATEGORY: {_one_line(category)}\n")
        lines.append(_question(item, language))
    return ("\n".join(lines) + "\n").encode("utf-8")


def _question(item: QuestionItem, language: Language) -> str:
    told = " ".join(filter(None, (item.explanation, source_of(item, language))))
    answers = "\n".join(f"\t{line}" for line in (*_answers(item), f"####{escaped(told)}"))
    return (
        f"// {_one_line(item.item_id)}\n::{escaped(item.item_id)}::[plain]{escaped(item.question)} {{\n{answers}\n}}\n"
    )


def _answers(item: QuestionItem) -> list[str]:
    if item.type is ItemType.TRUE_FALSE:
        return ["TRUE" if is_true(item) else "FALSE"]
    if item.type is ItemType.ORDER:
        return [f"={number} -> {escaped(step)}" for number, step in enumerate(item.answer, 1)]
    if is_choice(item):
        return _choice(item)
    if len(item.answer) == 1 and len(item.answer[0]) <= _SHORT:
        return [f"={escaped(item.answer[0])}"]
    return []


def _choice(item: QuestionItem) -> list[str]:
    if len(item.answer) == 1:
        return [("=" if each in item.answer else "~") + escaped(each) for each in item.options]
    share = _per_cent(len(item.answer))
    wrong = [each for each in item.options if each not in item.answer]
    minus = f"-{_per_cent(len(wrong))}" if wrong else "0"
    return [f"~%{share if each in item.answer else minus}%{escaped(each)}" for each in item.options]


def _per_cent(parts: int) -> str:
    """One of so many equal parts of a hundred, cut and not rounded: all of them together are never more than that."""
    return f"{10_000_000 // parts / 100_000:.5f}".rstrip("0").rstrip(".")


def escaped(text: str) -> str:
    """`text` with GIFT's own signs as plain characters, on one line."""
    return _SIGNS.sub(r"\\\1", text.strip()).replace("\r", "").replace("\n", "\\n").replace("->", "- >")


def _one_line(text: str) -> str:
    return " ".join(text.split())
