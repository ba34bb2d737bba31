import json

import pytest

from assistant.cli import main

CORPUS = [
    {"id": "p1", "title": "回顾", "text": "2023年，全市总供水量6218万吨。", "source": ""},
    {"id": "p2", "title": "规定", "text": "水箱每半年清洗一次。", "source": ""},
]
BARE = {"id": "q", "question": "2023年全市总供水量是多少？"}
SCRAMBLED = {"relevant": ["nowhere"], "answers": [6218], "answer_slots": 3, "counterfactual": [], "answerable": None}


def score(tmp_path, capsys, suite, query):
    for name, rows in (("corpus", CORPUS), ("queries", [query])):
        lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        (tmp_path / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    assert main(["eval", suite, "--data", str(tmp_path), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("suite", ["retrieval", "answers", "refusal"])
@pytest.mark.parametrize("gold", [{}, SCRAMBLED], ids=["bare", "scrambled"])
def test_every_suite_runs_whatever_the_gold(tmp_path, capsys, suite, gold):
    assert "seconds" in score(tmp_path, capsys, suite, {**BARE, **gold})


def test_a_number_for_an_answer_is_found_in_the_answer_s_text(tmp_path, capsys):
    assert score(tmp_path, capsys, "answers", {**BARE, "answers": [6218]})["first"] == 1.0


def test_blocks_are_put_in_order_a_line_each(tmp_path, capsys):
    blocks = tmp_path / "blocks.jsonl"
    cut = ["推动节能降耗，通过工", "全年抢修1126次。", "艺优化等举措，有效降低水厂电耗。"]
    blocks.write_text(json.dumps({"id": "page", "blocks": cut}), encoding="utf-8")
    assert main(["eval", "layout", "--blocks", str(blocks)]) == 0
    assert json.loads(capsys.readouterr().out)["joins"] == [[0, 2]]


def test_a_line_that_holds_no_blocks_is_wrong_usage(tmp_path, capsys):
    blocks = tmp_path / "blocks.jsonl"
    blocks.write_text('{"id": 1}', encoding="utf-8")
    assert main(["eval", "layout", "--blocks", str(blocks), "--json"]) == 2
    assert "line 1" in json.loads(capsys.readouterr().out)["error"]["message"]


def test_scores_are_kept_where_wished(tmp_path, capsys):
    for name, rows in (("corpus", CORPUS), ("queries", [{**BARE, "relevant": ["p1"]}])):
        lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        (tmp_path / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    command = ["eval", "retrieval", "--data", str(tmp_path), "--keep", str(tmp_path / "kept"), "--json"]
    assert main(command) == 0
    printed = json.loads(capsys.readouterr().out)
    (kept,) = (tmp_path / "kept").glob("*-retrieval.json")
    record = json.loads(kept.read_text("utf-8"))
    assert record["scores"] == printed
    assert record["each"]["ndcg@10"] == [1.0]
