"""`clearwell drafts`: kept reviews, their revisions, their signatures, and their files."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import get_args

from assistant.access import LOCAL_PERSON
from assistant.commands import Context
from assistant.drafting import kept_shapes, shapes
from assistant.drafting.editing import section_named
from assistant.drafting.standing import to_sign
from assistant.drafts import Draft, DraftSection, SectionState
from assistant.errors import NotFound, UsageError
from assistant.kept_drafts import KeptDraft
from assistant.messages import say
from assistant.review_desk import FORMATS, Format

Verb = Callable[[Context, argparse.Namespace], None]


def reviews(context: Context, arguments: argparse.Namespace) -> int:
    """Run a verb of `drafts` and return the exit status."""
    _VERBS[arguments.verb](context, arguments)
    return 0


def form_of(path: Path) -> Format:
    """Which form a file's name asks for. Raises UsageError for one that there is not."""
    suffix = path.suffix.removeprefix(".").lower()
    for each in get_args(Format):
        if suffix == each:
            found: Format = each
            return found
    known = ", ".join(f".{each}" for each in FORMATS)
    raise UsageError(f"--out {str(path)!r}", key="bad_export", path=str(path), known=known)


def style_of(path: Path | None) -> bytes | None:
    """The Word file whose style is wanted. Raises UsageError for one that cannot be read."""
    if path is None:
        return None
    try:
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or error
        raise UsageError(f"{str(path)!r}: {error}", key="cannot_read", path=str(path), reason=reason) from error


def put_file(path: Path, content: bytes) -> None:
    """Write a file. Raises UsageError where that cannot be done."""
    try:
        path.write_bytes(content)
    except OSError as error:
        reason = error.strerror or error
        raise UsageError(f"{str(path)!r}: {error}", key="cannot_write", path=str(path), reason=reason) from error


def _say(context: Context, key: str, **params: object) -> str:
    return say(f"review.{key}", context.settings.language, **params)


def _list(context: Context, _: argparse.Namespace) -> None:
    found = context.assistant.drafts(context.principal)
    lines = "\n".join(_line(context, each) for each in found) or _say(context, "no_drafts")
    context.put({"drafts": [kept_shapes.kept(each) for each in found]}, lines)


def _line(context: Context, each: KeptDraft) -> str:
    marks = [_say(context, "line_red", count=each.red)] if each.red else []
    marks += [_say(context, "line_stale", count=each.stale)] if each.stale else []
    return _say(
        context,
        "line",
        id=each.draft_id,
        title=each.title,
        revision=each.revision,
        by=each.changed_by,
        at=each.changed_at[:16].replace("T", " "),
        signed=each.signed,
        to_sign=each.to_sign,
        marks="".join(marks),
    )


def _show(context: Context, arguments: argparse.Namespace) -> None:
    draft = context.assistant.draft_kept(arguments.id, context.principal, arguments.revision)
    text = context.assistant.draft_file(draft, "md", context.principal).decode()
    context.put({**shapes.draft(draft), **kept_shapes.standing(draft)}, text)


def _revisions(context: Context, arguments: argparse.Namespace) -> None:
    found = context.assistant.draft_revisions(arguments.id, context.principal)
    lines = [
        _say(
            context, "revision_line", revision=each.revision, what=_say(context, f"what_{each.what}"), by=each.by,
            at=each.at[:16].replace("T", " "),
        )
        for each in found
    ]  # fmt: skip
    context.put({"revisions": [kept_shapes.revision(each) for each in found]}, "\n".join(lines))


def _diff(context: Context, arguments: argparse.Namespace) -> None:
    found = context.assistant.draft_changes(arguments.id, arguments.older, arguments.newer, context.principal)
    lines = [
        _say(
            context, "change_line", section=each.section, kind=_say(context, f"change_{each.kind}"),
            before=each.before, after=each.after,
        )
        for each in found
    ]  # fmt: skip
    context.put({"changes": [kept_shapes.change(each) for each in found]}, "\n".join(lines) or _say(context, "same"))


def _sign(context: Context, arguments: argparse.Namespace) -> None:
    state, person = SectionState(arguments.state), context.principal
    if state is SectionState.SIGNED_OFF and person == LOCAL_PERSON:
        raise UsageError("drafts sign needs --as USER", key="signature_without_name")
    draft = context.assistant.draft_kept(arguments.id, person)
    wanted = [_section(draft, name) for name in arguments.sections] or list(to_sign(draft))
    for each in wanted:
        if section_named(draft, each.section_id).state is not state:
            draft = context.assistant.set_section_state(draft.draft_id, draft.revision, each.section_id, state, person)
    lines = [
        _say(context, "section_line", heading=each.heading, state=_say(context, f"state_{each.state.value}"))
        for each in to_sign(draft)
    ]
    context.put({"draft_id": draft.draft_id, **kept_shapes.standing(draft)}, "\n".join(lines))


def _section(draft: Draft, name: str) -> DraftSection:
    """By heading or id. Raises NotFound."""
    for each in draft.sections:
        if name in (each.section_id, each.heading):
            return each
    raise NotFound(f"section {name!r}", key="no_such_section", section_id=name)


def _export(context: Context, arguments: argparse.Namespace) -> None:
    form, style = form_of(arguments.out), style_of(arguments.style)
    content = context.assistant.export_draft(
        arguments.id, form, context.principal, signed_off=arguments.signed, style=style
    )
    put_file(arguments.out, content)
    _written(context, arguments.out)


def _pack(context: Context, arguments: argparse.Namespace) -> None:
    put_file(arguments.out, context.assistant.draft_pack(arguments.id, context.principal))
    _written(context, arguments.out)


def _written(context: Context, path: Path) -> None:
    context.put({"path": str(path)}, say("draft.written", context.settings.language, path=path))


def _delete(context: Context, arguments: argparse.Namespace) -> None:
    context.assistant.delete_draft(arguments.id, context.principal)
    context.put({"deleted": arguments.id}, _say(context, "deleted", id=arguments.id))


_VERBS: dict[str, Verb] = {
    "list": _list,
    "show": _show,
    "revisions": _revisions,
    "diff": _diff,
    "sign": _sign,
    "export": _export,
    "pack": _pack,
    "delete": _delete,
}
