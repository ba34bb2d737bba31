"""A deterministic reader of words for tests: every character is a token with a vector of its own. No model."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from tests.support.hashing_embedder import DIMENSION, HashingEmbedder

if TYPE_CHECKING:
    from assistant.ports import Vectors


class CharacterReader(HashingEmbedder):
    """Fulfils `assistant.ports.WordReader` too. `passages` are those read so far, `limit` the tokens read of each."""

    reads_words = True

    def __init__(self) -> None:
        super().__init__()
        self.passages: list[list[str]] = []
        self.limit = 512

    def read_question(self, text: str) -> Vectors:
        return np.stack([_character(each) for each in text]) if text else np.zeros((0, DIMENSION), np.float32)

    def read_passages(self, texts: Sequence[Sequence[str]]) -> list[list[Vectors]]:
        self.passages += [list(parts) for parts in texts]
        return [self._parts(parts) for parts in texts]

    def _parts(self, parts: Sequence[str]) -> list[Vectors]:
        left, found = self.limit, []
        for part in parts:
            found.append(self.read_question(part[:left]))
            left -= len(part[:left])
        return found


def _character(character: str) -> Vectors:
    seed = int.from_bytes(hashlib.blake2b(character.encode(), digest_size=4).digest(), "big")
    vector = np.random.default_rng(seed).normal(size=DIMENSION).astype(np.float32)
    return vector / np.linalg.norm(vector)
