import json
from pathlib import Path

import pytest

from evals.suites.layout import held_out_cases, run_blocks, score
from ingest.stitching import Stitched, stitch

DOCS = Path(__file__).parents[3].parent / "shared" / "data" / "docs"
needs_shared = pytest.mark.skipif(not DOCS.is_dir(), reason="the shared measurement data is not beside the repository")


def test_lines_of_blocks_give_lines_of_order_joins_and_doubts():
    (row,) = run_blocks([json.dumps({"id": 7, "blocks": ["供水管网通过工", "艺优化降低漏损。"]}), "\n"])
    assert set(row) == {"id", "order", "joins", "unsure"}
    assert row["id"] == 7
    assert sorted(row["order"]) == [0, 1]


@pytest.mark.parametrize("line", ["[]", '{"id":1}', '{"id":1,"blocks":"甲"}', '{"id":1,"blocks":[1]}', "{"])
def test_a_line_of_another_shape_is_named_by_its_number(line):
    with pytest.raises(ValueError, match="line 2"):
        list(run_blocks(['{"id":1,"blocks":[]}', line]))


@needs_shared
def test_joining_nothing_has_no_recall_and_joining_all_in_file_order_no_precision():
    cases = list(held_out_cases(DOCS, 1))[:8]
    nothing = score(cases, lambda blocks: Stitched(tuple(range(len(blocks))), (), ()))
    assert nothing.recall == 0
    neighbours = score(cases, lambda blocks: Stitched((), tuple((i, i + 1) for i in range(len(blocks) - 1)), ()))
    assert neighbours.precision < 0.3


@needs_shared
def test_cut_sentences_of_held_out_documents_are_joined_again():
    scores = score(held_out_cases(DOCS, 2))
    assert scores.cuts > 150
    assert scores.precision >= 0.95
    assert scores.recall >= 0.85


@needs_shared
def test_the_newspaper_page_is_read_in_its_true_order():
    text = next((DOCS / "newspaper").glob("*.txt")).read_text(encoding="utf-8")
    blocks = [line.strip() for line in text.splitlines() if line.strip()]
    joined = {(blocks[i][-3:], blocks[j][:3]) for i, j in stitch(blocks).joins}
    assert joined == {("通过工", "艺优化"), ("，落实", "两级服"), ("统，如", "发现抄"), ("专项行", "动稳步")}


@needs_shared
def test_each_section_of_the_newspaper_page_gets_its_text_back():
    text = next((DOCS / "newspaper").glob("*.txt")).read_text(encoding="utf-8")
    blocks = [line.strip() for line in text.splitlines() if line.strip()]
    order = stitch(blocks).order
    wanted = (
        "项目提速",
        "“改造以后",
        "管理提标",
        "发现抄表",
        "服务提质",
        "两级服务",
        "经营提效",
        "艺优化",
        "队伍提振",
        "坚持严管",
    )
    places = [next(p for p, i in enumerate(order) if blocks[i].startswith(start)) for start in wanted]
    assert places == sorted(places)
