"""Fit the numbers in assistant/retrieval/weights.toml on the shared halves of the question sets.

    python -m evals.fit_ranking --data ../shared/data [--write] [--most N]

One weight at a time is moved over a few round values for as long as that raises the objective: the mean gain in nDCG@10
over the one-line fusion, where a loss counts threefold, no set's gain counts for more than three points, and the set
nearest to the trade (lay questions about rules) counts twice. What that is worth on questions and on sets it was not
fitted on is printed beside it: questions in four parts, those about one passage in one part, and each set left out
together with those that share its passages.
"""

from __future__ import annotations

import argparse
import sys
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.embedding.factory import load_embedder
from assistant.retrieval.weights import FILE, Weights
from assistant.retrieval.weights import fitted as fitted_weights
from assistant.settings import EmbeddingSettings, RetrievalSettings
from evals.one_line import SETS
from evals.ranking_cases import Asked, bootstrap_below, collect
from evals.vector_cache import CachedEmbedder

GRID: dict[str, tuple[float, ...]] = {
    "voice": (0.0, 0.1, 0.2, 0.3),
    "pairs": (0.0, 0.01, 0.015, 0.02),
    "numbers": (0.0, 0.01, 0.015, 0.02),
    "length": (0.0, 0.004, 0.006, 0.008, 0.01),
    "feedback": (0.0, 0.2, 0.3, 0.4),
}
START = {"voice": 0.2, "pairs": 0.01, "numbers": 0.01, "length": 0.004, "feedback": 0.2}
FAMILIES = (("xquad_zh", "xquad_en", "xquad_en2zh"), ("rgb_zh", "rgb_zh_int", "rgb_zh_fact"))
"""Sets that share passages or questions: left out together."""
TWICE = "stard_10k"
PARTS = 4
_MOST_GAIN, _LOSS = 0.03, 3.0
Gains = NDArray[np.float64]
Masks = Mapping[str, NDArray[np.bool_]]


@dataclass(slots=True)
class Trials:
    """The questions of every set, and each ranking's gains over the one line, kept so that none is measured twice."""

    asked: Mapping[str, Sequence[Asked]]
    lines: dict[str, Gains] = field(default_factory=dict)
    kept: dict[Weights, dict[str, Gains]] = field(default_factory=dict)

    def gains(self, weights: Weights) -> dict[str, Gains]:
        """Per set, what each question gains over the one line."""
        if not self.lines:
            self.lines = {name: np.array([each.one_line() for each in rows]) for name, rows in self.asked.items()}
        if weights not in self.kept:
            self.kept[weights] = {
                name: np.array([each.ours(weights) for each in rows]) - self.lines[name]
                for name, rows in self.asked.items()
            }
        return self.kept[weights]

    def objective(self, weights: Weights, masks: Masks) -> float:
        """The weighted mean of the sets' gains over the questions that `masks` lets in."""
        values = {name: float(gain[masks[name]].mean()) for name, gain in self.gains(weights).items() if name in masks}
        worth = {name: min(gain, _MOST_GAIN) if gain > 0 else _LOSS * gain for name, gain in values.items()}
        return float(np.average(list(worth.values()), weights=[2 if name == TWICE else 1 for name in worth]))


def search(start: Weights, objective: Callable[[Weights], float]) -> Weights:
    """Move one weight at a time to the value with the best objective, until none gets better."""
    chosen, best = start, objective(start)
    moved = True
    while moved:
        moved = False
        for name, values in GRID.items():
            for value in values:
                tried = replace(chosen, **{name: value})
                if tried != chosen and (found := objective(tried)) > best + 1e-9:
                    chosen, best, moved = tried, found, True
    return chosen


def across_questions(trials: Trials, start: Weights) -> dict[str, Gains]:
    """Each question's gain with weights fitted without its part."""
    parts = {
        name: np.array([zlib.crc32(each.group.encode()) % PARTS for each in rows])
        for name, rows in trials.asked.items()
    }
    found = {name: np.zeros(len(rows)) for name, rows in trials.asked.items()}
    for part in range(PARTS):
        masks = {name: places != part for name, places in parts.items()}
        gains = trials.gains(search(start, lambda weights, masks=masks: trials.objective(weights, masks)))  # type: ignore[misc]
        for name, places in parts.items():
            found[name][places == part] = gains[name][places == part]
    return found


def across_sets(trials: Trials, start: Weights) -> dict[str, Gains]:
    """Each set's gains with weights fitted without it and without the sets that share its passages."""
    found = {}
    for name in trials.asked:
        family = next((each for each in FAMILIES if name in each), (name,))
        masks = {other: every for other, every in _all(trials).items() if other not in family}
        chosen = search(start, lambda weights, masks=masks: trials.objective(weights, masks))  # type: ignore[misc]
        found[name] = trials.gains(chosen)[name]
    return found


def _all(trials: Trials) -> dict[str, NDArray[np.bool_]]:
    return {name: np.ones(len(rows), bool) for name, rows in trials.asked.items()}


def report(trials: Trials, fitted: Weights) -> None:
    """On standard error: gains where fitted, on other questions and on other sets, each with its bootstrap share."""
    columns = (trials.gains(fitted), across_questions(trials, fitted), across_sets(trials, fitted))
    heads = ("fitted", "questions", "sets")
    print(f"{'set':<14}{'one line':>10}" + "".join(f"{head:>18}" for head in heads), file=sys.stderr)
    for name in trials.asked:
        cells = (f"{column[name].mean():>+10.4f} ({bootstrap_below(column[name]):.3f})" for column in columns)
        print(f"{name:<14}{trials.lines[name].mean():>10.4f}" + "".join(cells), file=sys.stderr)
    means = (f"{np.mean([gain.mean() for gain in column.values()]):>+10.4f}{'':8}" for column in columns)
    print(f"{'mean':<24}" + "".join(means), file=sys.stderr)


def toml(weights: Weights) -> str:
    """The file's text: its comment as it stands, and these weights."""
    head = FILE.read_text(encoding="utf-8").split("[ranking]")[0]
    rows = [f"{name} = {value}" for name, value in asdict(weights).items() if name != "keyword"]
    return "\n".join([head + "[ranking]", *rows]) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--most", type=int, default=400, help="ask at most so many questions of a set")
    parser.add_argument("--write", action="store_true", help="write weights.toml")
    arguments = parser.parse_args()
    embedder = CachedEmbedder(load_embedder(EmbeddingSettings()))
    trials = Trials({name: collect(arguments.data, name, embedder, arguments.most) for name in SETS})
    start = replace(fitted_weights(RetrievalSettings().keyword_weight), **START)
    fitted = search(start, lambda weights: trials.objective(weights, _all(trials)))
    report(trials, fitted)
    print(toml(fitted))
    if arguments.write:
        FILE.write_text(toml(fitted), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
