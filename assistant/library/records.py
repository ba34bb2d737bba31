"""How domain objects stand in the registry: to JSON and back, nothing lost."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from functools import lru_cache
from typing import Any

from assistant.domain import Block, Box, Metadata, Page, Passage, PassageKind, ReadAs, Span

_DATES = frozenset({"published", "effective_from", "effective_to"})
_NAMES = tuple(each.name for each in fields(Metadata))
_KINDS = {kind.value: kind for kind in PassageKind}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def metadata_to_json(metadata: Metadata) -> str:
    """Only what is known is written; dates as YYYY-MM-DD."""
    known: dict[str, object] = {}
    for name in _NAMES:
        value = getattr(metadata, name)
        if value is None or value == "" or value == ():
            continue
        known[name] = value.isoformat() if name in _DATES else value
    return _json(known)


def metadata_from_json(text: str) -> Metadata:
    known: dict[str, Any] = json.loads(text)
    for name in _DATES & known.keys():
        known[name] = date.fromisoformat(known[name])
    if "replaces" in known:
        known["replaces"] = tuple(known["replaces"])
    known.setdefault("title", "")
    return Metadata(**known)


def texts_to_json(texts: Sequence[str]) -> str:
    return _json(list(texts))


def texts_from_json(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))


def page_row(page: Page) -> dict[str, object]:
    """The columns of one page, without the version's key."""
    blocks = [
        [
            block.start,
            block.end,
            block.kind,
            block.level,
            _corners(block.box) if block.box else None,
            block.cells,
            [[start, end, *_corners(box)] for start, end, box in block.lines],
            block.confidences,
            block.doubtful,
        ]
        for block in page.blocks
    ]
    return {
        "number": page.number,
        "text": page.text,
        "read_as": page.read_as.value,
        "blocks": _json(blocks),
        "warnings": texts_to_json(page.warnings),
        "account": _account(page),
    }


def page_from_row(row: Mapping[str, Any]) -> Page:
    blocks = tuple(_block(*values) for values in json.loads(row["blocks"]))
    known = json.loads(row["account"]) if row["account"] else {}
    return Page(
        row["number"],
        row["text"],
        ReadAs(row["read_as"]),
        blocks,
        texts_from_json(row["warnings"]),
        flow=tuple(map(tuple, known.get("flow", ()))),
        order_confidence=known.get("order_confidence"),
        removed=tuple(known.get("removed", ())),
        as_read=known.get("as_read", ""),
    )


def _account(page: Page) -> str | None:
    """How the page was read, None when there is nothing to say."""
    known = {
        "flow": page.flow,
        "order_confidence": page.order_confidence,
        "removed": page.removed,
        "as_read": page.as_read,
    }
    said = {name: value for name, value in known.items() if value not in ((), None, "")}
    return _json(said) if said else None


def _corners(box: Box) -> list[float]:
    return [round(value, 1) for value in (box.x0, box.y0, box.x1, box.y1)]


def _block(start: int, end: int, kind: str, level: int, *rest: Any) -> Block:
    """`rest`: box, cells and, in libraries that know them, lines, confidences and doubtful numbers."""
    box, cells, lines, confidences, doubtful = (*rest, [], [], [])[:5]
    return Block(
        start,
        end,
        kind,
        level,
        Box(*box) if box else None,
        tuple((a, b, c, d) for a, b, c, d in cells),
        tuple((a, b, Box(*corners)) for a, b, *corners in lines),
        tuple((a, b, c) for a, b, c in confidences),
        tuple((a, b) for a, b in doubtful),
    )


def passage_row(passage: Passage) -> dict[str, object]:
    """The columns of one passage, without the version's key."""
    return {
        "passage_id": passage.passage_id,
        "ordinal": passage.ordinal,
        "text": passage.text,
        "spans": _json([(span.page, span.start, span.end) for span in passage.spans]),
        "kind": passage.kind.value,
        "section": texts_to_json(passage.section),
        "clause": passage.clause,
        "clause_path": passage.clause_path,
    }


def passage_from_row(row: Any) -> Passage:
    """`row` has the columns as attributes, those of the version too."""
    return Passage(
        passage_id=row.passage_id,
        document_id=row.document_id,
        version=row.version,
        ordinal=row.ordinal,
        text=row.text,
        spans=tuple(Span(*span) for span in json.loads(row.spans)),
        kind=_KINDS[row.kind],
        section=_section(row.section),
        clause=row.clause,
        clause_path=row.clause_path,
    )


_section = lru_cache(maxsize=1024)(texts_from_json)
"""Neighbours share their sections."""
