from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from assistant.curation import Decision
from assistant.domain import Filters, Metadata
from assistant.errors import LibraryDamaged, UsageError
from assistant.library.library import Library
from assistant.library.matrices import Matrix
from assistant.ports import NewVersion
from tests.assistant.library.papers import ALL, STAFF, found_by_word, found_near, open_library, paper, rule, vector

RARE = Filters(kinds=("rare",))
WIDE = Filters(kinds=("common",))


def fill(library: Library, documents: range) -> None:
    with library.writing() as writer:
        writer.publish_many([_numbered(n) for n in documents])


def _numbered(n: int) -> NewVersion:
    kind = "rare" if n % 50 == 0 else "common" if n % 5 else "other"
    return paper(f"d{n}", [f"{n}号文第{m}段" for m in range(4)], Metadata(title=str(n), kind=kind))


def by_hand(library: Library, query: str, filters: Filters, limit: int) -> list[str]:
    """Exact search over the texts themselves, without any of the library's indexes."""
    documents = [int(document.document_id[1:]) for document in library.documents(STAFF, filters)]
    names = [f"d{n}.1.{m}" for n in documents for m in range(4)]
    scores = np.array([vector(f"{n}号文第{m}段") for n in documents for m in range(4)]) @ vector(query)
    return [names[place] for place in np.argsort(-scores)[:limit]]


@pytest.fixture
def wide(tmp_path: Path) -> Library:
    """A library in which more than 100 passages count as many: 1,600, all in the base."""
    library = open_library(tmp_path, exact_limit=100)
    fill(library, range(400))
    return library


@pytest.mark.parametrize("query", ["漏损", "水价", "抄表", "8号文第2段"])
def test_a_narrow_filter_equals_exact_search(wide: Library, query: str) -> None:
    assert found_near(wide, query, RARE, 20) == by_hand(wide, query, RARE, 20)


def test_nothing_outside_a_wide_scope_is_returned_and_it_is_filled(wide: Library) -> None:
    recalled = 0
    for n in range(30):
        found = found_near(wide, f"问题{n}", WIDE, 25)
        assert len(set(found)) == 25
        assert {int(name[1:].split(".")[0]) % 5 for name in found} == {1, 2, 3, 4}
        recalled += len(set(found) & set(by_hand(wide, f"问题{n}", WIDE, 25)))
    assert recalled / (30 * 25) >= 0.99


def test_every_passage_is_reached_by_its_own_vector_with_its_exact_score(wide: Library) -> None:
    scope = wide.scope(STAFF, ALL)
    for n in range(400):
        ((name, score),) = wide.dense(vector(f"{n}号文第3段"), scope, 1)
        assert name == f"d{n}.1.3"
        assert score == pytest.approx(1.0, abs=1e-5)


def test_what_was_published_since_the_base_is_found_and_what_was_replaced_is_not(wide: Library) -> None:
    base = wide.refresh().base
    with wide.writing() as writer:
        writer.publish(paper("d7", ["全新的第七号文"]))
        writer.remove("d8")
        # The base stands as it was while the session lasts: only exact scoring can know this.
        assert wide.refresh().base == base
        assert found_near(wide, "全新的第七号文") == ["d7.2.0"]
        for n in (7, 8):
            gone = found_near(wide, f"{n}号文第0段", limit=40)
            assert len(gone) == 40
            assert not {f"d{n}.1.0", f"d{n}.1.1", f"d{n}.1.2", f"d{n}.1.3"} & set(gone)
    assert found_near(wide, "全新的第七号文") == ["d7.2.0"]
    assert wide.base_count() == 1600 - 7


