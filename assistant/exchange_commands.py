"""`clearwell conversations`, `feedback`, `approved` and `gaps`: what people asked, said and stand for."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Literal

from assistant.commands import Context
from assistant.conversation_desk import EXPORTS
from assistant.conversations import shapes
from assistant.errors import NotFound, UsageError
from assistant.exchanges import ApprovalState, ApprovedAnswer, Gap, GapState
from assistant.messages import say

Verb = Callable[[Context, argparse.Namespace], None]


def exchanges(context: Context, arguments: argparse.Namespace) -> int:
    _VERBS[arguments.command, arguments.verb](context, arguments)
    return 0


def _say(context: Context, key: str, **params: object) -> str:
    return say(f"exchanges.{key}", context.settings.language, **params)


def _listed(context: Context, name: str, rows: Sequence[dict[str, Any]], lines: Sequence[str]) -> None:
    context.put({name: list(rows)}, "\n".join(lines) or _say(context, "none"))


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        reason = error.strerror or error
        raise UsageError(f"{str(path)!r}: {error}", key="cannot_write", path=str(path), reason=reason) from error


def _conversations_list(context: Context, arguments: argparse.Namespace) -> None:
    found = context.assistant.conversations(context.principal, arguments.search or "")
    lines = [
        _say(
            context,
            "conversation_line",
            id=each.conversation_id,
            changed=each.changed[:16].replace("T", " "),
            turns=each.turns,
            title=each.title,
        )
        for each in found
    ]
    _listed(context, "conversations", [shapes.conversation(each) for each in found], lines)


def _conversations_show(context: Context, arguments: argparse.Namespace) -> None:
    turns = context.assistant.conversation(arguments.id, context.principal)
    text = context.assistant.export_conversation(arguments.id, context.principal, "md", context.settings.language)
    context.put({"id": arguments.id, "turns": [shapes.exchange(each) for each in turns]}, text.decode())


def _conversations_export(context: Context, arguments: argparse.Namespace) -> None:
    suffix = arguments.out.suffix.removeprefix(".").lower()
    if suffix not in EXPORTS:
        known = ", ".join(f".{each}" for each in EXPORTS)
        raise UsageError(f"--out {str(arguments.out)!r}", key="bad_export", path=str(arguments.out), known=known)
    form: Literal["md", "docx"] = "docx" if suffix == "docx" else "md"
    turns = context.assistant.conversation(arguments.id, context.principal)
    language = context.settings.language
    _write(arguments.out, context.assistant.export_conversation(arguments.id, context.principal, form, language))
    _written(context, arguments.out, len(turns))


def _written(context: Context, path: Path, count: int) -> None:
    context.put({"path": str(path), "count": count}, _say(context, "written", path=path, count=count))


def _conversations_remove(context: Context, arguments: argparse.Namespace) -> None:
    context.assistant.remove_conversation(arguments.id, context.principal)
    context.put({"removed": arguments.id}, arguments.id)


def _feedback_list(context: Context, _: argparse.Namespace) -> None:
    found = context.assistant.feedback(context.principal)
    lines = [f"{each.at[:10]}  {each.judgement.value}  {each.question}  {' / '.join(each.right)}" for each in found]
    _listed(context, "feedback", [shapes.feedback(each) for each in found], lines)


def _feedback_export(context: Context, arguments: argparse.Namespace) -> None:
    cases = context.assistant.feedback_cases(context.principal)
    lines = "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in cases)
    _write(arguments.file, lines.encode())
    _written(context, arguments.file, len(cases))


def _approved_list(context: Context, _: argparse.Namespace) -> None:
    found = context.assistant.approved_answers(context.principal)
    _listed(
        context,
        "approved",
        [shapes.approved(each) for each in found],
        [_approved_line(context, each) for each in found],
    )


def _approved_line(context: Context, each: ApprovedAnswer) -> str:
    why = _say(context, "comma").join(_say(context, f"stale_{one}") for one in each.suspended)
    state = _say(context, "state_suspended", why=why) if each.suspended else _say(context, f"state_{each.state.value}")
    return _say(
        context, "approved_line", id=each.approved_id, state=state, owner=each.owner, question=each.questions[0]
    )


def _approved_add(context: Context, arguments: argparse.Namespace) -> None:
    answer = context.assistant.ask(arguments.question, context.principal)
    review = _day(arguments.review)
    made = context.assistant.draft_approved(answer, context.principal, arguments.owner or "", review)
    if arguments.similar or arguments.negative:
        questions = (*made.questions, *arguments.similar)
        made = context.assistant.change_approved(
            replace(made, questions=questions, negative=tuple(arguments.negative)), context.principal
        )
    context.put(shapes.approved(made), f"{_approved_line(context, made)}\n{made.answer.text}")


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise UsageError(f"{text!r} is not a date like 2024-01-31", key="bad_date", value=text) from error


def _approved_decide(state: ApprovalState) -> Verb:
    def decide(context: Context, arguments: argparse.Namespace) -> None:
        done = context.assistant.decide_approved(arguments.id, state, context.principal)
        context.put(shapes.approved(done), _approved_line(context, done))

    return decide


def _approved_renew(context: Context, arguments: argparse.Namespace) -> None:
    for each in context.assistant.approved_answers(context.principal):
        if each.approved_id == arguments.id:
            answer = context.assistant.ask(each.questions[0], context.principal)
            done = context.assistant.renew_approved(arguments.id, answer, context.principal)
            context.put(shapes.approved(done), f"{_approved_line(context, done)}\n{done.answer.text}")
            return
    raise NotFound(f"approved answer {arguments.id!r}", key="no_such_approved", approved_id=arguments.id)


def _gaps_list(context: Context, _: argparse.Namespace) -> None:
    found = context.assistant.gaps(context.principal)
    lines = [_gap_line(context, each) for each in found]
    _listed(context, "gaps", [shapes.gap(each) for each in found], lines)


def _gap_line(context: Context, each: Gap) -> str:
    return _say(
        context,
        "gap_line",
        id=each.gap_id,
        state=_say(context, f"state_{each.state.value}"),
        count=each.count,
        question=each.questions[0] if each.questions else "",
        reason=say(f"ui.reason.{each.reason}", context.settings.language),
        owners=_say(context, "comma").join(each.owners),
    )


def _gaps_decide(state: GapState) -> Verb:
    def decide(context: Context, arguments: argparse.Namespace) -> None:
        said = getattr(arguments, "said", "") or ""
        context.assistant.decide_gap(arguments.id, state, said, context.principal)
        _gaps_list(context, arguments)

    return decide


def _gaps_export(context: Context, arguments: argparse.Namespace) -> None:
    _write(arguments.file, context.assistant.gaps_csv(context.principal, context.settings.language))
    _written(context, arguments.file, len(context.assistant.gaps(context.principal)))


_VERBS: dict[tuple[str, str], Verb] = {
    ("conversations", "list"): _conversations_list,
    ("conversations", "show"): _conversations_show,
    ("conversations", "export"): _conversations_export,
    ("conversations", "remove"): _conversations_remove,
    ("feedback", "list"): _feedback_list,
    ("feedback", "export"): _feedback_export,
    ("approved", "list"): _approved_list,
    ("approved", "add"): _approved_add,
    ("approved", "approve"): _approved_decide(ApprovalState.APPROVED),
    ("approved", "withdraw"): _approved_decide(ApprovalState.WITHDRAWN),
    ("approved", "renew"): _approved_renew,
    ("gaps", "list"): _gaps_list,
    ("gaps", "answered"): _gaps_decide(GapState.ANSWERED),
    ("gaps", "decline"): _gaps_decide(GapState.DECLINED),
    ("gaps", "reopen"): _gaps_decide(GapState.OPEN),
    ("gaps", "export"): _gaps_export,
}
