from dataclasses import replace

import numpy as np
import pytest

from assistant.retrieval.agreement import Agreement
from assistant.retrieval.ranking import Signs
from assistant.retrieval.weights import FILE, Weights, fitted
from evals.fit_ranking import START, Trials, across_questions, across_sets, search, toml
from evals.ranking_cases import Asked

NEAR, RIGHT = "near.1.0", "right.1.0"


def asked(group, agreement):
    """A question whose answer the cosine puts second; `agreement` is what only the right passage shares with it."""
    signs = Signs([NEAR, RIGHT], np.array([0.81, 0.80]), np.zeros(2), np.zeros(2), 1.0)
    nothing = Agreement(0.0, 0.0, 0.0)
    return Asked(group, signs, {NEAR: nothing, RIGHT: agreement}, frozenset({"right"}))


def everything(trials):
    return {name: np.ones(len(rows), bool) for name, rows in trials.asked.items()}


NUMBERED = [asked(str(place), Agreement(0.0, 1.0, 0.0)) for place in range(20)]
PLAIN = Weights(keyword=0.03, **START)


def test_a_sign_that_finds_the_answer_gets_a_weight_that_puts_it_first():
    trials = Trials({"numbers": NUMBERED})
    found = search(replace(PLAIN, numbers=0.0), lambda weights: trials.objective(weights, everything(trials)))
    assert found.numbers > 0.01
    assert trials.gains(found)["numbers"] == pytest.approx(1 - 1 / np.log2(3))


def test_a_sign_that_misleads_gets_no_weight():
    wrong = [replace(each, relevant=frozenset({"near"})) for each in NUMBERED]
    trials = Trials({"numbers": wrong})
    found = search(replace(PLAIN, numbers=0.02), lambda weights: trials.objective(weights, everything(trials)))
    assert found.numbers <= 0.01
    assert trials.gains(found)["numbers"] == pytest.approx(0.0)


def test_a_set_s_own_questions_say_nothing_when_it_is_left_out():
    misled = [replace(each, relevant=frozenset({"near"})) for each in NUMBERED]
    gains = across_sets(Trials({"drcd": NUMBERED, "cmrc2018": misled}), replace(PLAIN, numbers=0.0))
    assert gains["drcd"].max() == pytest.approx(0.0)


def test_a_question_is_judged_by_weights_fitted_on_the_others():
    gains = across_questions(Trials({"numbers": NUMBERED}), replace(PLAIN, numbers=0.0))
    assert gains["numbers"].min() > 0


def test_what_is_written_is_what_is_read():
    weights = fitted(0.03)
    assert toml(weights) == FILE.read_text(encoding="utf-8")
