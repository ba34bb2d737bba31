from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.domain import Status
from evals.suites.figures import Gold, load, score
from tests.assistant.ledger.rows import make_figure

SHARED = Path(__file__).resolve().parents[3].parent / "shared" / "data"
LABEL = {
    "doc": "report.txt", "value": 62180000.0, "raw": "6218万", "unit": "吨", "period": "2023", "status": "achieved",
    "quote": "总供水量6218万吨",
}  # fmt: skip


def gold(*labels, complete=True):
    return Gold("g", labels, Path("report.txt"), complete)


def test_a_row_with_the_same_value_unit_year_and_status_counts():
    scored = score(gold(LABEL), [make_figure("总供水量")])
    assert (scored.precision, scored.recall, scored.status) == (1.0, 1.0, 1.0)


@pytest.mark.parametrize("more", [{"period": "2022"}, {"status": Status.PLANNED}])
def test_another_year_or_status_does_not_count(more):
    scored = score(gold(LABEL), [make_figure("总供水量", **more)])
    assert (scored.precision, scored.recall) == (0.0, 0.0)


def test_a_plan_told_as_a_result_lowers_the_status_score_alone_among_found_values():
    assert score(gold(LABEL), [make_figure("总供水量", status=Status.PLANNED)]).status == 0.0


def test_each_row_is_used_once_and_rows_too_many_cost_precision():
    rows = [make_figure("总供水量"), make_figure("总供水量", "31公里")]
    scored = score(gold(LABEL, LABEL), rows)
    assert (scored.precision, scored.recall) == (0.5, 0.5)


def test_without_complete_labels_there_is_no_precision():
    assert score(gold(LABEL, complete=False), [make_figure("总供水量")]).precision is None


def test_labels_find_their_document_by_name_or_by_what_it_says(tmp_path):
    (tmp_path / "figures").mkdir()
    (tmp_path / "docs").mkdir()
    (tmp_path / "figures" / "a.jsonl").write_text(json.dumps(LABEL, ensure_ascii=False), encoding="utf-8")
    (tmp_path / "figures" / "a_left_out.jsonl").write_text("", encoding="utf-8")
    (tmp_path / "docs" / "other.txt").write_text("全市总供水量6218万吨。", encoding="utf-8")
    [found] = load(tmp_path)
    assert (found.document.name, found.complete) == ("other.txt", True)
    (tmp_path / "docs" / "report.txt").write_text("x", encoding="utf-8")
    assert load(tmp_path)[0].document.name == "report.txt"


def test_a_folder_without_labels_is_refused(tmp_path):
    with pytest.raises(ValueError, match="no labelled figures"):
        load(tmp_path)


@pytest.mark.skipif(not (SHARED / "figures").is_dir(), reason="the shared documents are not here")
def test_the_floors_hold_on_the_shared_documents(capsys):
    from assistant.cli import main

    assert main(["eval", "figures", "--data", str(SHARED), "--json"]) == 0
    scores = json.loads(capsys.readouterr().out)
    for name, found in scores.items():
        assert found["recall"] >= 0.90, name
        assert found["status"] >= 0.98, name
        assert found["precision"] is None or found["precision"] >= 0.95, name
