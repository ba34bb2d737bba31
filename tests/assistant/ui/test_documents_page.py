from __future__ import annotations

import pytest

from assistant.errors import LibraryBusy
from tests.assistant.ui.fake_assistant import FakeAssistant


def test_an_empty_library_says_how_to_begin(open_documents, text_of):
    app = open_documents(FakeAssistant(held=()))
    assert "还没有文件" in text_of(app)
    assert not app.dataframe


@pytest.mark.parametrize(
    ("language", "row"),
    [
        ("zh", ["二次供水设施管理规定（2016，样例）", "制度", "2016年3月1日", 1, "已被取代"]),
        ("en", ["二次供水设施管理规定（2016，样例）", "Policy", "2016-03-01", 1, "Superseded"]),
    ],
)
def test_the_table_names_kind_date_pages_and_standing(open_documents, language, row):
    table = open_documents(language=language).dataframe[0].value
    assert table.iloc[2].tolist() == row


def test_a_document_of_which_nothing_was_read_says_so_in_the_table(open_documents):
    table = open_documents().dataframe[0].value
    assert table["status"].tolist()[5] == "没有读到文字"


def test_uploads_go_in_one_by_one_and_each_gets_its_line(open_documents, text_of):
    fake = FakeAssistant(held=())
    app = open_documents(fake)
    app.file_uploader[0].upload("检修通知.txt", "检修".encode()).upload("空.txt", b"").run()
    assert not app.exception
    html = text_of(app)
    assert "检修通知.txt</strong>" in html
    assert "已加入" in html
    assert "第1页有一张图片没有文字" in html
    assert "未能加入" in html
    assert "文件是空的" in html
    assert [each.title for each in fake.held] == ["检修通知"]
    app.run()
    assert len(fake.held) == 1, "drawing the page again takes nothing in twice"


def test_an_upload_that_fails_is_a_line_with_what_to_do(open_documents, text_of):
    class Busy(FakeAssistant):
        def add_upload(self, name, content, principal, on_progress=None):
            raise LibraryBusy(holder="clearwell ingest", seconds=600)

    app = open_documents(Busy())
    app.file_uploader[0].upload("通知.txt", b"x").run()
    assert "等了 600 秒仍未结束。 请等它结束后再试" in text_of(app)


def test_a_hostile_file_name_is_shown_as_it_is(open_documents, text_of):
    app = open_documents(FakeAssistant(held=()))
    app.file_uploader[0].upload("<img src=x onerror=alert(1)>.txt", b"x").run()
    assert "<img" not in text_of(app)
    assert "&lt;img src=x onerror=alert(1)&gt;.txt" in text_of(app)
