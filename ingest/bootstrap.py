"""Settings and parts to the intake. Called by the product's own bootstrap, which knows every part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.embedding.factory import load_embedder
from ingest.curating import Intake

if TYPE_CHECKING:
    from assistant.library.library import Library
    from assistant.ports import Embedder
    from assistant.settings import Settings


def open_intake(settings: Settings, library: Library, embedder: Embedder) -> Intake:
    """Return the intake of `library`. `embedder` may be lazy: nothing is asked of it while files are unchanged."""

    def load(name: str) -> Embedder:
        return load_embedder(settings.embedding.model_copy(update={"model": name}))

    return Intake(library, embedder, settings.language, settings.reading, load)
