from __future__ import annotations

import random

import pytest

from assistant.citations import locate, quote_of, same_but_white_space, squeezed
from assistant.domain import Span

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
