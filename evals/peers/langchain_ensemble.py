"""LangChain's EnsembleRetriever, half BM25 and half Chroma. Needs the extra `peers`.

Its BM25 cuts by white space as it comes, which finds next to nothing in Chinese, so it is given jieba's words: what
whoever sets it up for Chinese would do.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from evals.dataset import Item
from evals.peers.langchain_naive import TEN, ids, split, store

if TYPE_CHECKING:
    from assistant.ports import Embedder


def ways(items: Sequence[Item], embedder: Embedder) -> dict[str, Callable[[str], list[str]]]:
    """Name → a function from a question to the ids found."""
    import jieba
    from langchain_classic.retrievers import EnsembleRetriever
    from langchain_community.retrievers import BM25Retriever

    jieba.setLogLevel(60)
    pieces = split(items)
    near = store(pieces, embedder).as_retriever(search_kwargs={"k": TEN})
    words = BM25Retriever.from_documents(pieces, k=TEN, preprocess_func=jieba.lcut)
    both = EnsembleRetriever(retrievers=[words, near], weights=[0.5, 0.5])
    return {
        "LangChain BM25 (jieba)": lambda question: ids(words.invoke(question))[:TEN],
        "LangChain Ensemble": lambda question: ids(both.invoke(question))[:TEN],
    }
