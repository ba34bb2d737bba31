import json

import pytest

from evals import baseline
from evals.baseline import BASELINE, PLAN, Questions, drops, real_drops
from evals.records import Record

BEFORE = {"set/answers": {"first": 0.7, "queries": 10, "seconds": 1.0}, "set/refusal": {"false_refused": 0.1}}


def test_a_lower_score_is_a_drop_and_a_higher_one_is_not():
    assert len(drops({"set/answers": {"first": 0.6}}, BEFORE)) == 1
    assert drops({"set/answers": {"first": 0.8}}, BEFORE) == []


def test_more_false_refusals_are_a_drop():
    assert "false_refused: 0.1 → 0.2" in drops({"set/refusal": {"false_refused": 0.2}}, BEFORE)[0]


def test_noise_counts_and_seconds_are_no_drops():
    assert drops({"set/answers": {"first": 0.695, "queries": 5, "seconds": 9.0}}, BEFORE) == []


def test_a_score_judged_question_by_question_is_not_judged_again():
    assert drops({"set/answers": {"first": 0.6}}, BEFORE, ["set/answers first"]) == []


def paired(now, before, name="ndcg@10", digest="q"):
    found, judged = real_drops({"s/r": Questions(digest, {name: now})}, {"s/r": Questions("q", {name: before})})
    return bool(found), bool(judged)


def test_many_questions_that_lose_a_little_are_a_real_drop():
    assert paired([0.9] * 200, [0.91] * 200) == (True, True)


def test_questions_that_fall_while_as_many_rise_are_noise():
    assert paired([0.0, 1.0] * 50 + [0.98], [1.0, 0.0] * 50 + [1.0]) == (False, True)


@pytest.mark.parametrize(("name", "real"), [("refused", False), ("false_refused", True)])
def test_more_refusals_are_worse_only_where_there_was_an_answer(name, real):
    assert paired([1.0] * 50, [0.0] * 50, name)[0] is real


def test_other_questions_than_the_baseline_s_cannot_be_paired():
    assert paired([0.1] * 50, [0.9] * 50, digest="others") == (False, False)


def test_what_is_written_is_read_again_and_other_suites_stay(tmp_path, monkeypatch):
    monkeypatch.setattr(baseline, "BASELINE", tmp_path / "scores.json")
    monkeypatch.setattr(baseline, "QUESTIONS", tmp_path / "questions.json")
    each = {"ndcg@10": [1.0, 0.6309, 0.0, 10.0], "recall@1": [1.0]}
    for name in ("one", "two"):
        baseline.write([Record(name, "retrieval", {"ndcg@10": 0.5}, each, "c", "q", 1, "m", {}, "0", "now")])
    scores, questions = baseline.read()
    assert scores == {"one/retrieval": {"ndcg@10": 0.5}, "two/retrieval": {"ndcg@10": 0.5}}
    assert questions["one/retrieval"] == Questions("q", {"ndcg@10": [1, 0.6309, 0, 10]})


def test_what_the_committed_baseline_holds_is_planned_and_measured():
    committed = set(json.loads(BASELINE.read_text("utf-8")))
    planned = {f"{name}/{suite}" for name, suites in PLAN.items() for suite in suites}
    assert {name.partition("/")[2] for name in committed} == {"retrieval", "answers", "refusal"}
    assert committed <= planned
    assert set(baseline.with_baseline()) == {name.partition("/")[0] for name in committed}


def test_a_planned_set_without_a_baseline_is_named(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(baseline, "BASELINE", tmp_path / "scores.json")
    (tmp_path / "scores.json").write_text('{"xquad_zh/retrieval": {}}', encoding="utf-8")
    assert baseline.with_baseline() == ["xquad_zh"]
    assert "stard_10k" in capsys.readouterr().err
