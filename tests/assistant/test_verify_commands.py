"""`clearwell verify --batch`: a verdict a line, without a library."""

from __future__ import annotations

import json

import pytest

from assistant.cli import main

PAIR = {
    "id": "a",
    "claim": "供水5216万吨。",
    "source_quote": "供水5126万吨",
    "source_period": 2023,
    "source_status": "achieved",
}


@pytest.fixture
def verdicts(capsys, tmp_path):
    def run(*lines):
        batch = tmp_path / "pairs.jsonl"
        batch.write_text("\n".join(lines), encoding="utf-8")
        assert main(["verify", "--batch", str(batch), "--home", str(tmp_path / "home")]) == 0
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return run


def test_each_line_has_its_label_and_its_quantities(verdicts, tmp_path):
    good = json.dumps({**PAIR, "id": "b", "claim": "2023年供水5126万立方米。"})
    first, second = verdicts(json.dumps(PAIR), good)
    assert (first["id"], first["label"], first["negated"]) == ("a", "unsupported", False)
    assert [(one["raw"], one["unit"], one["verdict"]) for one in first["quantities"]] == [("5216万", "吨", "missing")]
    assert (second["label"], second["quantities"][0]["verdict"]) == ("supported", "converted")
    assert second["quantities"][0]["value"] == 51_260_000
    assert not (tmp_path / "home").exists()


def test_period_and_status_may_be_null(verdicts):
    pair = json.dumps({**PAIR, "claim": "供水量为5126万吨。", "source_period": None, "source_status": None})
    assert verdicts(pair)[0]["label"] == "supported"


def test_an_error_takes_its_line_s_place(verdicts):
    rows = verdicts(
        "not json", json.dumps({"id": "x"}), json.dumps({**PAIR, "source_status": "soon"}), json.dumps(PAIR)
    )
    assert [row["id"] for row in rows] == [None, "x", "a", "a"]
    assert [row["error"]["code"] for row in rows[:3]] == ["usage"] * 3
    assert rows[3]["label"] == "unsupported"


def test_what_is_known_of_the_quote_counts(verdicts):
    pair = {"id": "c", "claim": "第十二条规定用户须按时缴费。", "source_quote": "用户应当按时缴费。"}
    without, known = verdicts(json.dumps(pair), json.dumps({**pair, "clause": "第十二条"}))
    assert (without["label"], known["label"]) == ("unsupported", "supported")
