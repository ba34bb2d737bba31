from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.access import LOCAL_PERSON, filter_for
from assistant.domain import Filters, Principal
from assistant.errors import AccessDenied
from assistant.library.library import Library
from assistant.library.next_generation import begun
from assistant.library.registry import ModelStamp
from assistant.ports import IngestProgress
from assistant.settings import LibrarySettings
from ingest import preparing
from ingest.preparing import embedded_text
from ingest.service import IngestService
from tests.support.hashing_embedder import HashingEmbedder

ACCESS = filter_for(LOCAL_PERSON)


class Mirrored(HashingEmbedder):
    """Another model of the same length, whose vectors have nothing to do with the first one's."""

    model_id = "mirrored"

    def embed_queries(self, texts):
        return -super().embed_queries(texts)


def opened(home: Path, embedder: HashingEmbedder, setting: str) -> Library:
    stamp = ModelStamp(embedder.model_id, embedder.dimension, setting)
    return Library.open(home, LibrarySettings(), lambda: stamp)


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    for n in range(5):
        text = f"# 第{n}号办法\n\n第一条 水箱每半年清洗一次。\n\n第二条 第{n}号泵房每日巡检。\n"
        (folder / f"{n}.md").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    found = opened(tmp_path / "home", HashingEmbedder(), "first")
    yield found
    found.close()


@pytest.fixture
def service(library: Library, papers: Path) -> IngestService:
    made = IngestService(library, HashingEmbedder(), "zh", None, lambda _: Mirrored())
    made.ingest([papers], LOCAL_PERSON)
    return made


def names(library: Library) -> list[str]:
    return [
        passage.passage_id
        for document in library.documents(ACCESS, Filters())
        for passage in library.document_passages(document.document_id, ACCESS)
    ]


def nearest(library: Library, text: str, embedder: HashingEmbedder) -> tuple[str, float]:
    return library.dense(embedder.embed_queries([text])[0], library.scope(ACCESS, Filters()), 1)[0]


def test_another_model_s_vectors_replace_all_and_every_name_stays(service: IngestService, library: Library):
    before = names(library)
    steps: list[IngestProgress] = []
    report = service.reindex(LOCAL_PERSON, embedding="second", on_progress=steps.append)
    assert (report.documents, report.recut, report.unread, report.finished) == (5, (), (), True)
    assert (report.model_id, report.setting) == ("mirrored", "second")
    assert {"embedding", "publishing"} <= {step.stage for step in steps}
    second = opened(library.home, Mirrored(), "second")
    assert second.model() == ModelStamp("mirrored", 64, "second")
    assert names(second) == before
    for document in second.documents(ACCESS, Filters()):
        for passage in second.document_passages(document.document_id, ACCESS):
            name, score = nearest(second, embedded_text(document.title, passage), Mirrored())
            assert (name, score) == (passage.passage_id, pytest.approx(1.0, abs=1e-3))
    assert all(line.ok for line in second.check("zh"))


def test_a_title_that_a_person_set_is_in_the_vectors_afterwards(service: IngestService, library: Library):
    (document,) = [each for each in library.documents(ACCESS, Filters()) if each.path.endswith("3.md")]
    with library.writing() as writer:
        writer.describe(document.document_id, {"title": "清源市供水应急预案"}, "li")
    (passage, *_) = library.document_passages(document.document_id, ACCESS)
    text = embedded_text("清源市供水应急预案", passage)
    vector = HashingEmbedder().embed_queries([text])[0]
    before = library.similarities(vector, [passage.passage_id])[passage.passage_id]
    service.reindex(LOCAL_PERSON)
    after = library.similarities(vector, [passage.passage_id])[passage.passage_id]
    assert before < 0.95
    assert after == pytest.approx(1.0, abs=1e-3)


def test_cut_anew_what_comes_out_as_before_keeps_its_names(service: IngestService, library: Library):
    before = names(library)
    assert service.reindex(LOCAL_PERSON, recut=True).recut == ()
    assert names(library) == before


@pytest.fixture
def cut_otherwise(monkeypatch: pytest.MonkeyPatch, service: IngestService) -> None:
    """A next program, which cuts every paper into one passage; reading in this process so that it is heard of."""

    def whole(document):
        first, *rest = real(document)
        spans = (*first.spans, *(span for each in rest for span in each.spans))
        return [replace(first, text=first.text + "".join(each.text for each in rest), spans=spans)]

    real = preparing.chunk
    monkeypatch.setattr(preparing, "chunk", whole)
    monkeypatch.setattr("ingest.reindexing.chunk", whole)
    monkeypatch.setattr("ingest.service.prepare_bounded", lambda task, *_: preparing.prepare(task))


@pytest.mark.parametrize("original", [True, False])
def test_cut_otherwise_every_paper_has_a_next_version_and_old_citations_open(
    service: IngestService, library: Library, cut_otherwise: None, original: bool
):
    before = [passage for name in names(library) for passage in library.passages([name], ACCESS)]
    if not original:
        for path in (library.home / "originals").rglob("*.md"):
            path.unlink()
    report = service.reindex(LOCAL_PERSON, recut=True)
    assert (len(report.recut), len(report.unread)) == (5, 0 if original else 5)
    assert all(line.ok for line in library.check("zh") if line.name != "originals")
    assert names(library) == [f"{each.document_id}.2.0" for each in library.documents(ACCESS, Filters())]
    for old in before:
        assert library.passages([old.passage_id], ACCESS) == [old]
        text = library.page(old.document_id, old.spans[0].page, ACCESS, version=1).text
        squeezed = "".join("".join(text[span.start : span.end] for span in old.spans).split())
        assert squeezed == "".join(old.text.split())


def test_stopped_it_has_changed_nothing_and_goes_on(service: IngestService, library: Library, monkeypatch):
    monkeypatch.setattr("ingest.reindexing.MAX_DOCUMENTS", 2)
    embedder = Mirrored()
    service._load = lambda _: embedder
    generation = library.generation()
    report = service.reindex(LOCAL_PERSON, embedding="second", should_stop=lambda: True)
    assert (report.finished, report.resumed) == (False, 0)
    assert library.generation() == generation
    assert begun(library) == (ModelStamp("mirrored", 64, "second"), 2)
    assert nearest(library, "泵房", HashingEmbedder())
    assert any(line.name == "reindex" and line.ok for line in library.check("zh"))
    passages = embedder.embedded
    again = service.reindex(LOCAL_PERSON, embedding="second")
    assert (again.finished, again.resumed) == (True, 2)
    assert embedder.embedded == again.passages > passages > 0


def test_an_unnamed_person_changes_nothing(service: IngestService):
    with pytest.raises(AccessDenied):
        service.reindex(Principal(user=""))


def test_an_empty_library_takes_the_model_s_name_at_once(library: Library):
    service = IngestService(library, HashingEmbedder(), "zh", None, lambda _: Mirrored())
    assert service.reindex(LOCAL_PERSON, embedding="second").documents == 0
    assert library.registry.model() == ModelStamp("mirrored", 64, "second")
    assert names(library) == []
