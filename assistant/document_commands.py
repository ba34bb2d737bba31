"""`clearwell documents`: what is held, how it was read, what people decide about it."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from datetime import date
from time import perf_counter

from assistant import shapes, terminal_documents
from assistant.commands import Context
from assistant.curation import Decision
from assistant.errors import UsageError
from assistant.terminal import file_line

DATES = ("published", "effective_from", "effective_to")
SETTABLE = (
    "title",
    "kind",
    "place",
    "organisation",
    "department",
    "doc_number",
    "language",
    "period",
    "replaces",
    "access_label",
    *DATES,
)


def documents(context: Context, arguments: argparse.Namespace) -> int:
    verbs = {
        "list": _list,
        "show": _show,
        "remove": _remove,
        "set": _set,
        "replacements": _replacements,
        "stale": _stale,
    }
    verbs[arguments.verb](context, arguments)
    return 0


def _list(context: Context, _: argparse.Namespace) -> None:
    found = context.assistant.documents(context.principal)
    shape = {"documents": [shapes.document(each) for each in found]}
    context.put(shape, terminal_documents.documents(found, context.settings.language))


def _show(context: Context, arguments: argparse.Namespace) -> None:
    if arguments.page is not None:
        page = context.assistant.page(arguments.id, arguments.page, context.principal)
        context.put(shapes.page(arguments.id, page), page.text)
        return
    account = context.assistant.reading_account(arguments.id, context.principal)
    context.put(shapes.reading_account(account), terminal_documents.reading_account(account, context.settings.language))


def _remove(context: Context, arguments: argparse.Namespace) -> None:
    started = perf_counter()
    outcome = context.assistant.remove(arguments.id, context.principal)
    shape = {"files": [shapes.outcome(outcome)], "seconds": round(perf_counter() - started, 4)}
    context.put(shape, file_line(outcome, context.settings.language))


def _set(context: Context, arguments: argparse.Namespace) -> None:
    values = dict(_value(each) for each in arguments.values)
    context.assistant.describe(arguments.id, values, context.principal)
    _show(context, argparse.Namespace(id=arguments.id, page=None))


def _value(given: str) -> tuple[str, object]:
    """NAME=VALUE; an empty value takes a person's word back. Raises UsageError."""
    name, sign, value = (part.strip() for part in given.partition("="))
    if not sign or name not in SETTABLE:
        known = ", ".join(SETTABLE)
        raise UsageError(f"{given!r} is not NAME=VALUE", key="bad_setting", value=given, known=known)
    if not value:
        return name, None
    if name == "replaces":
        return name, tuple(_parts(value))
    if name not in DATES:
        return name, value
    try:
        return name, date.fromisoformat(value)
    except ValueError as error:
        raise UsageError(f"{name} {value!r} is not a date", key="bad_date", value=value) from error


def _parts(value: str) -> Iterable[str]:
    return (part.strip() for part in value.replace("；", ";").split(";") if part.strip())


def _replacements(context: Context, arguments: argparse.Namespace) -> None:
    for pair, state in ((arguments.accept, Decision.IN_EFFECT), (arguments.reject, Decision.REJECTED)):
        if pair is not None:
            context.assistant.decide(pair[0], pair[1], state, context.principal)
    found = context.assistant.replacements(context.principal)
    titles = {each.document_id: each.title for each in context.assistant.documents(context.principal)}
    shape = {"replacements": [shapes.replacement(each) for each in found]}
    context.put(shape, terminal_documents.replacements(found, titles, context.settings.language))


def _stale(context: Context, _: argparse.Namespace) -> None:
    found = context.assistant.stale(context.principal)
    shape = {"stale": [shapes.stale(each) for each in found]}
    context.put(shape, terminal_documents.stale(found, context.settings.language))
