"""The part of a passage that shows best why it was found, with the question's words marked. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.domain import Understood
from assistant.text.normalise import aligned
from assistant.text.tokens import content_words, is_cjk
from assistant.text.variants import simplified

LENGTH = 200


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a snippet. The pieces' texts joined are the snippet."""

    text: str
    marked: bool = False


def sought(question: str, understood: Understood) -> tuple[str, ...]:
    """The words to mark: the question's own, its quoted phrases, and what else its words are called."""
    others = [name for hint in understood.hints if hint.kind == "word" for name in hint.value.split("、")]
    own = [word for word in content_words(question) if len(word) > 1 or question.strip() == word]
    return tuple(dict.fromkeys([*understood.values("phrase"), *others, *own]))


def snippet(text: str, words: Iterable[str], length: int = LENGTH) -> tuple[Piece, ...]:
    """About `length` characters of `text` where most of `words` stand, cut at … and marked."""
    spans = _merged(_found(text, words))
    start = _best_start(spans, len(text), length)
    end = min(len(text), start + length)
    pieces, at = ([Piece("…")] if start else []), start
    for low, high in spans:
        low, high = max(low, start), min(high, end)
        if low >= high:
            continue
        pieces += [Piece(text[at:low])] if low > at else []
        pieces.append(Piece(text[low:high], marked=True))
        at = high
    pieces += [Piece(text[at:end])] if end > at else []
    return (*pieces, Piece("…")) if end < len(text) else tuple(pieces)


def _found(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    plain = _compared(text)
    found = []
    for word in words:
        sign = re.escape(_compared(word))
        # English words come stemmed: the rest of the word is marked too.
        pattern = sign if is_cjk(word[-1]) or not word[-1].isalpha() else rf"(?<![a-z0-9]){sign}[a-z]*"
        found += [match.span() for match in re.finditer(pattern, plain) if match.group()]
    return found


def _compared(text: str) -> str:
    """Character for character, so that places found in it are places in `text`."""
    lowered = "".join(each.lower() if len(each.lower()) == 1 else each for each in aligned(text))
    return simplified(lowered)


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for low, high in sorted(spans):
        if merged and low <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        else:
            merged.append((low, high))
    return merged


def _best_start(spans: list[tuple[int, int]], size: int, length: int) -> int:
    """Where to begin so that the most marked characters are seen; the earliest of equals, a little before the mark."""
    if size <= length or not spans:
        return 0
    held = {low: sum(high - at for at, high in spans if low <= at and high <= low + length - 20) for low, _ in spans}
    best = max(held, key=lambda low: (held[low], -low))
    return 0 if best < 30 else min(best - 20, size - length)
