from __future__ import annotations

import io
import sqlite3
import zipfile
from contextlib import closing
from dataclasses import replace

import pytest

from assistant.onboarding.exporting.door import export
from assistant.question_items import Review, ReviewState
from tests.assistant.onboarding.sample_items import HOSTILE, ITEMS, MULTIPLE, SINGLE


@pytest.fixture
def imported(tmp_path):
    """Takes packages into a collection of Anki's own, one after another, and gives its notes."""
    pytest.importorskip("anki.collection", reason="needs: pip install -e '.[exports-test]'")
    from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

    collection = Collection(str(tmp_path / "collection.anki2"))

    def take_in(*packages):
        for number, content in enumerate(packages):
            path = tmp_path / f"{number}.apkg"
            path.write_bytes(content)
            request = ImportAnkiPackageRequest(package_path=str(path), options=ImportAnkiPackageOptions())
            collection.import_anki_package(request)
        return {(note := collection.get_note(each))["id"]: note for each in collection.find_notes("")}

    yield take_in
    collection.close()


def test_anki_takes_in_a_note_for_every_item(imported):
    notes = imported(export(ITEMS, "apkg", "zh", "入职培训"))
    assert set(notes) == {item.item_id for item in ITEMS}
    single = notes[SINGLE.item_id]
    assert single["question"] == SINGLE.question
    assert single["answer"] == "B<br>12小时"
    assert "《停水通知管理办法》第三条" in single["source"]
    assert "单选题" in single.tags
    assert notes[MULTIPLE.item_id]["answer"].startswith("AC<br>")


def test_a_changed_item_changes_its_note_and_adds_none(imported):
    later = Review(replace(SINGLE, explanation="改过的解析"), ReviewState.EDITED, "甲", "2026-05-06T07:08:09+08:00")
    notes = imported(export([SINGLE], "apkg", "zh", "一"), export([later], "apkg", "zh", "一"))
    assert len(notes) == 1
    assert notes[SINGLE.item_id]["explanation"] == "改过的解析"


def test_text_is_shown_as_it_stands_and_never_as_markup(imported):
    note = imported(export([HOSTILE], "apkg", "zh"))["=1+2"]
    assert "&lt;b&gt;粗体&lt;/b&gt;" in note["question"]
    assert "{{question}}" not in note["explanation"]


def test_the_package_holds_a_collection_that_sqlite_reads(tmp_path):
    with zipfile.ZipFile(io.BytesIO(export(ITEMS, "apkg", "zh"))) as archive:
        archive.extract("collection.anki2", tmp_path)
    with closing(sqlite3.connect(tmp_path / "collection.anki2")) as held:
        assert held.execute("SELECT count(*) FROM notes").fetchone() == (len(ITEMS),)
        assert held.execute("SELECT count(*) FROM cards").fetchone() == (len(ITEMS),)
