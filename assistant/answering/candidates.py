"""Sentences that might answer, with what speaks for each. All numbers are comparable across questions."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.answering.expected import fits
from assistant.answering.question import Asks, Question
from assistant.answering.subject import Subject, Told, sentences_in, subject_of, words_held, words_of
from assistant.domain import Passage, PassageKind, SearchHit
from assistant.ports import Embedder, PassageStore
from assistant.table_rows import row_statements
from assistant.text.tokens import index_terms

_PASSAGES = 20
_ROWS_OF_A_TABLE = 5
_SHORTLIST = 20
"""Sentences whose vectors are made; the others are far behind on words. Measured: 40 gives no more, and costs twice."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One sentence of one hit, or one value of a table row: `parts` are half-open offsets into the passage's text.

    `coverage`, `in_context` and `topic` are shares (0 to 1) of the question's term weight that the sentence holds, that
    it holds with the sentence before and its headings, and of the question without its period that it holds with its
    headings. `similarity` is the cosine of sentence and question (0 when it was not in the shortlist), `behind` the
    passage's score minus the best passage's (≤ 0), `fits` whether it holds the kind of thing asked for. `header` is the
    column's header of a table value, else empty; `clause` the part of a long sentence that holds the figure asked for.

    `words`, `words_before` and `words_after` are shares of the subject's weight that the sentence holds, with the one
    before and its headings, or with the one after. `named` is how likely a thing it names is of the kind sought,
    `near` how near such a thing stands to the subject's words (`subject.Told`); `passage_similarity` is the cosine of
    its passage minus the best passage's.
    """

    hit: SearchHit
    rank: int
    parts: tuple[tuple[int, int], ...]
    text: str
    coverage: float
    in_context: float
    topic: float
    fits: bool
    behind: float
    similarity: float = 0.0
    header: str = ""
    clause: str = ""
    words: float = 0.0
    words_before: float = 0.0
    words_after: float = 0.0
    named: float = 0.0
    near: float = 0.0
    passage_similarity: float = 0.0

    @property
    def start(self) -> int:
        return self.parts[0][0]


@dataclass(frozen=True, slots=True)
class Weights:
    """Inverse document frequency of each question term."""

    terms: Mapping[str, float]

    def share(self, wanted: Iterable[str], held: set[str]) -> float:
        """Share of the weight of `wanted` that is in `held`; 0 when nothing was wanted."""
        wanted = list(wanted)
        total = sum(self.terms[term] for term in wanted)
        return sum(self.terms[term] for term in wanted if term in held) / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Shortlist:
    """The evidence for one question: the passages read, their best sentences with similarities, the terms' weights,
    and what is told of the subject."""

    hits: tuple[SearchHit, ...]
    candidates: tuple[Candidate, ...]
    weights: Weights
    subject: Subject
    told: tuple[Told, ...] = ()


def weigh(question: Question, store: PassageStore, passages: int) -> Weights:
    """Weights as BM25's idf (Robertson and Spärck Jones); a term no passage holds weighs most.

    Counts are of the whole library, so `passages` must be as well: among the few that a question is restricted to,
    every word would seem common.
    """
    terms = list(dict.fromkeys((*question.terms, *question.topic, *words_of(question.text))))
    counts = store.document_frequencies(terms)
    size = max(passages, *counts.values(), 1)
    return Weights(
        {term: math.log(1 + (size - (n := min(counts.get(term, 0), size)) + 0.5) / (n + 0.5)) for term in terms}
    )


@dataclass(frozen=True, slots=True)
class _Piece:
    parts: tuple[tuple[int, int], ...]
    text: str
    header: str = ""


# What stands before the words of a sentence and says nothing itself; the citation names the clause.
_CLAUSE = re.compile(r"第[一二三四五六七八九十百千零〇\d]+条(?:之[一二三四五六七八九十])?[\s\u3000]*")
_ITEM = re.compile(r"[（(][一二三四五六七八九十\d]+[）)][\s\u3000]*")
# The history under a law's title answers no question about the rule.
_COMMA = re.compile(r"[，；;]|,(?!\d)")
_ENACTMENT = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日[^。；]{0,80}(?:通过|批准|公布|公告|施行|修正|修订)[^。]{0,12}$")


def _pieces(passage: Passage) -> list[_Piece]:
    """The sentences of a passage without labels and closing semicolons, an item with the stem it hangs on
    (有下列情形之一的：); of a table row, its values."""
    text = passage.text
    found: list[_Piece] = []
    if passage.kind is PassageKind.TABLE:
        for each in row_statements(passage):
            found.append(_Piece(each.parts, " ".join(text[slice(*part)] for part in each.parts), each.header))
        if found:
            return found
    stem: tuple[int, int] | None = None
    for start, end in sentences_in(text):
        if _ENACTMENT.match(text, start, end):
            continue
        item = _ITEM.match(text, start, end)
        label = item or _CLAUSE.match(text, start, end)
        if label and label.end() < end:
            start = label.end()
        while end - 1 > start and text[end - 1] in "；;，,":
            end -= 1
        if not item:
            stem = (start, end) if text[end - 1] in "：:" else None
        parts = ((start, end),) if not item or stem is None else (stem, (start, end))
        found.append(_Piece(parts, "".join(text[slice(*part)] for part in parts)))
    return found


def uncrowded(hits: Sequence[SearchHit]) -> list[SearchHit]:
    """The first passages, with no more than a few rows of one table: twelve months must not push all else out."""
    rows: dict[tuple[str, tuple[str, ...]], int] = {}
    kept: list[SearchHit] = []
    for hit in hits:
        if hit.passage.kind is PassageKind.TABLE:
            table = (hit.passage.document_id, hit.passage.section)
            rows[table] = rows.get(table, 0) + 1
            if rows[table] > _ROWS_OF_A_TABLE:
                continue
        kept.append(hit)
    return kept[:_PASSAGES]


def gather(
    question: Question, hits: Sequence[SearchHit], weights: Weights, told: Sequence[Told] = ()
) -> list[Candidate]:
    """Every sentence of every hit, in the order of the hits; vectors come later, for the best only."""
    subject = subject_of(question.text, weights.terms)
    best = hits[0].score if hits else 0.0
    nearest = max((hit.legs.get("dense", 0.0) for hit in hits), default=0.0)
    found: list[Candidate] = []
    for rank, hit in enumerate(hits):
        here = [each for each in told if each.rank == rank]
        of_hit = _sentences_of(question, subject, weights, hit)
        for each in of_hit:
            start, end = each.parts[0][0], each.parts[-1][1]
            inside = [one for one in here if start <= one.start < end]
            found.append(
                replace(
                    each,
                    rank=rank,
                    behind=hit.score - best,
                    named=max((one.likely for one in inside), default=0.0),
                    near=max((one.near for one in inside), default=0.0),
                    passage_similarity=hit.legs.get("dense", 0.0) - nearest,
                )
            )
    return found


def _sentences_of(question: Question, subject: Subject, weights: Weights, hit: SearchHit) -> list[Candidate]:
    """The sentences of one passage with what their words say; the passage's own place is not known here."""
    heading = " ".join((hit.document.title, *hit.passage.section))
    headings, in_heading = set(index_terms(heading)), words_held(subject, heading)
    pieces = _pieces(hit.passage)
    terms = [set(index_terms(piece.text)) for piece in pieces]
    words = [words_held(subject, piece.text) for piece in pieces]
    found = []
    for i, piece in enumerate(pieces):
        before = terms[i - 1] if i else set()
        word_before, word_after = words[i - 1] if i else set(), words[i + 1] if i + 1 < len(pieces) else set()
        found.append(
            Candidate(
                hit=hit,
                rank=0,
                parts=piece.parts,
                text=piece.text,
                coverage=weights.share(question.terms, terms[i]),
                in_context=weights.share(question.terms, terms[i] | before | headings),
                topic=weights.share(question.topic, terms[i] | headings),
                fits=fits(question, piece.text),
                behind=0.0,
                header=piece.header,
                clause=_clause_asked(question, weights, piece.text),
                words=subject.share(words[i]),
                words_before=subject.share(words[i] | word_before | in_heading),
                words_after=subject.share(words[i] | word_after),
            )
        )
    return found


def _clause_asked(question: Question, weights: Weights, text: str) -> str:
    """The clause between commas that holds most of the topic, where a figure is asked for; else nothing."""
    clauses = _COMMA.split(text) if question.asks is Asks.HOW_MANY else []
    if len(clauses) < 2:
        return ""
    return max(clauses, key=lambda clause: weights.share(question.topic, set(index_terms(clause))))


def with_similarity(question: Question, candidates: Sequence[Candidate], embedder: Embedder) -> list[Candidate]:
    """The shortlist with its cosines: sentences first on words, in context, and fitting what is asked."""
    ordered = sorted(
        candidates, key=lambda each: -(each.coverage + each.in_context + each.fits * 0.5 + each.behind * 4)
    )
    short = ordered[:_SHORTLIST]
    if not short:
        return []
    vector = embedder.embed_queries([question.text])[0]
    cosines = embedder.embed_passages([each.text for each in short]) @ vector
    return [replace(each, similarity=float(cosine)) for each, cosine in zip(short, cosines, strict=True)]
