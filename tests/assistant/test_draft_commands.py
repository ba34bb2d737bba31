from __future__ import annotations

import json

import pytest

from assistant.cli import main
from tests.assistant.test_draft_desk import NETWORK


@pytest.fixture
def home(tmp_path):
    paper = tmp_path / "管网运维部2023年工作总结.md"
    paper.write_text(NETWORK, encoding="utf-8")
    assert main(["ingest", str(paper), "--home", str(tmp_path / "home"), "--json"]) == 0
    return tmp_path / "home"


def run(capsys, home, *words):
    capsys.readouterr()
    status = main([*words, "--home", str(home), "--json"])
    return status, json.loads(capsys.readouterr().out)


def test_a_draft_comes_as_json_with_claims_gaps_citations_and_figures(capsys, home):
    status, shown = run(capsys, home, "draft", "--year", "2023", "--outline", "special_report")
    assert status == 0
    assert {"title", "year", "sections", "citations", "figures"} <= shown.keys()
    claims = [claim for section in shown["sections"] for claim in section["claims"]]
    numbers = {each["n"] for each in shown["citations"]}
    assert claims
    assert all(claim["verdict"] == "supported" and set(claim["citations"]) <= numbers for claim in claims)
    assert any(section["gaps"] for section in shown["sections"])


@pytest.mark.parametrize(("name", "holds"), [("review.md", "[^1]: "), ("review.json", '"sections"')])
def test_a_draft_is_written_to_a_file(capsys, home, tmp_path, name, holds):
    out = tmp_path / name
    status, shown = run(capsys, home, "draft", "--year", "2023", "--outline", "yearly_review", "--out", str(out))
    assert (status, shown["path"]) == (0, str(out))
    assert holds in out.read_text(encoding="utf-8")


def test_what_cannot_be_drafted_is_an_error(capsys, home):
    status, shown = run(capsys, home, "draft", "--year", "1999", "--outline", "special_report")
    assert (status, "1999" in shown["error"]["message"]) == (2, True)
    assert run(capsys, home, "draft", "--year", "2023", "--outline", "no_such")[0] == 1


def test_outlines_are_listed_shown_and_made_from_a_document(capsys, home, tmp_path):
    _, listed = run(capsys, home, "outline", "list")
    assert "special_report" in {each["name"] for each in listed["outlines"]}
    _, shown = run(capsys, home, "outline", "show", "special_report")
    assert shown["sections"][0]["part"] == "opening"
    out = tmp_path / "mine.yaml"
    status, made = run(capsys, home, "outline", "--from", "管网运维部2023年工作总结", "--out", str(out))
    assert (status, made["path"]) == (0, str(out))
    status, drafted = run(capsys, home, "draft", "--year", "2023", "--outline", str(out))
    assert status == 0
    assert "7.21%" in json.dumps(drafted["sections"], ensure_ascii=False)
