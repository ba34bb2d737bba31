from __future__ import annotations

import csv
import io
import re
import zipfile

from assistant.conversations.gap_list import to_csv
from assistant.conversations.markdown import to_markdown
from assistant.conversations.word_file import to_docx
from assistant.domain import Answer, AnswerStatus, Citation, Claim, Filters, Reason, Span, Verdict
from assistant.exchanges import Exchange, Gap, Rewritten

QUOTE = "2023年，全市总供水量6218万吨。"


def citation(n=1, title="2023年度工作回顾", quote=QUOTE):
    return Citation(n, "d1", 1, f"d1.1.{n}", title, 3, "第二条", None, (), quote, (Span(3, 0, len(quote)),))


def exchange(*, text=QUOTE, typed="", stale=(), **cited):
    question = "2023年全市总供水量是多少？"
    claim = Claim(text, (1,), Verdict.SUPPORTED)
    answer = Answer(question, AnswerStatus.ANSWERED, None, text + "[1]", (claim,), (citation(**cited),), "extractive")
    return Exchange(1, Rewritten(typed or question, question), Filters(), answer, "2024-05-01T09:00:00+08:00", stale)


def refusal():
    answer = Answer(
        "问", AnswerStatus.REFUSED, Reason.NOTHING_RELEVANT, "没有找到。最接近的[1]。", (), (citation(),), "x"
    )
    return Exchange(2, Rewritten("问", "问"), Filters(), answer, "2024-05-01T09:00:00+08:00")


def test_a_sentence_has_its_source_with_page_clause_and_quote_as_a_footnote():
    text = to_markdown("题", [exchange()], "zh")
    assert f"{QUOTE}[^1]" in text
    assert f"[^1]: 《2023年度工作回顾》第3页 第二条：“{QUOTE}”" in text


def test_footnotes_of_several_answers_are_numbered_through_and_each_is_there():
    text = to_markdown("题", [exchange(), exchange(), refusal()], "zh")
    for number in (1, 2, 3):
        assert text.count(f"[^{number}]:") == 1
        assert text.count(f"[^{number}]") == 2
    assert "\\[1\\]" not in text


def test_what_was_typed_and_what_has_changed_since_is_said():
    text = to_markdown("题", [exchange(typed="那2023年呢？", stale=("changed",))], "zh")
    assert "原问：那2023年呢？" in text
    assert "此后已改动" in text


def test_a_papers_words_are_no_markup():
    hostile = "![x](http://evil.invalid/x.png) <script>alert(1)</script> # 标题"
    text = to_markdown(hostile, [exchange(text=hostile, title=hostile, quote=hostile)], "zh")
    assert "![" not in text
    assert "<script" not in text.replace("\\<script", "")
    assert not re.search(r"(?<!\\)\]\(|http://", text)
    assert "\n1\\. 一" in to_markdown("题", [exchange(text="1. 一")], "zh")


def test_the_word_file_opens_and_has_a_real_footnote_for_every_mark():
    import docx

    content = to_docx("对话 <&> \x07", [exchange(), refusal(), exchange(text="<w:p/> & \x00")], "zh")
    opened = docx.Document(io.BytesIO(content))
    texts = [paragraph.text for paragraph in opened.paragraphs]
    assert texts[0] == "对话 <&> "
    assert QUOTE in texts
    assert "<w:p/> & " in texts
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        notes = archive.read("word/footnotes.xml").decode()
        body = archive.read("word/document.xml").decode()
    assert body.count("<w:footnoteReference ") == 3
    assert notes.count("《2023年度工作回顾》第3页 第二条") == 3


def test_the_same_conversation_makes_the_same_word_file():
    assert to_docx("题", [exchange()], "zh") == to_docx("题", [exchange()], "zh")


def test_no_cell_of_the_list_of_gaps_is_a_formula():
    gap = Gap(1, ("=HYPERLINK(1)", "另一问法"), 3, "no_such_value", "2024-05-01", "2024-05-02", owners=("@管网部",))
    rows = list(csv.reader(io.StringIO(to_csv([gap], "zh").decode("utf-8-sig"))))
    assert rows[0][0] == "问题"
    assert rows[1][:2] == ["'=HYPERLINK(1)", "3"]
    assert rows[1][4] == "'@管网部"
    assert rows[1][-1] == "另一问法"
