from __future__ import annotations

import random

import pytest

from assistant.citations import clause_path_at, locate, quote_of, same_but_white_space, squeezed
from assistant.domain import Passage, PassageKind, Span

PAGES = {1: "第一条 为了加强\n城市供水管理，", 2: "保障用水安全，制定本条例。\n第二条 略"}
SPANS = (Span(1, 0, len(PAGES[1])), Span(2, 0, 13))
TEXT = "第一条 为了加强城市供水管理，\n保障用水安全，制定本条例。"


def test_a_range_within_one_page_gives_one_span_with_the_same_words():
    start = TEXT.index("城市供水")
    (span,) = locate(TEXT, SPANS, PAGES, start, start + 4)
    assert PAGES[span.page][span.start : span.end] == "城市供水"


def test_a_range_over_a_page_break_gives_a_span_on_each_page():
    found = locate(TEXT, SPANS, PAGES, TEXT.index("供水管理"), TEXT.index("安全") + 2)
    assert [span.page for span in found] == [1, 2]
    assert same_but_white_space(quote_of(found, PAGES), "供水管理，保障用水安全")


def test_spans_never_begin_or_end_with_white_space():
    (span,) = locate("a b c", (Span(1, 0, 9),), {1: "  a  b  c"}, 1, 4)
    assert (span.start, span.end) == (5, 6)


def test_a_range_of_white_space_points_nowhere():
    assert locate("a b", (Span(1, 0, 3),), {1: "a b"}, 1, 2) == ()


def test_every_range_of_a_scattered_text_is_found_again():
    chance = random.Random(7)
    for _ in range(300):
        pages = {n: "".join(chance.choice("水ab 。\n") for _ in range(30)) for n in (1, 2, 3)}
        spans = tuple(
            Span(n, *sorted((chance.randrange(31), chance.randrange(31)))) for n in chance.choices((1, 2, 3), k=4)
        )
        text = " ".join(pages[s.page][s.start : s.end] for s in spans)
        start, end = sorted((chance.randrange(len(text) + 1), chance.randrange(len(text) + 1)))
        found = locate(text, spans, pages, start, end)
        assert squeezed("".join(pages[s.page][s.start : s.end] for s in found)) == squeezed(text[start:end])
        assert same_but_white_space(quote_of(found, pages), text[start:end])


def test_a_number_cut_at_a_column_s_end_is_quoted_whole_and_two_numbers_stay_two():
    pages = {1: "万户。\n受理21\n00件"}
    spans = (Span(1, 4, 8), Span(1, 9, 12))
    assert quote_of(spans, pages, "受理2100件") == "受理2100件"
    assert quote_of(spans, pages, "受理21 00件") == quote_of(spans, pages) == "受理21 00件"


def test_a_text_that_differs_from_its_spans_is_refused():
    with pytest.raises(ValueError, match="differ"):
        locate("供水", (Span(1, 0, 2),), {1: "排水"}, 0, 2)


def test_spans_that_end_too_early_are_refused():
    with pytest.raises(ValueError, match="end after"):
        locate("供水管理", (Span(1, 0, 2),), {1: "供水管理"}, 0, 4)


def test_a_span_outside_its_page_is_refused():
    with pytest.raises(ValueError, match="outside"):
        quote_of((Span(1, 0, 99),), {1: "短"})


def test_a_range_outside_the_text_is_refused():
    with pytest.raises(ValueError, match="no range"):
        locate("短", (Span(1, 0, 1),), {1: "短"}, 0, 5)


def test_a_quote_of_english_spans_keeps_words_apart():
    assert quote_of((Span(1, 0, 5), Span(1, 6, 11)), {1: "water\tsales"}) == "water sales"


def article(text: str, path: str = "第九十五条", clause: str | None = "第九十五条") -> Passage:
    return Passage("p", "d", 1, 0, text, (), PassageKind.CLAUSE, clause=clause, clause_path=path)


def path_of(passage: Passage, words: str) -> str | None:
    return clause_path_at(passage, passage.text.index(words))


SEVERAL = """第九十五条 供水单位应当达标。
有下列情形之一的，责令改正：
（一）水压不足；
（二）水质不合格：
1.浊度超标；
（三）擅自停水
超过十二小时的。
前款第（三）项的情形，从重处罚。"""


def test_words_of_an_item_are_addressed_by_paragraph_and_item():
    passage = article(SEVERAL)
    assert path_of(passage, "达标") == "第九十五条第一款"
    assert path_of(passage, "有下列") == "第九十五条第二款"
    assert path_of(passage, "（三）擅自") == "第九十五条第二款第（三）项"
    assert path_of(passage, "前款第") == "第九十五条第三款"


def test_a_point_below_an_item_and_a_broken_line_open_no_paragraph():
    passage = article(SEVERAL)
    assert path_of(passage, "浊度") == "第九十五条第二款第（二）项"
    assert path_of(passage, "超过十二小时") == "第九十五条第二款第（三）项"


def test_an_article_of_one_paragraph_is_addressed_without_it():
    passage = article("第十二条 禁止下列行为：\n（一）盗水；\n(二) 私接。", "第十二条", "第十二条")
    assert path_of(passage, "禁止") == "第十二条"
    assert path_of(passage, "盗水") == "第十二条第（一）项"
    assert path_of(passage, "私接") == "第十二条第(二)项"


def test_a_part_of_a_split_article_adds_the_item_to_the_paragraph_it_knows():
    assert path_of(article("（四）甲；\n（五）乙。", "第九十五条第二款"), "乙") == "第九十五条第二款第（五）项"
    assert path_of(article("（四）甲；\n（五）乙。"), "乙") == "第九十五条第（五）项"
    assert path_of(article("（四）甲。乙。", "第九十五条第（四）项"), "乙") == "第九十五条第（四）项"


def test_a_later_part_of_several_paragraphs_keeps_the_passage_s_own_address():
    assert path_of(article("（四）甲。\n违反前款的，处罚。\n（一）乙。"), "乙") == "第九十五条"


def test_many_paragraphs_are_counted_in_chinese():
    passage = article("第九十五条 甲。" + "".join(f"\n第{n}句。" for n in range(2, 31)))
    assert path_of(passage, "第10句") == "第九十五条第十款"
    assert path_of(passage, "第11句") == "第九十五条第十一款"
    assert path_of(passage, "第20句") == "第九十五条第二十款"
    assert path_of(passage, "第29句") == "第九十五条第二十九款"


def test_a_passage_of_no_article_has_no_finer_address():
    assert clause_path_at(Passage("p", "d", 1, 0, "（一）甲。", ()), 3) is None


def test_an_offset_outside_the_passage_is_refused():
    with pytest.raises(ValueError, match="no offset"):
        clause_path_at(article("短"), 2)
