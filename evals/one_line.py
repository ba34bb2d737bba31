"""The yardstick for finding: one line of score fusion, on the same vectors and terms, question by question.

    python -m evals.one_line --data ../shared/data [--sets NAME …] [--most N]

For each set: nDCG@10 of `cosine + 0.03 · BM25 / best BM25`, of the product's ranking of the same candidates, and of its
whole search as a person uses it; and by a paired bootstrap the share of resamples in which the search is not above the
line. Exits 1 when it is below on a set in 95 of 100 resamples, or not above on the mean of the sets.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Row:
    """Mean nDCG@10 of the one line, of our ranking and of our search, and the share of resamples in which the search is
    not above the line."""

    line: float
    ranking: float
    search: float
    not_above: float

    @property
    def gain(self) -> float:
        return self.search - self.line


def compared(asked: Sequence[Asked], weights: Weights) -> Row:
    """The three side by side on the same questions."""
    line = np.array([each.one_line() for each in asked])
    ranking = np.array([each.ours(weights) for each in asked])
    search = np.array([each.searched for each in asked])
    return Row(float(line.mean()), float(ranking.mean()), float(search.mean()), bootstrap_below(search - line))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--sets", nargs="*", default=list(SETS))
    parser.add_argument("--most", type=int, help="ask at most so many questions of a set")
    arguments = parser.parse_args()
    embedder = CachedEmbedder(load_embedder(EmbeddingSettings()))
    weights = fitted(RetrievalSettings().keyword_weight)
    print(f"{'set':<16}{'questions':>10}{'one line':>10}{'ranking':>9}{'search':>8}{'gain':>8}{'not above':>11}")
    rows = {}
    for name in arguments.sets:
        asked = collect(arguments.data, name, embedder, arguments.most, search=True)
        row = rows[name] = compared(asked, weights)
        print(
            f"{name:<16}{len(asked):>10}{row.line:>10.4f}{row.ranking:>9.4f}{row.search:>8.4f}{row.gain:>+8.4f}"
            f"{row.not_above:>11.3f}",
            flush=True,
        )
    below = [name for name, row in rows.items() if row.not_above > SURELY_BELOW]
    gain = float(np.mean([row.gain for row in rows.values()]))
    print(f"{'mean':<53}{gain:>+8.4f}")
    print("surely below: " + (", ".join(below) or "none"))
    return 1 if below or gain <= 0 else 0


if __name__ == "__main__":
    sys.exit(main())
