import json

import numpy as np
import pytest

from evals.bench_scale import changes, searches, timed, write
from evals.peers.remembered import RememberedEmbedder
from evals.scale_texts import Pool, passages, versions


@pytest.fixture
def pool(embedder):
    texts = [f"第{n}条 供水设施由第{n}班维护。漏损由第{n}组检查。" for n in range(120)]
    vectors = embedder.embed_passages(texts)
    return Pool(
        texts, vectors, [[f"{half}。" for half in text.split("。") if half] for text in texts], ["漏损谁查？"] * 3
    )


def test_what_is_measured_leaves_the_library_as_it_was(tmp_path, pool, embedder):
    from assistant.bootstrap import assemble
    from assistant.settings import load_settings

    remembered = RememberedEmbedder(embedder)
    parts = assemble(load_settings(home=tmp_path), embedder=remembered)
    with parts.library.writing() as writer:
        writer.publish_many(list(versions(passages(pool, 200))))
    asked = remembered.embed_queries(pool.questions)
    row = searches(parts, pool.questions, asked, [0.001] * 3, 200) | changes(parts, pool, 200)
    for leg in ("whole", "search", "dense", "keyword", "narrow"):
        assert 0 < row[f"{leg} p50"] <= row[f"{leg} p95"]
    assert row["narrow as exact"] == 1.0
    assert parts.library.keyword_count() == 200
    assert min(row["add s"], row["remove s"]) > 0


def test_the_first_call_is_not_counted():
    calls = []
    assert len(timed(calls.append, 3)) == 3
    assert calls == [0, 0, 1, 2]


def test_rows_are_kept_with_a_chart_a_kind(tmp_path):
    out = tmp_path / "scale.json"
    write([{"passages": 1000, "build s": 1.0}, {"passages": 10000, "build s": 12.0}], out)
    assert json.loads(out.read_text("utf-8"))["sizes"][1]["build s"] == 12.0
    assert "<circle" in (tmp_path / "scale-build.svg").read_text("utf-8")


def test_a_question_is_embedded_once(embedder):
    remembered = RememberedEmbedder(embedder)
    first = remembered.embed_queries(["甲", "乙"])
    assert np.array_equal(first, remembered.embed_queries(["甲", "乙"]))
    assert len(remembered.questions) == 2
