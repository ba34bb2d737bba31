"""`export`: items as a file for another program, by the end of its name."""

from __future__ import annotations

import json
from collections.abc import Sequence

from assistant.errors import UsageError
from assistant.messages import Language, say
from assistant.onboarding.exporting.anki import to_anki
from assistant.onboarding.exporting.csv_file import to_csv
from assistant.onboarding.exporting.gift import to_gift
from assistant.onboarding.exporting.markdown import to_markdown
from assistant.onboarding.exporting.paper import to_docx
from assistant.onboarding.exporting.shapes import review as shape
from assistant.onboarding.exporting.table import table_of
from assistant.onboarding.exporting.template import Template, usual_template, usual_words
from assistant.onboarding.exporting.workbook import to_xlsx
from assistant.question_items import QuestionItem, Review, ReviewState

SUFFIXES = ("xlsx", "csv", "docx", "gift", "apkg", "md", "json")
WITHOUT_ANSWERS = ("xlsx", "csv", "docx", "md")
"""Formats that make sense without the key: what is handed to those who are to answer."""


def export(
    items: Sequence[QuestionItem] | Sequence[Review],
    suffix: str,
    language: Language,
    title: str = "",
    answers: bool = True,
    template: Template | None = None,
) -> bytes:
    """The same bytes for the same items. `template` tells how tables (xlsx, csv) look.

    Raises UsageError for a suffix that is none of SUFFIXES, for a format that cannot be without its answers, and for
    items that a template or a cell cannot hold.
    """
    form = suffix.removeprefix(".").lower()
    reviews = [each if isinstance(each, Review) else Review(each) for each in items]
    plain = [each.item for each in reviews]
    if form not in SUFFIXES:
        known = ", ".join(f".{each}" for each in SUFFIXES)
        raise UsageError(f"suffix {suffix!r}", key="bad_export", path=suffix, known=known)
    if not answers and form not in WITHOUT_ANSWERS:
        known = ", ".join(f".{each}" for each in WITHOUT_ANSWERS)
        raise UsageError(f"{form} without answers", key="export_needs_answers", form=f".{form}", known=known)
    if form in ("xlsx", "csv"):
        return _table(reviews, form, language, answers, template)
    if form == "docx":
        return to_docx(plain, language, title, answers)
    if form == "md":
        return to_markdown(plain, language, title, answers)
    if form == "gift":
        return to_gift(plain, language, title)
    if form == "apkg":
        return to_anki(reviews, language, title)
    return (json.dumps([shape(each) for each in reviews], ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _table(reviews: Sequence[Review], form: str, language: Language, answers: bool, template: Template | None) -> bytes:
    used = template or usual_template(language)
    table = table_of(reviews, used, language, answers)
    if form == "csv":
        return to_csv(table)
    words = {name: used.word(name, word) for name, word in usual_words(language).items()}
    states = {"state": [words[each.value] for each in ReviewState]}
    notes = say("items.sheet_notes", language).splitlines() if template is None and answers else ()
    return to_xlsx(table, used.sheet, notes, states)
