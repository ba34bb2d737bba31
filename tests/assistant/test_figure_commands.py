from __future__ import annotations

import json
from dataclasses import replace

import openpyxl
import pytest

from assistant.cli import main
from assistant.figure_commands import told
from tests.assistant.ledger.rows import make_figure

REVIEW = "# 2023年度工作回顾\n\n2023年，全市总供水量6218万吨。\n\n全年新建管网31公里。\n"
PLAN = "# 2023年度工作计划\n\n2023年计划总供水量6150万吨。\n"
OTHER = "# 生产部2023年工作总结\n\n2023年，全市供水总量6281万吨。\n"


@pytest.fixture
def run(tmp_path, capsys):
    """Run a command over a home of three papers; returns what it printed as JSON."""
    papers = tmp_path / "papers"
    papers.mkdir()
    for name, text in (("2023年度工作回顾", REVIEW), ("2023年度工作计划", PLAN), ("生产部2023年工作总结", OTHER)):
        (papers / f"{name}.md").write_text(text, encoding="utf-8")

    def ran(*arguments, code=0):
        assert main([*map(str, arguments), "--json", "--home", str(tmp_path / "home")]) == code
        return json.loads(capsys.readouterr().out)

    ran("ingest", papers)
    return ran


def raws(rows):
    return {row["raw"] + row["unit"] for row in rows}


def test_figures_are_printed_in_the_shape_of_the_contract(run):
    [row] = run("figures", "--indicator", "管网")
    wanted = {
        "indicator",
        "value",
        "raw",
        "unit",
        "period",
        "status",
        "approx",
        "place",
        "organisation",
        "quote",
        "spans",
    }
    wanted |= {"document_id", "title", "page", "clause", "confidence", "person_state"}
    assert wanted <= row.keys()
    assert (row["value"], row["raw"], row["unit"], row["period"], row["status"]) == (
        31.0,
        "31",
        "公里",
        "2023",
        "achieved",
    )
    assert (row["approx"], row["clause"], row["person_state"]) == ("exact", None, None)
    assert {"page", "start", "end"} == set(row["spans"][0])


def test_options_restrict_the_list(run):
    assert raws(run("figures", "--status", "planned")) == {"6150万吨"}
    assert raws(run("figures", "--year", "2023", "--indicator", "供水")) == {"6218万吨", "6150万吨", "6281万吨"}
    document = run("figures", "--status", "planned")[0]["document_id"]
    assert raws(run("figures", "--document", document)) == {"6150万吨"}
    assert run("figures", "--year", "1999") == []


def test_an_unknown_document_is_an_error(run):
    assert run("figures", "--document", "nothing", code=1)["error"]["code"]


def test_conflicts_and_outcomes_are_lists(run):
    [conflict] = run("figures", "conflicts")
    assert raws(conflict["figures"]) == {"6218万吨", "6281万吨"}
    [outcome] = run("figures", "outcomes", "--year", "2023")
    assert (outcome["plan"]["raw"], outcome["reached"]) == ("6150万", "reached")
    assert run("figures", "changes") == []


def test_a_rejected_figure_no_longer_conflicts(run):
    wrong = next(row["id"] for row in run("figures") if row["raw"] == "6281万")
    assert run("figures", "reject", wrong)["person_state"] == "rejected"
    assert run("figures", "conflicts") == []
    assert run("figures", "untick", wrong)["person_state"] is None
    assert len(run("figures", "conflicts")) == 1


def test_names_are_merged_renamed_kept_apart_and_given_back(run):
    assert run("figures", "merge", "新建管网", "管网建设")["names"] == ["新建管网"]
    [row] = run("figures", "--indicator", "管网建设")
    assert run("figures", "rename", row["id"], "管网新建长度")["indicator"] == "管网新建长度"
    run("figures", "split", "供水总量")
    assert run("figures", "conflicts") == []
    run("figures", "forget", "供水总量")
    assert len(run("figures", "conflicts")) == 1


def test_the_ledger_is_written_as_csv_and_workbook(run, tmp_path):
    out, book = tmp_path / "l.csv", tmp_path / "l.xlsx"
    assert run("figures", "--csv", out, "--xlsx", book)["count"] == 4
    assert "6218万" in out.read_text(encoding="utf-8-sig")
    assert openpyxl.load_workbook(book).active.max_row == 5


def test_a_file_that_cannot_be_written_is_said(run, tmp_path):
    assert run("figures", "--csv", tmp_path / "no" / "l.csv", code=2)["error"]["message"]


def test_without_json_a_person_reads_a_line_a_figure(run, tmp_path, capsys):
    assert main(["figures", "--home", str(tmp_path / "home"), "--status", "planned"]) == 0
    assert "6150万吨" in capsys.readouterr().out


def test_a_loss_is_told_with_its_sign():
    assert told(replace(make_figure("财务费用", "19572元"), value=-19572.0)) == "-19572元 (2023)"
