from __future__ import annotations

import gzip
import itertools
import json
from pathlib import Path

from assistant.domain import Page
from ingest.readers import ReadDocument, read
from tests.support.torn_page import CUTS, HEAD, THEMES, torn_page


def lines_of(page: Page) -> list[str]:
    return [page.text[block.start : block.end] for block in page.blocks]


def chains(page: Page) -> list[list[str]]:
    lines = lines_of(page)
    return [[lines[index] for index in chain] for chain in page.flow if len(chain) > 1]


def seams(page: Page) -> set[tuple[str, str]]:
    return {(a[-8:], b[:8]) for chain in chains(page) for a, b in itertools.pairwise(chain)}


def assert_as_it_stands(document: ReadDocument, name: str) -> None:
    page = document.pages[0]
    assert (page.flow, page.order_confidence, document.notices) == ((), None, ()), name


def test_every_cut_sentence_of_a_shuffled_page_is_joined_and_no_other():
    torn = torn_page()
    page = read(torn.text.encode(), "样例.txt").pages[0]
    assert seams(page) == set(torn.seams)
    assert {"".join(chain) for chain in chains(page)} == set(torn.whole)


def test_the_text_stays_in_the_file_s_own_order():
    torn = torn_page()
    assert read(torn.text.encode(), "样例.txt").pages[0].text == torn.text.replace("\n\n", "\n")


def test_the_page_says_how_sure_its_order_is_and_what_was_joined():
    document = read(torn_page().text.encode(), "样例.txt")
    confidence = document.pages[0].order_confidence
    assert confidence is not None
    assert 0.5 < confidence < 1
    assert [(each.key, dict(each.params), each.page) for each in document.notices] == [
        ("columns_joined", {"count": len(CUTS)}, 1)
    ]


def test_a_cut_whose_other_half_is_gone_is_left_apart_and_flagged():
    torn = torn_page()
    lost = next(line for line in torn.text.split("\n") if line.startswith(torn.seams[1][1]))
    document = read(torn.text.replace(lost, "").encode(), "样例.txt")
    assert seams(document.pages[0]) == set(torn.seams) - {torn.seams[1]}
    assert {each.key: dict(each.params)["count"] for each in document.notices} == {
        "columns_joined": len(CUTS) - 1,
        "columns_apart": 1,
    }
    surer = read(torn.text.encode(), "样例.txt").pages[0].order_confidence
    assert (document.pages[0].order_confidence or 0) < (surer or 0)


def test_the_same_page_in_its_right_order_is_left_as_it_is():
    whole = "\n\n".join([*HEAD, *(line for theme in THEMES for line in theme)])
    assert_as_it_stands(read(whole.encode(), "样例.txt"), "whole")


def test_an_extract_that_begins_and_ends_inside_a_sentence_is_left_as_it_is():
    whole = "\n".join([*HEAD, *(line for theme in THEMES for line in theme)])
    for start, end in ((60, 700), (150, 420), (200, 600)):
        assert_as_it_stands(read(whole[start:end].encode(), "样例.txt"), f"{start}-{end}")


def test_a_text_of_more_blocks_than_a_sheet_holds_is_left_as_it_is():
    assert_as_it_stands(read((torn_page().text + "\n甲。" * 400).encode(), "样例.txt"), "long")


def test_the_shared_newspaper_page_has_its_cut_sentences_joined_and_no_others(shared: Path):
    (path,) = (shared / "newspaper").glob("*.txt")
    page = read(path.read_bytes(), path.name).pages[0]
    found = {(before[-4:], after[:3]) for before, after in seams(page)}
    assert found == {("，通过工", "艺优化"), ("时，落实", "两级服"), ("系统，如", "发现抄"), ("大专项行", "动稳步")}


def test_no_law_report_or_article_of_the_shared_texts_is_taken_for_shuffled(shared: Path):
    for path in sorted((shared / "laws").glob("*.md")):
        assert_as_it_stands(read(path.read_bytes(), path.with_suffix(".txt").name), path.name)
    for name in ("gov_work_reports", "water_news_2023"):
        with gzip.open(shared / "text" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as rows:
            for row in map(json.loads, rows):
                assert_as_it_stands(read(row["text"].encode(), "a.txt"), row["id"])


def test_no_sample_document_is_taken_for_shuffled_when_it_comes_as_bare_text():
    corpus = Path(__file__).parents[3] / "corpus" / "documents"
    for path in sorted([*corpus.glob("*.md"), *corpus.glob("*.docx")]):
        text = "\n".join(page.text for page in read(path.read_bytes(), path.name).pages)
        assert_as_it_stands(read(text.encode(), "a.txt"), path.name)
