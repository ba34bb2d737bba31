"""Fit the numbers in assistant/answering/weights.toml on the shared halves of the question sets.

    python -m evals.fit_answering --data ../shared/data [--features FILE] [--alone] [--write]

Sentence choice: softmax over a question's sentences, the likelihood of those that hold a gold answer. Sufficiency:
logistic regression over questions with and without their answering passages. The threshold is where one in fifty of
the reading questions would be refused; where many passages are on the subject, and across languages, it is set apart
(OFFSETS). Seeing takes minutes, fitting seconds: --features keeps what was seen. --alone fits the parts for embedders
that give no vectors for words. What is printed is crossed (evals/fitting.py): each fifth is judged by weights fitted on
the others.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.answering.weights import FILE
from assistant.embedding.factory import load_embedder
from assistant.settings import EmbeddingSettings
from evals import fitting
from evals.observed import (
    CORPUS_OF,
    OWN,
    READING,
    REFUSAL,
    Judged,
    Names,
    Observed,
    Sentences,
    keep,
    observe,
    observe_own,
    read,
    with_chosen,
)
from evals.vector_cache import CachedEmbedder

FALSE_REFUSALS = 0.03
OFFSETS = (
    ("xquad_en2zh", "across_languages", 0.05),
    ("rgb_zh_refusal", "crowd", 0.03),
    ("rgb_en_refusal", "crowd_english", 0.03),
)
"""Set, one after the other, where a kind of question is refused: the column's weight is what refuses this share of the
answerable of that set."""
WEIGHT_OF = {"rgb_zh_refusal": 0.5, "rgb_en_refusal": 0.15, OWN: 3.0}
"""Half of the English pools that should not answer do, in another writing (September 20th for September 20, 2019)."""

FREE = ("bias", "across_languages", "english", "crowd", "crowd_english")
CURVE = (0.02, 0.05, 0.1, 0.15, 0.2, 0.3)
Matrix = fitting.Matrix


def fit_sufficiency(judged: Sequence[Judged], names: Sequence[str]) -> Matrix:
    """Weights whose logit is 0 at the threshold."""
    rows = np.array([each.row for each in judged])
    labels = np.array([each.answerable for each in judged])
    weight = fitting.balance([(each.dataset, each.answerable) for each in judged], WEIGHT_OF)
    weights = fitting.logistic(rows, labels, weight, np.array([name in FREE for name in names]))
    own = labels & np.array([each.dataset in READING and each.dataset not in CORPUS_OF for each in judged])
    weights[0] -= np.quantile((rows @ weights)[own], FALSE_REFUSALS)
    for dataset, name, share in OFFSETS:
        own = labels & np.array([each.dataset == dataset for each in judged])
        if own.any():
            column = names.index(name)
            amounts = rows[own, names.index("crowd")] if name.startswith("crowd") else rows[own, column]
            weights[column] += fitting.shift_for((rows @ weights)[own], amounts, 0.0, share)
    return np.asarray(weights)


def crossed_logits(judged: Sequence[Judged], names: Sequence[str]) -> Matrix:
    """For every question the logit by weights that never saw it."""
    rows = np.array([each.row for each in judged])

    def fit(learned: NDArray[np.bool_]) -> Callable[[NDArray[np.bool_]], Matrix]:
        weights = fit_sufficiency([each for each, use in zip(judged, learned, strict=True) if use], names)
        return lambda held: np.asarray(rows[held] @ weights)

    return fitting.crossed([each.question for each in judged], fit)


def report(judged: Sequence[Judged], logits: Matrix) -> None:
    """Refused and false refusals of each set, and for the refusal sets the whole curve."""
    for name in sorted({each.dataset for each in judged}):
        for answerable in (True, False):
            chosen = _of(judged, logits, name, answerable) < 0
            if len(chosen):
                label = "false refusals" if answerable else "refused"
                print(f"  {name:<32}{label:<16}{np.mean(chosen):.3f}  of {len(chosen)}", file=sys.stderr)
    for name in REFUSAL:
        held, gone = (_of(judged, logits, name, answerable) for answerable in (True, False))
        if len(held) and len(gone):
            points = [f"{share:.2f}:{np.mean(gone < np.quantile(held, share)):.2f}" for share in CURVE]
            print(f"  {name} refused at false refusals {'  '.join(points)}", file=sys.stderr)


def _of(judged: Sequence[Judged], logits: Matrix, name: str, answerable: bool) -> Matrix:
    found: Matrix = logits[np.array([each.dataset == name and each.answerable is answerable for each in judged])]
    return found


def crossed_choice(sentences: Sequence[Sentences]) -> tuple[float, float]:
    """How often the first sentence, and one of the first three, holds an answer, where one in the shortlist does."""
    rows = [each.rows for each in sentences]

    def fit(learned: NDArray[np.bool_]) -> Callable[[NDArray[np.bool_]], Matrix]:
        used = [each for each, use in zip(sentences, learned, strict=True) if use]
        weights = fitting.softmax([each.rows for each in used], [each.right for each in used], steps=600)
        return lambda held: np.array(
            [_place(rows[i] @ weights, sentences[i].right) for i in np.flatnonzero(held).tolist()]
        )

    places = fitting.crossed([each.question for each in sentences], fit)
    return float(np.mean(places == 0)), float(np.mean(places < 3))


def _place(scores: Matrix, right: NDArray[np.bool_]) -> float:
    return float(np.flatnonzero(right[np.argsort(-scores)])[0])


def fit_choice(seen: Observed) -> Matrix:
    """The weights of sentences."""
    return fitting.softmax([each.rows for each in seen.sentences], [each.right for each in seen.sentences])


def whole_rows(seen: Observed, choice: Matrix) -> list[Judged]:
    """The questions with the features of the sentence that `choice` shows."""
    return [replace(each, row=with_chosen(each, seen.names, choice)) for each in seen.judged]


def fitted(seen: Observed, alone: str) -> dict[str, dict[str, float]]:
    """The two parts of weights.toml; `alone` ends their names."""
    choice = fit_choice(seen)
    rows = whole_rows(seen, choice)
    names = [*seen.names.sufficiency, *seen.names.chosen]
    enough = fit_sufficiency(rows, names)
    return {
        f"sentence{alone}": dict(zip(seen.names.sentence, choice.tolist(), strict=True)),
        f"sufficiency{alone}": dict(zip(names, enough.tolist(), strict=True)),
    }


def as_toml(parts: Mapping[str, Mapping[str, float]]) -> str:
    """The weights as they stand in the file: part by part, three digits each."""
    written = [
        "\n".join([f"[{part}]", *(f"{name} = {value:.3f}" for name, value in weights.items())])
        for part, weights in parts.items()
    ]
    return "\n\n".join(written) + "\n"


def seen_of(arguments: argparse.Namespace) -> Observed:
    """What was kept, or else what the answerer sees now, which is kept where that was asked for."""
    if arguments.features is not None and arguments.features.exists():
        return read(arguments.features)
    cached = CachedEmbedder(load_embedder(EmbeddingSettings()), words=not arguments.alone)
    seen = Observed([], [], Names())
    for name in (*READING, *REFUSAL):
        print(f"reading {name}", file=sys.stderr, flush=True)
        observe(arguments.data, name, cached, seen)
    observe_own(cached, seen)
    if arguments.features is not None:
        keep(seen, arguments.features)
    return seen


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--features", type=Path, help="what was seen: read if the file is there, else written")
    parser.add_argument("--alone", action="store_true", help="for models that give no vectors for words")
    parser.add_argument("--write", action="store_true", help="write weights.toml")
    arguments = parser.parse_args()
    seen = seen_of(arguments)
    first, whole = crossed_choice(seen.sentences)
    print(f"  first right {first:.3f}, of three {whole:.3f}, of {len(seen.sentences)} that have one", file=sys.stderr)
    rows = whole_rows(seen, fit_choice(seen))
    report(rows, crossed_logits(rows, [*seen.names.sufficiency, *seen.names.chosen]))
    parts = fitted(seen, "_alone" if arguments.alone else "")
    print(as_toml(parts))
    if arguments.write:
        FILE.write_text(as_toml(tomllib.loads(FILE.read_text(encoding="utf-8")) | parts), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
