"""The numbers of `weights.toml`, read once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_suffix(".toml")


@dataclass(frozen=True, slots=True)
class Weights:
    """What each sign adds to the cosine; a weight of 0 leaves a sign out. `keyword` comes from the settings."""

    keyword: float = 0.0
    voice: float = 0.0
    pairs: float = 0.0
    numbers: float = 0.0
    length: float = 0.0
    feedback: float = 0.0
    crossing_zh: float = 0.0
    crossing_en: float = 0.0

    def crossing(self, language: str) -> float:
        """What a passage in the other language is owed when the question is in `language`."""
        return self.crossing_en if language == "en" else self.crossing_zh


@cache
def fitted(keyword: float) -> Weights:
    """The committed weights with this weight for the keyword leg."""
    return Weights(keyword=keyword, **tomllib.loads(FILE.read_text(encoding="utf-8"))["ranking"])
