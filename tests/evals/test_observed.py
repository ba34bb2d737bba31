import numpy as np

from evals.observed import Judged, Names, Observed, Sentences, keep, read, with_chosen

NAMES = Names(["near"], ["bias"], ["chosen_score", "chosen_fits"])
JUDGED = Judged("set", "问", [1.0], True, np.array([[0.2], [0.9]]), np.array([[1.0, 0.0], [1.0, 1.0]]))


def test_what_was_kept_is_read_again(tmp_path):
    seen = Observed([Sentences("问", np.array([[0.2], [0.9]]), np.array([False, True]))], [JUDGED], NAMES)
    keep(seen, tmp_path / "kept" / "seen.json")
    again = read(tmp_path / "kept" / "seen.json")
    assert again.names == NAMES
    assert again.sentences[0].right.tolist() == [False, True]
    assert (again.judged[0].row, again.judged[0].answerable) == ([1.0], True)
    np.testing.assert_array_equal(again.judged[0].sentences, JUDGED.sentences)
    np.testing.assert_array_equal(again.judged[0].chosen, JUDGED.chosen)


def test_a_question_has_the_features_of_the_sentence_that_the_weights_choose():
    assert with_chosen(JUDGED, NAMES, np.array([10.0])) == [1.0, 9.0, 1.0]
    assert with_chosen(JUDGED, NAMES, np.array([-10.0])) == [1.0, -2.0, 0.0]
