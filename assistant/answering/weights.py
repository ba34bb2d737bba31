"""The fitted numbers of `weights.toml`, read once."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_suffix(".toml")


@cache
def weights(part: str) -> dict[str, float]:
    """The numbers of one part (`sentence` or `sufficiency`), by feature name."""
    table: dict[str, float] = tomllib.loads(FILE.read_text(encoding="utf-8"))[part]
    return table
