import gzip
import json

import pytest

from assistant.errors import UsageError
from evals.dataset import load


def _write(folder, corpus, queries, name="corpus.jsonl"):
    lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in corpus)
    if name.endswith(".gz"):
        with gzip.open(folder / name, "wt", encoding="utf-8") as file:
            file.write(lines)
    else:
        (folder / name).write_text(lines, encoding="utf-8")
    (folder / "queries.jsonl").write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in queries), "utf-8")


CORPUS = [{"id": "p1", "title": "t", "text": "真", "source": ""}, {"id": "p2", "title": "", "text": "假", "source": ""}]


@pytest.mark.parametrize("name", ["corpus.jsonl", "corpus.jsonl.gz"])
def test_a_set_is_read_plain_or_packed(tmp_path, name):
    _write(tmp_path, CORPUS, [{"id": "q", "question": "？", "answers": ["真"], "relevant": ["p1"]}], name)
    dataset = load(tmp_path)
    assert [item.id for item in dataset.items] == ["p1", "p2"]
    assert dataset.cases[0].gold.relevant == {"p1"}


def test_altered_passages_are_left_out_whichever_question_file_names_them(tmp_path):
    altered = {"id": "q", "question": "？", "relevant": ["p1"], "counterfactual": {"passages": ["p2"]}}
    _write(tmp_path, CORPUS, [altered])
    other = tmp_path / "other.jsonl"
    other.write_text(json.dumps({"id": "z", "question": "？", "relevant": ["p1"]}), encoding="utf-8")
    assert [item.id for item in load(tmp_path, other).items] == ["p1"]


def test_what_is_asked_holds_no_gold(tmp_path):
    _write(tmp_path, CORPUS, [{"id": "q", "question": "？", "answers": ["真"], "relevant": ["p1"], "context": ["p1"]}])
    query = load(tmp_path).cases[0].query
    assert query.__slots__ == ("id", "question", "context")
    assert query.context == ("p1",)


def test_a_folder_without_a_corpus_is_a_clear_error(tmp_path):
    with pytest.raises(UsageError, match=r"needs corpus\.jsonl"):
        load(tmp_path)


@pytest.mark.parametrize(
    "gold",
    [
        {"counterfactual": "x"},
        {"counterfactual": {"passages": "p1"}},
        {"relevant": "p1", "answers": "真", "answer_slots": "真"},
        {"answers": 5, "answer_slots": ["真", None], "answerable": "no", "relevant": {"p1": 1}},
        {"answers": [None, "", True], "answer_slots": [[]], "relevant": [None]},
    ],
)
def test_gold_of_the_wrong_type_counts_as_absent(tmp_path, gold):
    _write(tmp_path, CORPUS, [{"id": "q", "question": "？"}])
    bare = load(tmp_path)
    _write(tmp_path, CORPUS, [{"id": "q", "question": "？", **gold}])
    assert load(tmp_path) == bare


def test_answers_that_are_numbers_become_texts(tmp_path):
    _write(tmp_path, CORPUS, [{"id": 7, "question": "？", "answers": [1, 2.5], "answer_slots": [[1]]}])
    case = load(tmp_path).cases[0]
    assert (case.query.id, case.gold.answers, case.gold.slots) == ("7", ("1", "2.5"), (("1",),))


@pytest.mark.parametrize(
    "line", ['{"question": "？"}', '{"id": "q"}', "not json", "[1]", '{"id": "q", "question": " "}']
)
def test_a_line_that_asks_nothing_is_named(tmp_path, line):
    _write(tmp_path, CORPUS, [{"id": "q", "question": "？"}])
    path = tmp_path / "queries.jsonl"
    path.write_text(path.read_text("utf-8") + "\n\n" + line, encoding="utf-8")
    with pytest.raises(UsageError, match="line 3 "):
        load(tmp_path)


def test_a_file_that_cannot_be_read_is_a_clear_error(tmp_path):
    _write(tmp_path, CORPUS, [{"id": "q", "question": "？"}])
    (tmp_path / "queries.jsonl").write_bytes(b"\xff\xfe")
    with pytest.raises(UsageError):
        load(tmp_path)