def test_a_scope_deeper_than_the_graph_gives_is_scored_exactly(wide: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.library.dense._DEEP", 1)
    assert found_near(wide, "漏损", WIDE, 25) == by_hand(wide, "漏损", WIDE, 25)


def test_exact_cosines_of_named_passages(wide: Library) -> None:
    found = wide.similarities(vector("漏损"), ["d3.1.2", "d3.9.9", "nobody.1.0", "d3.1.7"])
    assert found == {"d3.1.2": pytest.approx(float(vector("3号文第2段") @ vector("漏损")), abs=1e-5)}


@pytest.fixture
def replaced(tmp_path: Path) -> Library:
    """As `wide`, with a rule of which two hundred editions were replaced by the next, and one holds."""
    library = open_library(tmp_path, exact_limit=100)
    fill(library, range(100))
    begun = date(2020, 1, 1).toordinal()
    with library.writing() as writer:
        editions = [
            rule(f"e{n}", "报装办法", date.fromordinal(begun + n), [f"第{n}版正文", f"第{n}版附则"]) for n in range(200)
        ]
        writer.publish_many(editions)
    return library


def test_the_base_holds_only_what_is_in_force_and_the_usual_question_only_asks_the_base(
    replaced: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert replaced.base_count() == 100 * 4 + 2
    expected = by_hand(replaced, "第7版正文", Filters(kinds=("rare", "common", "other")), 20)
    monkeypatch.setattr(Matrix, "best", lambda self, *_: [] if not self.entries else pytest.fail("scored exactly"))
    found = found_near(replaced, "第7版正文", limit=20)
    assert len(set(found)) == 20
    assert not {name for name in found if name.startswith("e")} - {"e199.1.0", "e199.1.1"}
    # The edition in force may stand among them.
    assert len(set(found) & set(expected)) >= len(expected) - 2


def test_a_replaced_edition_is_scored_exactly_where_a_scope_holds_it(replaced: Library) -> None:
    named = Filters(document_ids=("e7", "e8", "d3"))
    assert found_near(replaced, "第7版正文", named) == ["e7.1.0"]
    that_day = Filters(as_of=date(2020, 1, 8))
    # All of d, and of the rule the one edition of that day: wide enough for the graph, the edition beside it.
    assert replaced.scope(STAFF, that_day).passages == 100 * 4 + 2
    found = replaced.dense(vector("第7版正文"), replaced.scope(STAFF, that_day), 402)
    assert found[0] == ("e7.1.0", pytest.approx(1.0, abs=1e-5))
    assert len({name for name, _ in found}) == len(found) == 402
    assert {name for name, _ in found if name.startswith("e")} == {"e7.1.0", "e7.1.1"}
    assert found_by_word(replaced, "附则", that_day) == ["e7.1.1"]


def test_an_edition_that_lost_or_regained_its_force_since_the_base_is_found_once_and_rightly(replaced: Library) -> None:
    before = replaced.refresh().base
    with replaced.writing() as writer:
        writer.remove("e199")
        writer.decide("d3", "d4", Decision.IN_EFFECT, "li")
        writer.describe("e7", {"place": "平湖市"}, "li")
        assert replaced.refresh().base == before
        names = found_near(replaced, "第7版正文", limit=500)
        assert len(set(names)) == len(names) == 99 * 4 + 4
        assert {name for name in names if name.startswith("e")} == {"e7.1.0", "e7.1.1", "e198.1.0", "e198.1.1"}
        assert not [name for name in names if name.startswith("d3.")]
    assert replaced.base_count() == 99 * 4 + 4
    assert len(found_near(replaced, "第7版正文", limit=500)) == 99 * 4 + 4
    assert all(line.ok for line in replaced.check("zh"))


def test_equal_passages_come_in_the_order_of_their_names(library: Library) -> None:
    with library.writing() as writer:
        writer.publish_many([paper(name, ["同一句话", f"{name}自己的话"]) for name in ("c", "a", "b")])
    assert found_near(library, "同一句话", limit=3) == ["a.1.0", "b.1.0", "c.1.0"]
    assert found_near(library, "同一句话", limit=1) == ["a.1.0"]


def test_a_vector_of_another_length_is_refused(wide: Library) -> None:
    with pytest.raises(UsageError):
        wide.dense(np.zeros(3, np.float32), wide.scope(STAFF, ALL), 5)


def test_a_lost_base_is_named_to_the_reader_and_made_anew_by_the_next_writer(wide: Library, tmp_path: Path) -> None:
    (folder,) = (tmp_path / "vectors").iterdir()
    folder.rename(tmp_path / "lost")
    with pytest.raises(LibraryDamaged) as caught:
        found_near(open_library(tmp_path, exact_limit=100), "漏损")
    assert caught.value.params["part"] == f"vectors/{folder.name}"
    fill(wide, range(400, 401))
    again = open_library(tmp_path, exact_limit=100)
    assert again.base_count() == 1604
    assert found_near(again, "400号文第1段") == ["d400.1.1"]
