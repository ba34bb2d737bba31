import numpy as np
import pytest

from assistant.retrieval.nearness import nearness

ROWS = {"a": [1.0, 0.0], "b": [0.6, 0.8], "c": [0.0, 1.0]}
VECTORS = {name: np.array(row, np.float32) for name, row in ROWS.items()}
QUESTION, VOICE = np.array([0.8, 0.6], np.float32), np.array([0.0, 1.0], np.float32)


class Store:
    def vectors(self, passage_ids):
        return {name: VECTORS[name] for name in passage_ids if name in VECTORS}


def test_cosines_are_exact_and_unknown_passages_are_left_out():
    found = nearness(Store(), ["b", "gone", "a"], QUESTION, VOICE)
    assert list(found.passage_ids) == ["b", "a"]
    assert found.cosine.tolist() == pytest.approx([0.96, 0.8])
    assert found.voice.tolist() == pytest.approx([0.8, 0.0])


def test_likeness_is_the_candidates_cosines_with_each_other():
    found = nearness(Store(), ["a", "b"], QUESTION, VOICE)
    assert found.likeness.tolist() == pytest.approx(np.array([[1.0, 0.6], [0.6, 1.0]]))


def test_no_candidates_have_no_nearness():
    assert len(nearness(Store(), [], QUESTION, VOICE).cosine) == 0
