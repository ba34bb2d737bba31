"""Sentences read word by word within their passages: does each word of the question meet its like in this one?

Every token of question and passage has a vector of its own that knows its context, so that 他 in a sentence is near
the name in the sentence before. A question's token is matched by the nearest token of a sentence, and the tokens that
stand out most from the ordinary count most (late interaction: Khattab and Zaharia 2020, ColBERT, without training).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.answering.candidates import Candidate, shortlisted

if TYPE_CHECKING:
    from assistant.ports import Vectors, WordReader

FEWEST, MOST = 2, 6
ENOUGH_BYTES = 2200
"""Passages read: two at least, and more while they are short together. 2200 bytes of UTF-8 are about 500 tokens in any
language. Measured: of long passages, four in place of two give one whole answer more in 150, and are twice the text."""
_SMALL = 1e-9


@dataclass(frozen=True, slots=True)
class _Match:
    """How near each token of the question comes, and the cosine of the means."""

    near: Vectors
    cosine: float


def with_words(question: str, candidates: Sequence[Candidate], reader: WordReader) -> list[Candidate]:
    """Every sentence of the first passages, read; then the others of the shortlist, which match as the worst of them.

    `candidates` are all sentences of all passages.
    """
    passages = _how_many(candidates)
    read = _read([each for each in candidates if each.rank < passages], question, reader)
    lowest = min((each.matched or 0.0 for each in read), default=0.0)
    farthest = min((each.similarity for each in read), default=0.0)
    behind = [each for each in shortlisted(candidates) if each.rank >= passages]
    return read + [replace(each, matched=lowest, similarity=farthest) for each in behind]


def _how_many(candidates: Sequence[Candidate]) -> int:
    sizes: dict[int, int] = {}
    for each in candidates:
        sizes[each.rank] = sizes.get(each.rank, 0) + len(each.text.encode("utf-8", "surrogatepass"))
    read = 0
    for number, rank in enumerate(sorted(sizes)):
        read += sizes[rank]
        if number == MOST or (number >= FEWEST and read > ENOUGH_BYTES):
            return rank
    return max(sizes, default=-1) + 1


def _read(candidates: Sequence[Candidate], question: str, reader: WordReader) -> list[Candidate]:
    by_rank: dict[int, list[int]] = {}
    for i, each in enumerate(candidates):
        by_rank.setdefault(each.rank, []).append(i)
    texts = [
        [candidates[places[0]].hit.document.title, *(candidates[i].text for i in places)] for places in by_rank.values()
    ]
    read = [words[1:] for words in reader.read_passages(texts)]
    asked = reader.read_question(question)
    if not sum(len(words) for passage in read for words in passage) or not len(asked):
        return [replace(each, matched=0.0) for each in candidates]
    return _matched(candidates, list(by_rank.values()), read, asked)


def _matched(
    candidates: Sequence[Candidate], places: Sequence[Sequence[int]], read: Sequence[Sequence[Vectors]], asked: Vectors
) -> list[Candidate]:
    import numpy as np

    ordinary = np.concatenate([words for passage in read for words in passage]).mean(axis=0)
    weights = ((asked - ordinary) ** 2).sum(axis=1)
    weights = weights / (weights.sum() + _SMALL)
    found = list(candidates)
    for of_passage, passage in zip(places, read, strict=True):
        matches = [_match(asked, words, ordinary) for words in passage]
        best = np.max([each.near for each in matches], axis=0)
        for i, each in zip(of_passage, matches, strict=True):
            found[i] = replace(
                found[i],
                similarity=each.cosine,
                matched=float(each.near @ weights),
                best_matched=float(weights[each.near >= best - _SMALL].sum()),
                passage_matched=float(best @ weights),
            )
    return found


def _match(asked: Vectors, words: Vectors, ordinary: Vectors) -> _Match:
    """A sentence beyond the model's limit has no tokens: it matches nothing."""
    import numpy as np

    if not len(words):
        return _Match(np.zeros(len(asked), np.float32), 0.0)
    near = (_unit(asked - ordinary) @ _unit(words - ordinary).T).max(axis=1)
    return _Match(near, float(_unit(asked.sum(axis=0)) @ _unit(words.sum(axis=0))))


def _unit(vectors: Vectors) -> Vectors:
    import numpy as np

    found: Vectors = vectors / (np.linalg.norm(vectors, axis=-1, keepdims=True) + _SMALL)
    return found
