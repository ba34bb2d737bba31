"""The scores that stood when they were committed, and whether today's are as good.

    python -m evals.baseline --data ../shared/data [--sets NAME …] [--suites NAME …] [--keep DIR] [--write]

Runs the suites of `PLAN` that have a baseline (those without one when they are named, `--write` gives them one), keeps
each as JSON in DIR, prints each score beside its baseline, and exits 1 on a real drop. Where the baseline holds what
each question gave, a drop is real when a paired bootstrap finds it in 95 of 100 resamples and it is more than `LEAST`:
a question or two that fall while others rise are noise. Other scores may be `TOLERANCE` worse. `--write` makes today's
scores the baseline.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np

from assistant.embedding.factory import load_embedder
from assistant.settings import EmbeddingSettings
from evals.dataset import load
from evals.records import Record, keep, record
from evals.throwaway import assistant_over
from evals.vector_cache import CachedEmbedder

BASELINE = Path(__file__).parent / "baselines" / "scores.json"
QUESTIONS = Path(__file__).parent / "baselines" / "questions.json"
KEPT = Path("build") / "evals"
TOLERANCE = 0.01
LEAST = 0.002
SURELY = 0.95
CORPUS_OF = {"xquad_en2zh": "xquad_zh"}
PLAN: dict[str, tuple[str, ...]] = {
    "xquad_zh": ("retrieval", "answers"),
    "xquad_en": ("retrieval", "answers"),
    "xquad_en2zh": ("retrieval",),
    "cmrc2018": ("retrieval", "answers"),
    "drcd": ("retrieval", "answers"),
    "rgb_zh": ("retrieval",),
    "rgb_zh_int": ("retrieval",),
    "rgb_zh_fact": ("retrieval",),
    "rgb_en": ("retrieval",),
    "financebench": ("retrieval",),
    "stard_10k": ("retrieval",),
    "rgb_zh_refusal": ("refusal",),
    "rgb_en_refusal": ("refusal",),
}
Scores = dict[str, dict[str, float | int]]
LOWER_IS_BETTER = ("false_refused", "sentences_mean")
BY_QUESTION = ("ndcg@10", "first", "whole", "refused", "false_refused")
"""The scores of which the baseline holds what each question gave."""


@dataclass(frozen=True, slots=True)
class Questions:
    """What each question of a suite gave, score by score, and which questions these were."""

    digest: str
    each: Mapping[str, Sequence[float]]


def measure(data: Path, sets: Sequence[str], suites: Sequence[str], folder: Path) -> list[Record]:
    """Run the chosen suites of the chosen sets and keep each as it is done."""
    from evals.command import SUITES

    embedder = CachedEmbedder(load_embedder(EmbeddingSettings()))
    found = []
    for name in sets:
        planned = [suite for suite in PLAN[name] if suite in suites]
        if not planned:
            continue
        dataset = replace(load(data / CORPUS_OF.get(name, name), data / name / "queries.jsonl"), name=name)
        with assistant_over(dataset.items, embedder) as assistant:
            for suite in planned:
                found.append(record(dataset, suite, SUITES[suite](assistant, dataset), embedder.model_id))
                keep(found[-1], folder)
                print(found[-1].name, json.dumps(found[-1].scores), file=sys.stderr, flush=True)
    return found


def drops(now: Scores, before: Scores, judged: Iterable[str] = ()) -> list[str]:
    """The scores that are worse than the baseline by more than the tolerance. Counts and seconds are no scores;
    those `judged` (`set/suite score`) were compared question by question.
    """
    found = []
    for key, values in now.items():
        for name, value in values.items():
            old = before.get(key, {}).get(name)
            if old is None or name in ("seconds", "queries") or name.startswith("n_") or f"{key} {name}" in judged:
                continue
            worse = value - old if name in LOWER_IS_BETTER else old - value
            if worse > TOLERANCE:
                found.append(f"{key} {name}: {old} → {value} (more than {TOLERANCE} worse)")
    return found


def real_drops(now: Mapping[str, Questions], before: Mapping[str, Questions]) -> tuple[list[str], list[str]]:
    """(drops that a paired bootstrap finds real, the scores that could be judged so).

    A suite whose questions have changed since the baseline cannot be paired.
    """
    found, judged = [], []
    for key, mine in now.items():
        theirs = before.get(key)
        if theirs is None or theirs.digest != mine.digest:
            continue
        for name in mine.each.keys() & theirs.each.keys() & set(BY_QUESTION):
            new, old = np.array(mine.each[name], float), np.array(theirs.each[name], float)
            worse = new - old if name in LOWER_IS_BETTER else old - new
            if len(new) != len(old) or not len(new):
                continue
            judged.append(f"{key} {name}")
            share = _share_worse(worse)
            if worse.mean() > LEAST and share >= SURELY:
                found.append(f"{key} {name}: {old.mean():.4f} → {new.mean():.4f} (worse in {share:.1%} of resamples)")
    return sorted(found), judged


def _share_worse(worse: np.ndarray[tuple[int], np.dtype[np.float64]], rounds: int = 2000) -> float:
    """The share of paired resamples in which the mean is worse."""
    draws = np.random.default_rng(0).integers(0, len(worse), (rounds, len(worse)))
    return float((worse[draws].mean(axis=1) > 0).mean())


def questions_of(records: Iterable[Record]) -> dict[str, Questions]:
    return {each.name: Questions(each.questions, each.each) for each in records}


def read() -> tuple[Scores, dict[str, Questions]]:
    """The committed baseline: scores, and what each question gave."""
    scores: Scores = json.loads(BASELINE.read_text(encoding="utf-8")) if BASELINE.exists() else {}
    rows = json.loads(QUESTIONS.read_text(encoding="utf-8")) if QUESTIONS.exists() else {}
    return scores, {name: Questions(**row) for name, row in rows.items()}


def write(records: Sequence[Record]) -> None:
    """Put these records' scores in place of the committed ones; others stay."""
    scores, questions = read()
    scores |= {each.name: each.scores for each in records}
    for each in records:
        kept = {name: values for name, values in each.each.items() if name in BY_QUESTION}
        questions[each.name] = Questions(each.questions, kept)
    BASELINE.write_text(json.dumps(scores, indent=2) + "\n", encoding="utf-8")
    lines = (f"{json.dumps(name)}: {_dense(asdict(row))}" for name, row in questions.items())
    QUESTIONS.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def _dense(row: object) -> str:
    """JSON on one line, whole numbers without a point."""
    return json.dumps(row, separators=(",", ":")).replace(".0,", ",").replace(".0]", "]")


