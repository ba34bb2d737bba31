from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assistant.errors import LibraryBusy
from tests.assistant.ui.fake_assistant import FakeAssistant


def button(app, key):
    return next(each for each in app.button if each.key == key)


def test_a_chosen_document_takes_the_place_of_the_list_and_the_way_back_brings_it_again(open_documents, at):
    app = at(open_documents(), "d1")
    assert not app.dataframe
    button(app, "leave").click().run()
    assert len(app.dataframe[0].value) == 7


def test_a_superseded_document_names_the_one_that_replaced_it(open_documents, at, text_of):
    head = text_of(at(open_documents(), "d3"))
    assert "已被取代" in head
    assert "由《二次供水泵房管理办法（样例）》取代" in head


@pytest.mark.parametrize(
    ("status", "language", "expected"),
    [
        ("in_force", "zh", "现行"),
        ("not_yet", "zh", "尚未施行"),
        ("ended", "zh", "已期满"),
        ("ended", "en", "Past its term"),
    ],
)
def test_its_standing_and_its_days_stand_beside_the_title(open_documents, at, text_of, status, language, expected):
    fake = FakeAssistant()
    known = replace(fake.held[1].metadata, effective_to=date(2023, 12, 31))
    fake.held = (fake.held[0], replace(fake.held[1], status=status, metadata=known))
    head = text_of(at(open_documents(fake, language), "d2"))
    assert f">{expected}<" in head
    days = (
        ("2022年7月1日起施行", "至2023年12月31日止") if language == "zh" else ("in force from 2022-07-01", "until 2023")
    )
    for day in days:
        assert day in head


def test_the_view_chosen_stays_while_the_page_is_drawn_again(open_documents, at):
    app = at(open_documents(), "d1", view="details")
    app.run()
    assert any(each.label == "标题" for each in app.text_input)


def test_removing_asks_first_and_then_removes(open_documents, at, text_of):
    fake = FakeAssistant()
    app = at(open_documents(fake), "d5")
    button(app, "remove").click().run()
    assert len(fake.held) == 7
    assert "移除后，回答不再引用" in text_of(app)
    button(app, "remove-yes").click().run()
    assert not app.exception
    assert [each.document_id for each in fake.held] == ["d1", "d2", "d3", "d4", "d6", "d7"]
    assert "已移除《Meter reading procedure (sample)》" in text_of(app)
    assert app.dataframe


def test_a_removal_that_is_declined_removes_nothing(open_documents, at, text_of):
    fake = FakeAssistant()
    app = at(open_documents(fake), "d5")
    button(app, "remove").click().run()
    app.run()
    assert "移除后，回答不再引用" in text_of(app), "the question stays while the page is drawn again"
    button(app, "remove-no").click().run()
    assert "移除后，回答不再引用" not in text_of(app)
    assert len(fake.held) == 7


def test_a_removal_that_fails_is_explained_and_removes_nothing(open_documents, at, text_of):
    class Busy(FakeAssistant):
        def remove(self, document_id, principal):
            raise LibraryBusy(holder="clearwell ingest", seconds=600)

    app = at(open_documents(Busy()), "d5")
    button(app, "remove").click().run()
    button(app, "remove-yes").click().run()
    assert "等了 600 秒仍未结束" in text_of(app)
    assert "Meter reading procedure" in text_of(app)


def test_a_document_removed_elsewhere_leaves_the_list_in_its_place(open_documents, at):
    fake = FakeAssistant()
    app = at(open_documents(fake), "d5")
    fake.remove("d5", None)
    app.run()
    assert not app.exception
    assert len(app.dataframe[0].value) == 6


def test_a_report_that_cannot_be_had_is_explained(open_documents, at, text_of):
    class Busy(FakeAssistant):
        def reading_account(self, document_id, principal):
            raise LibraryBusy(holder="clearwell ingest", seconds=600)

    assert "等了 600 秒仍未结束" in text_of(at(open_documents(Busy()), "d1"))
