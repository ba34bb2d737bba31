"""What a person sees first: the sample papers go in, one question is answered with its source, and again in no time."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.support.source_tree import ROOT

pytestmark = pytest.mark.slow
QUESTION = "2023年全市总供水量是多少？"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


def clearwell(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "assistant.cli", "--home", str(home), *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", stdin=subprocess.DEVNULL)


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.fixture(scope="module")
def first(home: Path) -> dict[str, Any]:
    """The report of taking in corpus/ into an empty library."""
    done = clearwell(home, "ingest", "corpus", "--json")
    assert done.returncode == 0, done.stderr
    report: dict[str, Any] = json.loads(done.stdout)
    return report


@pytest.fixture(scope="module")
def answer(home: Path, first: dict[str, Any]) -> dict[str, Any]:
    done = clearwell(home, "ask", QUESTION, "--json")
    assert done.returncode == 0, done.stderr
    shape: dict[str, Any] = json.loads(done.stdout)
    return shape


def test_every_sample_paper_goes_in(first: dict[str, Any]) -> None:
    taken = {Path(each["path"]).name for each in first["files"] if each["status"] == "added"}
    assert {path.name for path in (ROOT / "corpus" / "documents").iterdir()} <= taken


def test_a_scanned_paper_is_read_and_named_as_recognised(first: dict[str, Any]) -> None:
    (scan,) = [each for each in first["files"] if "春季二次供水水箱清洗" in each["path"]]
    assert scan["status"] == "added"
    assert any("文字识别" in warning for warning in scan["warnings"])


def test_the_question_is_answered_with_the_figure_and_its_source(answer: dict[str, Any]) -> None:
    assert answer["status"] == "answered"
    claim = answer["claims"][0]
    assert "6218万吨" in squeezed(claim["text"])
    assert (claim["verdict"], claim["status"]) == ("supported", "achieved")
    cited = [each for each in answer["citations"] if each["n"] in claim["citations"]]
    assert any("6218万吨" in squeezed(each["quote"]) for each in cited)


def test_every_quote_is_what_stands_at_its_place(home: Path, answer: dict[str, Any]) -> None:
    for citation in answer["citations"]:
        found = ""
        for span in citation["spans"]:
            arguments = ("documents", "show", citation["document_id"], "--page", str(span["page"]), "--json")
            page = json.loads(clearwell(home, *arguments).stdout)
            found += page["text"][span["start"] : span["end"]]
        assert squeezed(found) == squeezed(citation["quote"])


def test_on_a_terminal_the_answer_carries_marks_and_lists_its_sources(home: Path, answer: dict[str, Any]) -> None:
    done = clearwell(home, "ask", QUESTION)
    assert done.returncode == 0
    assert done.stdout.count("[1]") >= 2, "once in the answer, once before its source"
    assert answer["citations"][0]["title"] in done.stdout


def test_a_second_time_nothing_changes(home: Path, first: dict[str, Any]) -> None:
    again = json.loads(clearwell(home, "ingest", "corpus", "--json").stdout)
    known = {each["path"] for each in first["files"] if each["status"] == "added"}
    assert {each["status"] for each in again["files"] if each["path"] in known} == {"unchanged"}


def test_a_wrong_command_is_an_error_in_json_too(home: Path) -> None:
    done = clearwell(home, "ask", "--json")
    assert done.returncode == 2
    assert json.loads(done.stdout)["error"]["code"] == "usage"
