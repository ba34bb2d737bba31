"""`clearwell draft` and `clearwell outline`: a review from the papers, and what it is made of."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from assistant import review_desk
from assistant.commands import Context
from assistant.domain import Document
from assistant.drafting import shapes
from assistant.drafting.outline import to_yaml
from assistant.drafts import Draft, DraftRequest
from assistant.errors import NotFound, UsageError
from assistant.messages import say
from assistant.review_commands import form_of, put_file, style_of

FORMATS = tuple(f".{each}" for each in review_desk.FORMATS)


def drafts(context: Context, arguments: argparse.Namespace) -> int:
    """Run `draft` or `outline` and return the exit status."""
    if arguments.command == "outline":
        _outline(context, arguments)
    else:
        _draft(context, arguments)
    return 0


def _draft(context: Context, arguments: argparse.Namespace) -> None:
    out: Path | None = arguments.out
    if out is not None and out.suffix.lower() not in FORMATS:
        known = ", ".join(FORMATS)
        raise UsageError(f"{out.suffix!r} is none of {known}", key="bad_draft_format", path=str(out), known=known)
    request = DraftRequest(
        year=arguments.year,
        outline=context.assistant.outline(arguments.outline, context.principal),
        sources=tuple(each.strip() for each in arguments.sources.split(",") if each.strip()),
        section=arguments.section,
        organisations=tuple(arguments.organisation),
    )
    style = style_of(arguments.style)
    made = _made(context, request)
    if arguments.keep:
        made = context.assistant.keep_draft(made, context.principal)
    shape = {**shapes.draft(made), **({"draft_id": made.draft_id} if made.draft_id else {})}
    kept = say("review.kept_as", context.settings.language, id=made.draft_id) if made.draft_id else ""
    if out is None:
        text = context.assistant.draft_file(made, "md", context.principal).decode()
        context.put(shape, "\n".join(filter(None, (text, kept))))
        return
    put_file(out, context.assistant.draft_file(made, form_of(out), context.principal, style=style))
    written = say("draft.written", context.settings.language, path=str(out))
    context.put({**shape, "path": str(out)}, "\n".join(filter(None, (written, kept))))


def _made(context: Context, request: DraftRequest) -> Draft:
    """Draft, saying on standard error which section is done."""
    made = None
    for each in context.assistant.draft_in_sections(request, context.principal):
        line = say("draft.progress", context.settings.language, done=each.done, total=each.total, heading=each.heading)
        print(line, file=sys.stderr, flush=True)
        made = each.draft or made
    assert made is not None  # the last progress brings the draft
    return made


def _outline(context: Context, arguments: argparse.Namespace) -> None:
    assistant, principal, language = context.assistant, context.principal, context.settings.language
    if arguments.document:
        made = assistant.outline_from(_document(context, arguments.document).document_id, principal)
        if arguments.out is not None:
            _write(arguments.out, to_yaml(made))
            context.put(
                {**shapes.outline(made), "path": str(arguments.out)},
                say("draft.written", language, path=str(arguments.out)),
            )
            return
        context.put(shapes.outline(made), to_yaml(made).rstrip())
    elif arguments.verb == "show":
        made = assistant.outline(arguments.name, principal)
        context.put(shapes.outline(made), to_yaml(made).rstrip())
    else:
        found = assistant.outlines(principal)
        lines = [
            say(
                "draft.outline_line",
                language,
                name=each.name,
                title=each.title,
                count=len(each.sections),
                description=each.description,
            )
            for each in found
        ]
        context.put({"outlines": [shapes.outline(each) for each in found]}, "\n".join(lines))


def _document(context: Context, given: str) -> Document:
    """A document by its id, its title or its file's name. Raises NotFound."""
    documents = context.assistant.documents(context.principal)
    for each in documents:
        if given in (each.document_id, each.title, each.path, Path(each.path).name):
            return each
    raise NotFound(f"document {given!r}", what=given)


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        reason = error.strerror or error
        raise UsageError(f"{str(path)!r}: {error}", key="cannot_write", path=str(path), reason=reason) from error
