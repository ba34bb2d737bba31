from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant.bootstrap import assemble
from assistant.domain import Check
from assistant.settings import LlmSettings, Settings
from evals.scripted_llm import Reply, serve
from tests.assistant.library.papers import paper
from tests.support.hashing_embedder import DIMENSION, HashingEmbedder

CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture
def home(tmp_path: Path, embedder: HashingEmbedder) -> Path:
    """A library with one document and its original."""
    source = tmp_path / "a.txt"
    source.write_text("原件", encoding="utf-8")
    found = assemble(Settings(home=tmp_path / "home"), embedder)
    new = paper("a", ["第一段"], original=source)
    vectors = embedder.embed_passages(["第一段"])
    assert vectors.shape == (1, DIMENSION)
    with found.library.writing() as writer:
        writer.publish(type(new)(**{**vars(new), "vectors": vectors}))
    found.library.close()
    return tmp_path / "home"


def examined(home: Path, language: str = "en") -> tuple[Check, ...]:
    return assemble(Settings(home=home, language=language), HashingEmbedder()).assistant.doctor()


def test_every_line_is_in_the_language_that_was_chosen(home: Path) -> None:
    (home / "keywords" / "meta.json").write_text("{", encoding="utf-8")
    lines = examined(home)
    assert [line.name for line in lines if not line.ok] == ["keywords"]
    assert not [line for line in lines if CHINESE.search(line.message + line.fix)]
    assert all(CHINESE.search(line.message) for line in examined(home, "zh"))


def test_a_damaged_registry_is_a_line_with_a_fix_that_can_be_done(home: Path) -> None:
    registry = home / "registry.sqlite3"
    registry.write_bytes(registry.read_bytes()[:5000])
    lines = examined(home)
    assert [(line.name, line.ok) for line in lines] == [
        ("settings", True),
        ("model", True),
        ("llm", True),
        ("registry", False),
    ]
    assert f'clearwell ingest "{home}/originals" --home' in lines[-1].fix
    assert "--repair" not in lines[-1].fix


@pytest.mark.parametrize("left", [None, b""])
def test_a_lost_registry_is_a_line_and_stays_lost_however_often_one_looks(home: Path, left: bytes | None) -> None:
    (home / "registry.sqlite3").unlink()
    if left is not None:
        (home / "registry.sqlite3").write_bytes(left)
    for _ in range(2):
        assert [line.name for line in examined(home) if not line.ok] == ["registry"]
    assert len(list((home / "originals").glob("*/*"))) == 1


def test_a_home_that_is_a_file_is_a_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    (line,) = [line for line in examined(tmp_path / "file") if not line.ok]
    assert str(tmp_path / "file") in line.message


def test_a_part_that_fails_unforeseen_is_a_line(home: Path) -> None:
    import sqlite3

    with sqlite3.connect(home / "registry.sqlite3") as connection:
        connection.execute("UPDATE versions SET metadata = 'not json'")
    connection.close()
    (line,) = [line for line in examined(home) if not line.ok]
    assert line.name == "library"
    assert "JSONDecodeError" in line.message


def llm_line(home: Path, url: str, model: str = "openai:qwen3", language: str = "zh") -> Check:
    llm = LlmSettings(model=model, url=url, key="sk-secret", timeout_s=30)
    settings = Settings(home=home, language=language, llm=llm)
    (line,) = [line for line in assemble(settings, HashingEmbedder()).assistant.doctor() if line.name == "llm"]
    assert "sk-secret" not in line.message + line.fix
    return line


def test_without_a_language_model_all_is_in_order(home: Path) -> None:
    assert [line.ok for line in examined(home) if line.name == "llm"] == [True]


def test_a_language_model_is_asked_for_a_word(home: Path) -> None:
    with serve(lambda request: Reply(("好",))) as server:
        line = llm_line(home, server.url)
    assert (line.ok, "qwen3" in line.message, len(server.requests)) == (True, True, 1)


def test_a_language_model_that_cannot_be_asked_is_a_line_with_a_way_out(home: Path) -> None:
    with serve(lambda request: Reply(status=401)) as server:
        refused = llm_line(home, server.url)
    gone = llm_line(home, server.url)
    missing = llm_line(home, server.url, "mistralai:x")
    assert [line.ok for line in (refused, gone, missing)] == [False] * 3
    assert "密钥" in refused.message
    assert "连接不上" in gone.message
    assert "langchain-mistralai" in missing.message
    assert "CLEARWELL_LLM_URL" in gone.fix
