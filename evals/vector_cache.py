"""Passage vectors kept between runs, by model and by content, so that a second run measures and does not embed."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from platformdirs import user_cache_path

if TYPE_CHECKING:
    from assistant.ports import Embedder, Vectors

_BATCH = 512


class CachedEmbedder:
    """An embedder that asks the real one only for passages it has not seen. Queries are never cached."""

    def __init__(self, embedder: Embedder, folder: Path | None = None) -> None:
        folder = folder or user_cache_path("clearwell", appauthor=False) / "vectors"
        folder.mkdir(parents=True, exist_ok=True)
        name = hashlib.sha256(embedder.model_id.encode()).hexdigest()[:16]
        self._embedder = embedder
        self._store = sqlite3.connect(folder / f"{name}.sqlite3", timeout=60)
        self._store.execute("CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL)")

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
        return self._embedder.embed_queries(texts)

    def embed_passages(self, texts: Sequence[str], on_progress: Callable[[int], None] | None = None) -> Vectors:
        """As the real embedder; what is new is stored a batch at a time, so that a stopped run goes on later."""
        keys = [hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest() for text in texts]
        known = {key: row for key in dict.fromkeys(keys) if (row := self._get(key)) is not None}
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        if on_progress:
            on_progress(len(texts) - len(new))
        # Longest first across all, so that every batch holds texts of like length.
        order = sorted(new, key=lambda key: -len(new[key]))
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            vectors = self._embedder.embed_passages([new[key] for key in batch])
            rows = [(key, vector.tobytes()) for key, vector in zip(batch, vectors, strict=True)]
            with self._store:
                self._store.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)
            known.update(zip(batch, vectors, strict=True))
            if on_progress:
                on_progress(len(batch))
        if not keys:
            return np.zeros((0, self.dimension), np.float32)
        return np.stack([known[key] for key in keys])

    def _get(self, key: bytes) -> Vectors | None:
        row = self._store.execute("SELECT vector FROM vectors WHERE key = ?", (key,)).fetchone()
        return None if row is None else np.frombuffer(row[0], np.float32)
