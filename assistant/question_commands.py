"""`clearwell questions`: make onboarding questions of papers, print them or write them to a file."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from assistant.commands import Context
from assistant.errors import UsageError
from assistant.messages import say
from assistant.onboarding.exporting.door import SUFFIXES, export
from assistant.onboarding.exporting.shapes import question
from assistant.question_items import ItemRequest, ItemSet, ItemType, QuestionItem


def questions(context: Context, arguments: argparse.Namespace) -> int:
    """Make the questions asked for; with --out into a file by its ending, else as a list."""
    out: Path | None = arguments.out
    if out is not None and out.suffix.removeprefix(".").lower() not in SUFFIXES:
        known = ", ".join(f".{each}" for each in SUFFIXES)
        raise UsageError(f"--out {str(out)!r}", key="bad_export", path=str(out), known=known)
    made = context.assistant.build_questions(_request(arguments), context.principal)
    if arguments.keep is not None:
        kept = context.assistant.keep_questions(arguments.keep, made.items, context.principal)
        told = say("items.kept", context.settings.language, name=kept.name, count=len(kept.items))
        print(told, file=sys.stderr, flush=True)
    if out is not None:
        _write(out, export(made.items, out.suffix, context.settings.language, _title(made)))
        shape = {"path": str(out), "count": len(made.items), "covered": made.covered}
        context.put(shape, _say(context, "written", path=out, count=len(made.items)))
    elif context.as_json:
        print(json.dumps([question(each) for each in made.items], ensure_ascii=False), flush=True)
    else:
        lines = [_line(context, n, each) for n, each in enumerate(made.items, 1)]
        print("\n".join([*lines, _summary(context, made)]), flush=True)
    return 0


def _request(arguments: argparse.Namespace) -> ItemRequest:
    count: str = arguments.count
    if count != "all" and not count.isdecimal():
        raise UsageError(f"--count {count!r}", key="bad_count", value=repr(count))
    return ItemRequest(
        document_ids=tuple(arguments.document),
        count=None if count == "all" else int(count),
        clauses=tuple(arguments.clause),
        topics=tuple(arguments.topic),
        roles=tuple(arguments.role),
        types=tuple(ItemType(each) for each in arguments.type),
    )


def _title(made: ItemSet) -> str:
    titles = list(dict.fromkeys(item.title for item in made.items))
    return titles[0] if len(titles) == 1 else ""


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        reason = error.strerror or error
        raise UsageError(f"{str(path)!r}: {error}", key="cannot_write", path=str(path), reason=reason) from error


def _say(context: Context, key: str, **params: object) -> str:
    return say(f"onboarding.{key}", context.settings.language, **params)


def _line(context: Context, n: int, item: QuestionItem) -> str:
    options = "".join(f"\n   {letter}. {each}" for letter, each in zip("ABCDEFGHIJ", item.options, strict=False))
    answer = _say(
        context, "answer_line", answer=_say(context, "and").join(item.answer), clause=item.clause or item.page
    )
    return f"{n}. {item.question}{options}\n   {answer}"


def _summary(context: Context, made: ItemSet) -> str:
    without = [each.clause for each in made.coverage if not each.items]
    return _say(
        context,
        "summary",
        count=len(made.items),
        covered=f"{made.covered:.0%}",
        without=_say(context, "and").join(without) or _say(context, "no_clause"),
    )
