from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.errors import LibraryBusy
from tests.assistant.ui.fake_assistant import FakeAssistant


def pictures_of(app):
    return [*app.get("image"), *app.get("imgs")]


def shown(app, choice):
    return next(each for each in app.get("button_group") if each.key == "page-shown").set_value(choice).run()


def test_the_picture_stands_beside_the_text(open_documents, at, text_of):
    app = at(open_documents(), "d1", view="pages")
    assert len(pictures_of(app)) == 1
    assert "完成总供水量4218万吨" in text_of(app)
    assert "按文字读取" in text_of(app)


def test_pages_are_turned_one_by_one(open_documents, at, text_of):
    app = at(open_documents(), "d1", view="pages")
    app.number_input[0].set_value(2).run()
    assert not app.exception
    assert "节能降耗见成效" in text_of(app)
    assert "按文意接上" in text_of(app)
    assert "页眉“清河供水”" in text_of(app)


def test_a_picture_is_made_only_when_shown_and_then_once(open_documents, at):
    fake = FakeAssistant()
    app = at(open_documents(fake), "d1")
    assert fake.pictured == []
    app = at(app, "d1", view="pages")
    app.run()
    assert fake.pictured == [("d1", 1)]
    shown(app, "text")
    app.number_input[0].set_value(2).run()
    assert fake.pictured == [("d1", 1)]


def test_another_version_has_another_picture(open_documents, at):
    fake = FakeAssistant()
    app = at(open_documents(fake), "d1", view="pages")
    fake.held = (replace(fake.held[0], version=2), *fake.held[1:])
    app.run()
    assert fake.pictured == [("d1", 1), ("d1", 1)]


@pytest.mark.parametrize(("choice", "pictures", "texts"), [("picture", 1, False), ("text", 0, True), ("both", 1, True)])
def test_a_person_chooses_between_picture_and_text(open_documents, at, text_of, choice, pictures, texts):
    app = shown(at(open_documents(), "d1", view="pages"), choice)
    assert len(pictures_of(app)) == pictures
    assert ("完成总供水量4218万吨" in text_of(app)) is texts


def test_a_file_without_a_look_of_its_own_says_so_and_shows_its_text(open_documents, at, text_of):
    app = at(open_documents(), "d5", view="pages")
    assert not pictures_of(app)
    assert "没有固定的版面" in app.caption[0].value
    assert "Meters are read" in text_of(app)


def test_a_page_that_was_not_read_is_not_passed_off_as_empty(open_documents, at, text_of):
    html = text_of(at(open_documents(), "d6", view="pages"))
    assert "未能读取" in html
    assert "没有文字层" in html
    assert "这一页没有读到文字" in html


def test_doubtful_numbers_are_marked_and_explained(open_documents, at, text_of):
    html = text_of(at(open_documents(), "d4", view="pages"))
    assert ">318.7</mark>" in html
    assert "核对之前不会用作数据" in html


def test_a_picture_that_cannot_be_made_takes_nothing_from_the_text(open_documents, at, text_of):
    class Busy(FakeAssistant):
        def page_image(self, document_id, number, principal):
            raise LibraryBusy(holder="clearwell ingest", seconds=600)

    html = text_of(at(open_documents(Busy()), "d1", view="pages"))
    assert "等了 600 秒仍未结束" in html
    assert "完成总供水量4218万吨" in html
