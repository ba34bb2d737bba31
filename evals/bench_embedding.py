"""How fast and how faithful the embedding engines are, side by side in one run.

    python -m evals.bench_embedding [--n N] [--threads T] [--json FILE]

CPU seconds compare better than wall seconds on a shared machine, and lines of one run better than lines of two. The
passages are Chinese clauses of mixed length made here, so that the benchmark needs no data.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.embedding.bundled import BundledEmbedder
from assistant.embedding.model_folder import ensure_model
from assistant.embedding.transformers_model import SentenceTransformersEmbedder
from assistant.ports import Embedder

if TYPE_CHECKING:
    from assistant.ports import Vectors

SUBJECTS = ("供水单位", "二次供水设施的管理单位", "用户", "水质检测机构", "管网维护部门", "县级以上人民政府")
DUTIES = (
    "应当每半年对水箱清洗消毒一次，并公示检测结果",
    "接到报修后应当在两小时内到达现场，二十四小时内修复",
    "不得擅自改装、拆除或者迁移DN100以上的公共供水管道",
    "应当建立档案，保存期限不少于五年",
    "2023年全年总供水量为5906万吨，管网漏损率控制在9.8%以内",
)
QUESTIONS = ("二次供水水箱多久清洗一次？", "去年全市总供水量是多少？", "水管爆了多久能修好？", "谁来负责水质检测？")
QUERY_RUNS = 40


@dataclass(frozen=True)
class Line:
    """One engine's figures. Seconds are floats; `cosine` is to fp32, the least and the mean over all passages."""

    engine: str
    load_s: float
    cpu_s_per_passage: float
    passages_per_s: float
    query_p50_s: float
    query_p95_s: float
    cosine_min: float
    cosine_mean: float


def passages(count: int) -> list[str]:
    """`count` clauses of one to twelve sentences, the same in every run."""
    dice = random.Random(2023)

    def sentence() -> str:
        return f"{dice.choice(SUBJECTS)}{dice.choice(DUTIES)}。"

    return [f"第{n + 1}条 " + "".join(sentence() for _ in range(dice.randint(1, 12))) for n in range(count)]


def measure(
    name: str, load: Callable[[], Embedder], texts: list[str], reference: Vectors | None
) -> tuple[Line, Vectors]:
    """Load an engine, warm it up, and time it. Without a reference its own vectors are one."""
    started = time.perf_counter()
    embedder = load()
    embedder.embed_queries(QUESTIONS[:1])
    load_s = time.perf_counter() - started
    wall, cpu = time.perf_counter(), time.process_time()
    vectors = embedder.embed_passages(texts)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    queries = []
    for run in range(QUERY_RUNS):
        started = time.perf_counter()
        embedder.embed_queries([QUESTIONS[run % len(QUESTIONS)]])
        queries.append(time.perf_counter() - started)
    cosines = (vectors * (vectors if reference is None else reference)).sum(axis=1)
    line = Line(
        engine=name,
        load_s=load_s,
        cpu_s_per_passage=cpu / len(texts),
        passages_per_s=len(texts) / wall,
        query_p50_s=statistics.median(queries),
        query_p95_s=statistics.quantiles(queries, n=20)[-1],
        cosine_min=float(cosines.min()),
        cosine_mean=float(cosines.mean()),
    )
    return line, vectors


def run(count: int, threads: int) -> list[Line]:
    """fp32 first, which the others are compared with; sentence-transformers last, when it is installed."""
    texts = passages(count)
    for precision in ("int8", "fp32"):
        ensure_model(precision=precision)
    exact, reference = measure("onnxruntime fp32", partial(BundledEmbedder, "fp32", threads), texts, None)
    lines = [exact, measure("onnxruntime int8", partial(BundledEmbedder, "int8", threads), texts, reference)[0]]
    if importlib.util.find_spec("sentence_transformers") is not None:
        with tempfile.TemporaryDirectory() as folder:
            _write_e5(Path(folder))
            load = partial(SentenceTransformersEmbedder, folder, threads)
            lines.append(measure("sentence-transformers fp32", load, texts, reference)[0])
    return lines


def _write_e5(folder: Path) -> None:
    from assistant.embedding.e5_folder import write_folder
    from assistant.embedding.e5_weights import find_weights, read_weights

    write_folder(read_weights(find_weights()), folder)


def table(lines: list[Line]) -> str:
    """The lines as a Markdown table."""
    rows = ["| engine | load s | CPU ms/passage | passages/s | query p50/p95 ms | cosine to fp32 min/mean |"]
    rows.append("| --- | --- | --- | --- | --- | --- |")
    for line in lines:
        rows.append(
            f"| {line.engine} | {line.load_s:.2f} | {line.cpu_s_per_passage * 1e3:.1f} | {line.passages_per_s:.1f} "
            f"| {line.query_p50_s * 1e3:.1f} / {line.query_p95_s * 1e3:.1f} "
            f"| {line.cosine_min:.4f} / {line.cosine_mean:.4f} |"
        )
    return "\n".join(rows)


def main(arguments: list[str] | None = None) -> int:
    """Print the table, then the same as JSON."""
    parser = argparse.ArgumentParser(prog="python -m evals.bench_embedding", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--n", type=int, default=200, help="passages (200)")
    parser.add_argument("--threads", type=int, default=0, help="threads; 0 is one a core")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    chosen = parser.parse_args(arguments)
    lines = run(chosen.n, chosen.threads)
    figures = json.dumps({"n": chosen.n, "threads": chosen.threads, "engines": [asdict(line) for line in lines]})
    print(table(lines))
    print(figures)
    if chosen.json:
        chosen.json.write_text(figures + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
