"""LangChain's naive chain: split by characters, Chroma, nearest four joined. Needs the extra `dev`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from langchain_core.embeddings import Embeddings

from evals.dataset import Item

if TYPE_CHECKING:
    from assistant.ports import Embedder

_NEAREST = 4


class _SameEmbedder(Embeddings):
    """Our embedder in LangChain's interface, so that only the chains differ."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [[float(number) for number in row] for row in self._embedder.embed_passages(texts)]

    def embed_query(self, text: str) -> list[float]:
        return [float(number) for number in self._embedder.embed_queries([text])[0]]


def naive_chain(items: Sequence[Item], embedder: Embedder) -> Callable[[str], str]:
    """Return a function from a question to the joined texts of the nearest passages."""
    from langchain_chroma import Chroma
    from langchain_core.documents import Document
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    documents = splitter.split_documents([Document(item.text, metadata={"id": item.id}) for item in items])
    store = Chroma.from_documents(documents, _SameEmbedder(embedder), collection_name="naive")
    retriever = store.as_retriever(search_kwargs={"k": _NEAREST})
    return lambda question: "\n".join(document.page_content for document in retriever.invoke(question))
