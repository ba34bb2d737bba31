from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant import bootstrap
from assistant.access import LOCAL_PERSON
from assistant.bootstrap import assemble
from assistant.cli import main
from assistant.errors import EmbeddingMismatch
from assistant.settings import load_settings
from ingest import bootstrap as intake_bootstrap
from tests.support.hashing_embedder import HashingEmbedder


class Named(HashingEmbedder):
    def __init__(self, name: str) -> None:
        super().__init__()
        self.model_id = f"model {name}"
        self._sign = -1 if name == "second" else 1

    def embed_queries(self, texts):
        return self._sign * super().embed_queries(texts)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library with one paper, made with the model `bundled`; models here are small ones that only differ in name."""
    for module in (bootstrap, intake_bootstrap):
        monkeypatch.setattr(module, "load_embedder", lambda settings: Named(settings.model))
    monkeypatch.delenv("CLEARWELL_EMBEDDING", raising=False)
    monkeypatch.setenv("CLEARWELL_HOME", str(tmp_path / "home"))
    paper = tmp_path / "办法.md"
    paper.write_text("# 二次供水办法\n\n第一条 水箱每半年清洗一次。\n\n第二条 泵房每日巡检。\n", encoding="utf-8")
    assert main(["ingest", str(paper)]) == 0
    return tmp_path / "home"


def test_it_prints_what_was_done(home: Path, capsys: pytest.CaptureFixture[str]):
    capsys.readouterr()
    assert main(["--json", "reindex", "--embedding", "second", "--recut"]) == 0
    shape = json.loads(capsys.readouterr().out)
    assert shape.pop("seconds") > 0
    assert shape == {
        "documents": 1,
        "passages": 2,
        "recut": [],
        "unread": [],
        "model_id": "model second",
        "setting": "second",
        "resumed": 0,
        "finished": True,
    }


def test_an_app_that_runs_on_answers_with_the_new_model_and_needs_no_setting(home: Path):
    app = assemble(load_settings(home=home))
    before = app.assistant.search("水箱多久清洗", LOCAL_PERSON).hits
    assert main(["reindex", "--embedding", "second"]) == 0
    after = app.assistant.search("水箱多久清洗", LOCAL_PERSON).hits
    assert [hit.passage.passage_id for hit in after] == [hit.passage.passage_id for hit in before]
    assert [hit.score for hit in after] == pytest.approx([hit.score for hit in before], abs=1e-3)
    assert app.embedder.model_id == "model second"


def test_a_model_that_is_set_is_not_given_up_and_the_way_out_is_named(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("CLEARWELL_EMBEDDING", "first")
    app = assemble(load_settings(home=home))
    with pytest.raises(EmbeddingMismatch):
        app.assistant.search("水箱多久清洗", LOCAL_PERSON)
    assert main(["search", "水箱"]) == 1
    assert "clearwell reindex" in capsys.readouterr().err
    assert main(["reindex"]) == 0
    assert app.assistant.search("水箱多久清洗", LOCAL_PERSON).hits
    assert main(["reindex", "--embedding", "second"]) == 0
    assert "second" in capsys.readouterr().err


def test_it_stands_in_the_record(home: Path):
    assert main(["reindex"]) == 0
    last = json.loads((home / "audit.jsonl").read_text(encoding="utf-8").splitlines()[-1])
    assert (last["event"], last["model"], last["finished"]) == ("reindex", "model bundled", True)
