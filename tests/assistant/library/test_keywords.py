from __future__ import annotations

from pathlib import Path

import pytest

from assistant.domain import Passage, PassageKind, Span
from assistant.errors import LibraryDamaged
from assistant.library.keywords import KeywordReader, KeywordWriter
from assistant.text.tokens import query_terms

EVERY = frozenset(range(1000))


def passage(ordinal: int, text: str, section: tuple[str, ...] = (), clause: str | None = None) -> Passage:
    return Passage("?", "?", 1, ordinal, text, (Span(1, 0, len(text)),), PassageKind.PROSE, section, clause)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    writer = KeywordWriter(tmp_path / "keywords")
    for key in range(100):
        filler = "供水" * (key % 7 + 1)
        writer.add(key, [passage(0, f"第{key}号水表的{filler}记录"), passage(1, "管网漏损率下降")])
    writer.add(100, [passage(0, "依法缴纳资源税", ("总则", "费用"), "第十二条")])
    writer.commit()
    writer.close()
    return tmp_path / "keywords"


@pytest.fixture
def reader(folder: Path) -> KeywordReader:
    opened = KeywordReader(folder)
    opened.reload()
    return opened


def test_a_word_finds_its_passages_best_first(reader: KeywordReader) -> None:
    hits = reader.search(["漏损"], 500, EVERY, 1.0)
    assert sorted((key, ordinal) for key, ordinal, _ in hits) == [(key, 1) for key in range(100)]
    scores = [score for _, _, score in reader.search(["供水", "水表"], 100, EVERY, 1.0)]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) > 1


def test_a_single_character_finds_inside_longer_words(reader: KeywordReader) -> None:
    assert [hit[:2] for hit in reader.search(["税"], 5, EVERY, 1.0)] == [(100, 0)]
    assert reader.search(["蒸"], 5, EVERY, 1.0) == []


@pytest.mark.parametrize("words", ["第十二条", "费用"])
def test_the_clause_and_the_last_heading_can_be_found(reader: KeywordReader, words: str) -> None:
    assert reader.search(query_terms(words), 1, EVERY, 1.0)[0][:2] == (100, 0)


@pytest.mark.parametrize("share", [0.05, 0.9], ids=["handing over the list", "leaving out"])
def test_a_filter_changes_neither_scores_nor_order(reader: KeywordReader, share: float) -> None:
    inside = frozenset({3, 5, 40, 77, 100})
    everything = reader.search(["供水", "水表"], 1000, EVERY, 1.0)
    assert reader.search(["供水", "水表"], 3, inside, share) == [hit for hit in everything if hit[0] in inside][:3]


def test_a_scope_that_holds_few_of_the_best_is_still_filled(reader: KeywordReader) -> None:
    worst = reader.search(["供水"], 1000, EVERY, 1.0)[-30:]
    inside = frozenset(key for key, _, _ in worst)
    assert reader.search(["供水"], 30, inside, 0.9) == worst


def test_what_is_deleted_is_found_by_nobody_after_reloading(folder: Path, reader: KeywordReader) -> None:
    writer = KeywordWriter(folder)
    writer.delete([100])
    writer.rollback()
    writer.commit()
    assert writer.count() == 201
    writer.delete([100])
    writer.commit()
    writer.close()
    assert len(reader.search(["税"], 5, EVERY, 1.0)) == 1
    reader.reload()
    assert reader.search(["税"], 5, EVERY, 1.0) == []
    assert reader.count() == 200


def test_frequencies_count_passages(reader: KeywordReader) -> None:
    assert reader.frequencies(["漏损", "税", "没有"]) == {"漏损": 100, "税": 1, "没有": 0}


def test_no_index_finds_nothing_and_a_broken_one_is_named(folder: Path, tmp_path: Path) -> None:
    empty = KeywordReader(tmp_path / "none")
    empty.reload()
    assert empty.search(["水"], 5, EVERY, 1.0) == []
    assert empty.frequencies(["水"]) == {}
    (folder / "meta.json").write_text("{", encoding="utf-8")
    with pytest.raises(LibraryDamaged) as caught:
        KeywordReader(folder).reload()
    assert caught.value.params["part"] == "keywords"


def test_a_passage_that_holds_the_word_comes_before_those_under_a_heading_with_it(tmp_path: Path) -> None:
    writer = KeywordWriter(tmp_path / "keywords")
    long_text = "管网" + "供水抢修记录" * 200
    writer.add(1, [passage(n, "每日检查一次", ("管网",)) for n in range(20)])
    writer.add(2, [passage(0, long_text)])
    writer.commit()
    writer.close()
    reader = KeywordReader(tmp_path / "keywords")
    reader.reload()
    found = [hit[:2] for hit in reader.search(query_terms("管网"), 5, EVERY, 1.0)]
    assert found[0] == (2, 0)
    assert {key for key, _ in found[1:]} == {1}
    assert [hit[:2] for hit in reader.search(["网"], 1, EVERY, 1.0)] == [(2, 0)]


def test_an_index_without_a_field_for_headings_is_read_and_made_anew_by_the_next_writer(tmp_path: Path) -> None:
    import tantivy

    folder = tmp_path / "keywords"
    folder.mkdir()
    builder = tantivy.SchemaBuilder()
    for name in ("terms", "characters"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    builder.add_integer_field("version_key", indexed=True, fast=True)
    builder.add_integer_field("ordinal", fast=True)
    index = tantivy.Index(builder.build(), path=str(folder))
    former = index.writer()
    document = tantivy.Document()
    document.add_text("terms", "漏损 下降")
    document.add_integer("version_key", 1)
    document.add_integer("ordinal", 0)
    former.add_document(document)
    former.commit()
    former.wait_merging_threads()
    reader = KeywordReader(folder)
    reader.reload()
    assert [hit[:2] for hit in reader.search(["漏损"], 5, EVERY, 1.0)] == [(1, 0)]
    assert reader.frequencies(["漏损", "费用"]) == {"漏损": 1, "费用": 0}
    writer = KeywordWriter(folder)
    writer.add(2, [passage(0, "每日检查一次", ("费用",))])
    writer.commit()
    writer.close()
    newer = KeywordReader(folder)
    newer.reload()
    assert [hit[:2] for hit in newer.search(["费用"], 5, EVERY, 1.0)] == [(2, 0)]
