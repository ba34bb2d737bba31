"""A deterministic embedder for tests: character bigrams hashed into a small space. No model, no download."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from assistant.ports import Vectors

DIMENSION = 64


class HashingEmbedder:
    """Fulfils `assistant.ports.Embedder`. Texts that share bigrams are near; `embedded` counts passages so far."""

    model_id = "hashing-bigrams-64"
    dimension = DIMENSION
    max_tokens = 512

    def __init__(self) -> None:
        self.embedded = 0

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return np.stack([_vector(text) for text in texts]) if texts else np.zeros((0, DIMENSION), np.float32)

    def embed_passages(self, texts: Sequence[str], on_progress: Callable[[int], None] | None = None) -> Vectors:
        self.embedded += len(texts)
        for _ in texts:
            if on_progress is not None:
                on_progress(1)
        return self.embed_queries(texts)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text) for text in texts]


def _vector(text: str) -> Vectors:
    vector = np.zeros(DIMENSION, np.float32)
    squeezed = "".join(text.split()) or " "
    for first, second in zip(squeezed, squeezed[1:] + " ", strict=True):
        digest = hashlib.blake2b((first + second).encode(), digest_size=2).digest()
        vector[int.from_bytes(digest, "big") % DIMENSION] += 1.0
    return vector / np.linalg.norm(vector)
