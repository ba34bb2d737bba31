"""What a question sounds like, whatever it is about: the mean vector of questions about everything and nothing.

A passage can be near a question for its subject or for being in the tone and the language of questions. The second
says nothing about an answer, and across languages it is a good part of the cosine; how near a passage is to this mean
tells how much of it. The questions stand in `voice.toml`, so every embedding model gets a voice of its own.
"""

from __future__ import annotations

import threading
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.text.tokens import language_of

if TYPE_CHECKING:
    from assistant.ports import Embedder, Vectors

FILE = Path(__file__).with_suffix(".toml")


@cache
def samples(language: str) -> tuple[str, ...]:
    """The questions that stand for all questions in `language`."""
    return tuple(tomllib.loads(FILE.read_text(encoding="utf-8"))[language])


class Voice:
    """The mean question of a language, made at the first question in it. Safe to use from several threads."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._means: dict[tuple[str, str], Vectors] = {}  # by model, too: a library may change it
        self._guard = threading.Lock()

    def of(self, question: str) -> Vectors:
        """The mean vector of questions in the language of `question`, of shape (dimension,)."""
        return self.in_language(language_of(question))

    def in_language(self, language: str) -> Vectors:
        """The mean vector of questions in `language`, of shape (dimension,)."""
        with self._guard:
            place = (self._embedder.model_id, language)
            if place not in self._means:
                self._means[place] = self._embedder.embed_queries(samples(language)).mean(axis=0)
            return self._means[place]
