"""Passages for a library of any size: real ones first, then such as are put together from two real ones.

A made passage is the first sentences of one real passage and the last of another. Its vector is the mixture of theirs,
taken from the mean of all vectors, so that it lies as far from questions and from its neighbours as real ones do:
`neighbours` compares them. Embedding a million passages would take half a day on two cores.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from assistant.domain import Metadata, Page, Passage, Span
from assistant.ports import NewVersion
from assistant.text.sentences import split
from evals.dataset import load

if TYPE_CHECKING:
    from assistant.ports import Embedder, Vectors

SETS = ("stard_10k", "rgb_zh", "cmrc2018", "drcd")
REAL = 10_000
"""Up to here every passage is real, and so is its vector."""
A_DOCUMENT = 100
_LONGEST = 450
"""Surely within what the embedder takes, so that a passage need not be cut."""


@dataclass(frozen=True, slots=True, eq=False)
class Pool:
    """Real passages with their vectors and sentences, and real questions."""

    texts: Sequence[str]
    vectors: Vectors
    sentences: Sequence[Sequence[str]]
    questions: Sequence[str]


def pool(data: Path, embedder: Embedder, questions: int) -> Pool:
    """The passages of `SETS`, the first set's first; its questions, drawn by a fixed seed."""
    texts: list[str] = []
    asked: list[str] = []
    for name in SETS:
        dataset = load(data / name)
        asked = asked or [case.query.question for case in dataset.cases]
        texts += [item.text for item in dataset.items if len(item.text) <= _LONGEST]
    texts = list(dict.fromkeys(texts))
    sentences = [[text[start:end] for start, end in split(text)] or [text] for text in texts]
    chosen = random.Random(0).sample(asked, min(questions, len(asked)))
    return Pool(texts, embedder.embed_passages(texts), sentences, chosen)


def passages(pool: Pool, count: int, real: int = REAL) -> Iterator[tuple[str, Vectors]]:
    """`count` passages with their vectors, always the same: the first `real` of them real."""
    for place in range(min(count, real, len(pool.texts))):
        yield pool.texts[place], pool.vectors[place]
    middle = pool.vectors.mean(axis=0)
    draw = random.Random(1)
    for _ in range(count - min(count, real, len(pool.texts))):
        one, other = draw.randrange(len(pool.texts)), draw.randrange(len(pool.texts))
        head, tail = pool.sentences[one], pool.sentences[other]
        text = "".join([*head[: (len(head) + 1) // 2], *tail[len(tail) // 2 :]])
        share = draw.uniform(0.7, 0.95)
        mixed = share * (pool.vectors[one] - middle) + (1 - share) * (pool.vectors[other] - middle)
        mixed = middle + mixed / np.sqrt(share**2 + (1 - share) ** 2)
        yield text, (mixed / np.linalg.norm(mixed)).astype(np.float32)


def versions(made: Iterator[tuple[str, Vectors]]) -> Iterator[NewVersion]:
    """Documents of `A_DOCUMENT` passages each, one page a document."""
    batch: list[tuple[str, Vectors]] = []
    number = 0
    for each in made:
        batch.append(each)
        if len(batch) == A_DOCUMENT:
            yield version(f"paper-{number}", batch)
            number, batch = number + 1, []
    if batch:
        yield version(f"paper-{number}", batch)


def version(name: str, batch: Sequence[tuple[str, Vectors]]) -> NewVersion:
    """One document that holds these passages below each other."""
    parts, at = [], 0
    for n, (text, _) in enumerate(batch):
        parts.append(Passage(f"{name}.{n}", name, 1, n, text, (Span(1, at, at + len(text)),)))
        at += len(text) + 1
    page = "\n".join(text for text, _ in batch)
    return NewVersion(
        document_id=name,
        metadata=Metadata(title=name, kind="passage"),
        path=f"set/{name}",
        sha256=hashlib.sha256(f"{name}\0{page}".encode()).hexdigest(),
        original=None,
        pages=(Page(1, page),),
        passages=tuple(parts),
        vectors=np.stack([vector for _, vector in batch]),
    )


def neighbours(pool: Pool, asked: Vectors, count: int = REAL) -> dict[str, float]:
    """Mean cosine of the questions' 1st, 10th and 50th neighbour among `count` real and among `count` made passages."""
    found = {}
    for kind, real in (("real", count), ("made", 0)):
        rows = np.stack([vector for _, vector in passages(pool, count, real)])
        ordered = -np.sort(-(asked @ rows.T), axis=1)
        for place in (1, 10, 50):
            if place <= ordered.shape[1]:
                found[f"{kind} {place}"] = round(float(ordered[:, place - 1].mean()), 4)
    return found
