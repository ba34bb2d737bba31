"""The base on a real Chroma server, started here on loopback."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from assistant.domain import Filters
from assistant.errors import LibraryDamaged, VectorServerDown
from assistant.library.drafts import Plan
from assistant.library.library import Library
from assistant.library.next_generation import NextGeneration, Redone
from assistant.library.registry import ModelStamp
from assistant.library.vectors import collections_on_server, drop_on_server
from assistant.messages import explain
from tests.assistant.library.papers import ALL, STAFF, found_near, open_library, paper, turned
from tests.support.chroma_server import ChromaServer, running


@pytest.fixture(scope="module")
def shared_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaServer]:
    with running(tmp_path_factory.mktemp("chroma")) as server:
        yield server


@pytest.fixture
def server(shared_server: ChromaServer) -> Iterator[ChromaServer]:
    yield shared_server
    drop_on_server(shared_server.url, collections_on_server(shared_server.url, ""))


def filled(home: Path, url: str, documents: range = range(20)) -> Library:
    library = open_library(home, exact_limit=1, url=url)
    with library.writing() as writer:
        writer.publish_many([paper(f"d{n}", [f"第{n}份", f"附则{n}"]) for n in documents])
    return library


def test_the_base_is_a_collection_named_after_library_and_number_and_the_former_one_goes(
    server: ChromaServer, tmp_path: Path
) -> None:
    library = filled(tmp_path / "a", server.url)
    other = filled(tmp_path / "b", server.url, range(3))
    identity = library.registry.meta("library_id")["library_id"]
    assert collections_on_server(server.url, f"clearwell-{identity}-") == [f"clearwell-{identity}-1"]
    assert not list(library.home.glob("vectors/*"))
    filled(tmp_path / "a", server.url, range(20, 22))
    assert collections_on_server(server.url, f"clearwell-{identity}-") == [f"clearwell-{identity}-2"]
    assert len(collections_on_server(server.url, "clearwell-")) == 2
    assert library.base_count() == 44
    assert other.base_count() == 6
    for n in range(22):
        assert found_near(library, f"附则{n}") == [f"d{n}.1.1"]
    assert all(line.ok for line in library.check("zh"))


def test_a_reader_whose_base_was_deleted_meanwhile_looks_again(server: ChromaServer, tmp_path: Path) -> None:
    reader = open_library(tmp_path, exact_limit=1, url=server.url)
    filled(tmp_path, server.url)
    assert found_near(reader, "第3份") == ["d3.1.0"]
    filled(tmp_path, server.url, range(20, 23))
    assert found_near(reader, "第21份") == ["d21.1.0"]


def test_a_server_that_is_down_is_said_and_a_narrow_scope_is_still_answered_exactly(tmp_path: Path) -> None:
    with running(tmp_path / "chroma") as server:
        library = open_library(tmp_path / "home", exact_limit=5, url=server.url)
        with library.writing() as writer:
            writer.publish_many([paper(f"d{n}", [f"第{n}份", f"附则{n}"]) for n in range(20)])
        server.stop()
        for reader in (library, open_library(tmp_path / "home", exact_limit=5, url=server.url)):
            with pytest.raises(VectorServerDown) as caught:
                found_near(reader, "第3份")
            sentence, hint = explain(caught.value, "zh")
            assert server.url in sentence
            assert "chroma run" in hint
            assert found_near(reader, "第3份", Filters(document_ids=("d3", "d4"))) == ["d3.1.0"]
            (line,) = [each for each in reader.check("zh") if not each.ok]
            assert (line.name, line.message, line.fix) == ("vectors", sentence, hint)
        server.start()
        assert found_near(library, "第3份") == ["d3.1.0"]


def test_what_is_published_while_the_server_is_down_goes_in_and_is_based_later(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with running(tmp_path / "chroma") as server:
        library = filled(tmp_path / "home", server.url)
        server.stop()
        with caplog.at_level(logging.WARNING, "clearwell"), library.writing() as writer:
            writer.publish(paper("d99", ["停机时来的", "第二段"]))
        assert "next session" in caplog.text
        assert found_near(library, "停机时来的", Filters(document_ids=("d99",))) == ["d99.1.0"]
        server.start()
        assert found_near(library, "停机时来的") == ["d99.1.0"]
        with library.writing():
            pass
        assert library.base_count() == 42


def test_from_the_folder_to_the_server_and_back(server: ChromaServer, tmp_path: Path) -> None:
    inside = filled(tmp_path, "")
    outside = open_library(tmp_path, exact_limit=1, url=server.url)
    assert found_near(outside, "第3份") == ["d3.1.0"], "a base in the folder is read whatever is set"
    outside.close()
    with outside.writing():
        pass
    assert len(collections_on_server(server.url, "clearwell-")) == 1
    assert not list((tmp_path / "vectors").glob("base-*"))
    with pytest.raises(VectorServerDown) as caught:
        found_near(inside, "第3份")
    assert caught.value.params["url"] == "CLEARWELL_CHROMA_URL"
    inside.repair()
    assert found_near(inside, "第3份") == ["d3.1.0"]
    assert [line.message for line in inside.check("zh") if not line.ok] == []


def test_a_collection_that_was_lost_is_named_and_made_anew_by_repair(server: ChromaServer, tmp_path: Path) -> None:
    library = filled(tmp_path, server.url)
    drop_on_server(server.url, collections_on_server(server.url, "clearwell-"))
    with pytest.raises(LibraryDamaged):
        found_near(open_library(tmp_path, exact_limit=1, url=server.url), "第3份")
    library.repair()
    again = open_library(tmp_path, exact_limit=1, url=server.url)
    assert found_near(again, "第3份") == ["d3.1.0"]
    assert [line.message for line in again.check("zh") if not line.ok] == []


def test_a_copied_library_leaves_the_first_one_s_collections_alone(server: ChromaServer, tmp_path: Path) -> None:
    first = filled(tmp_path / "a", server.url)
    first.close()
    shutil.copytree(tmp_path / "a", tmp_path / "b")
    second = filled(tmp_path / "b", server.url, range(20, 25))
    assert found_near(second, "第22份") == ["d22.1.0"]
    assert found_near(first, "第3份") == ["d3.1.0"]
    assert first.base_count() == 40


def test_a_next_generation_is_built_beside_on_the_server(server: ChromaServer, tmp_path: Path) -> None:
    library = filled(tmp_path, server.url)
    other = ModelStamp("other", 8, "other")
    following = NextGeneration(library, Plan(other, False), lambda entry: entry.document.title)
    following.begin()
    following.publish(
        lambda entries: [
            [Redone(each, each.document.title, np.array([turned(f"第{n}份"), turned(f"附则{n}")]))]
            for each in entries
            for n in [int(each.document.document_id[1:])]
        ]
    )
    reader = open_library(tmp_path, exact_limit=1, model=other, url=server.url)
    for n in range(20):
        ((name, _),) = reader.dense(turned(f"附则{n}"), reader.scope(STAFF, ALL), 1)
        assert name == f"d{n}.1.1"
    assert len(collections_on_server(server.url, "clearwell-")) == 1
    assert all(line.ok for line in reader.check("zh"))
