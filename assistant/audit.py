"""Who asked what, and which passages were shown: one JSON line an event, only ever appended."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from assistant.domain import Principal

_log = logging.getLogger("clearwell")


class AuditLog:
    """Appends to one file. A line is written in a single call, so lines of several processes do not mix."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._warned = False

    def record(self, event: str, principal: Principal, details: Mapping[str, object]) -> None:
        """Append `event` with its time (UTC), the person and `details` (values must be JSON).

        Where the file cannot be written (a read-only home), the event is not kept and the log is told once.
        """
        line = {"time": datetime.now(UTC).isoformat(timespec="milliseconds"), "user": principal.user, "event": event}
        text = json.dumps({**line, **details}, ensure_ascii=False) + "\n"
        try:
            self._append(text.encode("utf-8", "replace"))
        except OSError as error:
            if not self._warned:
                self._warned = True
                _log.warning("what is asked is not being recorded: %s", error)

    def _append(self, line: bytes) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        file = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o666)
        try:
            os.write(file, line)
        finally:
            os.close(file)
