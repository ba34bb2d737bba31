"""The yardstick for finding: one line of score fusion, on the same vectors and terms, question by question.

    python -m evals.one_line --data ../shared/data [--sets NAME …] [--most N]

For each set: nDCG@10 of `cosine + 0.03 · BM25 / best BM25` and of the product's ranking, and by a paired bootstrap the
share of resamples in which the product is not above. Exits 1 when it is below on a set in 95 of 100 resamples, or not
above on the mean of the sets.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np

from assistant.embedding.factory import load_embedder
from assistant.retrieval.weights import Weights, fitted
from assistant.settings import EmbeddingSettings, RetrievalSettings
from evals.ranking_cases import Asked, bootstrap_below, collect
from evals.vector_cache import CachedEmbedder

SETS = (
    "stard_10k", "xquad_en2zh", "rgb_zh", "rgb_zh_int", "rgb_zh_fact", "rgb_en", "financebench",
    "cmrc2018", "drcd", "xquad_zh", "xquad_en",
)  # fmt: skip
"""Every set that has right passages; the full stard on request."""
SURELY_BELOW = 0.95


def compared(asked: list[Asked], weights: Weights) -> tuple[float, float, float]:
    """Mean nDCG@10 of the one line and of ours, and the share of resamples in which ours is not above."""
    line = np.array([each.one_line() for each in asked])
    ours = np.array([each.ours(weights) for each in asked])
    return float(line.mean()), float(ours.mean()), bootstrap_below(ours - line)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--sets", nargs="*", default=list(SETS))
    parser.add_argument("--most", type=int, help="ask at most so many questions of a set")
    arguments = parser.parse_args()
    embedder = CachedEmbedder(load_embedder(EmbeddingSettings()))
    weights = fitted(RetrievalSettings().keyword_weight)
    print(f"{'set':<16}{'questions':>10}{'one line':>10}{'ours':>8}{'gain':>8}{'not above':>11}")
    gains, below = [], []
    for name in arguments.sets:
        asked = collect(arguments.data, name, embedder, arguments.most)
        line, ours, share = compared(asked, weights)
        print(f"{name:<16}{len(asked):>10}{line:>10.4f}{ours:>8.4f}{ours - line:>+8.4f}{share:>11.3f}", flush=True)
        gains.append(ours - line)
        below += [name] if share > SURELY_BELOW else []
    print(f"{'mean':<44}{np.mean(gains):>+8.4f}")
    print("surely below: " + (", ".join(below) or "none"))
    return 1 if below or np.mean(gains) <= 0 else 0


if __name__ == "__main__":
    sys.exit(main())
