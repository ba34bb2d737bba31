"""A measurement as it is kept: the scores, what each question gave, and what was measured with which settings."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Protocol, TypeVar

from assistant.retrieval.weights import fitted
from assistant.settings import load_settings
from evals.dataset import Dataset

Value = TypeVar("Value")


class Scored(Protocol):
    """What a suite returns. `each`: a score's name → its value for every question asked, in their order."""

    @property
    def each(self) -> Mapping[str, Sequence[float]]: ...

    def as_json(self) -> dict[str, float | int]: ...


@dataclass(frozen=True, slots=True)
class Record:
    """One suite on one set. `corpus` and `questions` are digests: equal where the same texts were measured."""

    dataset: str
    suite: str
    scores: dict[str, float | int]
    each: dict[str, list[float]]
    corpus: str
    questions: str
    passages: int
    model: str
    settings: dict[str, object]
    clearwell: str
    at: str

    @property
    def name(self) -> str:
        return f"{self.dataset}/{self.suite}"


def record(dataset: Dataset, suite: str, scored: Scored, model: str) -> Record:
    """What `scored` says about `dataset`, measured just now with the settings that hold for every set."""
    retrieval = load_settings().retrieval
    return Record(
        dataset=dataset.name,
        suite=suite,
        scores=rounded(scored.as_json()),
        each={name: [round(value, 4) for value in values] for name, values in scored.each.items()},
        corpus=digest(f"{item.id}\0{item.title}\0{item.text}" for item in dataset.items),
        questions=digest(f"{case.query.id}\0{case.query.question}" for case in dataset.cases),
        passages=len(dataset.items),
        model=model,
        settings={**retrieval.model_dump(mode="json"), "weights": asdict(fitted(retrieval.keyword_weight))},
        clearwell=version("clearwell"),
        at=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def rounded(scores: Mapping[str, float | int]) -> dict[str, float | int]:
    """Fractions and seconds to four places, counts as they are."""
    return {name: round(value, 4) if isinstance(value, float) else value for name, value in scores.items()}


def digest(texts: Iterable[str]) -> str:
    """Of texts in any order."""
    found = hashlib.sha256()
    for text in sorted(texts):
        found.update(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest())
    return found.hexdigest()[:16]


def keep(each: Record, folder: Path) -> Path:
    """Write a record in place of the former one of the same set and suite."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{each.dataset}-{each.suite}.json"
    path.write_text(json.dumps(asdict(each), ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def kept(folder: Path) -> list[Record]:
    """The records of a folder by name; other JSON files are passed over."""
    rows = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
    return [Record(**row) for row in rows if isinstance(row, dict) and row.keys() == set(Record.__slots__)]


def sampled(values: Sequence[Value], most: int | None) -> Sequence[Value]:
    """At most so many, by a fixed seed, in their order."""
    if most is None or most >= len(values):
        return values
    return [values[place] for place in sorted(random.Random(0).sample(range(len(values)), most))]
