"""Other cuts of the same passage: a candidate whose words are more, or fewer, than the sentence it was chosen for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.candidates import Candidate
from assistant.answering.statements import Statement
from assistant.domain import Passage, SearchHit

Part = tuple[int, int]


def recut(candidate: Candidate, parts: Sequence[Part], passage: Passage | None = None, header: str = "") -> Candidate:
    """`candidate` with the words of `parts` instead of its own, of the same passage or of `passage` of the document."""
    hit = candidate.hit if passage is None else replace(candidate.hit, passage=passage, legs={})
    text = words_at(hit.passage, parts)
    return replace(candidate, hit=hit, parts=tuple(parts), text=text, clause="", header=header)


def candidate_of(hit: SearchHit, parts: Sequence[Part], header: str = "") -> Candidate:
    """A candidate for words that were not among the sentences weighed: they stand by their place, not by a score."""
    cut = words_at(hit.passage, parts)
    text = " ".join(hit.passage.text[slice(*part)] for part in parts) if header else cut
    return Candidate(hit, 0, tuple(parts), text, 1.0, 1.0, 1.0, True, 0.0, header=header)


def words_at(passage: Passage, parts: Sequence[Part]) -> str:
    """The words of `parts`: a list's item on a line of its own, neighbours with nothing between them."""
    text, told, last = passage.text, "", None
    for start, end in parts:
        if last is not None:
            told += "\n" if "\n" in text[last:start] else _gap(text, last, start)
        told += text[start:end]
        last = end
    return told


def _gap(text: str, last: int, start: int) -> str:
    """Nothing between Chinese sentences, a space where words were left out or the text has one."""
    apart = start != last and (text[last:start].isspace() and text[last - 1].isascii())
    return " " if apart else ""


def whole(statement: Statement) -> Part:
    """From the first of a statement's words to the last."""
    return statement.candidate.parts[0][0], statement.candidate.parts[-1][1]


def same_passage(one: Statement, other: Statement) -> bool:
    """True when two statements stand in one passage."""
    return one.candidate.hit.passage.passage_id == other.candidate.hit.passage.passage_id
