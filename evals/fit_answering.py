"""Fit the numbers in assistant/answering/weights.toml on the shared halves of the question sets.

    python -m evals.fit_answering --data ../shared/data [--write]

Sentence choice: softmax over a question's sentences, the likelihood of those that hold a gold answer. Sufficiency:
logistic regression over questions with and without their answering passages. The threshold is where one in fifty of
the reading questions would be refused; where many passages are on the subject, and across languages, it is set apart
(OFFSETS). What is printed is crossed (evals/fitting.py): each fifth is judged by weights fitted on the others.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Callable, Sequence
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
from evals import fitting
from evals.dataset import Case, Gold, Query, load
from evals.filled import CORPUS, filled_with
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
PER_SET = 120
FALSE_REFUSALS = 0.02
OFFSETS = (
    ("xquad_en2zh", "across_languages", 0.05),
    ("rgb_zh_refusal", "crowd", 0.03),
    ("rgb_en_refusal", "crowd_english", 0.03),
)
"""Set, one after the other, where a kind of question is refused: the column's weight is what refuses this share of the
answerable of that set."""
OWN = "own papers"
WEIGHT_OF = {"rgb_zh_refusal": 3.0, "rgb_en_refusal": 0.5, OWN: 3.0}
"""Half of the English pools that should not answer do, in another writing (September 20th for September 20, 2019)."""

CASES = Path(__file__).parent / "cases"
FREE = ("bias", "across_languages", "english", "crowd", "crowd_english")
CURVE = (0.02, 0.05, 0.1, 0.15, 0.2, 0.3)
Matrix = fitting.Matrix


@dataclass(frozen=True, slots=True)
class Sentences:
    """One question: a row of features a sentence, and which of them hold the answer."""

    question: str
    rows: Matrix
    right: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Judged:
    """One question asked of some passages: its features, and whether the answer was among them."""

    dataset: str
    question: str
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
    cases = dataset.cases if name in REFUSAL else random.Random(0).sample(dataset.cases, PER_SET)
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


def observe_own(embedder: CachedEmbedder, seen: Observed) -> None:
    """The questions on the sample papers, which are alike and far from any encyclopedia."""
    rows = [json.loads(line) for line in (CASES / "corpus_questions.jsonl").read_text("utf-8").splitlines()]
    with filled_with([CORPUS], embedder) as parts:
        answerer = ExtractiveAnswerer(parts.library, parts.embedder)
        for row in rows:
            gold = Gold(frozenset(), tuple(row["answers"]), (), row["answerable"])
            case = Case(Query(row["id"], row["question"], ()), gold)
            _observe_one(OWN, parts.retriever, answerer, case, (), seen)


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
    seen.judged.append(Judged(name, text, row, answerable))
    right = np.array([holds(each.text, case.gold.answers, case.gold.slots) for each in candidates], bool)
    if answerable and name in READING and right.any():
        seen.names.sentence = list(sentence_choice.features(candidates[0]))
        rows = [list(sentence_choice.features(each).values()) for each in candidates]
        seen.sentences.append(Sentences(text, np.array(rows), right))


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


def _toml(names: Names, choice: Matrix, enough: Matrix) -> str:
    head = FILE.read_text(encoding="utf-8").split("[sentence]")[0]
    lines = [head + "[sentence]"]
    lines += [f"{name} = {value:.3f}" for name, value in zip(names.sentence, choice, strict=True)]
    lines += ["", "[sufficiency]", "threshold = 0.5"]
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
    observe_own(cached, seen)
    choice = fitting.softmax([each.rows for each in seen.sentences], [each.right for each in seen.sentences])
    first, whole = crossed_choice(seen.sentences)
    print(f"  first right {first:.3f}, of three {whole:.3f}, of {len(seen.sentences)} that have one", file=sys.stderr)
    report(seen.judged, crossed_logits(seen.judged, seen.names.sufficiency))
    text = _toml(seen.names, choice, fit_sufficiency(seen.judged, seen.names.sufficiency))
    print(text)
    if arguments.write:
        FILE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
