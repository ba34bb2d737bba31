"""Which embedder stands behind a setting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.errors import ConfigurationError
from assistant.settings import BUNDLED, EmbeddingSettings

if TYPE_CHECKING:
    from assistant.ports import Embedder


def load_embedder(settings: EmbeddingSettings) -> Embedder:
    """Load the model that `settings` names: `bundled`, `bundled:int8`, `bundled:fp32`, or else sentence-transformers.

    The first use in a new environment converts the bundled weights, which takes some seconds. Raises ModelUnavailable
    when the model cannot be loaded here, ConfigurationError for a precision that there is not.
    """
    name, _, precision = settings.model.partition(":")
    if name != BUNDLED:
        from assistant.embedding.transformers_model import SentenceTransformersEmbedder

        return SentenceTransformersEmbedder(settings.model, settings.threads)
    from assistant.embedding.bundled import BundledEmbedder

    if precision in {"", "int8"}:
        return BundledEmbedder("int8", settings.threads)
    if precision == "fp32":
        return BundledEmbedder("fp32", settings.threads)
    raise ConfigurationError(f"CLEARWELL_EMBEDDING={settings.model!r}: the precision is int8 or fp32")
