"""How much of what is right a search finds at all: the share of the right passages among the first 10, 50 and 100.

    python -m evals.deep_recall --data ../shared/data/stard [--most N]

Beside it stands what a first stage trained on the same questions is reported with: for stard 0.907 at 100.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from assistant.access import LOCAL_PERSON
from assistant.embedding.factory import load_embedder
from assistant.service import Assistant
from assistant.settings import EmbeddingSettings
from evals.dataset import Case, load
from evals.metrics import mean, recall_at
from evals.progress import Progress
from evals.records import sampled
from evals.suites.retrieval import documents_of
from evals.throwaway import assistant_over
from evals.vector_cache import CachedEmbedder

DEPTHS = (10, 50, 100)
_ASKED = 150
"""Passages asked for, so that a hundred ids are left where long ones were cut."""


def recalls(assistant: Assistant, cases: Sequence[Case]) -> dict[int, float]:
    """Depth → the mean share of the right passages that a search finds by then."""
    found: dict[int, list[float]] = {depth: [] for depth in DEPTHS}
    with Progress("questions", len(cases)) as progress:
        for case in cases:
            hits = assistant.search(case.query.question, LOCAL_PERSON, limit=_ASKED).hits
            names = list(dict.fromkeys(name for hit in hits for name in documents_of(hit)))
            for depth in DEPTHS:
                found[depth].append(recall_at(names, case.gold.relevant, depth))
            progress.advance()
    return {depth: mean(values) for depth, values in found.items()}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--most", type=int, help="ask at most so many questions, by a fixed seed")
    arguments = parser.parse_args()
    dataset = load(arguments.data)
    cases = sampled([case for case in dataset.cases if case.gold.relevant], arguments.most)
    embedder = CachedEmbedder(load_embedder(EmbeddingSettings()))
    with assistant_over(dataset.items, embedder) as assistant:
        found = recalls(assistant, cases)
    print(f"{dataset.name}: {len(dataset.items)} passages, {len(cases)} questions")
    print("  ".join(f"recall@{depth} {value:.3f}" for depth, value in found.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
