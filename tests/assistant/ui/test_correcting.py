from __future__ import annotations

import pytest

from assistant.domain import FileOutcome, FileStatus
from assistant.errors import LibraryBusy
from tests.assistant.ui.fake_assistant import SHUFFLED, FakeAssistant


def button(app, key):
    return next(each for each in app.button if each.key == key)


def press(app, key):
    button(app, key).click().run()
    assert not app.exception
    return app


@pytest.fixture
def correcting(open_documents, at):
    """A page open for correction, with block `block` chosen."""

    def opened(fake, document_id="d1", page=2, block=0):
        app = at(open_documents(fake), document_id, view="pages", page=page)
        app.toggle[0].set_value(True).run()
        chooser(app).set_value(block).run()
        return app

    return opened


def chooser(app):
    return next(each for each in app.selectbox if each.key.startswith("block-"))


def test_a_corrected_text_is_saved_and_the_page_drawn_anew(correcting, text_of):
    fake = FakeAssistant()
    app = correcting(fake, block=2)
    app.text_area[0].set_value("与此同时，全部泵房无人值守。").run()
    press(app, "save-text")
    assert "全部泵房无人值守" in text_of(app)
    assert "已按您改的文字重新读取" in text_of(app)
    assert fake.pages["d1", 2].text.count("与此同时") == 1


def test_a_block_left_out_is_gone_and_the_one_in_its_place_shows_its_own_words(correcting, text_of):
    fake = FakeAssistant()
    app = correcting(fake, block=2)
    press(app, "leave-out")
    assert "与此同时" not in fake.pages["d1", 2].text
    assert app.text_area[0].value == "艺优化等举措，单位电耗下降4.2%。"


def test_doubtful_numbers_are_offered_first_and_confirmed_as_they_stand(open_documents, at, text_of):
    fake = FakeAssistant()
    app = at(open_documents(fake), "d4", view="pages")
    app.toggle[0].set_value(True).run()
    assert app.text_area[0].value == "2月\t318.7\t10.9%"
    press(app, "confirm-numbers")
    assert not any(each.doubtful for each in fake.pages["d4", 1].blocks)
    assert "318.7" in fake.pages["d4", 1].text
    assert "<mark" not in text_of(app)


def test_a_block_without_doubtful_numbers_has_nothing_to_confirm(correcting):
    assert not [each for each in correcting(FakeAssistant()).button if each.key == "confirm-numbers"]


def test_an_order_is_tried_out_first_and_saved_as_a_whole(correcting, text_of):
    fake = FakeAssistant()
    app = correcting(fake, block=2)
    press(app, "move-up")
    assert fake.pages["d1", 2] == SHUFFLED, "nothing is saved yet"
    text = text_of(app)
    assert text.index("与此同时") < text.index("公司推动节能降耗")
    press(app, "save-order")
    assert fake.pages["d1", 2].flow == ((0,), (2,), (1, 3))
    assert "已按新的顺序重新读取" in text_of(app)
    assert "save-order" not in {each.key for each in app.button}


def test_parts_are_taken_apart_and_joined(correcting):
    fake = FakeAssistant()
    app = press(correcting(fake, block=3), "move-part")
    assert button(app, "move-part").disabled
    press(press(app, "move-down"), "move-join")
    press(app, "save-order")
    assert fake.pages["d1", 2].flow == ((0,), (1,), (2, 3))


def test_an_order_that_is_dropped_changes_nothing(correcting, text_of):
    fake = FakeAssistant()
    app = press(press(correcting(fake, block=2), "move-up"), "drop-order")
    assert fake.pages["d1", 2] == SHUFFLED
    assert text_of(app).index("公司推动节能降耗") < text_of(app).index("与此同时")


def test_an_order_begun_on_one_page_is_not_offered_on_another(correcting):
    app = press(correcting(FakeAssistant(), block=2), "move-up")
    app.session_state["document"] = "d4"
    app.session_state["document_page"] = 1
    app.session_state["documents_round"] = 99
    app.run()
    assert "save-order" not in {each.key for each in app.button}


def test_the_first_paragraph_cannot_go_up_and_the_last_not_down(correcting):
    app = correcting(FakeAssistant(), block=0)
    assert button(app, "move-up").disabled
    assert button(app, "move-join").disabled
    chooser(app).set_value(2).run()
    assert button(app, "move-down").disabled


def test_corrections_are_taken_back_where_there_are_any(correcting, text_of):
    fake = FakeAssistant()
    app = correcting(fake, block=2)
    assert "take-back" not in {each.key for each in app.button}
    press(press(app, "leave-out"), "take-back")
    assert fake.pages["d1", 2] == SHUFFLED
    assert "恢复为文件原样" in text_of(app)


def test_a_correction_that_fails_is_one_sentence_and_keeps_the_persons_words(correcting, text_of):
    class Busy(FakeAssistant):
        def correct_text(self, document_id, page, block, text, principal):
            raise LibraryBusy(holder="clearwell ingest", seconds=600)

    app = correcting(Busy(), block=2)
    app.text_area[0].set_value("新的文字").run()
    press(app, "save-text")
    assert "等了 600 秒仍未结束" in text_of(app)
    assert app.text_area[0].value == "新的文字"


def test_a_file_that_cannot_be_read_anew_says_why(correcting, text_of):
    class Gone(FakeAssistant):
        def correct_text(self, document_id, page, block, text, principal):
            return FileOutcome("x.pdf", FileStatus.REJECTED, document_id, reason="原文件找不到了。")

    app = press(correcting(Gone(), block=2), "save-text")
    assert "原文件找不到了" in text_of(app)
    assert "已按您改的文字" not in text_of(app)
