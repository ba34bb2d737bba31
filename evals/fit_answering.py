"""Fit the numbers in assistant/answering/weights.toml on the shared halves of the question sets.

    python -m evals.fit_answering --data ../shared/data [--write]

Sentence choice: softmax over a question's sentences, the likelihood of those that hold a gold answer. Sufficiency:
logistic regression over questions with and without their answering passages; the threshold is where one in twenty
answerable questions would be refused. Both with a small L2 penalty; prints the fit of each set.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.access import LOCAL_PERSON, filter_for
from assistant.answering import question as questions
from assistant.answering import sentence_choice, sufficiency
from assistant.answering.extractive import ExtractiveAnswerer
from assistant.answering.weights import FILE
from assistant.asking import EVIDENCE
from assistant.domain import Filters, SearchMode
from assistant.embedding.factory import load_embedder
from assistant.ports import Retriever
from assistant.settings import EmbeddingSettings
from evals.dataset import Case, load
from evals.metrics import holds
from evals.progress import Progress
from evals.throwaway import parts_over
from evals.vector_cache import CachedEmbedder

READING = ("cmrc2018", "drcd", "xquad_zh", "xquad_en", "xquad_en2zh")
CORPUS_OF = {"xquad_en2zh": "xquad_zh"}
STRANGERS = {"cmrc2018": "xquad_zh", "drcd": "cmrc2018", "xquad_zh": "rgb_zh_refusal", "xquad_en": "rgb_en_refusal"}
"""Whose questions are also asked of a set, as questions that its papers cannot answer."""
REFUSAL = ("rgb_zh_refusal", "rgb_en_refusal")
WITHOUT, FOREIGN = " without", " asked of strangers"
PER_SET = 200
FALSE_REFUSALS = 0.05
FREE = ("bias", "across_languages", "english")
Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sentences:
    """One question: a row of features a sentence, and which of them hold the answer."""

    rows: Matrix
    right: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Judged:
    """One question asked of some passages: its features, and whether the answer was among them."""

    dataset: str
    row: list[float]
    answerable: bool


@dataclass(slots=True)
class Names:
    """The features' names, as the features themselves gave them."""

    sentence: list[str] = field(default_factory=list)
    sufficiency: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Observed:
    sentences: list[Sentences]
    judged: list[Judged]
    names: Names


def observe(data: Path, name: str, cached: CachedEmbedder, seen: Observed) -> None:
    """Ask a sample of the set's questions and keep what the answerer saw; gold labels are read here only."""
    dataset = load(data / CORPUS_OF.get(name, name), data / name / "queries.jsonl")
    cases = random.Random(0).sample(dataset.cases, min(PER_SET, len(dataset.cases)))
    everything = tuple(item.id for item in dataset.items)
    with parts_over(dataset.items, cached) as parts, Progress(name, len(cases)) as progress:
        answerer = ExtractiveAnswerer(parts.library, parts.embedder)
        for case in cases:
            if name in READING:
                _observe_one(name, parts.retriever, answerer, case, (), seen)
                without = tuple(each for each in everything if each not in case.gold.relevant)
                _observe_one(name + WITHOUT, parts.retriever, answerer, case, without, seen)
            else:
                _observe_one(name, parts.retriever, answerer, case, case.query.context, seen)
            progress.advance()
        for case in load(data / STRANGERS[name]).cases[:PER_SET] if name in STRANGERS else ():
            _observe_one(name + FOREIGN, parts.retriever, answerer, case, (), seen)


def _observe_one(
    name: str, retriever: Retriever, answerer: ExtractiveAnswerer, case: Case, ids: tuple[str, ...], seen: Observed
) -> None:
    access = filter_for(LOCAL_PERSON)
    text = case.query.question
    found = retriever.retrieve(text, access, Filters(document_ids=ids), EVIDENCE, SearchMode.HYBRID)
    asked = questions.read(text, date.today())
    shortlist = answerer.shortlist(asked, found, access)
    candidates = shortlist.candidates
    told = sufficiency.features(asked, shortlist)
    seen.names.sufficiency = list(told)
    row = list(told.values())
    answerable = case.gold.answerable and not name.endswith((WITHOUT, FOREIGN))
    seen.judged.append(Judged(name, row, answerable))
    right = np.array([holds(each.text, case.gold.answers, case.gold.slots) for each in candidates], bool)
    if answerable and right.any():
        seen.names.sentence = list(sentence_choice.features(candidates[0]))
        rows = [list(sentence_choice.features(each).values()) for each in candidates]
        seen.sentences.append(Sentences(np.array(rows), right))


