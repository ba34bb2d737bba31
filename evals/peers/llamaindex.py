"""LlamaIndex: its vector index, and its two fusions of that with its BM25. Needs the extra `peers`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from evals.dataset import Item

if TYPE_CHECKING:
    from assistant.ports import Embedder

_TEN = 10


def _same(embedder: Embedder) -> Any:
    """Our embedder in LlamaIndex's interface. The class is made here, where its base is there."""
    from llama_index.core.embeddings import BaseEmbedding

    def numbers(rows: Any) -> list[list[float]]:
        return [[float(number) for number in row] for row in rows]

    class Same(BaseEmbedding):  # type: ignore[misc]
        def _get_query_embedding(self, query: str) -> list[float]:
            return numbers(embedder.embed_queries([query]))[0]

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return self._get_query_embedding(query)

        def _get_text_embedding(self, text: str) -> list[float]:
            return numbers(embedder.embed_passages([text]))[0]

        def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
            return numbers(embedder.embed_passages(texts))

    return Same(embed_batch_size=256)


def ways(items: Sequence[Item], embedder: Embedder) -> dict[str, Callable[[str], list[str]]]:
    """Name → a function from a question to the ids found."""
    from llama_index.core import Document, VectorStoreIndex
    from llama_index.core.llms import MockLLM
    from llama_index.core.node_parser import SentenceSplitter
    from llama_index.core.retrievers import QueryFusionRetriever
    from llama_index.retrievers.bm25 import BM25Retriever

    documents = [
        Document(text=item.text, metadata={"id": item.id}, excluded_embed_metadata_keys=["id"]) for item in items
    ]
    nodes = SentenceSplitter().get_nodes_from_documents(documents)
    near = VectorStoreIndex(nodes, embed_model=_same(embedder)).as_retriever(similarity_top_k=_TEN)
    words = BM25Retriever.from_defaults(nodes=nodes, similarity_top_k=_TEN)
    usual: dict[str, Any] = {"similarity_top_k": _TEN, "num_queries": 1, "use_async": False, "llm": MockLLM()}
    ranks = QueryFusionRetriever([near, words], mode="reciprocal_rerank", **usual)
    scores = QueryFusionRetriever([near, words], mode="relative_score", **usual)

    def way(retriever: Any) -> Callable[[str], list[str]]:
        return lambda question: list(dict.fromkeys(each.node.metadata["id"] for each in retriever.retrieve(question)))

    return {
        "LlamaIndex vectors": way(near),
        "LlamaIndex fusion of ranks": way(ranks),
        "LlamaIndex fusion of scores": way(scores),
    }
