"""A progress bar on standard error, silent when nobody watches."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Self


class Progress:
    def __init__(self, label: str, total: int) -> None:
        from tqdm import tqdm

        self._bar = tqdm(total=total, desc=label, file=sys.stderr, disable=not sys.stderr.isatty(), leave=False)

    def advance(self, count: int = 1) -> None:
        self._bar.update(count)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.close()
