from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from assistant.domain import Passage, Span
from assistant.errors import EmbeddingMismatch
from assistant.library.drafts import Plan
from assistant.library.library import Library
from assistant.library.next_generation import NextGeneration, Redone, begun
from assistant.library.registry import ModelStamp
from assistant.library.shelf import Entry
from tests.assistant.library.papers import (
    ALL,
    MODEL,
    STAFF,
    found_by_word,
    found_near,
    open_library,
    paper,
    turned,
    vector,
)

ROOT = Path(__file__).parents[3]
PARTS = {f"d{n}.1.{m}" for n in range(8) for m in range(3)}
OTHER = ModelStamp("other", 8, "other")


def made_of(entry: Entry) -> str:
    return entry.document.title


def redone(library: Library, entry: Entry, texts: Sequence[str] | None = None) -> Redone:
    """The document with the other model's vectors; with `texts` also cut otherwise."""
    if texts is None:
        passages = [passage.text for _, passage in library.registry.passages_of([entry.key])]
        return Redone(entry, made_of(entry), np.array([turned(text) for text in passages]))
    new = paper(entry.document.document_id, texts, entry.known)
    return Redone(entry, made_of(entry), np.array([turned(text) for text in texts]), new)


def all_at_once(library: Library, entries: Sequence[Entry]) -> Iterator[list[Redone]]:
    yield [redone(library, entry) for entry in entries]


def near(library: Library, text: str) -> list[str]:
    return [name for name, _ in library.dense(turned(text), library.scope(STAFF, ALL), 1)]


@pytest.fixture
def filled(tmp_path: Path) -> Library:
    library = open_library(tmp_path, exact_limit=1)
    with library.writing() as writer:
        writer.publish_many([paper(f"d{n}", [f"第{n}份第{m}段" for m in range(3)]) for n in range(8)])
    return library


def test_until_the_swap_everything_is_found_as_before_and_after_it_with_the_other_model(filled: Library) -> None:
    reader = open_library(filled.home, exact_limit=1)
    other = open_library(filled.home, exact_limit=1, model=OTHER)
    following = NextGeneration(filled, Plan(OTHER, False), made_of)
    assert following.begin() == 0
    before = filled.generation()
    for entry in following.missing():
        following.keep([redone(filled, entry)])
        assert found_near(reader, "第5份第1段") == ["d5.1.1"]
        with pytest.raises(EmbeddingMismatch):
            near(other, "第5份第1段")
    assert (following.missing(), filled.generation()) == ([], before)
    following.publish(lambda entries: all_at_once(filled, entries))
    for n in range(8):
        for m in range(3):
            assert near(other, f"第{n}份第{m}段") == [f"d{n}.1.{m}"]
    with pytest.raises(EmbeddingMismatch) as refusal:
        found_near(reader, "第5份第1段")
    assert refusal.value.params["stored_setting"] == "other"
    assert set(found_by_word(reader, "段", limit=99)) == PARTS
    assert all(line.ok for line in other.check("zh"))
    assert other.base_count() == 24
    assert begun(filled) is None


def test_an_open_reader_keeps_nothing_of_the_former_vectors(tmp_path: Path) -> None:
    """Same length, other directions: whatever were kept would be found, and wrongly."""
    same = ModelStamp("turned", MODEL.dimension, "turned")
    current = [MODEL]
    for limit in (1, 50_000):
        current[0] = MODEL
        home = tmp_path / str(limit)
        library = Library(home, open_library(home).settings, lambda: current[0], limit)
        with library.writing() as writer:
            writer.publish_many([paper(f"d{n}", [f"第{n}份"]) for n in range(30)])
        assert found_near(library, "第3份") == ["d3.1.0"]
        following = NextGeneration(open_library(home, limit), Plan(same, False), made_of)
        following.begin()
        following.publish(
            lambda entries: [
                [Redone(entry, made_of(entry), np.array([-vector(f"第{entry.document.document_id[1:]}份")]))]
                for entry in entries
            ]
        )
        current[0] = same
        found = library.dense(-vector("第3份"), library.scope(STAFF, ALL), 1)
        assert found == [("d3.1.0", pytest.approx(1.0, abs=1e-3))]
        library.close()


def test_what_was_cut_anew_is_a_next_version_and_old_citations_still_open(filled: Library) -> None:
    following = NextGeneration(filled, Plan(MODEL, True), made_of)
    following.begin()

    def redo(entries: Sequence[Entry]) -> Iterator[list[Redone]]:
        for entry in entries:
            name = entry.document.document_id
            whole = Redone(
                entry,
                made_of(entry),
                np.array([vector(f"{name}全文")]),
                paper(name, [f"{name}全文"], entry.known),
            )
            kept = np.array([vector(f"第{name[1:]}份第{m}段") for m in range(3)])
            yield [whole if name == "d3" else Redone(entry, made_of(entry), kept)]

    following.publish(redo)
    assert found_near(filled, "d3全文") == ["d3.2.0"]
    assert found_near(filled, "第4份第2段") == ["d4.1.2"]
    assert found_by_word(filled, "d3") == ["d3.2.0"]
    assert set(found_by_word(filled, "段", limit=99)) == {name for name in PARTS if not name.startswith("d3")}
    (old,) = filled.passages(["d3.1.1"], STAFF)
    assert old == Passage("d3.1.1", "d3", 1, 1, "第3份第1段", (Span(1, 7, 13),))
    assert filled.page("d3", 1, STAFF, version=1).text[7:13] == "第3份第1段"
    assert filled.document("d3", STAFF).version == 2
    assert all(line.ok for line in filled.check("zh"))


