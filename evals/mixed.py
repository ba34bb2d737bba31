"""Papers in two languages in one library: is the answer found that stands in the other one?

    python -m evals.mixed --data ../shared/data [--most N]

Libraries are put together from question sets so that an answer stands in one language only: half of xquad's paragraphs
in Chinese and the other half in English, and sets of one language beside sets of the other. Questions come in both; the
column `without` is nDCG@10 without what assistant/retrieval/crossing.py adds, `with` the product's own.
"""

from __future__ import annotations

import argparse
import sys
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.access import LOCAL_PERSON, filter_for
from assistant.bootstrap import Assembly
from assistant.domain import Filters, SearchMode
from assistant.embedding.factory import load_embedder
from assistant.ports import Embedder
from assistant.retrieval.retriever import HybridRetriever
from assistant.retrieval.weights import Weights, fitted
from assistant.settings import EmbeddingSettings, RetrievalSettings
from evals.dataset import Case, Item, load
from evals.metrics import mean, ndcg_at
from evals.records import sampled
from evals.suites.retrieval import PASSAGES, documents_of
from evals.throwaway import parts_over
from evals.vector_cache import CachedEmbedder


@dataclass(frozen=True, slots=True)
class Mixture:
    """Sets whose passages are put together (`half` of them where told: 0 or 1), and the questions asked of them."""

    sets: tuple[str, ...]
    asked: tuple[str, ...]
    halved: bool = False


MIXTURES = (
    Mixture(("xquad_zh", "xquad_en"), ("xquad_en2zh", "xquad_en", "xquad_zh"), halved=True),
    Mixture(("xquad_zh", "rgb_en"), ("xquad_en2zh", "xquad_zh", "rgb_en")),
    Mixture(("cmrc2018", "xquad_en"), ("cmrc2018", "xquad_en")),
    Mixture(("rgb_zh_fact", "financebench"), ("rgb_zh_fact", "financebench")),
    Mixture(("stard_10k", "xquad_en"), ("stard_10k", "xquad_en")),
)


def half_of(name: str) -> int:
    """Which half of its set a passage is in; translations of one passage are in the same."""
    return zlib.crc32(name.rpartition("-")[2].encode()) % 2


def passages(data: Path, mixture: Mixture) -> list[Item]:
    """The library's passages."""
    found: list[Item] = []
    for place, name in enumerate(mixture.sets):
        items = load(data / name).items
        found += [item for item in items if not mixture.halved or half_of(item.id) == place]
    return found


def cases(data: Path, name: str, held: frozenset[str], most: int | None) -> Sequence[Case]:
    """The questions of a set that the library answers, at most `most`."""
    corpus = "xquad_zh" if name == "xquad_en2zh" else name
    asked = load(data / corpus, data / name / "queries.jsonl").cases
    return sampled([case for case in asked if case.gold.relevant and case.gold.relevant <= held], most)


def score(parts: Assembly, embedder: Embedder, asked: Sequence[Case], weights: Weights) -> float:
    """Mean nDCG@10 with these weights."""
    retriever = HybridRetriever(parts.library, embedder, RetrievalSettings(), weights)
    gains = []
    for case in asked:
        found = retriever.retrieve(
            case.query.question, filter_for(LOCAL_PERSON), Filters(), PASSAGES, SearchMode.HYBRID
        )
        names = list(dict.fromkeys(name for hit in found.hits for name in documents_of(hit)))
        gains.append(ndcg_at(names, case.gold.relevant, 10))
    return mean(gains)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--most", type=int, default=150, help="ask at most so many questions of a set")
    arguments = parser.parse_args()
    embedder = CachedEmbedder(load_embedder(EmbeddingSettings()))
    ours = fitted(RetrievalSettings().keyword_weight)
    plain = replace(ours, crossing_zh=0.0, crossing_en=0.0)
    print(f"{'library':<28}{'questions':<16}{'n':>5}{'without':>10}{'with':>8}")
    for mixture in MIXTURES:
        items = passages(arguments.data, mixture)
        held = frozenset(item.id for item in items)
        with parts_over(items, embedder) as parts:
            for name in mixture.asked:
                asked = cases(arguments.data, name, held, arguments.most)
                scores = (score(parts, embedder, asked, weights) for weights in (plain, ours))
                cells = "".join(f"{value:>9.4f}" for value in scores)
                print(f"{' + '.join(mixture.sets):<28}{name:<16}{len(asked):>5}{cells}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
