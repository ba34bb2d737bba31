"""Settings and parts to the intake. Called by the product's own bootstrap, which knows every part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.service import IngestService

if TYPE_CHECKING:
    from assistant.library.library import Library
    from assistant.ports import Embedder
    from assistant.settings import Settings


def open_intake(settings: Settings, library: Library, embedder: Embedder) -> IngestService:
    """Return the intake of `library`. `embedder` may be lazy: nothing is asked of it while files are unchanged."""
    return IngestService(library, embedder, settings.language, settings.reading)
