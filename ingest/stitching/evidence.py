"""What speaks for and against each pair of blocks: one number for each kind of evidence, all pairs at once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from assistant.text.tokens import plain_words
from ingest.stitching.affinity import Affinity, Network, network
from ingest.stitching.ends import Ends
from ingest.stitching.language import LONGEST, measure
from ingest.stitching.marks import brackets, clauses, numbers, two_marks
from ingest.stitching.ngrams import Counts, Values, background, count
from ingest.stitching.series import articles, items

PAIR_EVIDENCE: Final = (
    "language",
    "language_first",
    "repeated",
    "word",
    "fewer_words",
    "brackets_agree",
    "brackets_alone",
    "brackets_clash",
    "bracket_stays_open",
    "clause_length",
    "number_possible",
    "number_impossible",
    "two_marks",
    "topic",
    "shared_names",
    "article_follows",
    "article_clashes",
    "item_follows",
    "item_clashes",
    "affinity",
)
END_EVIDENCE: Final = (
    "one",
    "edge",
    "comma",
    "semicolon",
    "ended",
    "heading",
    "open_bracket",
    "set_apart",
    "short_whole",
    "over",
)
START_EVIDENCE: Final = (
    "one",
    "edge",
    "sentence",
    "mark",
    "part",
    "indent",
    "closes",
    "others_indented",
    "short_whole",
    "fresh",
)

_WINDOW: Final = 300
_DIMENSIONS: Final = 1024
_WORD_REACH: Final = 6
_CANDIDATES: Final = 10
_FIRST_LETTER: Final = 0x2FFF
_NAME: Final = re.compile(r"(?<![0-9.])[0-9]{3,}(?![0-9.%])|[A-Za-z]{2,}|“[^“”，。]{2,12}”")
_MARKS: Final = np.array([ord(mark) for mark in "，。、；：）（"])


@dataclass(frozen=True, slots=True)
class Evidence:
    """`pairs[i, j]`: for block i's end running on into block j's start; `ends[i]`, `starts[j]`: for a cut end or start
    being none. The last axis is as named in `PAIR_EVIDENCE`, `END_EVIDENCE`, `START_EVIDENCE`."""

    pairs: Values
    ends: Values
    starts: Values


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What is known of the language beforehand: counts, the network, and the shares of clause lengths."""

    counts: Counts
    network: Network
    clauses: Sequence[float]


def bundled(clauses: Sequence[float]) -> Knowledge:
    """Return the bundled knowledge; `clauses[n]` is the share of the clauses that have n characters."""
    return Knowledge(background(), network(), clauses)


def weigh(ends: Sequence[Ends], knowledge: Knowledge) -> Evidence:
    """Gather the evidence for every end against every start."""
    n = len(ends)
    document = count([end.text.replace("\n", "") for end in ends], LONGEST)
    tails = [end.tail if end.paragraphs == 1 and not end.indented else f"\n{end.tail}" for end in ends]
    heads = [end.head if end.paragraphs == 1 else f"{end.head}\n" for end in ends]
    language = measure([*tails, "\n", "。"], [*heads, "\n"], document, knowledge.counts)
    affinity = knowledge.network.measure(tails, heads)
    across = language.across[:n, :n]
    columns = [
        across,
        language.first[:n, :n],
        language.repeated[:n, :n],
        *_words(ends, across + affinity.pairs),
        *brackets(ends),
        clauses(ends, knowledge.clauses),
        *numbers(ends),
        two_marks(ends),
        _topics(ends),
        _shared_names(ends),
        *articles(ends),
        *items(ends),
        affinity.pairs,
    ]
    return Evidence(
        np.stack(columns, axis=-1),
        np.column_stack([_end_evidence(ends, language.across[:n, n]), *_own(ends, affinity)]),
        np.column_stack(
            [_start_evidence(ends, language.across[n, :n], language.across[n + 1, :n]), *_own(ends, affinity, True)]
        ),
    )


def _own(ends: Sequence[Ends], affinity: Affinity, starts: bool = False) -> tuple[Values, Values]:
    """What the network says of each end (or start); and that of the other end of the same paragraph where the block
    is one short paragraph without a mark, as headings are: when both are whole it is one."""
    own, other = (affinity.fresh, affinity.over) if starts else (affinity.over, affinity.fresh)
    short = np.array([end.paragraphs == 1 and end.heading_like for end in ends])
    return np.where(short, np.clip(other, -8.0, 8.0), 0.0), own


