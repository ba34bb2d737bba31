"""What every `PassageStore` promises. A new store joins by a line in `STORES`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import pytest

from assistant.domain import Filters, Metadata
from assistant.errors import NotFound
from assistant.ports import NewVersion, PassageStore
from tests.assistant.library.papers import ALL, NOBODY, STAFF, open_library, paper, vector
from tests.support.chroma_server import running

Publish = Callable[[Sequence[NewVersion]], None]
Opened = tuple[PassageStore, Publish]
Server = Callable[[], str]
"""Starts a Chroma server if none runs yet, and returns its address."""


def _library(home: Path, exact_limit: int, url: str = "") -> Opened:
    library = open_library(home, exact_limit, url=url)

    def publish(batch: Sequence[NewVersion]) -> None:
        with library.writing() as writer:
            writer.publish_many(batch)

    return library, publish


STORES: dict[str, Callable[[Path, Server], Opened]] = {
    "library, exact": lambda home, _: _library(home, 50_000),
    "library, graph": lambda home, _: _library(home, 1),
    "library, Chroma server": lambda home, server: _library(home, 1, server()),
}
HOUSE, PUMPS = ("水箱清洗", "水表更换"), ("泵房巡检", "泵房清洗", "应急供水")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with ExitStack() as started:
        yield cache(lambda: started.enter_context(running(tmp_path_factory.mktemp("chroma"))).url)


@pytest.fixture(params=list(STORES.values()), ids=list(STORES))
def opened(request: pytest.FixtureRequest, tmp_path: Path, server: Server) -> Opened:
    store, publish = request.param(tmp_path, server)
    publish(
        [
            paper("house", HOUSE, Metadata(title="户内", kind="policy", place="清源", period="2023")),
            paper("pumps", PUMPS, Metadata(title="泵房", kind="procedure", place="清源")),
            paper("board", ["董事会清洗预算"], Metadata(title="董事会", access_label="board")),
        ]
    )
    return store, publish


@pytest.fixture
def store(opened: Opened) -> PassageStore:
    return opened[0]


def test_the_generation_grows_with_every_publication(opened: Opened) -> None:
    store, publish = opened
    before = store.generation()
    assert store.generation() == before
    publish([paper("more", ["补充"])])
    assert store.generation() > before


def test_a_scope_holds_what_may_be_seen_and_is_wanted(store: PassageStore) -> None:
    scope = store.scope(STAFF, ALL)
    assert (dict(scope.versions), scope.passages, scope.restricted) == ({"house": 1, "pumps": 1}, 5, False)
    narrow = store.scope(STAFF, Filters(kinds=("policy",)))
    assert (dict(narrow.versions), narrow.passages, narrow.restricted) == ({"house": 1}, 2, True)
    assert not store.scope(NOBODY, ALL).versions


def test_dense_finds_best_first_and_only_inside_the_scope(store: PassageStore) -> None:
    hits = store.dense(vector("泵房清洗"), store.scope(STAFF, ALL), 10)
    assert hits[0][0] == "pumps.1.1"
    assert hits[0][1] == pytest.approx(1.0, abs=1e-3)
    assert len(hits) == 5
    assert [score for _, score in hits] == sorted((score for _, score in hits), reverse=True)
    assert store.dense(vector("泵房清洗"), store.scope(STAFF, ALL), 2) == hits[:2]
    inside = store.dense(vector("泵房清洗"), store.scope(STAFF, Filters(document_ids=("house",))), 10)
    expected = [hit for hit in hits if hit[0].startswith("house.")]
    assert [name for name, _ in inside] == [name for name, _ in expected]
    # A restricted scope is scored on the stored vectors, the whole library on Chroma's: equal but for rounding.
    assert [score for _, score in inside] == pytest.approx([score for _, score in expected], abs=1e-4)
    assert store.dense(vector("泵房清洗"), store.scope(NOBODY, ALL), 10) == []


def test_keyword_finds_best_first_and_only_inside_the_scope(store: PassageStore) -> None:
    hits = store.keyword(["泵房", "清洗"], store.scope(STAFF, ALL), 10)
    assert hits[0][0] == "pumps.1.1"
    assert {name for name, _ in hits} == {"pumps.1.0", "pumps.1.1", "house.1.0"}
    assert [score for _, score in hits] == sorted((score for _, score in hits), reverse=True)
    inside = store.keyword(["泵房", "清洗"], store.scope(STAFF, Filters(kinds=("policy",))), 10)
    expected = [hit for hit in hits if hit[0].startswith("house.")]
    assert [name for name, _ in inside] == [name for name, _ in expected]
    # A restricted scope is scored on the stored vectors, the whole library on Chroma's: equal but for rounding.
    assert [score for _, score in inside] == pytest.approx([score for _, score in expected], abs=1e-4)
    assert store.keyword(["没有"], store.scope(STAFF, ALL), 10) == []
    assert store.keyword([], store.scope(STAFF, ALL), 10) == []


def test_frequencies_count_passages_of_the_whole_library(store: PassageStore) -> None:
    counts = store.document_frequencies(["清洗", "泵房", "没有"])
    assert (counts["清洗"], counts["泵房"], counts.get("没有", 0)) == (3, 2, 0)


def test_similarities_are_exact_and_leave_out_the_unknown(store: PassageStore) -> None:
    found = store.similarities(vector("水表更换"), ["pumps.1.2", "house.1.1", "house.1.9", "x.1.0", "house.4.1", "?"])
    assert found == {
        "house.1.1": pytest.approx(1.0, abs=1e-3),
        "pumps.1.2": pytest.approx(float(vector("应急供水") @ vector("水表更换")), abs=1e-3),
    }


def test_passages_come_in_the_order_asked_for(store: PassageStore) -> None:
    found = store.passages(["pumps.1.2", "nobody.1.0", "board.1.0", "house.1.0"], STAFF)
    assert [(one.passage_id, one.text, one.ordinal) for one in found] == [
        ("pumps.1.2", "应急供水", 2),
        ("house.1.0", "水箱清洗", 0),
    ]
    assert store.passages(["pumps.1.2"], NOBODY) == []
    assert [one.text for one in store.document_passages("pumps", STAFF)] == list(PUMPS)


def test_documents_are_listed_after_access_and_filters(store: PassageStore) -> None:
    assert {one.document_id for one in store.documents(STAFF, ALL)} == {"house", "pumps"}
    assert [one.document_id for one in store.documents(STAFF, Filters(years=(2023,)))] == ["house"]
    assert store.documents(NOBODY, ALL) == []
    house = store.document("house", STAFF)
    assert (house.title, house.version, house.passages, house.pages, house.status) == ("户内", 1, 2, 1, "in_force")


def test_named_documents_are_those_that_exist_and_may_be_seen(store: PassageStore) -> None:
    found = store.documents_named(["pumps", "board", "nothing", "house"], STAFF)
    assert {name: each.title for name, each in found.items()} == {"pumps": "泵房", "house": "户内"}
    assert not store.documents_named(["house"], NOBODY)


@pytest.mark.parametrize("document_id", ["board", "nobody"])
def test_what_may_not_be_seen_and_what_is_not_there_are_the_same_error(store: PassageStore, document_id: str) -> None:
    with pytest.raises(NotFound):
        store.document(document_id, STAFF)
    with pytest.raises(NotFound):
        store.page(document_id, 1, STAFF)
    with pytest.raises(NotFound):
        store.document_passages(document_id, STAFF)


def test_spans_point_into_the_stored_page_of_their_version(opened: Opened) -> None:
    store, publish = opened
    (old,) = store.passages(["house.1.1"], STAFF)
    publish([paper("house", ["全文改写"])])
    text = store.page("house", 1, STAFF, version=1).text
    assert "".join(text[span.start : span.end] for span in old.spans) == old.text == "水表更换"
    assert store.page("house", 1, STAFF).text.startswith("全文改写")
    with pytest.raises(NotFound):
        store.page("house", 2, STAFF)
    with pytest.raises(NotFound):
        store.page("house", 1, STAFF, version=3)
