from __future__ import annotations

from pathlib import Path

import pytest

from assistant.citations import locate, quote_of, same_but_white_space
from assistant.domain import Passage, PassageKind
from assistant.errors import ClearwellError
from assistant.text import sentences
from ingest.chunking import chunk
from ingest.readers import ReadDocument, read
from tests.support.torn_page import torn_page


def assert_sound(document: ReadDocument, passages: list[Passage]) -> None:
    texts = {page.number: page.text for page in document.pages}
    for passage in passages:
        assert same_but_white_space(passage.text, quote_of(passage.spans, texts)), passage
        assert passage.text.strip()
    assert [passage.ordinal for passage in passages] == list(range(len(passages)))


def test_an_article_is_one_passage_with_its_clause():
    document = read("第一条 甲。\n第二条 乙：\n（一）丙；\n（二）丁。".encode(), "a.md")
    passages = chunk(document)
    assert [(p.kind, p.clause, p.clause_path) for p in passages] == [
        (PassageKind.CLAUSE, "第一条", "第一条"),
        (PassageKind.CLAUSE, "第二条", "第二条"),
    ]
    assert passages[1].text == "第二条 乙：\n（一）丙；\n（二）丁。"
    assert_sound(document, passages)


def test_a_long_article_is_split_between_its_items_and_each_part_knows_its_address():
    items = "\n".join(f"（{n}）{'供水企业应当加强设施巡查和维护' * 7}；" for n in "一二三四五六七八")
    document = read(f"第一条 甲。\n第二条 下列行为：\n{items}\n第三条 乙。".encode(), "a.md")
    passages = [p for p in chunk(document) if p.clause == "第二条"]
    assert len(passages) > 1
    assert all(p.clause_path and p.clause_path.startswith("第二条") for p in passages)
    assert all(p.text.endswith("；") for p in passages)
    assert_sound(document, chunk(document))


def test_prose_is_packed_within_its_section_and_no_sentence_is_cut():
    sentence = "水务集团完成了老旧小区供水管网改造项目二十四个。"
    text = f"# 题\n\n## 甲\n\n{sentence * 60}\n\n## 乙\n\n短段落。\n\n又一个短段落。"
    document = read(text.encode(), "a.md")
    passages = chunk(document)
    assert {p.section for p in passages} == {("甲",), ("乙",)}
    assert all(p.text.endswith("。") and p.text.startswith(("水务", "短段")) for p in passages)
    assert len([p for p in passages if p.section == ("乙",)]) == 1
    assert max(len(p.text) for p in passages) <= 350
    assert_sound(document, passages)


def test_a_table_row_is_a_passage_of_header_and_value_with_the_unit():
    text = "单位：万吨\n\n| 月份 | 供水量 | 售水量 |\n|---|---|---|\n| 1月 | 462 | 426 |\n| 2月 | 438 | |"
    document = read(text.encode(), "a.md")
    rows = [p for p in chunk(document) if p.kind is PassageKind.TABLE]
    assert [row.text for row in rows] == ["单位：万吨 月份 1月 供水量 462 售水量 426", "单位：万吨 月份 2月 供水量 438"]
    page = document.pages[0].text
    assert [page[s.start : s.end] for s in rows[0].spans][:4] == ["单位：万吨", "月份", "1月", "供水量"]
    assert_sound(document, chunk(document))


def test_a_sentence_within_a_row_is_cited_at_header_and_value():
    document = read("| 月份 | 供水量 |\n|---|---|\n| 1月 | 462 |".encode(), "a.md")
    (row,) = chunk(document)
    start = row.text.index("供水量")
    texts = {1: document.pages[0].text}
    spans = locate(row.text, row.spans, texts, start, len(row.text))
    assert [texts[1][s.start : s.end] for s in spans] == ["供水量", "462"]


def test_a_document_of_headings_only_can_still_be_found():
    passages = chunk(read("# 供水热线 96390".encode(), "a.md"))
    assert [p.text for p in passages] == ["供水热线 96390"]


@pytest.mark.slow
def test_every_passage_of_the_shared_documents_equals_its_places(shared: Path):
    small = [
        *(shared / "laws").iterdir(),
        *(shared / "gov_reports_2025_docx").iterdir(),
        *(shared / "office").iterdir(),
    ]
    for path in [*small, *(shared / "newspaper").iterdir(), shared / "pdf" / "生物股份_2020_annual_report.pdf"]:
        try:
            document = read(path.read_bytes(), path.name)
        except ClearwellError as error:
            assert path.suffix == ".pptx", error  # noqa: PT017  (one expected kind among many files)
            continue
        passages = chunk(document)
        assert passages, path.name
        assert_sound(document, passages)


def test_the_shared_newspaper_page_loses_no_sentence(shared: Path):
    path = next((shared / "newspaper").glob("*.txt"))
    document = read(path.read_bytes(), path.name)
    together = "".join("".join(p.text.split()) for p in chunk(document))
    text = document.pages[0].text
    for start, end in sentences.split(text):
        if text[start:end].endswith("。"):
            assert "".join(text[start:end].split())[-20:] in together


def test_a_sentence_over_two_columns_is_one_sentence_that_points_at_both():
    torn = torn_page()
    document = read(torn.text.encode(), "a.txt")
    passages = chunk(document)
    assert_sound(document, passages)
    texts = {page.number: page.text for page in document.pages}
    for before, after in torn.seams:
        passage = next(p for p in passages if before + after in p.text)
        seam = passage.text.index(before + after) + len(before)
        (sentence,) = [(a, b) for a, b in sentences.split(passage.text) if a < seam < b]
        spans = locate(passage.text, passage.spans, texts, *sentence)
        assert len(spans) == 2
        assert texts[1][spans[0].start : spans[0].end].endswith(before)
        assert texts[1][spans[1].start : spans[1].end].startswith(after)
        words = passage.text[sentence[0] : sentence[1]]
        assert quote_of(spans, texts, words) == words
