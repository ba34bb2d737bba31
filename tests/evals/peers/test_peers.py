"""Every peer does the work it is measured at: it finds the passage that a question is about."""

from importlib import import_module

import pytest

from evals.dataset import Case, Dataset, Gold, Item, Query
from evals.peers.__main__ import PEERS, asked, compared, installed, table
from evals.peers.remembered import RememberedEmbedder

ITEMS = tuple(
    Item(f"p{n}", "", text)
    for n, text in enumerate(
        [
            "水箱每半年清洗一次。",
            "水表异议可以申请检定。",
            "停水提前二十四小时通知用户。",
            "漏损率下降到百分之七。",
            "消防用水单独计量。",
        ]
    )
)
CASES = tuple(
    Case(Query(f"q{n}", question, ()), Gold(frozenset({f"p{n}"}), (), (), answerable=True))
    for n, question in enumerate(["水箱清洗一次多久？", "水表异议怎么检定？", "停水提前多久通知用户？"])
)
NEEDED = {
    "langchain_naive": ("langchain_chroma", "langchain_text_splitters"),
    "langchain_ensemble": ("langchain_classic", "langchain_community", "rank_bm25", "jieba"),
    "llamaindex": ("llama_index.core", "llama_index.retrievers.bm25"),
    "haystack_hybrid": ("haystack",),
    "txtai_hybrid": ("txtai",),
}


@pytest.mark.parametrize("name", PEERS)
def test_a_peer_finds_the_passage_a_question_is_about(name, embedder):
    for module in NEEDED[name]:
        pytest.importorskip(module, reason=f"{module} comes with the extra `peers`")
    ways = import_module(f"evals.peers.{name}").ways(ITEMS, embedder)
    for way in ways.values():
        for case in CASES:
            found = way(case.query.question)
            assert case.gold.relevant <= set(found[:3])
            assert len(found) == len(set(found)) <= 10


def test_the_product_and_the_one_line_are_asked_the_same_questions(embedder):
    remembered = RememberedEmbedder(embedder)
    rows = compared(Dataset("set", ITEMS, CASES), CASES, [], remembered)
    assert {row.system for row in rows} == {"Clearwell", "one line of fusion"}
    assert all(row.ndcg_10 > 0.5 and row.p50_ms > 0 for row in rows)
    assert "embedding a question" in table(rows, remembered.questions)


def test_questions_go_round_all_systems_one_by_one():
    order = []
    ways = {name: lambda question, name=name: order.append((question, name)) or [] for name in ("a", "b")}
    asked(ways, CASES[:2])
    first, second = (case.query.question for case in CASES[:2])
    assert order[2:] == [(first, "a"), (first, "b"), (second, "a"), (second, "b")]


def test_a_peer_that_is_not_installed_is_named_and_left_out(monkeypatch, capsys):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None if name == "txtai" else object())
    assert "txtai_hybrid" not in installed(PEERS)
    assert "txtai_hybrid" in capsys.readouterr().err
