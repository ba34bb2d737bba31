"""Any sentence-transformers model as an embedder. The one file that imports that package."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from assistant.embedding.sanitise import clean
from assistant.environment import quiet_libraries
from assistant.errors import ModelUnavailable

if TYPE_CHECKING:
    from assistant.ports import Vectors

INSTALL = ".venv/bin/pip install -c constraints.txt -e '.[models]'"
_E5 = re.compile(r"(^|[/_-])e5-(small|base|large)(?!.*instruct)", re.IGNORECASE)
_QUERY_PROMPTS = ("query",)
_PASSAGE_PROMPTS = ("document", "passage", "corpus")
_DEFAULT_MAX_TOKENS = 512
_LONGEST_PIECE = 64
_TEXTS_AT_ONCE = 64


@dataclass(frozen=True, slots=True)
class Prompts:
    """What a model wants in front of a query and of a passage."""

    query: str
    passage: str


class SentenceTransformersEmbedder:
    """A model by name (of a local cache or, with HF_HUB_OFFLINE=0, a hub) or by folder; `assistant.ports.Embedder`.

    Texts are cleaned as for the bundled model. Safe to call from several threads, which then wait for each other.
    """

    def __init__(self, model: str, threads: int = 0) -> None:
        """Load `model`. Raises ModelUnavailable when the package or the model is not there, or it is broken."""
        self._lock = Lock()
        self._model = _load(model, threads)
        self._name = _name(model)
        self._prompts = choose_prompts(model, getattr(self._model, "prompts", None) or {})
        dimension = self._model.get_embedding_dimension()
        self._dimension = int(dimension) if dimension else int(self._encode([""], "").shape[1])

    @property
    def model_id(self) -> str:
        return f"sentence-transformers/{self._name}"

    @property
    def dimension(self) -> int:
        return self._dimension

    @property
    def max_tokens(self) -> int:
        return int(self._model.max_seq_length or _DEFAULT_MAX_TOKENS)

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return self._embed(self._prompts.query, texts, None)

    def embed_passages(self, texts: Sequence[str], on_progress: Callable[[int], None] | None = None) -> Vectors:
        return self._embed(self._prompts.passage, texts, on_progress)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each whole text as a passage, prompt and marks included."""
        if not texts:
            return []
        prompted = [self._prompts.passage + clean(text) for text in texts]
        with self._lock:
            encoded = self._model.tokenizer(prompted, truncation=False, padding=False, verbose=False)
        return [len(ids) for ids in encoded["input_ids"]]

    def _embed(self, prompt: str, texts: Sequence[str], on_progress: Callable[[int], None] | None) -> Vectors:
        import numpy as np

        limit = self.max_tokens * _LONGEST_PIECE
        cleaned = [clean(text[:limit]) for text in texts]
        vectors = np.empty((len(texts), self._dimension), np.float32)
        # By length, so that a batch holds little padding.
        order = sorted(range(len(texts)), key=lambda row: -len(cleaned[row]))
        for start in range(0, len(order), _TEXTS_AT_ONCE):
            rows = order[start : start + _TEXTS_AT_ONCE]
            vectors[rows] = self._encode([cleaned[row] for row in rows], prompt)
            if on_progress is not None:
                on_progress(len(rows))
        return vectors

    def _encode(self, texts: Sequence[str], prompt: str) -> Vectors:
        with self._lock:
            vectors: Vectors = self._model.encode(
                list(texts), prompt=prompt, normalize_embeddings=True, show_progress_bar=False
            )
        return vectors


def choose_prompts(model: str, configured: dict[str, str]) -> Prompts:
    """The model's own prompts; where its configuration has none, those that the e5 family is known to need."""
    query = next((configured[name] for name in _QUERY_PROMPTS if configured.get(name)), "")
    passage = next((configured[name] for name in _PASSAGE_PROMPTS if configured.get(name)), "")
    if not query and not passage and _E5.search(model):
        return Prompts("query: ", "passage: ")
    return Prompts(query, passage)


def _load(model: str, threads: int) -> Any:
    quiet_libraries()
    try:
        import torch
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise ModelUnavailable(f"sentence-transformers: {error}", model=model, fix=INSTALL) from error
    if threads:
        torch.set_num_threads(threads)
    try:
        return SentenceTransformer(model)
    except Exception as error:  # what it raises depends on the model, the hub and the file format
        raise ModelUnavailable(f"{type(error).__name__}: {_first_line(error)}", model=model, fix=_fix(model)) from error


def _fix(model: str) -> str:
    if Path(model).is_dir():
        return "export CLEARWELL_EMBEDDING=bundled"
    return "export HF_HUB_OFFLINE=0  #  export CLEARWELL_EMBEDDING=bundled"


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [""])[0]


def _name(model: str) -> str:
    """A hub name as it is. A folder may move, so it is known by its last part and by what its files hold."""
    folder = Path(model)
    if not folder.is_dir():
        return model
    digest = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file() and _is_part_of_model(path)):
        with file.open("rb") as content:
            found = hashlib.file_digest(content, "sha256").hexdigest()
        digest.update(json.dumps([file.relative_to(folder).as_posix(), found]).encode())
    return f"{folder.resolve().name}@{digest.hexdigest()[:12]}"


def _is_part_of_model(path: Path) -> bool:
    return path.suffix in {".json", ".safetensors", ".bin", ".model", ".txt", ".py"}
