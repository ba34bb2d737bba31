import numpy as np
import pytest

from assistant.answering.reading import ENOUGH_BYTES, FEWEST, MOST, with_words
from tests.support.builders import make_candidate, make_document, make_hit
from tests.support.word_reader import CharacterReader


@pytest.fixture
def reader():
    return CharacterReader()


def _sentences(*texts, title=""):
    return [
        make_candidate(text, hit=make_hit(text, make_document(f"d{rank}", title=title)), rank=rank)
        for rank, text in enumerate(texts)
    ]


def _of_one_passage(*texts):
    hit = make_hit("".join(texts), make_document("d", title=""))
    return [make_candidate(text, hit=hit) for text in texts]


def test_the_sentence_that_meets_more_of_the_questions_words_is_matched_better(reader):
    near, far = with_words("供水总量", _of_one_passage("供水总量很大。", "食堂采购大米。"), reader)
    assert near.matched > far.matched
    assert near.similarity > far.similarity


def test_each_word_of_the_question_counts_for_the_sentence_of_a_passage_that_meets_it_best(reader):
    one, other = with_words("供水米", _of_one_passage("供水很大。", "食堂大米。"), reader)
    assert one.best_matched > other.best_matched > 0
    assert one.best_matched + other.best_matched == pytest.approx(1, abs=1e-5)


def test_a_passage_is_matched_at_least_as_well_as_its_best_sentence(reader):
    found = with_words("供水米", _of_one_passage("供水很大。", "食堂大米。"), reader)
    assert found[0].passage_matched == found[1].passage_matched >= max(each.matched for each in found)


def test_sentences_of_later_passages_are_not_read_and_match_as_the_worst_of_those_read(reader):
    found = with_words("供水", _sentences(*["供水。", "水厂。", "大米。"] * MOST), reader)
    assert len(reader.passages) == MOST
    assert found[-1].rank >= MOST
    assert found[-1].matched == min(each.matched for each in found[:MOST])


def test_long_passages_are_read_only_as_far_as_two(reader):
    with_words("供水", _sentences(*["水" * ENOUGH_BYTES] * 4), reader)
    assert len(reader.passages) == FEWEST


def test_a_title_is_read_but_is_no_sentence(reader):
    (found,) = with_words("供水", _sentences("大米。", title="供水"), reader)
    assert reader.passages == [["供水", "大米。"]]
    assert found.matched < 0.5


def test_a_sentence_beyond_what_the_model_reads_matches_nothing(reader):
    reader.limit = 3
    read, beyond = with_words("供水", _of_one_passage("供水。", "供水供水。"), reader)
    assert read.matched > 0.5
    assert beyond.matched == beyond.similarity == 0


def test_nothing_found_gives_nothing_and_a_question_without_words_matches_nothing(reader):
    assert with_words("供水", [], reader) == []
    assert [each.matched for each in with_words("", _sentences("供水。"), reader)] == [0.0]


def test_the_vectors_given_are_not_changed(reader):
    before = reader.read_question("供水")
    with_words("供水", _sentences("供水。", "大米。"), reader)
    np.testing.assert_array_equal(before, reader.read_question("供水"))
