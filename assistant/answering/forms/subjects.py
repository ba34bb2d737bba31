"""How much of what a question is about a text holds, the words that only name the form of the answer left out."""

from __future__ import annotations

from collections.abc import Collection

from assistant.answering.forms.asked import PROCEDURAL
from assistant.answering.subject import Subject, words_held
from assistant.text.normalise import fold


def about(subject: Subject) -> frozenset[str]:
    """The words of the question that say what it is about; all of them when every one names a form."""
    words = frozenset(word for word in subject.words if word not in PROCEDURAL)
    return words or frozenset(subject.words)


def held_words(subject: Subject, words: Collection[str], text: str) -> frozenset[str]:
    """Which of `words` `text` holds; a Chinese word of four characters or more also by its two halves."""
    found = words_held(subject, text) & set(words)
    if subject.language == "zh":
        folded = fold(text)
        found |= {word for word in words if len(word) >= 4 and all(half in folded for half in _halves(word))}
    return frozenset(found)


def share(subject: Subject, words: Collection[str], held: Collection[str]) -> float:
    """Share of the weight of `words` that `held` has; 0 when there are none."""
    total = sum(subject.words.get(word, 0.1) for word in words)
    return sum(subject.words.get(word, 0.1) for word in words if word in held) / total if total else 0.0


def _halves(word: str) -> tuple[str, str]:
    middle = len(word) // 2
    return word[:middle], word[middle:]
