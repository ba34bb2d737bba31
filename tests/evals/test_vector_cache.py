from assistant.ports import word_reader
from evals.vector_cache import CachedEmbedder
from tests.support.hashing_embedder import HashingEmbedder
from tests.support.word_reader import CharacterReader


def test_a_passage_read_before_is_not_read_again(tmp_path):
    reader = CharacterReader()
    cached = CachedEmbedder(reader, tmp_path)
    first = cached.read_passages([["供水"], ["水厂"], ["供水"]])
    again = cached.read_passages([["水厂"]])
    assert reader.passages == [["供水"], ["水厂"]]
    assert again[0][0].tolist() == first[1][0].tolist() == reader.read_question("水厂").tolist()


def test_words_are_not_read_where_that_is_not_wanted_or_the_model_cannot(tmp_path):
    assert word_reader(CachedEmbedder(CharacterReader(), tmp_path)) is not None
    assert word_reader(CachedEmbedder(CharacterReader(), tmp_path, words=False)) is None
    assert word_reader(CachedEmbedder(HashingEmbedder(), tmp_path)) is None