def _end_evidence(ends: Sequence[Ends], edge: Values) -> Values:
    rows = [
        (
            1.0,
            edge[index],
            end.tail[-1:] in ("，", "、"),
            end.tail[-1:] in ("；", "：", ";", ":"),
            end.ended and not end.left_open,
            end.heading_like,
            bool(end.left_open),
            end.marker_like,
        )
        for index, end in enumerate(ends)
    ]
    return np.array(rows, dtype=np.float64).reshape(len(ends), len(END_EVIDENCE) - 2)


def _start_evidence(ends: Sequence[Ends], edge: Values, sentence: Values) -> Values:
    indents = sum(end.indented for end in ends) >= max(2, 0.2 * len(ends))
    rows = [
        (
            1.0,
            edge[index],
            sentence[index],
            end.starts_with_mark,
            end.opens_part,
            end.indented,
            bool(end.closes),
            indents and not end.indented,
        )
        for index, end in enumerate(ends)
    ]
    return np.array(rows, dtype=np.float64).reshape(len(ends), len(START_EVIDENCE) - 2)


def _words(ends: Sequence[Ends], promise: Values) -> tuple[Values, Values]:
    """Length of the dictionary word that stands over the cut, and how many words fewer the joined text takes.

    Looked up for the most promising pairs of each end and each start only: the others stay at 0."""
    before = [end.tail[-_WORD_REACH:] for end in ends]
    after = [end.head[:_WORD_REACH] for end in ends]
    alone_before = [len(plain_words(text)) for text in before]
    alone_after = [len(plain_words(text)) for text in after]
    word, fewer = np.zeros(promise.shape), np.zeros(promise.shape)
    for i, j in _promising(ends, promise):
        pieces = plain_words(before[i] + after[j])
        fewer[i, j] = alone_before[i] + alone_after[j] - len(pieces)
        at = 0
        for piece in pieces:
            if at < len(before[i]) < at + len(piece):
                word[i, j] = len(piece)
            at += len(piece)
    return word, fewer


def _promising(ends: Sequence[Ends], promise: Values) -> list[tuple[int, int]]:
    ranked = np.where(np.eye(len(ends), dtype=bool), -np.inf, promise)
    if len(ends) > _CANDIDATES:
        low_row = np.partition(ranked, -_CANDIDATES, axis=1)[:, -_CANDIDATES][:, None]
        low_column = np.partition(ranked, -_CANDIDATES, axis=0)[-_CANDIDATES][None, :]
        chosen = (ranked >= low_row) | (ranked >= low_column)
    else:
        chosen = np.isfinite(ranked)
    chosen &= np.array([not end.ended for end in ends])[:, None]
    chosen &= np.array([not end.opens_part for end in ends])[None, :]
    return [(int(i), int(j)) for i, j in np.argwhere(chosen)]


def _topics(ends: Sequence[Ends]) -> Values:
    """Cosine of the character pairs around the two ends, rare ones weighing more."""
    around = topic_vectors([end.tail[-_WINDOW:] for end in ends] + [end.head[:_WINDOW] for end in ends])
    cosine: Values = around[: len(ends)] @ around[len(ends) :].T
    return cosine


def topic_vectors(texts: Sequence[str]) -> Values:
    """Return a vector of length 1 for each text: its pairs of letters, those of few texts weighing more."""
    vectors = np.zeros((len(texts), _DIMENSIONS))
    for row, text in zip(vectors, texts, strict=True):
        _fill(row, text)
    vectors *= np.log((len(texts) + 1) / ((vectors > 0).sum(axis=0) + 0.5))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9
    return vectors


def _shared_names(ends: Sequence[Ends]) -> Values:
    """Numbers, Latin words and quoted names that the two paragraphs share: the rarest one's weight, as the logarithm
    of one over the share of blocks that have it."""
    before = [frozenset(_NAME.findall(end.tail)) for end in ends]
    after = [frozenset(_NAME.findall(end.head)) for end in ends]
    seen = Counter(name for names in zip(before, after, strict=True) for name in names[0] | names[1])
    shared = np.zeros((len(ends), len(ends)))
    for i, names in enumerate(before):
        for j, others in enumerate(after if names else ()):
            if common := names & others:
                shared[i, j] = np.log(len(ends) / min(seen[name] for name in common))
    return shared


def _fill(row: Values, text: str) -> None:
    codes = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32).astype(np.int64)
    letters = (codes > _FIRST_LETTER) & ~np.isin(codes, _MARKS)
    pairs = letters[:-1] & letters[1:]
    row[((codes[:-1] * 31 + codes[1:] * 17) % _DIMENSIONS)[pairs]] = 1.0
