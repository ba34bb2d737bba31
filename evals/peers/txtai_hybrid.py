"""txtai: its own BM25 and Faiss with its usual fusion. Needs the extra `peers`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from evals.dataset import Item

if TYPE_CHECKING:
    from assistant.ports import Embedder

_TEN = 10


def ways(items: Sequence[Item], embedder: Embedder) -> dict[str, Callable[[str], list[str]]]:
    """Name → a function from a question to the ids found."""
    from txtai import Embeddings

    # It has one function for both kinds of text; the first call of all is the filling of the index.
    embed: dict[str, Callable[[Sequence[str]], Any]] = {"now": embedder.embed_passages}
    index = Embeddings({"method": "external", "transform": lambda texts: embed["now"](list(texts)), "hybrid": True})
    index.index([(item.id, item.text, None) for item in items])
    embed["now"] = embedder.embed_queries
    return {"txtai hybrid": lambda question: [str(found[0]) for found in index.search(question, _TEN)]}
