"""What each command does: call one method of the service, print what comes back as text or as JSON."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from time import perf_counter
from typing import Any

from assistant import shapes, terminal
from assistant.access import LOCAL_PERSON
from assistant.domain import FileStatus, Filters, Principal, SearchMode
from assistant.errors import ClearwellError, UsageError
from assistant.service import Assistant
from assistant.settings import Settings, load_settings


@dataclass
class Context:
    """What every command needs: settings, the person, the way to print, and the product when it is first used."""

    settings: Settings
    principal: Principal
    as_json: bool

    @classmethod
    def from_arguments(cls, arguments: argparse.Namespace) -> Context:
        user = getattr(arguments, "user", None)
        return cls(
            settings=load_settings(home=getattr(arguments, "home", None)),
            principal=Principal(user) if user else LOCAL_PERSON,
            as_json=getattr(arguments, "json", False),
        )

    @cached_property
    def assistant(self) -> Assistant:
        from assistant.bootstrap import open_assistant

        return open_assistant(settings=self.settings)

    def put(self, shape: dict[str, Any], text: str) -> None:
        """Print `shape` with --json, else `text`."""
        print(json.dumps(shape, ensure_ascii=False) if self.as_json else text, flush=True)


def filters_of(arguments: argparse.Namespace) -> Filters:
    """The filters a command was given. Raises UsageError for a date that is none."""
    try:
        as_of = date.fromisoformat(arguments.as_of) if arguments.as_of else None
    except ValueError as error:
        raise UsageError(f"--as-of {arguments.as_of!r} is not a date like 2024-01-31") from error
    return Filters(
        years=tuple(arguments.year),
        kinds=tuple(arguments.kind),
        document_ids=tuple(arguments.document),
        places=tuple(arguments.place),
        as_of=as_of,
    )


def ingest(context: Context, arguments: argparse.Namespace) -> int:
    """Exit 3 when some files were rejected."""
    language = context.settings.language
    with terminal.IngestBar(language, lines=not context.as_json) as bar:
        report = context.assistant.ingest(
            arguments.paths,
            context.principal,
            sync=arguments.sync,
            dry_run=arguments.dry_run,
            on_progress=bar.progress,
            on_file=bar.file,
        )
    context.put(shapes.report(report), terminal.ingest_summary(report, language))
    return 3 if any(each.status is FileStatus.REJECTED for each in report.files) else 0


def ask(context: Context, arguments: argparse.Namespace) -> int:
    """A refusal is exit 0: not knowing is an answer."""
    filters = filters_of(arguments)
    if arguments.batch:
        return _ask_batch(context, arguments.batch, filters)
    if arguments.question is None:
        raise UsageError("ask needs a question or --batch FILE")
    answer = context.assistant.ask(arguments.question, context.principal, filters)
    context.put(shapes.answer(answer), terminal.answer(answer, context.settings.language))
    return 0


def _ask_batch(context: Context, path: Path, filters: Filters) -> int:
    for number, line in _lines(path):
        shape: dict[str, Any] = {}
        try:
            row = _question_row(line, number)
            shape["id"] = row.get("id")
            shape.update(shapes.answer(context.assistant.ask(row["question"], context.principal, filters)))
        except ClearwellError as problem:
            shape.update(shapes.error(problem, context.settings.language))
        print(json.dumps(shape, ensure_ascii=False), flush=True)
    return 0


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"cannot read {str(path)!r}: {error}") from error
    return ((number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip())


def _question_row(line: str, number: int) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise UsageError(f"line {number} is not JSON: {error}") from error
    if not isinstance(row, dict) or not isinstance(row.get("question"), str):
        raise UsageError(f'line {number} needs {{"id", "question"}}')
    return row


def search(context: Context, arguments: argparse.Namespace) -> int:
    if arguments.limit < 1:
        raise UsageError(f"--limit {arguments.limit!r} must be 1 or more")
    found = context.assistant.search(
        arguments.words,
        context.principal,
        filters_of(arguments),
        limit=arguments.limit,
        mode=SearchMode(arguments.mode),
    )
    text = terminal.search(found, context.settings.language, explained=arguments.explain)
    context.put(shapes.search(found, arguments.explain), text)
    return 0


def documents(context: Context, arguments: argparse.Namespace) -> int:
    language = context.settings.language
    if arguments.verb == "list":
        found = context.assistant.documents(context.principal)
        shape = {"documents": [shapes.document(each) for each in found]}
        context.put(shape, terminal.documents(found, language))
    elif arguments.verb == "remove":
        started = perf_counter()
        outcome = context.assistant.remove(arguments.id, context.principal)
        removed = {"files": [shapes.outcome(outcome)], "seconds": round(perf_counter() - started, 4)}
        context.put(removed, terminal.file_line(outcome, language))
    elif arguments.page is not None:
        page = context.assistant.page(arguments.id, arguments.page, context.principal)
        context.put(shapes.page(arguments.id, page), page.text)
    else:
        document = context.assistant.document(arguments.id, context.principal)
        context.put(shapes.document_details(document), terminal.document(document, language))
    return 0


def doctor(context: Context, arguments: argparse.Namespace) -> int:
    """Exit 1 when something is not in order."""
    if arguments.repair:
        context.assistant.repair()
        print(terminal.repaired(context.settings.language), file=sys.stderr)
    found = context.assistant.doctor()
    context.put(shapes.checks(found), terminal.checks(found, context.settings.language))
    return 0 if all(each.ok for each in found) else 1
