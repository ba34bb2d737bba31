"""An embedder that loads its model at the first text, so that listing documents never waits for one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.ports import Embedder, Vectors


class LazyEmbedder:
    """Implements `ports.Embedder` around a model that is loaded when it is needed, by whichever thread comes first.

    `setting` says at every embedding which model is wanted, so that a program that runs on follows a library whose
    vectors were made anew with another one. `model_id`, `dimension` and `max_tokens` are those of the model that
    embedded last: whoever has a vector can ask what made it.
    """

    def __init__(self, load: Callable[[str], Embedder], setting: Callable[[], str]) -> None:
        self._load = load
        self._wanted = setting
        self._lock = Lock()
        self._loaded: tuple[str, Embedder] | None = None

    @property
    def setting(self) -> str:
        """The setting of the model that embedded last."""
        return self._last()[0]

    def _last(self) -> tuple[str, Embedder]:
        return self._loaded or self._current()

    def _current(self) -> tuple[str, Embedder]:
        wanted = self._wanted()
        if self._loaded is None or self._loaded[0] != wanted:
            with self._lock:
                if self._loaded is None or self._loaded[0] != wanted:
                    self._loaded = (wanted, self._load(wanted))
        return self._loaded

    @property
    def model_id(self) -> str:
        return self._last()[1].model_id

    @property
    def dimension(self) -> int:
        return self._last()[1].dimension

    @property
    def max_tokens(self) -> int:
        return self._last()[1].max_tokens

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return self._current()[1].embed_queries(texts)

    def embed_passages(self, texts: Sequence[str], on_progress: Callable[[int], None] | None = None) -> Vectors:
        return self._current()[1].embed_passages(texts, on_progress)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return self._last()[1].count_tokens(texts)
