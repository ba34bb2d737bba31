import gzip
import json

import numpy as np
import pytest

from assistant.retrieval.weights import Weights
from evals.ranking_cases import bootstrap_below, collect
from tests.support.hashing_embedder import HashingEmbedder

TEXTS = {"p1": "二次供水水箱每半年清洗一次", "p2": "水费按月结算，逾期收取违约金", "p3": "抄表员每两个月抄表一次"}


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "small"
    folder.mkdir()
    with gzip.open(folder / "corpus.jsonl.gz", "wt", encoding="utf-8") as file:
        for name, text in TEXTS.items():
            file.write(json.dumps({"id": name, "title": "", "text": text}, ensure_ascii=False) + "\n")
    rows = [
        {"id": "q1", "question": "水箱多久清洗一次？", "relevant": ["p1"]},
        {"id": "q2", "question": "水费怎么结算？", "relevant": ["p2"]},
        {"id": "q3", "question": "谁来回答？", "relevant": []},
    ]
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    (folder / "queries.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return tmp_path


def test_a_question_is_kept_with_what_both_legs_and_the_texts_said(data):
    asked = collect(data, "small", HashingEmbedder())
    assert [each.relevant for each in asked] == [{"p1"}, {"p2"}]
    first = asked[0]
    assert set(first.agreements) == set(first.signs.passage_ids)
    best = first.signs.passage_ids[int(np.argmax(first.signs.keyword))]
    assert best.startswith("p1")
    assert first.agreements[best].pairs > 0


def test_the_orders_are_judged_by_the_weights_that_make_them(data):
    first = collect(data, "small", HashingEmbedder())[0]
    # This embedder finds the meter readers nearer than the tank; the words say otherwise.
    assert first.one_line() == first.ours(Weights()) == pytest.approx(1 / np.log2(3))
    assert first.ours(Weights(keyword=1.0)) == 1.0


def test_no_more_questions_are_asked_than_told(data):
    assert len(collect(data, "small", HashingEmbedder(), most=1)) == 1


def test_a_gain_on_every_question_is_never_an_accident_and_none_always_is():
    assert bootstrap_below(np.full(50, 0.1)) == 0.0
    assert bootstrap_below(np.zeros(50)) == 1.0
