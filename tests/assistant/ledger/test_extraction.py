from __future__ import annotations

from dataclasses import replace
from datetime import date

from assistant.citations import quote_of, same_but_white_space
from assistant.domain import Block, Page, Span, Status
from assistant.ledger.extraction import figures_of
from tests.support.builders import make_document, make_passage

TEXT = "2023年，总供水量6218万吨。全年新建管网31公里。"
DOCUMENT = make_document(kind="review", published=date(2024, 2, 4), period="2023", place="清源市")


def rows(text=TEXT, document=DOCUMENT, page=None, passage=None):
    return figures_of(document, [passage or make_passage(text)], {1: page or Page(1, text)})


def test_a_figure_points_at_its_words_on_the_page():
    for row in rows():
        assert same_but_white_space(quote_of(row.spans, {1: TEXT}), row.quote)
        assert row.raw in row.quote
    assert [(row.raw, row.unit, row.place, row.status) for row in rows()] == [
        ("6218万", "吨", "清源市", Status.ACHIEVED),
        ("31", "公里", "清源市", Status.ACHIEVED),
    ]


def test_a_figures_id_rests_on_the_document_and_its_words_alone():
    before = rows()
    moved = rows("新增一句。" + TEXT, replace(DOCUMENT, version=2))
    assert [row.figure_id for row in moved] == [row.figure_id for row in before]
    assert rows(TEXT.replace("31", "32"))[1].figure_id != before[1].figure_id
    other = rows(document=make_document("d2", kind="review", published=date(2024, 2, 4), period="2023"))
    assert other[0].figure_id != before[0].figure_id


def test_equal_numbers_of_one_clause_are_two_figures():
    found = rows("清淤管网40公里、排摸管网40公里。")
    assert len({row.figure_id for row in found}) == 2


def test_a_number_that_may_be_misread_is_doubtful_and_not_usable():
    at = TEXT.index("6218")
    block = Block(0, len(TEXT), confidences=((0, len(TEXT), 0.7),), doubtful=((at, at + 4),))
    first, second = rows(page=Page(1, TEXT, blocks=(block,)))
    assert (first.doubtful, first.usable, first.confidence) == (True, False, 0.7)
    assert (second.doubtful, second.usable) == (False, True)


def test_a_quote_put_together_from_two_places_has_two_spans_and_less_confidence():
    page = Page(1, "总供水量达到\n（广告）\n6218万吨。", order_confidence=0.8)
    text = "总供水量达到6218万吨。"
    cut = page.text.index("6218")
    passage = replace(make_passage(text), spans=(Span(1, 0, 6), Span(1, cut, len(page.text))))
    [row] = rows(text, page=page, passage=passage)
    assert len(row.spans) == 2
    assert row.quote == "总供水量达到6218万吨"
    assert row.confidence == 0.8
