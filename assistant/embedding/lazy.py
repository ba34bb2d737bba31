"""An embedder that loads its model at the first text, so that listing documents never waits for one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.ports import Embedder, Vectors


class LazyEmbedder:
    """Implements `ports.Embedder` around a loader that is called once, by whichever thread comes first."""

    def __init__(self, load: Callable[[], Embedder]) -> None:
        self._load = load
        self._lock = Lock()
        self._loaded: Embedder | None = None

    def _embedder(self) -> Embedder:
        if self._loaded is None:
            with self._lock:
                if self._loaded is None:
                    self._loaded = self._load()
        return self._loaded

    @property
    def model_id(self) -> str:
        return self._embedder().model_id

    @property
    def dimension(self) -> int:
        return self._embedder().dimension

    @property
    def max_tokens(self) -> int:
        return self._embedder().max_tokens

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return self._embedder().embed_queries(texts)

    def embed_passages(self, texts: Sequence[str], on_progress: Callable[[int], None] | None = None) -> Vectors:
        return self._embedder().embed_passages(texts, on_progress)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return self._embedder().count_tokens(texts)
