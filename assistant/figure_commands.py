"""`clearwell figures`: the ledger, what contradicts itself in it, plans and outcomes, and what people decide."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from assistant.commands import Context
from assistant.domain import Status
from assistant.errors import UsageError
from assistant.figures import Figure, PersonState, Wanted
from assistant.ledger import shapes
from assistant.ledger.tables import to_csv
from assistant.messages import say

Verb = Callable[[Context, argparse.Namespace], None]


def figures(context: Context, arguments: argparse.Namespace) -> int:
    _VERBS[arguments.verb or "list"](context, arguments)
    return 0


def wanted_of(arguments: argparse.Namespace) -> Wanted:
    """What the options of a command restrict the ledger to."""
    given = vars(arguments)
    return Wanted(
        document_ids=tuple(given.get("document", ())),
        years=tuple(given.get("year", ())),
        statuses=tuple(Status(each) for each in given.get("status", ())),
        indicator=given.get("indicator", ""),
        places=tuple(given.get("place", ())),
    )


def _say(context: Context, key: str, **params: object) -> str:
    return say(f"figures.{key}", context.settings.language, **params)


def _put(context: Context, rows: Sequence[dict[str, Any]], lines: Sequence[str]) -> None:
    """A list of JSON objects with --json, else a line each."""
    if context.as_json:
        print(json.dumps(list(rows), ensure_ascii=False), flush=True)
    else:
        print("\n".join(lines) or _say(context, "none"), flush=True)


def told(each: Figure) -> str:
    """A figure as it is printed, with its year: 6218万吨 (2023)."""
    period = "/".join(filter(None, (each.period, each.within)))
    sign = "-" if each.value < 0 else ""  # an accountant's brackets are no part of the number as printed
    return f"{sign}{each.raw}{each.unit}" + (f" ({period})" if period else "")


def _line(context: Context, each: Figure) -> str:
    marks = "".join(
        f" [{_say(context, f'person_{mark}')}]"
        for mark, shown in (
            (each.person_state.value if each.person_state else "", each.person_state is not None),
            ("doubtful", each.doubtful and each.person_state is None),
        )
        if shown
    )
    status = _say(context, f"status_{each.status.value}")
    source = _say(context, "source", title=each.title, page=each.page)
    return f"{each.figure_id}  {each.indicator}  {told(each)}  {status}{marks}  {source}"


def _list(context: Context, arguments: argparse.Namespace) -> None:
    found = context.assistant.figures(context.principal, wanted_of(arguments))
    written = [path for path in (arguments.csv, arguments.xlsx) if path is not None]
    if not written:
        _put(context, [shapes.figure(each) for each in found], [_line(context, each) for each in found])
        return
    language = context.settings.language
    if arguments.csv is not None:
        _write(arguments.csv, to_csv(found, language))
    if arguments.xlsx is not None:
        from assistant.ledger.workbook import to_xlsx

        _write(arguments.xlsx, to_xlsx(found, language))
    paths = [str(path) for path in written]
    context.put(
        {"paths": paths, "count": len(found)}, _say(context, "written", path=", ".join(paths), count=len(found))
    )


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        reason = error.strerror or error
        raise UsageError(f"{str(path)!r}: {error}", key="cannot_write", path=str(path), reason=reason) from error


def _conflicts(context: Context, arguments: argparse.Namespace) -> None:
    found = context.assistant.figure_conflicts(context.principal, wanted_of(arguments))
    lines = [
        "\n".join((f"{each.indicator}  {each.period}", *(f"  {_line(context, one)}" for one in each.figures)))
        for each in found
    ]
    _put(context, [shapes.conflict(each) for each in found], lines)


def _outcomes(context: Context, arguments: argparse.Namespace) -> None:
    found = context.assistant.plan_outcomes(context.principal, wanted_of(arguments))
    lines = [
        _say(
            context,
            "outcome_line",
            indicator=each.indicator,
            plan=told(each.plan),
            outcome=told(each.outcome) if each.outcome else "—",
            reached=_say(context, f"reached_{each.reached.value}"),
        )
        for each in found
    ]
    _put(context, [shapes.outcome(each) for each in found], lines)


def _changes(context: Context, arguments: argparse.Namespace) -> None:
    found = context.assistant.year_over_year(context.principal, wanted_of(arguments))
    lines = [
        _say(
            context,
            "change_line",
            indicator=each.indicator,
            before=told(each.before),
            after=told(each.after),
            difference=f"{each.difference:+.10g}",
            rate="" if each.rate is None else f"{each.rate:+.2f}%",
        )
        for each in found
    ]
    _put(context, [shapes.change(each) for each in found], lines)


def _decide(state: PersonState | None) -> Verb:
    def decide(context: Context, arguments: argparse.Namespace) -> None:
        found = context.assistant.decide_figure(arguments.id, state, context.principal)
        context.put(shapes.figure(found), _line(context, found))

    return decide


def _rename(context: Context, arguments: argparse.Namespace) -> None:
    context.assistant.rename_figure(arguments.id, arguments.name, context.principal)
    found = context.assistant.figure(arguments.id, context.principal)
    context.put(shapes.figure(found), _line(context, found))


def _merge(context: Context, arguments: argparse.Namespace) -> None:
    names = context.assistant.name_indicator(arguments.name, arguments.into, context.principal)
    context.put({"names": list(names), "goes_by": arguments.into}, f"{' / '.join(names)} → {arguments.into}")


def _split(context: Context, arguments: argparse.Namespace) -> None:
    context.assistant.keep_indicator_apart(arguments.name, context.principal)
    context.put({"apart": arguments.name}, arguments.name)


def _forget(context: Context, arguments: argparse.Namespace) -> None:
    context.assistant.forget_indicator(arguments.name, context.principal)
    context.put({"forgotten": arguments.name}, arguments.name)


_VERBS: dict[str, Verb] = {
    "list": _list,
    "conflicts": _conflicts,
    "outcomes": _outcomes,
    "changes": _changes,
    "tick": _decide(PersonState.TICKED),
    "reject": _decide(PersonState.REJECTED),
    "untick": _decide(None),
    "rename": _rename,
    "merge": _merge,
    "split": _split,
    "forget": _forget,
}
