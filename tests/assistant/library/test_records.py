from __future__ import annotations

from datetime import date
from types import SimpleNamespace

from assistant.domain import Block, Box, Metadata, Page, Passage, PassageKind, ReadAs, Span
from assistant.library.records import (
    metadata_from_json,
    metadata_to_json,
    page_from_row,
    page_row,
    passage_from_row,
    passage_row,
)


def test_metadata_come_back_as_they_went_in() -> None:
    full = Metadata(
        title="清源市二次供水管理办法",
        kind="policy",
        place="清源",
        organisation="清源水务",
        department="二供部",
        doc_number="〔2023〕12号",
        language="zh",
        published=date(2023, 5, 1),
        period="2023",
        effective_from=date(2023, 6, 1),
        effective_to=date(2028, 5, 31),
        replaces=("旧办法", "更旧的办法"),
        superseded_by="abc",
        access_label="board",
    )
    assert metadata_from_json(metadata_to_json(full)) == full
    assert metadata_from_json(metadata_to_json(Metadata(title=""))) == Metadata(title="")


def test_a_page_comes_back_with_its_blocks() -> None:
    blocks = (
        Block(0, 2, "heading", 1, Box(1.5, 2, 3, 4)),
        Block(3, 9, "table_row", cells=((0, 1, 3, 4), (1, 2, 5, 6))),
        Block(10, 20, lines=((10, 15, Box(72, 100.5, 300, 112)), (15, 20, Box(72, 114.5, 200.3, 126)))),
    )
    page = Page(7, "标题\n一行表格内容", ReadAs.OCR, blocks, ("模糊",))
    assert page_from_row(page_row(page)) == page


def test_a_page_stored_before_places_were_known_still_opens() -> None:
    row = {**page_row(Page(1, "标题")), "blocks": '[[0, 2, "heading", 1, null, []]]'}
    assert page_from_row(row).blocks == (Block(0, 2, "heading", 1),)


def test_a_passage_comes_back_with_its_place() -> None:
    passage = Passage(
        "abc.2.0",
        "abc",
        2,
        0,
        "水箱每半年清洗一次。",
        (Span(1, 4, 9), Span(2, 0, 5)),
        PassageKind.CLAUSE,
        ("第二章", "清洗"),
        "第十二条",
        "第十二条第二款",
    )
    row = SimpleNamespace(**passage_row(passage), document_id="abc", version=2)
    assert passage_from_row(row) == passage


def test_a_page_comes_back_with_its_reading_order_and_what_was_taken_out() -> None:
    full = Page(
        1, "一二三", flow=((2, 0), (1,)), order_confidence=0.0, removed=("页眉“清源水务”", "页码 3"), as_read="0f"
    )
    assert page_from_row(page_row(full)) == full
    plain = page_row(Page(1, "一二三"))
    assert plain["account"] is None
    assert page_from_row(plain) == Page(1, "一二三")
