"""Onboarding questions, measured: quotes, answers, the way back, duplicates, coverage, distractors, seconds.

    python -m evals.onboarding --data ../shared/data [--home DIR] [--seed N]

The library holds all laws of `DATA/docs/laws` and the sample corpus. Ten laws are drawn by the seed; they and the
corpus's own rules are asked of, all that they allow. Every figure is computed from the finished items alone, by means
other than the gates': quotes against the stored pages, duplicates by their words, and distractors by a scan of every
clause of the library for the statement they would make. Exits 1 when a floor is missed.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from assistant.access import LOCAL_PERSON
from assistant.citations import quote_of, squeezed
from assistant.domain import Document, Passage
from assistant.embedding.factory import load_embedder
from assistant.question_items import ItemRequest, ItemSet, ItemType, QuestionItem
from assistant.service import Assistant
from assistant.settings import EmbeddingSettings
from evals.filled import CORPUS, filled_with
from evals.vector_cache import CachedEmbedder

FLOORS = {"quotes": 1.0, "answers_in_quote": 1.0, "round_trip": 0.95, "coverage": 0.90}
CEILINGS = {"duplicates": 0.02, "distractors_true": 0.0}
RULES = ("law", "policy", "procedure")
_WORDED_ALIKE = 0.92
_TOLD_ALREADY = 0.9


@dataclass(frozen=True, slots=True)
class Measured:
    """The share that passes, by name, and how many items and distractors it was measured on."""

    figures: dict[str, float]
    items: int
    distractors: int


def pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring letters of a text, marks and white space aside."""
    letters = "".join(each for each in text if each.isalnum())
    return frozenset(letters[i : i + 2] for i in range(len(letters) - 1))


def same_question(a: QuestionItem, b: QuestionItem) -> bool:
    """True for two items that ask the same: worded alike, or the same answer of the same words in the same type."""
    if (a.quote, a.type, a.answer) == (b.quote, b.type, b.answer) and a.type is not ItemType.TRUE_FALSE:
        return True
    mine, theirs = pairs(a.question), pairs(b.question)
    return 2 * len(mine & theirs) / max(1, len(mine) + len(theirs)) >= _WORDED_ALIKE and a.type is b.type


def duplicates(items: Sequence[QuestionItem]) -> int:
    """How many items repeat an earlier one of the same document."""
    return sum(
        any(other.document_id == item.document_id and same_question(item, other) for other in items[:n])
        for n, item in enumerate(items)
    )


def wrong_options(item: QuestionItem) -> list[str]:
    """The options that are offered as wrong; of an order there are none."""
    if item.type not in (ItemType.SINGLE, ItemType.MULTIPLE):
        return []
    return [each for each in item.options if each not in item.answer]


def told_somewhere(item: QuestionItem, wrong: str, clauses: Iterable[Passage]) -> bool:
    """True when a clause of the item's paper says of the question's subject what the wrong option says: the statement
    that it makes in the quote's place of the answer."""
    if not item.answer or item.answer[0] not in item.quote:
        return False
    statement = pairs(item.quote.replace(item.answer[0], wrong, 1))
    return any(
        squeezed(wrong) in squeezed(clause.text)
        and len(statement & pairs(clause.text)) >= _TOLD_ALREADY * max(1, len(statement))
        for clause in clauses
    )


def measure(assistant: Assistant, sets: Sequence[ItemSet], clauses: Sequence[Passage]) -> Measured:
    """Measure finished sets. `clauses` are those of the whole library."""
    items = [item for each in sets for item in each.items]
    asked = [item for item in items if item.type not in (ItemType.TRUE_FALSE, ItemType.ORDER, ItemType.MULTIPLE)]
    offered = [(item, wrong) for item in items for wrong in wrong_options(item)]
    covered = [line for each in sets for line in each.coverage]
    most = max(1, len(items))
    figures = {
        "quotes": sum(_verbatim(assistant, item) for item in items) / most,
        "answers_in_quote": sum(squeezed(item.answer[0]) in squeezed(item.quote) for item in asked)
        / max(1, len(asked)),
        "round_trip": sum(_found_again(assistant, item) for item in items) / most,
        "duplicates": duplicates(items) / most,
        "coverage": sum(bool(line.items) for line in covered) / max(1, len(covered)),
        "distractors_true": float(sum(told_somewhere(item, wrong, clauses) for item, wrong in offered)),
    }
    return Measured(figures, len(items), len(offered))


