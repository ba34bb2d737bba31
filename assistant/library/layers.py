"""Metadata in layers: what was detected, what the manifest says, what a person set; the later wins, name by name."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any

from assistant.domain import Metadata
from assistant.errors import UsageError

_DATES = frozenset({"published", "effective_from", "effective_to"})
_OPTIONAL = _DATES | {"period", "superseded_by"}
_NAMES = frozenset(each.name for each in fields(Metadata))
CHOOSABLE = _NAMES - {"superseded_by"}
"""What a person may set. What a paper is superseded by is decided of two papers, not written into one."""
_NEVER_EMPTY = frozenset({"title", "access_label"})


def applied(metadata: Metadata, values: Mapping[str, object]) -> Metadata:
    """`metadata` with `values` in place; names that are no metadata are passed over. Raises UsageError."""
    return replace(metadata, **{name: typed(name, value) for name, value in values.items() if name in _NAMES})


def typed(name: str, value: object) -> Any:
    """`value` as `Metadata` holds it: dates may come as text, "" means known to be nothing. Raises UsageError."""
    if name == "replaces":
        parts = (value,) if isinstance(value, str) else value
        if isinstance(parts, (tuple, list)) and all(isinstance(part, str) for part in parts):
            return tuple(part for part in parts if part)
        raise UsageError(f"{name} {value!r} are not titles", key="bad_metadata", name=name, value=value)
    if value in ("", None):
        return None if name in _OPTIONAL else ""
    if name in _DATES:
        return _day(name, value)
    if not isinstance(value, str):
        raise UsageError(f"{name} {value!r} is not text", key="bad_metadata", name=name, value=value)
    return value


def _day(name: str, value: object) -> date:
    if type(value) is date:
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise UsageError(f"{name} {value!r} is not a date like 2024-01-31", key="bad_date", value=value) from None


def checked(values: Mapping[str, object]) -> dict[str, Any]:
    """What a person set, typed. None stays: it takes the person's word back; so does "": known to be nothing.

    Raises UsageError.
    """
    for name, value in values.items():
        if name not in CHOOSABLE:
            raise UsageError(f"no metadata is called {name!r}", key="no_such_metadata", name=name)
        if name in _NEVER_EMPTY and value is not None and not str(value).strip():
            raise UsageError(f"{name} is empty", key="bad_metadata", name=name, value=value)
    return {name: value if value in ("", None) else typed(name, value) for name, value in values.items()}


def to_json(values: object) -> str:
    """One value or a mapping of them: dates as YYYY-MM-DD, everything else as JSON has it."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"), default=_written)


def _written(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{value!r} cannot be kept")


def values_from_json(text: str) -> dict[str, Any]:
    """The mapping that `to_json` wrote, typed; names that are no metadata as they are."""
    return {name: typed(name, value) if name in _NAMES else value for name, value in json.loads(text).items()}
