import numpy as np

from assistant.retrieval.voice import Voice, samples
from assistant.text.tokens import language_of


class Counting:
    """Turns a text into its length and its language, and counts the calls."""

    model_id = "lengths"

    def __init__(self, model_id="counting"):
        self.calls = 0
        self.model_id = model_id

    def embed_queries(self, texts):
        self.calls += 1
        return np.array([[len(text), language_of(text) == "zh"] for text in texts], np.float32)


def test_the_voice_is_the_mean_of_questions_in_the_question_s_language():
    voice = Voice(Counting())
    assert voice.of("水费怎么算？").tolist()[1] == 1.0
    assert voice.of("How is the bill calculated?").tolist()[1] == 0.0


def test_the_samples_are_embedded_once_a_language():
    embedder = Counting()
    voice = Voice(embedder)
    for question in ("水费？", "水价？", "What is it?", "Who is it?"):
        voice.of(question)
    assert embedder.calls == 2


def test_another_model_gets_a_voice_of_its_own():
    embedder = Counting()
    voice = Voice(embedder)
    voice.of("水费？")
    embedder.model_id = "another"
    voice.of("水费？")
    assert embedder.calls == 2


def test_the_samples_are_questions_in_their_language_as_many_in_both():
    assert len(set(samples("zh"))) == len(samples("zh")) == len(set(samples("en"))) == len(samples("en"))
    for language in ("zh", "en"):
        assert all(language_of(text) == language and text.endswith(("？", "?")) for text in samples(language))
