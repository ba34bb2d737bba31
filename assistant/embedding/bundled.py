"""The embedder that comes with the product: multilingual-e5-small by onnxruntime. The one file that imports it."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.embedding import e5_weights, model_folder
from assistant.embedding.e5_onnx import Precision
from assistant.embedding.sanitise import clean
from assistant.embedding.unigram import UnigramTokenizer
from assistant.errors import ModelUnavailable

if TYPE_CHECKING:
    from assistant.ports import Vectors

QUERY_PREFIX = "query: "
PASSAGE_PREFIX = "passage: "
DIMENSION = 384
MAX_TOKENS = 512
_LONGEST_PIECE = 16
_MAX_CHARACTERS = MAX_TOKENS * _LONGEST_PIECE
"""No text that is cut off here could have reached the model."""
_MAX_RAW_CHARACTERS = 4 * _MAX_CHARACTERS
"""Normalising may shorten a text (combining marks), so somewhat more of it is read."""


class BundledEmbedder:
    """multilingual-e5-small, `assistant.ports.Embedder`. Safe to call from several threads at once.

    Each text runs alone, on one thread; several texts run side by side. So a vector depends on its text only, and is
    the same in every batch. An empty text gets the vector of its prefix alone.
    """

    def __init__(self, precision: Precision = "int8", threads: int = 0, folder: Path | None = None) -> None:
        """Open the converted model in `folder`; by default `ensure_model`'s, made now if need be.

        `threads` is how many texts run at once, 0 for one a core. Raises ModelUnavailable.
        """
        folder = model_folder.ensure_model(precision=precision) if folder is None else folder
        self._precision: Precision = precision
        self._threads = threads or _cores()
        self._session = open_session(folder / model_folder.MODEL_FILE)
        try:
            self._tokenizer = UnigramTokenizer(folder)
        except (OSError, ValueError) as error:
            raise _unreadable(folder, error) from error

    @property
    def model_id(self) -> str:
        return model_folder.model_id(self._precision)

    @property
    def dimension(self) -> int:
        return DIMENSION

    @property
    def max_tokens(self) -> int:
        """Longest text in tokens, the prefix and the begin and end marks among them, as `count_tokens` counts."""
        return MAX_TOKENS

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return self._embed(QUERY_PREFIX, texts, None)

    def embed_passages(self, texts: Sequence[str], on_progress: Callable[[int], None] | None = None) -> Vectors:
        return self._embed(PASSAGE_PREFIX, texts, on_progress)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each whole text as a passage, prefix and marks included."""
        return [self._tokenizer.count(PASSAGE_PREFIX + clean(text)) for text in texts]

    def _embed(self, prefix: str, texts: Sequence[str], on_progress: Callable[[int], None] | None) -> Vectors:
        import numpy as np

        vectors = np.empty((len(texts), DIMENSION), np.float32)
        # The longest first, so that no thread is left with a long text at the end.
        order = sorted(range(len(texts)), key=lambda row: -len(texts[row]))
        threads = min(self._threads, len(texts))
        if threads <= 1:
            self._collect(vectors, order, (self._vector(prefix, texts[row]) for row in order), on_progress)
            return vectors
        # A pool a call: a process that forks in between finds no dead threads.
        pool = ThreadPoolExecutor(threads, thread_name_prefix="embedding")
        try:
            results = pool.map(lambda row: self._vector(prefix, texts[row]), order)
            self._collect(vectors, order, results, on_progress)
        finally:
            pool.shutdown(cancel_futures=True)
        return vectors

    def _collect(
        self, into: Vectors, order: Iterable[int], results: Iterable[Vectors], on_progress: Callable[[int], None] | None
    ) -> None:
        for row, vector in zip(order, results, strict=True):
            into[row] = vector
            if on_progress is not None:
                on_progress(1)

    def _vector(self, prefix: str, text: str) -> Vectors:
        import numpy as np

        cleaned = clean(text[:_MAX_RAW_CHARACTERS])[:_MAX_CHARACTERS]
        ids = self._tokenizer.encode(prefix + cleaned, MAX_TOKENS)
        (vectors,) = self._session.run(None, {"input_ids": np.array([ids], np.int64)})
        vector: Vectors = vectors[0]
        return vector


def open_session(path: Path, exact_products: bool | None = None) -> Any:
    """Open an ONNX file for runs of one thread each.

    Without VNNI instructions, x86 processors add products of eight-bit numbers in sixteen bits and cut off what does
    not fit. With `exact_products` onnxruntime then uses slower instructions that do not; None means: where needed.
    Raises ModelUnavailable when the file cannot be read.
    """
    import onnxruntime

    exact_products = not _has_vnni() if exact_products is None else exact_products
    levels = onnxruntime.GraphOptimizationLevel
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # The graph was written with its operators joined; only the rewriting for exact products is of a higher level.
    options.graph_optimization_level = levels.ORT_ENABLE_EXTENDED if exact_products else levels.ORT_ENABLE_BASIC
    options.add_session_config_entry("session.x64quantprecision", "1" if exact_products else "0")
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's errors have no common base of their own
        raise _unreadable(path.parent, error) from error


def _unreadable(folder: Path, error: Exception) -> ModelUnavailable:
    """A folder that is whole by its manifest but cannot be read is made anew once it is gone."""
    return ModelUnavailable(f"{str(folder)!r}: {error}", model=e5_weights.MODEL, fix=f"rm -r {str(folder)!r}")


def _has_vnni() -> bool:
    if platform.machine().lower() not in {"x86_64", "amd64"}:
        return True
    try:
        flags = Path("/proc/cpuinfo").read_text(encoding="ascii", errors="replace")
    except OSError:
        return False
    return "avx512_vnni" in flags or "avx_vnni" in flags


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
