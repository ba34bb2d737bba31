"""Who asked what, and which passages were shown: one JSON line an event, only ever appended."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from assistant.domain import Principal


class AuditLog:
    """Appends to one file. A line is written in a single call, so lines of several processes do not mix."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def record(self, event: str, principal: Principal, details: Mapping[str, object]) -> None:
        """Append `event` with its time (UTC), the person and `details` (values must be JSON)."""
        line = {"time": datetime.now(UTC).isoformat(timespec="milliseconds"), "user": principal.user, "event": event}
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps({**line, **details}, ensure_ascii=False) + "\n")
