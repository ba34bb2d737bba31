"""A draft as JSON and back, nothing of it lost: the same draft is always the same text."""

from __future__ import annotations

import json
from dataclasses import asdict, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from assistant.drafts import Draft


def to_dict(draft: Draft) -> dict[str, Any]:
    """All fields, in JSON's own types."""
    whole: dict[str, Any] = json.loads(to_text(draft))
    return whole


def to_text(draft: Draft) -> str:
    """JSON of all fields, in their order."""
    return json.dumps(asdict(draft), ensure_ascii=False, separators=(",", ":"), default=_plain)


def from_text(text: str) -> Draft:
    """The draft that was kept. Fields that this program does not know are left out, those not kept are as usual."""
    draft: Draft = _value(Draft, json.loads(text))
    return draft


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{value!r} cannot be kept")


def _value(kind: Any, found: Any) -> Any:
    """`found` as JSON has it, as an object of the annotated type `kind`."""
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return None if found is None else _value(next(each for each in get_args(kind) if each is not NoneType), found)
    if origin is tuple:
        return tuple(_value(get_args(kind)[0], each) for each in found)
    if isinstance(kind, type):
        if is_dataclass(kind):
            hints = _hints(kind)
            return kind(**{name: _value(hints[name], found[name]) for name in hints if name in found})
        if issubclass(kind, Enum):
            return kind(found)
        if kind is date:
            return date.fromisoformat(found)
    return found


@cache
def _hints(kind: type) -> dict[str, Any]:
    known = get_type_hints(kind)
    return {each.name: known[each.name] for each in fields(kind)}
