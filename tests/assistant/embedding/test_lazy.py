from __future__ import annotations

from assistant.embedding.lazy import LazyEmbedder
from tests.support.hashing_embedder import HashingEmbedder


class Named(HashingEmbedder):
    def __init__(self, name: str) -> None:
        super().__init__()
        self.model_id = name


def test_nothing_is_loaded_before_the_first_text_and_then_once():
    loaded: list[str] = []

    def load(name: str) -> Named:
        loaded.append(name)
        return Named(name)

    embedder = LazyEmbedder(load, lambda: "a")
    assert loaded == []
    embedder.embed_queries(["水"])
    embedder.embed_passages(["水"])
    assert (loaded, embedder.model_id, embedder.dimension, embedder.max_tokens) == (["a"], "a", 64, 512)


def test_the_next_text_is_embedded_by_the_model_that_is_wanted_by_then_and_the_name_is_the_last_one_s():
    wanted = ["a"]
    embedder = LazyEmbedder(Named, lambda: wanted[0])
    embedder.embed_queries(["水"])
    wanted[0] = "b"
    assert (embedder.model_id, embedder.setting) == ("a", "a")
    embedder.embed_queries(["水"])
    assert (embedder.model_id, embedder.setting) == ("b", "b")
