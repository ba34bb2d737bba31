import numpy as np

from evals import fitting


def test_the_softmax_learns_which_row_is_right():
    rows = [np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([[0.2, 0.9], [0.8, 0.1]])]
    right = [np.array([True, False]), np.array([False, True])]
    weights = fitting.softmax(rows, right, steps=300)
    assert weights[0] > weights[1]


def test_only_free_features_may_speak_against_answering():
    rows = np.array([[1.0, 0.0], [1.0, 0.1], [1.0, 1.0], [1.0, 0.9]])
    labels = np.array([True, True, False, False])
    weight = np.full(4, 0.25)
    bound = fitting.logistic(rows, labels, weight, np.array([True, False]), steps=500)
    free = fitting.logistic(rows, labels, weight, np.array([True, True]), steps=500)
    assert bound[1] == 0
    assert free[1] < 0


def test_every_set_weighs_the_same_whatever_its_size():
    groups = [("big", True)] * 3 + [("small", True), ("big", False)]
    weight = fitting.balance(groups, {})
    assert np.isclose(weight[:3].sum(), weight[3])
    assert np.isclose(weight[:4].sum(), weight[4:].sum())


def test_a_shift_leaves_the_share_asked_for_below_the_threshold():
    logits = np.linspace(-5, 5, 101)
    shift = fitting.shift_for(logits, np.ones(101), 0.0, 0.1)
    assert np.isclose(np.mean(logits + shift < 0), 0.1, atol=0.02)


def test_a_question_is_always_judged_by_weights_that_never_saw_it():
    questions = [f"q{n}" for n in range(30)]

    def fit(learned):
        return lambda held: np.array([float(learned[i]) for i in np.flatnonzero(held)])

    assert not fitting.crossed(questions, fit).any()
