"""What the answerer saw of the question sets: the features of sentences and of questions, with what was right.

Seeing costs minutes, fitting seconds: what was seen can be kept in a file and fitted again (evals/fit_answering.py).
"""

from __future__ import annotations

import json
import random
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.access import LOCAL_PERSON, filter_for
from assistant.answering import question as questions
from assistant.answering import sentence_choice, sufficiency
from assistant.answering.extractive import ExtractiveAnswerer
from assistant.asking import EVIDENCE
from assistant.domain import Filters, SearchMode
from assistant.ports import Retriever
from evals.dataset import Case, Gold, Query, load
from evals.filled import CORPUS, filled_with
from evals.fitting import Matrix
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
OWN = "own papers"
CASES = Path(__file__).parent / "cases"


@dataclass(frozen=True, slots=True)
class Sentences:
    """One question: a row of features a sentence, and which of them hold the answer."""

    question: str
    rows: Matrix
    right: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Judged:
    """One question asked of some passages, and whether the answer was among them: its features, and for each of its
    sentences those of the sentence and those that the question has if this sentence is chosen, its score being 1."""

    dataset: str
    question: str
    row: list[float]
    answerable: bool
    sentences: Matrix
    chosen: Matrix


@dataclass(slots=True)
class Names:
    """The features' names, as the features themselves gave them."""

    sentence: list[str] = field(default_factory=list)
    sufficiency: list[str] = field(default_factory=list)
    chosen: list[str] = field(default_factory=list)


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
    if not candidates:
        return
    told = sufficiency.evidence(asked, shortlist)
    same, crowd = not told["across_languages"], told["crowd"]
    chosen = [sufficiency.chosen(each, 1.0, same_language=same, crowd=crowd) for each in candidates]
    sentences = [sentence_choice.features(each) for each in candidates]
    seen.names.sentence, seen.names.sufficiency, seen.names.chosen = list(sentences[0]), list(told), list(chosen[0])
    rows = np.array([list(each.values()) for each in sentences])
    of_chosen = np.array([list(each.values()) for each in chosen])
    answerable = case.gold.answerable and not name.endswith((WITHOUT, FOREIGN))
    seen.judged.append(Judged(name, text, list(told.values()), answerable, rows, of_chosen))
    right = np.array([holds(each.text, case.gold.answers, case.gold.slots) for each in candidates], bool)
    if answerable and name in READING and right.any():
        seen.sentences.append(Sentences(text, rows, right))


def with_chosen(judged: Judged, names: Names, choice: Matrix) -> list[float]:
    """The whole row of a question's features when sentences weigh as `choice` says."""
    scores = judged.sentences @ choice
    best = int(np.argmax(scores))
    found = dict(zip(names.chosen, judged.chosen[best].tolist(), strict=True))
    return judged.row + [v * float(scores[best]) if n.endswith("chosen_score") else v for n, v in found.items()]


def keep(seen: Observed, path: Path) -> None:
    """Write what was seen, so that `read` gives the same."""
    sentences = [
        {"question": each.question, "rows": each.rows.tolist(), "right": each.right.tolist()} for each in seen.sentences
    ]
    judged = [
        asdict(each) | {"sentences": each.sentences.tolist(), "chosen": each.chosen.tolist()} for each in seen.judged
    ]
    names = asdict(seen.names)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"names": names, "sentences": sentences, "judged": judged}), encoding="utf-8")


def read(path: Path) -> Observed:
    """What `keep` wrote."""
    found = json.loads(path.read_text(encoding="utf-8"))
    sentences = [
        Sentences(each["question"], np.array(each["rows"]), np.array(each["right"], bool))
        for each in found["sentences"]
    ]
    judged = [
        Judged(**each | {"sentences": np.array(each["sentences"]), "chosen": np.array(each["chosen"])})
        for each in found["judged"]
    ]
    return Observed(sentences, judged, Names(**found["names"]))
