"""`clearwell verify --batch FILE`: check sentences against quotes. Nothing is looked up, so no library is opened."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from assistant import shapes
from assistant.commands import Context, json_lines, json_row
from assistant.domain import Status
from assistant.errors import ClearwellError, UsageError, unexpected
from assistant.verification import Source, verify


def verify_batch(context: Context, arguments: argparse.Namespace) -> int:
    """Print a verdict a line, in the order of the lines; an error takes its line's place."""
    path: Path = arguments.batch
    for number, line in json_lines(path):
        shape: dict[str, Any] = {"id": None}
        try:
            row = json_row(line, number, path)
            shape["id"] = row.get("id")
            claim, source = _pair(row, number, path)
            shape.update(shapes.verification(verify(claim, [source])))
        except ClearwellError as problem:
            shape.update(shapes.error(problem, context.settings.language))
        except Exception as problem:  # one line's trouble, of whatever sort, does not end the batch
            shape.update(shapes.error(unexpected(problem), context.settings.language))
        print(json.dumps(shape, ensure_ascii=False), flush=True)
    return 0


def _pair(row: dict[str, Any], number: int, path: Path) -> tuple[str, Source]:
    claim, quote, status = row.get("claim"), row.get("source_quote"), row.get("source_status")
    if not isinstance(claim, str) or not isinstance(quote, str):
        detail = f'line {number} needs {{"id", "claim", "source_quote"}}'
        raise UsageError(detail, key="line_needs", path=str(path), line=number, fields='"id", "claim", "source_quote"')
    if status is not None and status not in tuple(Status):
        known = ", ".join(Status)
        raise UsageError(f"status {status!r} is none of {known}", key="bad_status", value=str(status), known=known)
    return claim, Source(
        quote,
        period=_text(row.get("source_period")),
        status=Status(status) if status else None,
        title=_text(row.get("title")),
        clause=_text(row.get("clause")),
        place=_text(row.get("place")),
        organisation=_text(row.get("organisation")),
    )


def _text(value: object) -> str | None:
    """A text or a bare number (a year) as text; anything else counts as not given."""
    known = isinstance(value, (str, int)) and not isinstance(value, bool)
    return str(value) if known and value != "" else None