def _verbatim(assistant: Assistant, item: QuestionItem) -> bool:
    texts = {span.page: assistant.page(item.document_id, span.page, LOCAL_PERSON).text for span in item.spans}
    return squeezed(quote_of(item.spans, texts)) == squeezed(item.quote)


def _found_again(assistant: Assistant, item: QuestionItem) -> bool:
    hits = assistant.search(item.question, LOCAL_PERSON, limit=3).hits
    return any(
        hit.document.document_id == item.document_id
        and (hit.passage.passage_id == item.passage_id or (item.clause and hit.passage.clause == item.clause))
        for hit in hits
    )


def drawn(documents: Sequence[Document], seed: int) -> list[Document]:
    """Ten laws in force by the seed, and the sample corpus's own rules."""
    documents = [each for each in documents if each.status == "in_force"]
    own = [each for each in documents if Path(each.path).is_relative_to(CORPUS)]
    laws = sorted((each for each in documents if each not in own), key=lambda each: each.path)
    return [*random.Random(seed).sample(laws, min(10, len(laws))), *(e for e in own if e.metadata.kind in RULES)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the folder with docs/laws")
    parser.add_argument("--home", type=Path, help="keep the library here between runs")
    parser.add_argument("--seed", type=int, default=2024)
    arguments = parser.parse_args()
    embedder = CachedEmbedder(load_embedder(EmbeddingSettings()))
    with tempfile.TemporaryDirectory() as folder:
        paths = [arguments.data / "docs" / "laws", CORPUS / "documents"]
        with filled_with(paths, embedder, arguments.home or Path(folder) / "home") as parts:
            return _report(parts.assistant, arguments.seed)


def _report(assistant: Assistant, seed: int) -> int:
    documents = assistant.documents(LOCAL_PERSON)
    chosen = drawn(documents, seed)
    sets = []
    for document in chosen:
        sets.append(assistant.build_questions(ItemRequest((document.document_id,)), LOCAL_PERSON))
        made = sets[-1]
        print(f"{document.title:<28}{len(made.items):>5} items {made.covered:>7.1%} {made.seconds:>7.2f} s", flush=True)
    clauses = [each for document in documents for each in assistant.passages(document.document_id, LOCAL_PERSON)]
    found = measure(assistant, sets, clauses)
    print(f"{found.items} items, {found.distractors} distractors")
    for name, value in found.figures.items():
        print(f"{name:<20}{value:>8.4f}")
    _print_seconds(assistant, chosen)
    low = any(found.figures[name] < least for name, least in FLOORS.items())
    return 1 if low or any(found.figures[name] > most for name, most in CEILINGS.items()) else 0


def _print_seconds(assistant: Assistant, chosen: Sequence[Document]) -> None:
    """Seconds for 100 items of the paper nearest to 60 clauses, beside 100 searches on the same machine."""
    paper = min(chosen, key=lambda each: abs(each.passages - 60))
    made = assistant.build_questions(ItemRequest((paper.document_id,), count=100), LOCAL_PERSON)
    started = perf_counter()
    for item in made.items:
        assistant.search(item.question, LOCAL_PERSON, limit=3)
    searches = perf_counter() - started
    print(
        f"{len(made.items)} items of {paper.passages} passages: {made.seconds:.2f} s; their searches: {searches:.2f} s"
    )


if __name__ == "__main__":
    sys.exit(main())