def test_what_changes_meanwhile_is_in_the_swap_as_it_is_then(filled: Library) -> None:
    following = NextGeneration(filled, Plan(OTHER, True), made_of)
    following.begin()
    entries = following.missing()
    following.keep([redone(filled, entry, [f"{entry.document.document_id}全文"]) for entry in entries])
    with filled.writing() as writer:
        writer.publish(paper("d1", ["改过的第1份"]))
        writer.remove("d2")
        writer.publish(paper("d9", ["新来的第9份"]))
        writer.describe("d3", {"title": "新题目"}, "li")
        writer.describe("d4", {"place": "清源市"}, "li")
        writer.move("d5", "elsewhere/d5.txt")
    assert {entry.document.document_id for entry in following.missing()} == {"d1", "d3", "d9"}
    following.publish(lambda entries: all_at_once(filled, entries))
    other = open_library(filled.home, exact_limit=1, model=OTHER)
    assert {each.document_id for each in other.documents(STAFF, ALL)} == {f"d{n}" for n in (0, 1, 3, 4, 5, 6, 7, 9)}
    assert near(other, "改过的第1份") == ["d1.3.0"] or near(other, "改过的第1份") == ["d1.2.0"]
    assert near(other, "新来的第9份") == ["d9.1.0"]
    assert near(other, "d5全文") == ["d5.2.0"]
    assert other.document("d3", STAFF).title == "新题目"
    assert other.document("d4", STAFF).metadata.place == "清源市"
    assert other.document("d5", STAFF).path == "elsewhere/d5.txt"
    assert all(line.ok for line in other.check("zh"))
    assert not other.registry.versions_in("drafted")


def test_drafts_of_another_plan_are_thrown_away(filled: Library) -> None:
    first = NextGeneration(filled, Plan(OTHER, True), made_of)
    first.begin()
    first.keep([redone(filled, entry, ["全文"]) for entry in first.missing()[:5]])
    assert first.begin() == 5
    assert begun(filled) == (OTHER, 5)
    assert NextGeneration(filled, Plan(OTHER, False), made_of).begin() == 0
    assert not filled.registry.versions_in("drafted")
    assert filled.registry.counts()["vectors"] == 24


def test_a_fault_in_the_middle_leaves_the_old_library_whole(filled: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    following = NextGeneration(filled, Plan(OTHER, True), made_of)
    following.begin()

    def fail(*_: object) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("assistant.library.drafts.swap", fail)
        with pytest.raises(KeyboardInterrupt):
            following.publish(lambda entries: [[redone(filled, entry, ["全文"]) for entry in entries]])
    assert found_near(filled, "第5份第1段") == ["d5.1.1"]
    assert found_by_word(filled, "全文") == []
    assert filled.keyword_count() == 24
    assert [line.name for line in filled.check("zh") if not line.ok] == []
    following.publish(lambda entries: all_at_once(filled, entries))
    other = open_library(filled.home, exact_limit=1, model=OTHER)
    assert near(other, "全文")
    assert all(line.ok for line in other.check("zh"))


@pytest.mark.parametrize(
    ("step", "survives"), [("drafted", "old"), ("indexed", "old"), ("base", "old"), ("swap", "new")]
)
def test_whoever_is_killed_after_this_step_leaves_one_whole_generation(
    filled: Library, step: str, survives: str
) -> None:
    command = [sys.executable, "-m", "tests.assistant.library.dying_reindexer", str(filled.home), step]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == -signal.SIGKILL
    library = open_library(filled.home, exact_limit=1, model=OTHER if survives == "new" else MODEL)
    for mended in (False, True):
        if mended:
            with library.writing():
                pass
            assert [line.message for line in library.check("zh") if not line.ok] == []
        for n in range(8):
            if survives == "old":
                assert found_near(library, f"第{n}份第1段") == [f"d{n}.1.1"]
                assert set(found_by_word(library, "段", limit=99)) == PARTS
            else:
                assert near(library, f"d{n}全文") == [f"d{n}.2.0"]
    if survives == "old":
        following = NextGeneration(library, Plan(OTHER, True), made_of)
        assert following.begin() == 8
        following.publish(lambda entries: all_at_once(library, entries))
        other = open_library(filled.home, exact_limit=1, model=OTHER)
        assert near(other, "d5全文") == ["d5.2.0"]
        assert all(line.ok for line in other.check("zh"))
