import pytest

from assistant import open_assistant
from assistant.text.normalise import fold
from evals.keyword_words import Outcome, outcome, pairs_of, passages_in_force, words_of


@pytest.fixture(scope="module")
def assistant(corpus_home):
    return open_assistant(corpus_home)


@pytest.mark.parametrize("draw", [words_of, pairs_of])
def test_the_first_results_for_two_hundred_words_of_the_corpus_all_hold_them(assistant, draw):
    texts = passages_in_force(assistant)
    folded = [fold(text) for text in texts]
    drawn = draw(texts, 200)
    assert len(drawn) == 200
    assert [each for each in (outcome(assistant, word, folded) for word in drawn) if not each.right] == []


def test_words_have_one_or_two_characters_and_are_drawn_the_same_every_time():
    texts = ["供水管网漏损率下降到7.21%，DMA分区的水表"]
    assert words_of(texts, 5) == words_of(texts, 5)
    assert {len(word) for word in words_of(texts, 50)} <= {1, 2}
    assert "DMA" not in words_of(texts, 50)
    assert "管网" in pairs_of(texts, 50)


def test_a_heading_alone_may_follow_but_not_stand_before_what_holds_the_word():
    assert Outcome("管网", (True, False), (False, True), 1).right
    assert not Outcome("管网", (False, True), (True, False), 1).right
    assert not Outcome("管网", (True, False), (False, False), 1).right
    assert not Outcome("管网", (True,), (False,), 2).right
