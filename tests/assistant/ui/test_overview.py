from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.domain import Page, ReadAs
from tests.assistant.ui.fake_assistant import FakeAssistant, page_of


def button(app, key):
    return next(each for each in app.button if each.key == key)


def mixed():
    """Twelve pages: ten as text, one by OCR, one not read."""
    fake = FakeAssistant()
    fake.held = (replace(fake.held[0], pages=12), *fake.held[1:])
    fake.pages = {("d1", number): page_of(number, ("paragraph", f"第{number}页。")) for number in range(1, 13)}
    fake.pages["d1", 4] = replace(fake.pages["d1", 4], read_as=ReadAs.OCR)
    fake.pages["d1", 7] = Page(7, "", ReadAs.NONE)
    return fake


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("zh", "共 12 页：文字 10 页，文字识别 1 页，未读出 1 页"),
        ("en", "Pages: 12 (10 as text, 1 by OCR, 1 not read)"),
    ],
)
def test_one_plain_line_says_how_the_pages_were_read(open_documents, at, text_of, language, line):
    assert line in text_of(at(open_documents(mixed(), language), "d1"))


def test_only_the_pages_that_need_a_look_are_listed_and_each_can_be_opened(open_documents, at, text_of):
    app = at(open_documents(mixed()), "d1")
    assert [each.key for each in app.button if each.key.startswith("look-")] == ["look-7"]
    button(app, "look-7").click().run()
    assert app.number_input[0].value == 7
    assert "这一页没有读到文字" in text_of(app)


def test_a_page_in_doubt_says_why(open_documents, at):
    label = button(at(open_documents(), "d1"), "look-2").label
    assert "阅读顺序把握 82%" in label.replace("\\", "")
    assert "这一页的栏目被打乱过" in label
    assert "1 处数字识别不确定" in button(at(open_documents(), "d4"), "look-1").label


def test_a_long_list_of_pages_is_cut_and_the_rest_is_at_hand(open_documents, at):
    fake = mixed()
    fake.pages |= {("d1", number): Page(number, "", ReadAs.NONE) for number in range(1, 9)}
    app = at(open_documents(fake), "d1")
    assert app.expander[0].label == "另有 3 页"
    assert len([each for each in app.button if each.key.startswith("look-")]) == 8


def test_a_document_that_was_read_well_says_so_and_lists_no_page(open_documents, at, text_of):
    app = at(open_documents(), "d2")
    assert "没有需要核对的页" in text_of(app)
    assert not [each for each in app.button if each.key.startswith("look-")]


def test_what_was_taken_out_is_told_once_with_its_pages(open_documents, at, text_of):
    fake = mixed()
    for number in (1, 2, 3, 9):
        fake.pages["d1", number] = replace(fake.pages["d1", number], removed=("页眉“清河供水”",))
    text = text_of(at(open_documents(fake), "d1"))
    assert text.count("页眉“清河供水”") == 1
    assert "第 1–3、9 页" in text


def test_what_concerns_the_whole_document_is_told(open_documents, at, text_of):
    assert "附件没有读取" in text_of(at(open_documents(), "d1"))


def test_it_says_how_often_it_is_cited_and_what_says_nearly_the_same(open_documents, at, text_of):
    assert "被引用 3 次" in text_of(at(open_documents(), "d2"))
    app = at(open_documents(), "d3")
    assert "尚未被引用" in text_of(app)
    near = button(app, "near-d2")
    assert "93" in near.label
    near.click().run()
    assert "<h2>二次供水泵房管理办法（样例）</h2>" in text_of(app)


def test_the_report_shows_the_facts(open_documents, at, text_of):
    html = text_of(at(open_documents(), "d1"))
    for fact in ("清河市供水有限公司", "2024年2月4日", "第 1 版", "3f1c9a"):
        assert fact in html


def test_a_file_is_named_by_its_folder_and_name_with_the_whole_path_at_hand(open_documents, at, text_of):
    fake = FakeAssistant()
    fake.held = (replace(fake.held[0], path="/srv/资料/2023/回顾.pdf"),)
    html = text_of(at(open_documents(fake), "d1"))
    assert 'title="/srv/资料/2023/回顾.pdf">2023/回顾.pdf<' in html


def test_hostile_words_in_the_report_are_never_markup(open_documents, at, text_of):
    fake = mixed()
    fake.pages["d1", 1] = replace(
        fake.pages["d1", 1], removed=("<img src=x>",), warnings=("![x](http://evil.invalid)",)
    )
    app = at(open_documents(fake), "d1")
    assert "<img" not in text_of(app)
    assert "](" not in button(app, "look-1").label
