"""Addresses within a rule: 第十二条第二款第（三）项, Article 12 paragraph 2. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.domain import Passage
from assistant.text.normalise import aligned
from assistant.text.numerals import chinese

_COUNT = "[〇零一二三四五六七八九十百千0-9]+"
_CHINESE = re.compile(
    rf"第\s?(?P<article>{_COUNT})\s?[条條](?:之(?P<inserted>[一二三四五六七八九十]+))?"
    rf"(?:\s?第\s?(?P<paragraph>{_COUNT})\s?款)?(?:\s?第?\s?[（(]?(?P<item>{_COUNT})[）)]?\s?[项項])?"
)
_ENGLISH = re.compile(
    r"\b(?:Articles?|Art\.|Clause|Section)\s(?P<article>\d+)(?![\d.])(?:,?\s(?:paragraph|para\.?)\s(?P<paragraph>\d+))?"
    r"(?:,?\s(?:item|point)\s\(?(?P<item>\d+)\)?)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Clause:
    """An article's number, the article inserted after it (条之一), its paragraph (款) and item (项); 0: not named."""

    article: int
    inserted: int = 0
    paragraph: int = 0
    item: int = 0


def named_clauses(text: str) -> list[tuple[str, Clause]]:
    """The clauses that `text` names, each once, with the words that name it, in reading order."""
    plain = aligned(text)
    matches = [*_CHINESE.finditer(plain), *_ENGLISH.finditer(plain)]
    found = {_clause(match): text[match.start() : match.end()] for match in sorted(matches, key=lambda m: m.start())}
    return [(words, clause) for clause, words in found.items() if clause.article]


def clause_of(passage: Passage) -> Clause | None:
    """Where a passage stands in its rule; None outside of articles."""
    found = named_clauses(passage.clause_path or passage.clause or "")
    return found[0][1] if found else None


def at_clause(passages: Sequence[Passage], wanted: Clause) -> list[Passage]:
    """The passages of the article that `wanted` lies in, those that hold it first, else in the paper's order."""
    placed = [(clause_of(passage), passage) for passage in passages]
    same = [
        (clause, passage)
        for clause, passage in placed
        if clause and (clause.article, clause.inserted) == (wanted.article, wanted.inserted)
    ]
    return [passage for _, passage in sorted(same, key=lambda each: (-_agreeing(each[0], wanted), each[1].ordinal))]


def _agreeing(clause: Clause, wanted: Clause) -> int:
    """How much of the address agrees; what only one of them names neither helps nor hurts."""
    steps = [(clause.paragraph, wanted.paragraph), (clause.item, wanted.item)]
    return sum((1 if a == b else -1) for a, b in steps if a and b)


def _clause(match: re.Match[str]) -> Clause:
    part = match.groupdict()
    return Clause(*(_number(part.get(name)) for name in ("article", "inserted", "paragraph", "item")))


def _number(words: str | None) -> int:
    if not words:
        return 0
    return int(words) if words.isascii() and words.isdigit() else int(chinese(words) or 0)
