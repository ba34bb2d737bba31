"""The same questions asked of every system, one after the other on the same machine, quality and time side by side.

    python -m evals.peers --data ../shared/data/xquad_zh [--queries FILE] [--peers NAME …] [--most N] [--out FILE]

One embedder serves all: passages come from the vector cache, questions are embedded once and remembered. So the build
time is that of the index alone and the search time that of the search alone; the embedding of a question has its own
row. Each question goes round all systems before the next one, so that a busy machine is busy for all. Each system is
asked as it comes: ten pieces, folded to passages. `not above` is the share of paired resamples in which Clearwell's
nDCG@10 is not above the system's. Without --peers, those whose packages are not installed are named and left out.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, replace
from importlib import import_module
from pathlib import Path
from time import perf_counter

import numpy as np

from assistant.embedding.factory import load_embedder
from assistant.settings import EmbeddingSettings
from evals.dataset import Case, Dataset, Item, load
from evals.metrics import mean, ndcg_at, percentile, recall_at
from evals.peers import ours
from evals.peers.remembered import RememberedEmbedder
from evals.ranking_cases import bootstrap_below
from evals.records import sampled
from evals.vector_cache import CachedEmbedder

PEERS = ("langchain_naive", "langchain_ensemble", "llamaindex", "haystack_hybrid", "txtai_hybrid")
Way = Callable[[str], list[str]]


@dataclass(frozen=True, slots=True)
class Row:
    """One system: `build_s` its index without embedding, `p50_ms` and `p95_ms` its search without embedding."""

    system: str
    ndcg_10: float
    recall_1: float
    recall_10: float
    not_above: float
    build_s: float
    p50_ms: float
    p95_ms: float


def asked(ways: Mapping[str, Way], cases: Sequence[Case]) -> dict[str, tuple[list[list[str]], list[float]]]:
    """What each way found and the seconds it took, question by question; the first question is asked once before."""
    found: dict[str, tuple[list[list[str]], list[float]]] = {name: ([], []) for name in ways}
    for way in ways.values():
        way(cases[0].query.question)
    for case in cases:
        for name, way in ways.items():
            started = perf_counter()
            ranked = way(case.query.question)
            found[name][1].append(perf_counter() - started)
            found[name][0].append(ranked)
    return found


def rows(ways: Mapping[str, Way], cases: Sequence[Case], built: Mapping[str, float]) -> list[Row]:
    """Best first by nDCG@10."""
    answers = asked(ways, cases)
    gains = {
        name: np.array([ndcg_at(ids, case.gold.relevant, 10) for ids, case in zip(runs, cases, strict=True)])
        for name, (runs, _) in answers.items()
    }
    found = [
        Row(
            name,
            float(gains[name].mean()),
            mean([recall_at(ids, case.gold.relevant, 1) for ids, case in zip(runs, cases, strict=True)]),
            mean([recall_at(ids, case.gold.relevant, 10) for ids, case in zip(runs, cases, strict=True)]),
            bootstrap_below(gains[ours.OURS] - gains[name]) if name != ours.OURS else 0.0,
            built[name],
            percentile(seconds, 0.5) * 1000,
            percentile(seconds, 0.95) * 1000,
        )
        for name, (runs, seconds) in answers.items()
    ]
    return sorted(found, key=lambda row: -row.ndcg_10)


def compared(dataset: Dataset, cases: Sequence[Case], peers: Sequence[str], embedder: RememberedEmbedder) -> list[Row]:
    """Build every system over the set's passages and ask them all. Raises ImportError for a peer that is not there."""
    ways: dict[str, Way] = {}
    built: dict[str, float] = {}
    with ExitStack() as stack:
        for name in ("ours", *peers):
            # A first build over two passages pays for importing the packages, so that the time is the index's own.
            _made(name, dataset.items[:2], embedder, stack)
            before, started = embedder.seconds, perf_counter()
            made = _made(name, dataset.items, embedder, stack)
            seconds = perf_counter() - started - (embedder.seconds - before)
            ways |= made
            built |= dict.fromkeys(made, seconds)
            print(f"built {name}: {seconds:.1f} s", file=sys.stderr, flush=True)
        return rows(ways, cases, built)


def _made(name: str, items: Sequence[Item], embedder: RememberedEmbedder, stack: ExitStack) -> Mapping[str, Way]:
    if name == "ours":
        return stack.enter_context(ours.ways(items, embedder))
    made: Mapping[str, Way] = import_module(f"evals.peers.{name}").ways(items, embedder)
    return made


def installed(peers: Sequence[str]) -> list[str]:
    """Those whose packages are here; the others are named on standard error."""
    from importlib.util import find_spec

    needed = {"llamaindex": "llama_index", "haystack_hybrid": "haystack", "txtai_hybrid": "txtai"}
    needed |= {"langchain_naive": "langchain_chroma", "langchain_ensemble": "langchain_community"}
    missing = [name for name in peers if find_spec(needed[name]) is None]
    if missing:
        print(f"left out, not installed (extra `peers`): {', '.join(missing)}", file=sys.stderr)
    return [name for name in peers if name not in missing]


def table(found: Sequence[Row], embedding: Sequence[float]) -> str:
    head = f"{'system':<30}{'nDCG@10':>8}{'R@1':>7}{'R@10':>7}{'not above':>11}{'build s':>9}{'p50 ms':>9}{'p95 ms':>9}"
    lines = [
        f"{row.system:<30}{row.ndcg_10:>8.4f}{row.recall_1:>7.3f}{row.recall_10:>7.3f}"
        + (f"{row.not_above:>11.3f}" if row.system != ours.OURS else f"{'':>11}")
        + f"{row.build_s:>9.1f}{row.p50_ms:>9.1f}{row.p95_ms:>9.1f}"
        for row in found
    ]
    times = f"{percentile(embedding, 0.5) * 1000:>9.1f}{percentile(embedding, 0.95) * 1000:>9.1f}"
    return "\n".join([head, *lines, f"{'embedding a question':<72}" + times])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--queries", type=Path)
    parser.add_argument("--peers", nargs="*", choices=PEERS)
    parser.add_argument("--most", type=int, help="ask at most so many questions, by a fixed seed")
    parser.add_argument("--out", type=Path, help="write the rows as JSON")
    arguments = parser.parse_args()
    dataset = load(arguments.data, arguments.queries)
    if arguments.queries is not None:
        dataset = replace(dataset, name=f"{dataset.name}, questions of {arguments.queries.parent.name}")
    cases = sampled([case for case in dataset.cases if case.gold.relevant], arguments.most)
    peers = arguments.peers if arguments.peers is not None else installed(PEERS)
    embedder = RememberedEmbedder(CachedEmbedder(load_embedder(EmbeddingSettings())))
    found = compared(dataset, cases, peers, embedder)
    print(f"{dataset.name}: {len(dataset.items)} passages, {len(cases)} questions, load {os.getloadavg()[0]:.1f}")
    print(table(found, embedder.questions))
    if arguments.out is not None:
        embedding = percentile(embedder.questions, 0.5) * 1000
        told = {
            "set": dataset.name,
            "questions": len(cases),
            "embedding_ms": embedding,
            "rows": list(map(asdict, found)),
        }
        arguments.out.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
