"""The scores that stood when they were committed, and whether today's are as good.

    python -m evals.baseline --data ../shared/data [--write]

Runs every suite of `PLAN`, prints each score beside its baseline, and exits 1 when one is worse by more than
`TOLERANCE`. `--write` makes today's scores the baseline.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from assistant.embedding.factory import load_embedder
from assistant.settings import EmbeddingSettings
from evals.command import SUITES
from evals.dataset import load
from evals.throwaway import assistant_over
from evals.vector_cache import CachedEmbedder

BASELINE = Path(__file__).parent / "baselines" / "scores.json"
TOLERANCE = 0.01
CORPUS_OF = {"xquad_en2zh": "xquad_zh"}
PLAN: dict[str, tuple[str, ...]] = {
    "xquad_zh": ("retrieval", "answers"),
    "xquad_en": ("retrieval", "answers"),
    "xquad_en2zh": ("retrieval",),
    "cmrc2018": ("retrieval", "answers"),
    "drcd": ("retrieval", "answers"),
    "rgb_zh_refusal": ("refusal",),
    "rgb_en_refusal": ("refusal",),
}
Scores = dict[str, dict[str, float | int]]
LOWER_IS_BETTER = ("false_refused", "sentences_mean")


def measure(data: Path, chosen: tuple[str, ...]) -> Scores:
    """Run the chosen sets' suites; keys are `set/suite`."""
    embedder = CachedEmbedder(load_embedder(EmbeddingSettings()))
    scores: Scores = {}
    for name in chosen:
        dataset = load(data / CORPUS_OF.get(name, name), data / name / "queries.jsonl")
        with assistant_over(dataset.items, embedder) as assistant:
            for suite in PLAN[name]:
                found = SUITES[suite](assistant, dataset)
                scores[f"{name}/{suite}"] = {key: round(value, 4) for key, value in found.items()}
                print(f"{name}/{suite}", json.dumps(scores[f"{name}/{suite}"]), file=sys.stderr, flush=True)
    return scores


def drops(now: Scores, before: Scores) -> list[str]:
    """The scores that are worse than the baseline by more than the tolerance. Counts and seconds are no scores."""
    found = []
    for key, values in now.items():
        for name, value in values.items():
            old = before.get(key, {}).get(name)
            if old is None or name in ("seconds", "queries") or name.startswith("n_"):
                continue
            worse = value - old if name in LOWER_IS_BETTER else old - value
            if worse > TOLERANCE:
                found.append(f"{key} {name}: {old} → {value}")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--sets", nargs="*", default=list(PLAN), choices=list(PLAN))
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    before: Scores = json.loads(BASELINE.read_text(encoding="utf-8")) if BASELINE.exists() else {}
    now = measure(arguments.data, tuple(arguments.sets))
    found = drops(now, before)
    print("\n".join(found) or "no score is worse than its baseline")
    if arguments.write:
        BASELINE.write_text(json.dumps({**before, **now}, indent=2) + "\n", encoding="utf-8")
        return 0
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
