"""A set of our own over corpus/: the papers as they are taken in, and questions as people of a utility ask them.

    python -m evals.own_set [--out DIR] [--keep DIR]

The questions of `evals/cases/corpus_search.jsonl` come in kinds: lay words against official wording, English against
Chinese and the other way round, two characters, a year, a place. Each names a document and words that its right
passage holds; where more passages of that document hold them, each is right. The questions of `corpus_questions.jsonl`
come too: right is a passage of their document, and of their clause, that holds the answer. Scores come a line a kind
from the suite that scores every other set, over the library with its real metadata. --out also writes the set as
`corpus.jsonl` and `queries.jsonl` for `clearwell eval`; --keep keeps the record for `evals.report`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.access import LOCAL_PERSON
from assistant.domain import Passage, SearchHit
from assistant.embedding.factory import load_embedder
from assistant.service import Assistant
from assistant.settings import EmbeddingSettings
from evals.dataset import Case, Dataset, Gold, Item, Query
from evals.filled import CORPUS, filled_with
from evals.metrics import mean, plain
from evals.records import keep, record
from evals.suites import retrieval
from evals.vector_cache import CachedEmbedder

CASES = Path(__file__).parent / "cases"
FIGURES = "figures and rules"
SHOWN = ("recall@1", "recall@5", "recall@10", "ndcg@10")


@dataclass(frozen=True, slots=True)
class Own:
    """A question of ours: which passages of which file are right is told by words they hold."""

    id: str
    kind: str
    question: str
    document: str
    holds: tuple[str, ...]
    clause: str | None = None

    @property
    def told_anywhere(self) -> bool:
        return self.kind == FIGURES and self.clause is None


def own_cases() -> list[Own]:
    """All questions of both files that have an answer in the corpus."""
    found = [Own(**{**row, "holds": (row["holds"],)}) for row in _rows("corpus_search.jsonl")]
    return found + [
        Own(row["id"], FIGURES, row["question"], row["document"], tuple(row["answers"]), row["clause"])
        for row in _rows("corpus_questions.jsonl")
        if row["answerable"]
    ]


def _rows(name: str) -> Iterator[dict[str, Any]]:
    for line in (CASES / name).read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def relevant(own: Own, held: Mapping[str, Sequence[Passage]]) -> frozenset[str]:
    """The ids of the right ones among all passages by file name.

    A figure told by several papers is right in each of them; a rule's answer only in its own paper, and in its clause
    where one passage of that clause holds it. An answer that no passage holds in these words leaves the clause.
    """
    mine = held[own.document]
    searched = [each for passages in held.values() for each in passages] if own.told_anywhere else list(mine)
    holding = [each for each in searched if any(plain(words) in plain(each.text) for words in own.holds)]
    of_clause = [each for each in mine if own.clause is not None and each.clause == own.clause]
    in_clause = [each for each in holding if each in of_clause]
    return frozenset(each.passage_id for each in in_clause or holding or of_clause)


def own_set(assistant: Assistant) -> Dataset:
    """The set over a library that holds corpus/. Raises ValueError for a question without a right passage."""
    documents = {Path(each.path).name: each for each in assistant.documents(LOCAL_PERSON)}
    held = {name: assistant.passages(each.document_id, LOCAL_PERSON) for name, each in documents.items()}
    items = tuple(
        Item(passage.passage_id, documents[name].title, passage.text) for name in held for passage in held[name]
    )
    cases = []
    for own in own_cases():
        right = relevant(own, held)
        if not right and own.kind != FIGURES:
            raise ValueError(f"{own.id}: no passage of {own.document} holds {own.holds}")
        cases.append(Case(Query(own.id, own.question, ()), Gold(right, own.holds, (), answerable=True)))
    return Dataset("corpus", items, tuple(cases))


def passage_of(hit: SearchHit) -> list[str]:
    return [hit.passage.passage_id]


def by_kind(scores: retrieval.RetrievalScores, asked: Sequence[str]) -> dict[str, dict[str, float]]:
    """Kind → its mean scores and the number of its questions; `asked` holds the kind of each question scored."""
    kinds: dict[str, dict[str, float]] = {}
    for kind in dict.fromkeys(asked):
        places = [place for place, each in enumerate(asked) if each == kind]
        kinds[kind] = {name: mean([scores.each[name][place] for place in places]) for name in SHOWN}
        kinds[kind]["questions"] = len(places)
    return kinds


def write(dataset: Dataset, folder: Path) -> None:
    """The set as any other set on disk."""
    folder.mkdir(parents=True, exist_ok=True)
    items = [{"id": item.id, "title": item.title, "text": item.text, "source": "corpus"} for item in dataset.items]
    queries = [
        {"id": case.query.id, "question": case.query.question, "answers": list(case.gold.answers),
         "relevant": sorted(case.gold.relevant)}
        for case in dataset.cases
    ]  # fmt: skip
    for name, rows in (("corpus", items), ("queries", queries)):
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (folder / f"{name}.jsonl").write_text(lines, encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--home", type=Path, help="keep the library here between runs")
    arguments = parser.parse_args()
    embedder = CachedEmbedder(load_embedder(EmbeddingSettings()))
    kinds = {own.id: own.kind for own in own_cases()}
    with filled_with([CORPUS], embedder, arguments.home) as parts:
        dataset = own_set(parts.assistant)
        scored = retrieval.score(parts.assistant, dataset, named=passage_of)
    asked = [case for case in dataset.cases if case.gold.relevant]
    print(f"{'kind':<26}" + "".join(f"{name:>11}" for name in (*SHOWN, "questions")))
    for kind, means in by_kind(scored, [kinds[case.query.id] for case in asked]).items():
        print(f"{kind:<26}" + "".join(f"{means[name]:>11.3f}" for name in SHOWN) + f"{means['questions']:>11.0f}")
    print(json.dumps({name: round(value, 4) for name, value in scored.as_json().items()}))
    for case, gain in zip(asked, scored.each["recall@5"], strict=True):
        if not gain:
            print(f"not in the first five: {case.query.id} {case.query.question}")
    if arguments.out is not None:
        write(dataset, arguments.out)
    if arguments.keep is not None:
        keep(record(dataset, "retrieval", scored, embedder.model_id), arguments.keep)
    return 0


if __name__ == "__main__":
    sys.exit(main())
