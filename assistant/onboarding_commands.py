"""`clearwell items`: kept onboarding questions, their review, the files they travel in, and how newcomers do."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant.commands import Context
from assistant.conversations.shapes import approved
from assistant.errors import UsageError
from assistant.item_reviews import ImportReport, Progress, Wanted
from assistant.messages import say
from assistant.onboarding.exporting import shapes
from assistant.onboarding.exporting.certificate import certificate
from assistant.onboarding.exporting.door import SUFFIXES
from assistant.onboarding.exporting.lettering import key_of, source_of
from assistant.onboarding.exporting.template import Template, read_template, template_text
from assistant.question_items import ItemType, Review, ReviewState

Verb = Callable[[Context, argparse.Namespace], None]


def items(context: Context, arguments: argparse.Namespace) -> int:
    _VERBS[arguments.verb](context, arguments)
    return 0


def _say(context: Context, key: str, **params: object) -> str:
    return say(f"items.{key}", context.settings.language, **params)


def _wanted(arguments: argparse.Namespace, stale: bool | None = None) -> Wanted:
    return Wanted(
        set_id=arguments.set,
        states=tuple(ReviewState(each) for each in arguments.state),
        document_ids=tuple(arguments.document),
        types=tuple(ItemType(each) for each in arguments.type),
        topics=tuple(arguments.topic),
        roles=tuple(arguments.role),
        stale=stale,
    )


def _put(context: Context, name: str, rows: list[dict[str, Any]], lines: list[str]) -> None:
    context.put({name: rows}, "\n".join(lines) or _say(context, "none"))


def _line(context: Context, each: Review) -> str:
    state = _say(context, f"state_{each.state.value}") + (f" · {_say(context, 'stale')}" if each.stale else "")
    kind = _say(context, f"type_{each.item.type.value}")
    return f"{each.item.item_id}  {state}  {kind}  {each.item.question}"


def _list(context: Context, arguments: argparse.Namespace) -> None:
    found = context.assistant.item_reviews(context.principal, _wanted(arguments))
    _put(context, "items", [shapes.review(each) for each in found], [_line(context, each) for each in found])


def _stale(context: Context, arguments: argparse.Namespace) -> None:
    found = context.assistant.item_reviews(context.principal, _wanted(arguments, stale=True))
    lines = [
        "\n".join(
            (
                _line(context, each),
                "  " + _say(context, "before", text=each.item.quote),
                "  " + (_say(context, "now", text=each.now) if each.now else _say(context, "nothing_now")),
            )
        )
        for each in found
    ]
    _put(context, "items", [shapes.review(each) for each in found], lines)


def _sets(context: Context, _: argparse.Namespace) -> None:
    found = context.assistant.question_sets(context.principal)
    lines = [f"{each.name}  {len(each.items)}  {each.by}  {each.at[:16].replace('T', ' ')}" for each in found]
    _put(context, "sets", [shapes.kept_set(each) for each in found], lines)


def _show(context: Context, arguments: argparse.Namespace) -> None:
    language = context.settings.language
    each = context.assistant.item_review(arguments.id, context.principal)
    history = context.assistant.item_history(arguments.id, context.principal)
    item = each.item
    lines = [_line(context, each), *(f"  {option}" for option in item.options)]
    lines += [f"  {_say(context, 'column_answer')}: {key_of(item, language)}", f"  {item.explanation}"]
    lines += [f"  {source_of(item, language)}", f"  {_say(context, 'quoted', quote=item.quote)}"]
    lines += [
        f"  {one.at[:16]}  {one.by}  {_say(context, f'state_{one.state.value}')}  {one.reason}" for one in history
    ]
    shape = {**shapes.review(each), "history": [shapes.event(one) for one in history]}
    context.put(shape, "\n".join(lines))


def _decide(state: ReviewState) -> Verb:
    def decide(context: Context, arguments: argparse.Namespace) -> None:
        reason = getattr(arguments, "reason", "")
        found = context.assistant.decide_items(arguments.ids, state, context.principal, reason)
        _put(context, "items", [shapes.review(each) for each in found], [_line(context, each) for each in found])

    return decide


def _edit(context: Context, arguments: argparse.Namespace) -> None:
    item = context.assistant.item_review(arguments.id, context.principal).item
    told = {name: getattr(arguments, name) for name in ("question", "explanation", "topic", "role")}
    changed = replace(item, **{name: text for name, text in told.items() if text is not None})
    if arguments.answer is not None:
        changed = replace(changed, answer=tuple(arguments.answer))
    if arguments.option is not None:
        changed = replace(changed, options=tuple(arguments.option))
    found = context.assistant.edit_item(changed, context.principal, arguments.reason)
    context.put(shapes.review(found), _line(context, found))


def _publish(context: Context, arguments: argparse.Namespace) -> None:
    found = context.assistant.publish_items(arguments.ids, context.principal, arguments.owner)
    lines = [f"{each.approved_id}  {each.questions[0]}" for each in found]
    _put(context, "approved", [approved(each) for each in found], lines)


def _export(context: Context, arguments: argparse.Namespace) -> None:
    path: Path = arguments.out
    if path.suffix.removeprefix(".").lower() not in SUFFIXES:
        known = ", ".join(f".{each}" for each in SUFFIXES)
        raise UsageError(f"--out {str(path)!r}", key="bad_export", path=str(path), known=known)
    wanted, language = _wanted(arguments), context.settings.language
    content = context.assistant.export_items(
        path.suffix, context.principal, language, wanted, not arguments.without_answers, _template(context, arguments)
    )
    _write(path, content)
    count = len(context.assistant.item_reviews(context.principal, wanted))
    context.put({"path": str(path), "count": count}, _say(context, "written", path=path, count=count))


def _template(context: Context, arguments: argparse.Namespace) -> Template | None:
    if arguments.template is None:
        return None
    return read_template(_read(arguments.template).decode("utf-8", "replace"), context.settings.language)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UsageError(f"no file {str(path)!r}", key="no_such_file", path=str(path)) from error
    except OSError as error:
        reason = error.strerror or error
        raise UsageError(f"{str(path)!r}: {error}", key="cannot_read", path=str(path), reason=reason) from error


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        reason = error.strerror or error
        raise UsageError(f"{str(path)!r}: {error}", key="cannot_write", path=str(path), reason=reason) from error


def _import(context: Context, arguments: argparse.Namespace) -> None:
    wanted, language = Wanted(set_id=arguments.set), context.settings.language
    template = _template(context, arguments)
    report = context.assistant.import_items(_read(arguments.file), context.principal, language, wanted, template)
    refused = [
        {"row": each.row, "id": each.item_id,
         "why": [say(f"requests.{key}", language, **dict(params)) for key, params in each.why]}
        for each in report.refused
    ]  # fmt: skip
    context.put(shapes.report(report, refused), "\n".join(_report_lines(context, report, refused)))


def _report_lines(context: Context, report: ImportReport, refused: list[dict[str, Any]]) -> list[str]:
    lines = [
        _say(
            context, "imported", edited=len(report.edited), decided=len(report.decided), unchanged=report.unchanged,
            refused=len(refused),
        )
    ]  # fmt: skip
    lines += [
        _say(context, "refused_row", row=each["row"], id=each["id"], why=" ".join(each["why"])) for each in refused
    ]
    lines += [_say(context, "unknown_row", row=row, id=name) for row, name in report.unknown]
    return lines + ([_say(context, "missing_rows", count=len(report.missing))] if report.missing else [])


def _write_template(context: Context, arguments: argparse.Namespace) -> None:
    _write(arguments.file, template_text(context.settings.language).encode("utf-8"))
    context.put({"path": str(arguments.file)}, str(arguments.file))


def _results(context: Context, arguments: argparse.Namespace) -> None:
    if arguments.forget:
        count = context.assistant.forget_learner(arguments.forget, context.principal)
        context.put({"forgotten": arguments.forget, "answers": count}, arguments.forget)
        return
    found = context.assistant.practice_results(context.principal)
    lines = [certificate(each, context.settings.language) for each in found]
    if context.as_json:
        print(json.dumps({"results": [_result(context, each) for each in found]}, ensure_ascii=False), flush=True)
    else:
        print("\n".join(lines) or _say(context, "none"), flush=True)


def _result(context: Context, each: Progress) -> dict[str, Any]:
    return {**shapes.progress(each), "line": certificate(each, context.settings.language)}


def _remove(context: Context, arguments: argparse.Namespace) -> None:
    for each in context.assistant.question_sets(context.principal):
        if arguments.set in (each.name, each.set_id):
            context.assistant.remove_question_set(each.set_id, context.principal)
            context.put({"removed": each.name}, each.name)
            return
    context.assistant.remove_question_set(arguments.set, context.principal)


_VERBS: dict[str, Verb] = {
    "list": _list,
    "sets": _sets,
    "stale": _stale,
    "show": _show,
    "approve": _decide(ReviewState.APPROVED),
    "reject": _decide(ReviewState.REJECTED),
    "reopen": _decide(ReviewState.NEW),
    "edit": _edit,
    "publish": _publish,
    "export": _export,
    "import": _import,
    "template": _write_template,
    "results": _results,
    "remove": _remove,
}
