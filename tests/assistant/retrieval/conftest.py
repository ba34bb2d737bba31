from __future__ import annotations

import hashlib

import pytest

from assistant.domain import Metadata, Page, Passage, Span
from assistant.library.library import Library
from assistant.library.registry import ModelStamp
from assistant.ports import NewVersion
from assistant.retrieval.retriever import HybridRetriever
from assistant.settings import LibrarySettings, RetrievalSettings
from tests.support.hashing_embedder import DIMENSION, HashingEmbedder


@pytest.fixture
def embedder():
    return HashingEmbedder()


@pytest.fixture
def library(tmp_path):
    return Library.open(
        tmp_path / "home", LibrarySettings(), model=lambda: ModelStamp(HashingEmbedder.model_id, DIMENSION, "bundled")
    )


@pytest.fixture
def publish(library, embedder):
    """Publish a paper: its passages as texts, or as (clause, text). Returns its id."""

    def published(title, *texts, **metadata):
        pairs = [each if isinstance(each, tuple) else (None, each) for each in texts]
        page, passages = "", []
        for clause, text in pairs:
            span = Span(1, len(page), len(page) + len(text))
            article = clause.partition("条")[0] + "条" if clause else None
            passages.append(Passage("?", "?", 0, 0, text, (span,), clause=article, clause_path=clause))
            page += text + "\n"
        version = NewVersion(
            document_id=None,
            metadata=Metadata(title=title, **metadata),
            path=f"papers/{title}-{len(library.entries())}.txt",
            sha256=hashlib.sha256(f"{title}{page}".encode()).hexdigest(),
            original=None,
            pages=(Page(1, page),),
            passages=passages,
            vectors=embedder.embed_passages([text for _, text in pairs]),
        )
        with library.writing() as writer:
            return writer.publish(version).document_id

    return published


@pytest.fixture
def retriever(library, embedder):
    return HybridRetriever(library, embedder, RetrievalSettings())
