from html.parser import HTMLParser

from evals import baseline
from evals.records import Record
from evals.report import page


def a_record(gain=0.5, dataset="xquad_zh", **more):
    scores = {"recall@1": 0.4, "recall@5": 0.6, "recall@10": 0.7, "mrr@10": 0.5, "ndcg@10": gain, "queries": 2}
    each = {"ndcg@10": [gain, gain]}
    return Record(
        dataset, "retrieval", scores, each, "c", "q", 3, "model", {"depth": 50}, "0.1.0", "2026-01-01", **more
    )


class Text(HTMLParser):
    def __init__(self):
        super().__init__()
        self.sources = []

    def handle_starttag(self, tag, attrs):
        self.sources += [value for name, value in attrs if name in ("src", "href")]


def test_a_score_stands_beside_its_change_against_the_baseline(monkeypatch):
    monkeypatch.setattr("evals.report.read", lambda: ({"xquad_zh/retrieval": {"ndcg@10": 0.75}}, {}))
    shown = page([a_record(0.5)], [])
    assert '0.5000 <small class="worse">-0.2500</small>' in shown
    assert ">baseline<" in shown


def test_a_real_drop_is_named_at_the_top(monkeypatch):
    before = {"xquad_zh/retrieval": baseline.Questions("q", {"ndcg@10": [1.0, 1.0]})}
    monkeypatch.setattr("evals.report.read", lambda: ({}, before))
    assert "Really worse" in page([a_record(0.5)], [])
    assert "Really worse" not in page([a_record(1.0)], [])


def test_peers_and_growth_are_shown_and_nothing_is_fetched():
    row = {"system": "Some <peer>", "ndcg_10": 0.5, "recall_1": 0.1, "recall_10": 0.6, "not_above": 0.01}
    row |= {"build_s": 1.0, "p50_ms": 2.0, "p95_ms": 3.0}
    peers = {"set": "xquad_zh", "questions": 2, "embedding_ms": 9.0, "rows": [row]}
    scale = {"sizes": [{"passages": 1000, "build s": 2.5}], "charts": [["Build", "s", ["build s"]]]}
    shown = page([a_record()], [peers, scale])
    assert "Some &lt;peer&gt;" in shown
    assert "<circle" in shown
    parser = Text()
    parser.feed(shown)
    assert parser.sources == []


def test_an_empty_folder_makes_an_empty_report():
    assert "Clearwell, measured" in page([], [])
