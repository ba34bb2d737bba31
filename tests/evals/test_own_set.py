import json
from dataclasses import replace

import pytest

from assistant import open_assistant
from evals.dataset import load
from evals.own_set import FIGURES, by_kind, own_cases, own_set, passage_of, relevant, write
from evals.suites import retrieval
from tests.support.builders import make_passage


@pytest.fixture(scope="module")
def assistant(corpus_home):
    return open_assistant(corpus_home)


@pytest.fixture(scope="module")
def dataset(assistant):
    return own_set(assistant)


def test_every_question_has_a_right_passage_in_the_corpus(dataset):
    assert [case.query.id for case in dataset.cases if not case.gold.relevant] == []
    assert len({case.query.id for case in dataset.cases}) == len(dataset.cases)


def test_every_kind_of_question_is_asked():
    kinds = {own.kind for own in own_cases()}
    across = {"English against Chinese", "Chinese against English"}
    assert kinds == {"lay words", "two characters", "year", "place", FIGURES} | across


def test_lay_words_are_not_the_papers_words():
    for own in own_cases():
        if own.kind == "lay words":
            assert own.holds[0] not in own.question


def test_a_word_of_two_characters_is_found_first(assistant, dataset):
    kinds = {own.id: own.kind for own in own_cases()}
    chosen = tuple(case for case in dataset.cases if kinds[case.query.id] in ("two characters", "place"))
    scored = retrieval.score(assistant, replace(dataset, cases=chosen), named=passage_of)
    means = by_kind(scored, [kinds[case.query.id] for case in chosen])
    assert means["two characters"]["recall@5"] == 1.0
    assert sum(each["questions"] for each in means.values()) == scored.queries == len(chosen)


def test_a_clause_s_answer_is_right_in_its_clause_only():
    one = make_passage("保存不少于3年", "a", ordinal=0, clause="第一条")
    other = make_passage("保存不少于3年", "a", ordinal=1, clause="第二条")
    own = next(each for each in own_cases() if each.clause)
    own = type(own)("x", FIGURES, "?", "a.md", ("3年",), "第二条")
    assert relevant(own, {"a.md": [one, other], "b.md": []}) == {other.passage_id}


def test_the_set_is_written_as_any_other(dataset, tmp_path):
    write(dataset, tmp_path)
    again = load(tmp_path)
    assert len(again.items) == len(dataset.items)
    assert [case.gold.relevant for case in again.cases] == [case.gold.relevant for case in dataset.cases]
    assert json.loads((tmp_path / "corpus.jsonl").read_text("utf-8").splitlines()[0])["source"] == "corpus"
