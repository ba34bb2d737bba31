"""What each command does: call one method of the service, print what comes back as text or as JSON."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from time import perf_counter
from typing import Any

from assistant import shapes, terminal
from assistant.access import LOCAL_PERSON
from assistant.conversations.shapes import rewritten
from assistant.domain import FileOutcome, FileStatus, Filters, IngestReport, Principal, SameWords, SearchMode
from assistant.errors import ClearwellError, UsageError, unexpected
from assistant.messages import Language, keys, say
from assistant.service import Assistant
from assistant.settings import Settings, load_settings

EXIT_SOME_REJECTED = 3


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


def filters_of(context: Context, arguments: argparse.Namespace) -> Filters:
    """The filters a command was given.

    Raises UsageError for a date that is none and for an unknown kind, NotFound for an unknown document.
    """
    try:
        as_of = date.fromisoformat(arguments.as_of) if arguments.as_of else None
    except ValueError as error:
        raise UsageError(
            f"--as-of {arguments.as_of!r} is not a date like 2024-01-31", key="bad_date", value=arguments.as_of
        ) from error
    kinds = tuple(_kinds(arguments.kind, context.settings.language))
    for document_id in arguments.document:
        context.assistant.document(document_id, context.principal)
    return Filters(
        years=tuple(arguments.year),
        kinds=kinds,
        document_ids=tuple(arguments.document),
        places=tuple(arguments.place),
        as_of=as_of,
        without=frozenset(getattr(arguments, "without", ())),
    )


def _kinds(given: Iterable[str], language: Language) -> Iterator[str]:
    """The kinds by their own names; the names that pages show, in either language, stand for them."""
    names = keys("kinds")
    meant = {text.casefold(): kind for kind, texts in names.items() for text in (kind, *texts.values())}
    for value in given:
        if value.casefold() not in meant:
            known = ", ".join(f"{kind} ({texts[language]})" for kind, texts in names.items())
            raise UsageError(f"kind {value!r} is unknown", key="unknown_kind", value=value, known=known)
        yield meant[value.casefold()]


def ingest(context: Context, arguments: argparse.Namespace) -> int:
    """Exit 3 when some files were rejected. Stopped by Ctrl-C it says what was done until then."""
    if arguments.watch:
        return _watch(context, arguments)
    language, started = context.settings.language, perf_counter()
    with terminal.IngestBar(language, lines=not context.as_json) as bar:
        try:
            report = context.assistant.ingest(
                arguments.paths,
                context.principal,
                sync=arguments.sync,
                dry_run=arguments.dry_run,
                reread=arguments.reread,
                on_progress=bar.progress,
                on_file=bar.file,
            )
        except KeyboardInterrupt:
            done = IngestReport(tuple(bar.files), perf_counter() - started)
            context.put({**shapes.report(done), "stopped": True}, terminal.ingest_stopped(done, language))
            raise
    context.put(shapes.report(report), terminal.ingest_summary(report, language))
    return EXIT_SOME_REJECTED if any(each.status is FileStatus.REJECTED for each in report.files) else 0


def _watch(context: Context, arguments: argparse.Namespace) -> int:
    """A line for each change, until Ctrl-C, which is how it is meant to end: exit 0."""
    if arguments.dry_run:
        raise UsageError("--watch changes the library, --dry-run does not", key="watch_and_dry_run")
    language = context.settings.language
    with terminal.IngestBar(language, lines=not context.as_json) as bar:

        def line(outcome: FileOutcome) -> None:
            bar.file(outcome)
            if context.as_json:
                context.put(shapes.outcome(outcome), "")

        print(say("cli.watching", language), file=sys.stderr, flush=True)
        try:
            context.assistant.watch(
                arguments.paths, context.principal, on_progress=bar.progress, on_file=line, on_report=bar.rest
            )
        except KeyboardInterrupt:
            print(say("cli.stopped", language), file=sys.stderr)
    return 0


def ask(context: Context, arguments: argparse.Namespace) -> int:
    """A refusal is exit 0: not knowing is an answer."""
    if arguments.batch is not None and arguments.question is not None:
        raise UsageError("ask takes a question or --batch FILE, not both", key="question_and_batch")
    if arguments.batch is not None:
        return _ask_batch(context, arguments.batch, filters_of(context, arguments))
    if arguments.question is None:
        raise UsageError("ask needs a question or --batch FILE", key="no_question")
    answer = context.assistant.ask(arguments.question, context.principal, filters_of(context, arguments))
    context.put(shapes.answer(answer), terminal.answer(answer, context.settings.language))
    return 0


def _ask_batch(context: Context, path: Path, filters: Filters) -> int:
    former: dict[str, list[str]] = {}
    for number, line in json_lines(path):
        shape: dict[str, Any] = {"id": None}
        try:
            row = json_row(line, number, path)
            shape["id"] = row.get("id")
            question = _question_of(row, number, path)
            if row.get("conversation") is not None:
                before = former.setdefault(str(row["conversation"]), [])
                asked = context.assistant.follow_up(question, before)
                before.append(asked.text)
                shape["conversation"], shape["rewritten"] = row["conversation"], rewritten(asked)
                question = asked.text
            shape.update(shapes.answer(context.assistant.ask(question, context.principal, filters)))
        except ClearwellError as problem:
            shape.update(shapes.error(problem, context.settings.language))
        except Exception as problem:  # one line's trouble, of whatever sort, does not end the batch
            shape.update(shapes.error(unexpected(problem), context.settings.language))
        print(json.dumps(shape, ensure_ascii=False), flush=True)
    return 0


def json_lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of a batch with their numbers, without empty ones. Raises UsageError for a file that cannot be read."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise UsageError(f"no file {str(path)!r}", key="no_such_file", path=str(path)) from error
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UsageError(f"{str(path)!r}: {error}", key="cannot_read", path=str(path), reason=reason) from error
    # Not splitlines(): U+2028 and its like may stand inside a JSON text.
    return ((number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip())


def json_row(line: str, number: int, path: Path) -> dict[str, Any]:
    """The JSON object on a line of a batch. Raises UsageError when there is none."""
    try:
        row = json.loads(line)
    except ValueError as error:
        raise UsageError(
            f"line {number} is not JSON: {error}", key="line_not_json", path=str(path), line=number, reason=error
        ) from error
    if not isinstance(row, dict):
        raise _needs(number, path)
    return row


def _question_of(row: dict[str, Any], number: int, path: Path) -> str:
    question = row.get("question")
    if not isinstance(question, str):
        raise _needs(number, path)
    return question


def _needs(number: int, path: Path) -> UsageError:
    detail = f'line {number} needs {{"id", "question"}}'
    return UsageError(detail, key="line_needs", path=str(path), line=number, fields='"id", "question"')


def search(context: Context, arguments: argparse.Namespace) -> int:
    found = context.assistant.search(
        arguments.words,
        context.principal,
        filters_of(context, arguments),
        limit=arguments.limit,
        mode=SearchMode(arguments.mode),
    )
    text = terminal.search(found, context.settings.language, explained=arguments.explain)
    context.put(shapes.search(found, arguments.explain), text)
    return 0


def synonyms(context: Context, arguments: argparse.Namespace) -> int:
    """List, add or take out words that mean the same."""
    assistant, language = context.assistant, context.settings.language
    found: tuple[SameWords, ...]
    if arguments.verb == "add":
        found = (assistant.add_synonyms(arguments.same, context.principal),)
    elif arguments.verb == "remove":
        found = assistant.remove_synonyms(arguments.same, context.principal)
    else:
        found = assistant.synonyms(context.principal)
    context.put(shapes.synonyms(found), terminal.synonyms(found, arguments.verb, language))
    return 0


def doctor(context: Context, arguments: argparse.Namespace) -> int:
    """Exit 1 when something is not in order."""
    if arguments.repair:
        context.assistant.repair()
        print(terminal.repaired(context.settings.language), file=sys.stderr)
    found = context.assistant.doctor()
    context.put(shapes.checks(found), terminal.checks(found, context.settings.language))
    return 0 if all(each.ok for each in found) else 1
