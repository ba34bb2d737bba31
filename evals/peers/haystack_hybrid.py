"""Haystack: BM25 and embeddings in memory, joined by rank. Needs the extra `peers`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from evals.dataset import Item

if TYPE_CHECKING:
    from assistant.ports import Embedder

_TEN = 10


def ways(items: Sequence[Item], embedder: Embedder) -> dict[str, Callable[[str], list[str]]]:
    """Name → a function from a question to the ids found."""
    from haystack import Document
    from haystack.components.joiners import DocumentJoiner
    from haystack.components.retrievers.in_memory import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
    from haystack.document_stores.in_memory import InMemoryDocumentStore

    vectors = embedder.embed_passages([item.text for item in items])
    store = InMemoryDocumentStore(embedding_similarity_function="cosine")
    store.write_documents(
        [
            Document(id=item.id, content=item.text, embedding=[float(number) for number in row])
            for item, row in zip(items, vectors, strict=True)
        ]
    )
    words = InMemoryBM25Retriever(store, top_k=_TEN)
    near = InMemoryEmbeddingRetriever(store, top_k=_TEN)
    join = DocumentJoiner(join_mode="reciprocal_rank_fusion", top_k=_TEN)

    def by_meaning(question: str) -> Any:
        vector = [float(number) for number in embedder.embed_queries([question])[0]]
        return near.run(query_embedding=vector)["documents"]

    def by_both(question: str) -> list[str]:
        found = join.run(documents=[words.run(query=question)["documents"], by_meaning(question)])["documents"]
        return [document.id for document in found]

    return {
        "Haystack embeddings": lambda question: [document.id for document in by_meaning(question)],
        "Haystack hybrid": by_both,
    }
