"""LangChain's naive chain: split by characters, Chroma, the nearest. Needs the extra `dev`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from langchain_core.embeddings import Embeddings

from evals.dataset import Item

if TYPE_CHECKING:
    from assistant.ports import Embedder

TEN = 10
_NEAREST = 4
_ADDED = 5000


class _SameEmbedder(Embeddings):
    """Our embedder in LangChain's interface, so that only the chains differ."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [[float(number) for number in row] for row in self._embedder.embed_passages(texts)]

    def embed_query(self, text: str) -> list[float]:
        return [float(number) for number in self._embedder.embed_queries([text])[0]]


def split(items: Sequence[Item]) -> list[Any]:
    """The passages as LangChain's documents, in its usual pieces."""
    from langchain_core.documents import Document
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    found: list[Any] = splitter.split_documents([Document(item.text, metadata={"id": item.id}) for item in items])
    return found


def store(documents: Sequence[Any], embedder: Embedder, folder: str | None = None) -> Any:
    """A Chroma store of them, in memory or beside those in `folder`, filled some thousands at a time as Chroma asks."""
    from uuid import uuid4

    from langchain_chroma import Chroma

    name = f"naive-{uuid4().hex}" if folder is None else "naive"
    chroma = Chroma(name, _SameEmbedder(embedder), persist_directory=folder)
    for start in range(0, len(documents), _ADDED):
        chroma.add_documents(list(documents[start : start + _ADDED]))
    return chroma


def ids(documents: Sequence[Any]) -> list[str]:
    """The passages that the pieces are of, each once, best first."""
    return list(dict.fromkeys(document.metadata["id"] for document in documents))


def ways(items: Sequence[Item], embedder: Embedder) -> dict[str, Callable[[str], list[str]]]:
    """Name → a function from a question to the ids found."""
    retriever = store(split(items), embedder).as_retriever(search_kwargs={"k": TEN})
    return {"LangChain naive (Chroma)": lambda question: ids(retriever.invoke(question))}


def naive_chain(items: Sequence[Item], embedder: Embedder) -> Callable[[str], str]:
    """Return a function from a question to the joined texts of the nearest passages."""
    retriever = store(split(items), embedder).as_retriever(search_kwargs={"k": _NEAREST})
    return lambda question: "\n".join(document.page_content for document in retriever.invoke(question))
