"""Settings to objects. The one place that knows every part, and so the one that may also import `ingest`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assistant.answering.extractive import ExtractiveAnswerer
from assistant.answering.generative import GenerativeAnswerer
from assistant.audit import AuditLog
from assistant.doctor import Examination
from assistant.embedding.factory import load_embedder
from assistant.embedding.lazy import LazyEmbedder
from assistant.environment import quiet_libraries
from assistant.errors import ClearwellError
from assistant.library.library import Library
from assistant.library.registry import ModelStamp
from assistant.llm.chat import LangChainModel
from assistant.ports import Embedder, Retriever
from assistant.retrieval.retriever import HybridRetriever
from assistant.retrieval.synonyms import SynonymList
from assistant.service import Assistant, Parts
from assistant.settings import Settings, load_settings


@dataclass(frozen=True, slots=True)
class Assembly:
    """The product and, for evaluations that fill a library by themselves, its storage."""

    assistant: Assistant
    library: Library
    retriever: Retriever
    embedder: Embedder


def assemble(settings: Settings, embedder: Embedder | None = None) -> Assembly:
    """Put the parts together. The registry opens at the first look, the model at the first text, Chroma at the first
    look-up: so a doctor can be made for a library that cannot be opened.

    `embedder` replaces the configured one.
    """
    from ingest.bootstrap import open_intake

    quiet_libraries()
    library: Library
    used = embedder or LazyEmbedder(
        lambda name: load_embedder(settings.embedding.model_copy(update={"model": name})),
        lambda: _wanted_model(settings, library),
    )
    library = Library.open(
        settings.home,
        settings.library,
        model=lambda: ModelStamp(used.model_id, used.dimension, _setting_of(used, settings)),
    )
    retriever = HybridRetriever(library, used, settings.retrieval, synonyms=SynonymList(settings.home))
    extractive = ExtractiveAnswerer(library, used)
    llm = LangChainModel(settings.llm) if settings.llm.model else None
    assistant = Assistant(
        Parts(
            library=library,
            retriever=retriever,
            answerer=GenerativeAnswerer(extractive, library, llm) if llm else extractive,
            intake=open_intake(settings, library, used),
            audit=AuditLog(settings.home / "audit.jsonl"),
            checks=Examination(settings, library, used, llm).run,
            trier=extractive,
            embedder=used,
        )
    )
    return Assembly(assistant, library, retriever, used)


def _setting_of(embedder: Embedder, settings: Settings) -> str:
    return embedder.setting if isinstance(embedder, LazyEmbedder) else settings.embedding.model


def _wanted_model(settings: Settings, library: Library) -> str:
    """The model that is set; where none is set, the one that made the library's vectors."""
    if "model" in settings.embedding.model_fields_set:
        return settings.embedding.model
    try:
        stored = library.model()
    except ClearwellError:
        return settings.embedding.model  # what is wrong with the library is said by whoever looks something up in it
    return stored.setting if stored else settings.embedding.model


def open_assistant(home: Path | str | None = None, settings: Settings | None = None) -> Assistant:
    """Open the library in `home` (default: the configured one, else the person's data folder) and return the product.

    Raises ConfigurationError for the settings. A folder or a registry that cannot be opened is said by the first method
    that looks: HomeUnusable, RegistryDamaged.
    """
    chosen = settings or load_settings(home=Path(home) if home is not None else None)
    return assemble(chosen).assistant