def with_baseline() -> list[str]:
    """The planned sets of which the baseline holds a score; the others are named on standard error."""
    held = {name.partition("/")[0] for name in read()[0]}
    without = [name for name in PLAN if name not in held]
    if without:
        print(f"no baseline yet, so not measured unless named: {', '.join(without)}", file=sys.stderr)
    return [name for name in PLAN if name in held]


def compared(records: Sequence[Record]) -> list[str]:
    """Print each score beside its baseline on standard error; return the drops."""
    scores, questions = read()
    for each in records:
        for name, value in each.scores.items():
            old = scores.get(each.name, {}).get(name)
            if old is not None and name not in ("seconds", "queries") and not name.startswith("n_"):
                print(f"{each.name:<28}{name:<20}{old:>8.4f}{value:>9.4f}{value - old:>+9.4f}", file=sys.stderr)
    found, judged = real_drops(questions_of(records), questions)
    return found + drops({each.name: each.scores for each in records}, scores, judged)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--sets", nargs="*", default=with_baseline(), choices=list(PLAN))
    suites = ["retrieval", "answers", "refusal"]
    parser.add_argument("--suites", nargs="*", default=suites, choices=suites)
    parser.add_argument("--keep", type=Path, default=KEPT, help=f"where records go; {KEPT} unless told")
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    records = measure(arguments.data, arguments.sets, arguments.suites, arguments.keep)
    found = compared(records)
    print("\n".join(found) or "no score is worse than its baseline")
    if arguments.write:
        write(records)
        return 0
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
