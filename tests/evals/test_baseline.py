import json

from evals.baseline import BASELINE, PLAN, drops

BEFORE = {"set/answers": {"first": 0.7, "queries": 10, "seconds": 1.0}, "set/refusal": {"false_refused": 0.1}}


def test_a_lower_score_is_a_drop_and_a_higher_one_is_not():
    assert drops({"set/answers": {"first": 0.6}}, BEFORE) == ["set/answers first: 0.7 → 0.6"]
    assert drops({"set/answers": {"first": 0.8}}, BEFORE) == []


def test_more_false_refusals_are_a_drop():
    assert drops({"set/refusal": {"false_refused": 0.2}}, BEFORE) == ["set/refusal false_refused: 0.1 → 0.2"]


def test_noise_counts_and_seconds_are_no_drops():
    assert drops({"set/answers": {"first": 0.695, "queries": 5, "seconds": 9.0}}, BEFORE) == []


def test_the_committed_baseline_holds_every_planned_score():
    committed = json.loads(BASELINE.read_text("utf-8"))
    assert set(committed) == {f"{name}/{suite}" for name, suites in PLAN.items() for suite in suites}
