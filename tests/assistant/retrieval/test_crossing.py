import numpy as np
import pytest

from assistant.access import LOCAL_PERSON, filter_for
from assistant.domain import Filters, SearchMode
from assistant.retrieval.crossing import Languages, direction, moved
from assistant.retrieval.retriever import HybridRetriever
from assistant.retrieval.voice import Voice
from assistant.retrieval.weights import Weights
from assistant.settings import RetrievalSettings
from assistant.text.tokens import language_of
from tests.support.hashing_embedder import DIMENSION, HashingEmbedder

STAFF = filter_for(LOCAL_PERSON)


class TwoTongues:
    """The first two axes are languages, the next two subjects: pipes and bills, told by a word of either language."""

    model_id, dimension, max_tokens = HashingEmbedder.model_id, DIMENSION, 512

    def embed_queries(self, texts):
        rows = []
        for text in texts:
            chinese = language_of(text) == "zh"
            pipes = "管" in text or "pipe" in text
            rows.append([1.0 * chinese, 1.0 * (not chinese), 0.5 * pipes, 0.5 * (not pipes)])
        found = np.zeros((len(rows), DIMENSION), np.float32)
        found[:, :4] = np.array(rows) / np.linalg.norm(rows, axis=1, keepdims=True)
        return found

    def embed_passages(self, texts, on_progress=None):
        return self.embed_queries(texts)


@pytest.fixture
def embedder():
    return TwoTongues()


def test_a_library_is_mixed_when_papers_are_in_both_languages_and_only_then(library, publish):
    languages = Languages(library)
    publish("水管", "水管要埋在地下。", language="zh")
    assert not languages.mixed(STAFF)
    publish("Bills", "Bills are sent monthly.", language="en")
    assert languages.mixed(STAFF)


def test_moved_along_the_direction_a_question_is_near_what_the_other_language_says_of_it(embedder):
    question = embedder.embed_queries(["How deep are the pipes?"])[0]
    there, beside = embedder.embed_queries(["水管埋多深", "水费怎么算"])
    along = direction("How deep are the pipes?", Voice(embedder))
    found = moved(question, along)
    assert np.linalg.norm(found) == pytest.approx(1)
    assert found @ there > found @ beside > question @ there


def test_in_a_mixed_library_a_question_finds_the_answer_in_the_other_language(library, publish, embedder):
    for n in range(6):
        publish(f"Bill {n}", f"Bills of group {n} are sent monthly.", language="en")
    wanted = publish("管道", "水管埋深不得小于七十厘米。", language="zh")
    question = "How deep must pipe lie?"

    def first(**weights):
        retriever = HybridRetriever(library, embedder, RetrievalSettings(), Weights(**weights))
        return retriever.retrieve(question, STAFF, Filters(), 3, SearchMode.HYBRID).hits[0]

    assert first().document.document_id != wanted
    found = first(crossing_en=1.0)
    assert found.document.document_id == wanted
    assert found.legs["crossing"] > 0
    assert sum(value for name, value in found.legs.items() if name != "keyword") == pytest.approx(found.score)