def fit_choice(sentences: Sequence[Sentences], steps: int = 3000, rate: float = 0.5, penalty: float = 1e-3) -> Matrix:
    """Maximise the mean log-probability that a softmax over the scores gives to a right sentence."""
    spread = np.vstack([each.rows for each in sentences]).std(axis=0) + 1e-9
    weights = np.zeros(len(spread))
    for _ in range(steps):
        gradient = penalty * weights
        for each in sentences:
            rows = each.rows / spread
            scores = rows @ weights
            odds = np.exp(scores - scores.max())
            every, right = odds / odds.sum(), np.where(each.right, odds, 0)
            gradient -= (right / right.sum() - every) @ rows / len(sentences)
        weights -= rate * gradient
    return np.asarray(weights / spread)


def fit_logistic(
    rows: Matrix, judged: Sequence[Judged], names: Sequence[str], steps: int = 20000, penalty: float = 1e-4
) -> Matrix:
    """Logistic regression by projected gradient descent; the first column is the constant 1.

    Every set weighs the same, and within it the answerable as much as the others. A feature that speaks for answering
    may not get a negative weight, only those in `FREE` may: what cannot be explained is not kept.
    """
    middle, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    middle[0], spread[0] = 0.0, 1.0
    scaled = (rows - middle) / spread
    labels = np.array([each.answerable for each in judged])
    groups = Counter((each.dataset, each.answerable) for each in judged)
    balance = np.array([1 / groups[each.dataset, each.answerable] for each in judged])
    for label in (True, False):
        balance[labels == label] *= 0.5 / balance[labels == label].sum()
    low = np.array([-np.inf if name in FREE else 0.0 for name in names])
    weights = np.zeros(rows.shape[1])
    for _ in range(steps):
        chance = 1 / (1 + np.exp(-(scaled @ weights)))
        weights -= 0.5 * (scaled.T @ (balance * (chance - labels)) + penalty * weights)
        weights = np.maximum(weights, low)
    fitted = weights / spread
    fitted[0] -= float((weights * middle / spread)[1:].sum())
    return np.asarray(fitted)


def _report(judged: Sequence[Judged], chances: Matrix, threshold: float) -> None:
    for name in sorted({each.dataset for each in judged}):
        for answerable in (True, False):
            chosen = [
                chance < threshold
                for each, chance in zip(judged, chances, strict=True)
                if each.dataset == name and each.answerable is answerable
            ]
            if chosen:
                label = "false refusals" if answerable else "refused"
                print(f"  {name:<24}{label:<16}{np.mean(chosen):.3f}  of {len(chosen)}", file=sys.stderr)


def _toml(names: Names, choice: Matrix, enough: Matrix, threshold: float) -> str:
    head = FILE.read_text(encoding="utf-8").split("[sentence]")[0]
    lines = [head + "[sentence]"]
    lines += [f"{name} = {value:.3f}" for name, value in zip(names.sentence, choice, strict=True)]
    lines += ["", "[sufficiency]", f"threshold = {threshold:.3f}"]
    lines += [f"{name} = {value:.3f}" for name, value in zip(names.sufficiency, enough, strict=True)]
    return "\n".join(lines) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--write", action="store_true", help="write weights.toml")
    arguments = parser.parse_args()
    cached = CachedEmbedder(load_embedder(EmbeddingSettings()))
    seen = Observed([], [], Names())
    for name in (*READING, *REFUSAL):
        print(f"reading {name}", file=sys.stderr, flush=True)
        observe(arguments.data, name, cached, seen)
    choice = fit_choice(seen.sentences)
    right = [bool(each.right[int(np.argmax(each.rows @ choice))]) for each in seen.sentences]
    print(f"  best sentence right: {np.mean(right):.3f} of {len(right)} that have one", file=sys.stderr)
    rows = np.array([each.row for each in seen.judged])
    labels = np.array([each.answerable for each in seen.judged])
    enough = fit_logistic(rows, seen.judged, seen.names.sufficiency)
    chances = 1 / (1 + np.exp(-(rows @ enough)))
    threshold = float(np.quantile(chances[labels], FALSE_REFUSALS))
    _report(seen.judged, chances, threshold)
    text = _toml(seen.names, choice, enough, threshold)
    print(text)
    if arguments.write:
        FILE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
