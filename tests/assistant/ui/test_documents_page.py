from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.errors import LibraryBusy
from tests.assistant.ui.fake_assistant import FakeAssistant


def button(app, key):
    return next(each for each in app.button if each.key == key)


def test_an_empty_library_says_how_to_begin(open_documents, text_of):
    app = open_documents(FakeAssistant(held=()))
    assert "还没有文件" in text_of(app)
    assert not app.dataframe


@pytest.mark.parametrize(
    ("language", "row"),
    [
        ("zh", ["二次供水设施管理规定（2016，样例）", "制度", "2016年3月1日", 1, "已被替代"]),
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


def chosen(app, document_id):
    app.session_state["document"] = document_id
    return app.run()


def test_a_chosen_document_shows_its_facts_and_its_text_page_by_page(open_documents, text_of):
    app = chosen(open_documents(), "d1")
    html = text_of(app)
    for fact in ("清河市供水有限公司", "2024年2月4日", "第 1 版", "3f1c9a", "按文字读取", "完成总供水量4218万吨"):
        assert fact in html
    app.number_input[0].set_value(2).run()
    assert not app.exception
    assert app.number_input[0].value == 2


def test_a_superseded_document_names_the_one_that_replaced_it(open_documents, text_of):
    facts = text_of(chosen(open_documents(), "d3")).partition("cw-facts")[2]
    assert facts.index("已被替代") < facts.index("二次供水泵房管理办法（样例）")


def test_a_file_is_named_by_its_folder_and_name_with_the_whole_path_at_hand(open_documents, text_of):
    fake = FakeAssistant()
    fake.held = (replace(fake.held[0], path="/srv/资料/2023/回顾.pdf"),)
    html = text_of(chosen(open_documents(fake), "d1"))
    assert 'title="/srv/资料/2023/回顾.pdf">2023/回顾.pdf<' in html


def test_a_page_that_was_not_read_is_not_passed_off_as_empty(open_documents, text_of):
    html = text_of(chosen(open_documents(), "d6"))
    assert "未能读取" in html
    assert "没有文字层" in html
    assert "这一页没有读到文字" in html


def test_removing_asks_first_and_then_removes(open_documents, text_of):
    fake = FakeAssistant()
    app = chosen(open_documents(fake), "d5")
    button(app, "remove").click().run()
    assert len(fake.held) == 7
    assert "移除后，回答不再引用" in text_of(app)
    button(app, "remove-yes").click().run()
    assert not app.exception
    assert [each.document_id for each in fake.held] == ["d1", "d2", "d3", "d4", "d6", "d7"]
    assert "已移除《Meter reading procedure (sample)》" in text_of(app)


def test_a_removal_that_is_declined_removes_nothing(open_documents, text_of):
    fake = FakeAssistant()
    app = chosen(open_documents(fake), "d5")
    button(app, "remove").click().run()
    app.run()
    assert "移除后，回答不再引用" in text_of(app), "the question stays while the page is drawn again"
    button(app, "remove-no").click().run()
    assert "移除后，回答不再引用" not in text_of(app)
    assert len(fake.held) == 7


def test_a_removal_that_fails_is_explained_and_removes_nothing(open_documents, text_of):
    class Busy(FakeAssistant):
        def remove(self, document_id, principal):
            raise LibraryBusy(holder="clearwell ingest", seconds=600)

    app = chosen(open_documents(Busy()), "d5")
    button(app, "remove").click().run()
    button(app, "remove-yes").click().run()
    assert "等了 600 秒仍未结束" in text_of(app)
    assert "Meter reading procedure" in text_of(app)


def test_a_document_removed_elsewhere_leaves_the_table(open_documents):
    fake = FakeAssistant()
    app = chosen(open_documents(fake), "d5")
    fake.remove("d5", None)
    app.run()
    assert not app.exception
    assert len(app.dataframe[0].value) == 6
