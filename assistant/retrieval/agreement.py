"""What a question and a passage share when their texts are laid side by side. Pure functions.

The keyword leg weighs rare words; these look at plain agreement: how much of the question's wording stands in the
passage, whether its numbers do, and whether the passage is long enough to answer anything.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.text.tokens import is_cjk
from assistant.text.variants import alike

_NUMBER = re.compile(r"\d+(?:\.\d+)*")
_FUNCTION = frozenset("的了是吗呢吧啊么什哪谁嗎麼")
"""Characters of questions and grammar: a pair with one of them says nothing about the subject."""
ENOUGH = 500
"""Bytes from which a passage counts as long: some 160 Chinese characters or 80 English words."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """`pairs` and `numbers` from 0 to 1, `length` 0 for a long passage and below for a short one."""

    pairs: float
    numbers: float
    length: float


@dataclass(frozen=True, slots=True)
class Wording:
    """What of a question is looked for in passages: its pairs of Chinese characters and its numbers, each once."""

    pairs: tuple[str, ...]
    numbers: tuple[re.Pattern[str], ...]

    @classmethod
    def of(cls, question: str) -> Wording:
        """Read a question; width, case and script (simplified, traditional) do not matter."""
        folded = alike(question)
        pairs = (one + other for one, other in pairwise(folded) if _says_something(one) and _says_something(other))
        numbers = (rf"(?<!\d){re.escape(number)}(?!\d)" for number in dict.fromkeys(_NUMBER.findall(folded)))
        return cls(tuple(dict.fromkeys(pairs)), tuple(re.compile(number) for number in numbers))

    def in_passage(self, text: str) -> Agreement:
        """Compare with one passage. A question without numbers or Chinese agrees with none."""
        folded = alike(text)
        held = [pair in folded for pair in self.pairs]
        counted = [number.search(folded) is not None for number in self.numbers]
        size = min(max(len(folded.encode("utf-8", "replace")), 1), ENOUGH)
        return Agreement(_share(held), _share(counted), math.log(size / ENOUGH))


def _says_something(character: str) -> bool:
    return is_cjk(character) and character not in _FUNCTION


def _share(held: Sequence[bool]) -> float:
    return sum(held) / len(held) if held else 0.0
