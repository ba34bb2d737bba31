from __future__ import annotations

import re
from dataclasses import replace

from assistant.domain import Verdict
from assistant.drafting.html import to_html
from assistant.drafting.markdown import to_markdown
from tests.support.drafts import PIPES, SUPPLY, draft, signed_off

HOSTILE = "![x](http://evil.invalid/x.png) <script>alert(1)</script> | # 标题"


def with_first(made, text, **more):
    [heading, supply, plan] = made.sections
    first = replace(supply.sentences[0], claim=replace(supply.sentences[0].claim, text=text, **more))
    return replace(made, sections=(heading, replace(supply, sentences=(first, *supply.sentences[1:])), plan))


def test_markdown_has_headings_a_footnote_on_every_sentence_and_each_footnote_once():
    text = to_markdown(draft(), "zh")
    assert text.startswith("# 清河市供水有限公司2023年工作回顾\n")
    assert "## 一、全年工作\n" in text
    assert "### （一）供水保障\n" in text
    assert f"{SUPPLY}[^1]{PIPES}[^1][^2]" in text
    assert [len(re.findall(rf"^\[\^{n}\]: ", text, re.MULTILINE)) for n in (1, 2, 3)] == [1, 1, 1]
    assert f"[^1]: 《2023年度工作回顾》第3页，2024年2月4日：“{SUPPLY}”" in text
    assert "| 1 | 6218万吨 | 总供水量 | 2023，已实现 | 与原文一致 |" in text


def test_a_draft_says_that_it_is_one_and_a_signed_review_who_signed():
    assert "草稿" in to_markdown(draft(), "zh")
    signed = to_markdown(signed_off(draft()), "zh")
    assert "草稿" not in signed
    assert "chen" in signed
    assert "草稿" in to_html(draft(), "zh")
    assert "草稿" not in to_html(signed_off(draft()), "zh")


def test_an_unsupported_sentence_is_marked_in_both_forms():
    made = with_first(draft(), "总供水量9999万吨。", verdict=Verdict.UNSUPPORTED)
    assert "总供水量9999万吨。〔出处不支持〕[^1]" in to_markdown(made, "zh")
    assert '<span class="fault">总供水量9999万吨。〔出处不支持〕</span>' in to_html(made, "zh")


def test_papers_words_become_no_markup():
    made = with_first(draft(title=HOSTILE), HOSTILE)
    text, page = to_markdown(made, "zh"), to_html(made, "zh")
    assert not re.search(r"(?<!\\)!\[|(?<!\\)<script|http://", text)
    assert "<script" not in page
    assert "<img" not in page


def test_the_page_asks_no_other_machine_for_anything():
    page = to_html(draft(), "zh")
    assert not re.search(r'(?:src|href)="(?!#)|src=|url\(|@import|<link|<script', page)


def test_a_mark_on_the_page_leads_to_its_note_and_back():
    page = to_html(draft(), "zh")
    for number in (1, 2, 3):
        assert page.count(f'id="r{number}"') == page.count(f'id="n{number}"') == 1
        assert f'href="#n{number}"' in page
        assert f'href="#r{number}"' in page


def test_english_sentences_are_parted_by_a_space():
    made = with_first(draft(language="en"), "Supply rose by 3%.")
    [heading, supply, plan] = made.sections
    second = replace(supply.sentences[1], claim=replace(supply.sentences[1].claim, text="Pipes grew."))
    made = replace(made, sections=(heading, replace(supply, sentences=(supply.sentences[0], second)), plan))
    assert "Supply rose by 3%.[^1] Pipes grew.[^1][^2]" in to_markdown(made, "en")
