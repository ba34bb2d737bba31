"""An embedder that remembers its questions, so that every system is given the same vector and none pays for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from assistant.ports import Embedder, Vectors


class RememberedEmbedder:
    """As the embedder behind it; `questions` holds the seconds each new question took, `seconds` the time of all."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._known: dict[str, Vectors] = {}
        self.questions: list[float] = []
        self.seconds = 0.0

    @property
    def model_id(self) -> str:
        return self._embedder.model_id

    @property
    def dimension(self) -> int:
        return self._embedder.dimension

    @property
    def max_tokens(self) -> int:
        return self._embedder.max_tokens

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return self._embedder.count_tokens(texts)

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        for text in texts:
            if text not in self._known:
                started = perf_counter()
                self._known[text] = self._embedder.embed_queries([text])[0]
                self.questions.append(perf_counter() - started)
                self.seconds += self.questions[-1]
        return np.stack([self._known[text] for text in texts])

    def embed_passages(self, texts: Sequence[str], on_progress: Callable[[int], None] | None = None) -> Vectors:
        started = perf_counter()
        try:
            return self._embedder.embed_passages(texts, on_progress)
        finally:
            self.seconds += perf_counter() - started
