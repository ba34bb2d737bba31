"""Names of documents and passages: how they are made and how a passage's name is read again."""

from __future__ import annotations

from collections.abc import Callable

_SHORT = 12


def passage_id(document_id: str, version: int, ordinal: int) -> str:
    """Return the one name of a passage. `ordinal` counts from 0 in reading order."""
    return f"{document_id}.{version}.{ordinal}"


def parse_passage_id(name: str) -> tuple[str, int, int] | None:
    """Return (document id, version, ordinal), or None for what `passage_id` never made."""
    parts = name.rsplit(".", 2)
    if len(parts) != 3 or not (parts[1].isdecimal() and parts[2].isdecimal()):
        return None
    return parts[0], int(parts[1]), int(parts[2])


def new_document_id(sha256: str, taken: Callable[[str], bool]) -> str:
    """Return the first twelve digits of the content's hash, with -2, -3 … when another document has that name."""
    short = sha256[:_SHORT].lower()
    candidate, bump = short, 1
    while taken(candidate):
        bump += 1
        candidate = f"{short}-{bump}"
    return candidate
