"""Which section of the outline each statement belongs to: its own headings, its words, its nearness in meaning."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.domain import Status
from assistant.drafting.papers import Statement
from assistant.drafts import Outline, Part
from assistant.text.normalise import fold

Vectorise = Callable[[Sequence[str]], np.ndarray]
"""Texts to unit vectors; the desk gives it, None where no model is at hand."""

#: Headings below which a paper tells what went wrong: no theme of results, only a section that asks for it.
SHORTCOMINGS = re.compile(
    r"不足|(?:存在|主要|面临).{0,6}问题|问题和|短板|困难(?!家庭|职工|群众|用户)|shortcoming|challenges", re.IGNORECASE
)
MARK = "@"
_OWNED = 50.0
_AMBIGUOUS, _MOST_EMBEDDED = 1.5, 240
_INNER, _OUTER, _PAPER, _WORDS, _NAMES, _MEANING, _NEIGHBOURS = 2.4, 1.2, 1.0, 1.0, 0.8, 14.0, 0.35


@dataclass(frozen=True, slots=True)
class Theme:
    """Sections of an outline that share a subject: a heading and what stands below it, or one section alone."""

    heading: str
    words: tuple[str, ...]
    sections: tuple[int, ...]
    part: Part

    @property
    def everything(self) -> bool:
        """Nothing is said of its subject: it takes what fits nowhere else."""
        return not self.words

    @property
    def of_shortcomings(self) -> bool:
        return any(SHORTCOMINGS.search(each) for each in (self.heading, *self.words))


def themes_of(outline: Outline) -> list[Theme]:
    """The themes of an outline in its order; openings have none."""
    found: list[Theme] = []
    heading = ""
    shared: tuple[str, ...] = ()
    level = 0
    group: list[int] = []
    for index, each in enumerate(outline.sections):
        if each.part is Part.HEADING:
            heading, shared, level, group = each.heading, each.topics, each.level, []
            continue
        if each.part is Part.OPENING:
            continue
        words = (*shared, *each.topics) if each.level > level and heading else each.topics
        below = bool(heading) and each.level > level and not each.topics and bool(shared)
        if below and group and found and found[-1].sections == tuple(group):
            group.append(index)
            last = found[-1]
            part = each.part if last.part is Part.CASE else last.part
            found[-1] = Theme(last.heading, last.words, tuple(group), part)
            continue
        group = [index]
        found.append(Theme(heading if below else each.heading, words, (index,), each.part))
    return found


def assign(statements: Sequence[Statement], themes: Sequence[Theme], vectorise: Vectorise | None) -> list[int | None]:
    """Return for every statement the index of its theme, None where none is of its kind."""
    results = [i for i, each in enumerate(themes) if each.part in (Part.RESULTS, Part.CASE)]
    plans = [i for i, each in enumerate(themes) if each.part is Part.PLAN]
    found: list[int | None] = [None] * len(statements)
    for wanted, planned in ((results, False), (plans, True)):
        mine = [i for i, each in enumerate(statements) if (each.status is Status.PLANNED) is planned]
        if not wanted or not mine:
            continue
        scores = _scores([statements[i] for i in mine], [themes[i] for i in wanted], vectorise)
        for row, i in enumerate(mine):
            best = int(np.argmax(scores[row]))
            if math.isfinite(scores[row][best]):
                found[i] = wanted[best]
    return found


def _scores(statements: Sequence[Statement], themes: Sequence[Theme], vectorise: Vectorise | None) -> np.ndarray:
    rarity = _rarity(themes)
    scores = np.array([[_worded(each, theme, rarity) for theme in themes] for each in statements])
    if vectorise is not None and len(themes) > 1:
        unsure = _unsure(scores)
        if len(unsure):
            scores[unsure] += _MEANING * _nearness([statements[i] for i in unsure], themes, vectorise)
    scores = _with_neighbours(statements, scores)
    for column, theme in enumerate(themes):
        for row, each in enumerate(statements):
            told = any(SHORTCOMINGS.search(name) for name in each.heading)
            if told != theme.of_shortcomings and each.status is not Status.PLANNED:
                scores[row, column] = -math.inf
            elif theme.everything and len(themes) > 1:
                scores[row, column] = 0.6
    return scores


def _rarity(themes: Sequence[Theme]) -> dict[str, float]:
    """A word that several themes have tells less between them; a longer word tells more."""
    counts: dict[str, int] = {}
    for theme in themes:
        for word in {*theme.words}:
            counts[word] = counts.get(word, 0) + 1
    return {word: min(1.0, 0.35 + 0.2 * (len(word) - 1)) / count for word, count in counts.items()}


def _hits(text: str, theme: Theme, rarity: dict[str, float]) -> float:
    """How much a text speaks of a theme: from 0, each further word adding less."""
    folded = fold(text)
    total = sum(rarity[word] for word in theme.words if fold(word) in folded)
    return 1.6 * (1 - math.exp(-total))


def marks_of(each: Statement) -> frozenset[str]:
    """The words by which themes that were found on the papers own their statements: the paper, or a heading of it."""
    document = each.document.document_id
    heading = each.heading[:2] if len(each.heading) > 1 else each.heading
    return frozenset((f"{MARK}{document}", f"{MARK}{document}/{'/'.join(heading)}"))


def _worded(each: Statement, theme: Theme, rarity: dict[str, float]) -> float:
    marks = [word for word in theme.words if word.startswith(MARK)]
    if marks:
        return _OWNED if marks_of(each) & set(marks) else -_OWNED
    names = [name for name in each.heading if not re.fullmatch(r"【.{1,4}】", name)]
    score = _WORDS * _hits(each.text, theme, rarity)
    score += _NAMES * _hits(" ".join(figure.indicator for figure in each.figures), theme, rarity)
    if names:
        score += _INNER * _hits(names[-1], theme, rarity)
    for name in names[:-1]:
        score += _OUTER * _hits(name, theme, rarity)
    metadata = each.document.metadata
    return score + _PAPER * _hits(f"{metadata.department} {metadata.title}", theme, rarity)


def _unsure(scores: np.ndarray) -> np.ndarray:
    """The rows that words leave open, the closest first: nearness in meaning is asked for these alone."""
    best = np.sort(scores, axis=1)
    margin = best[:, -1] - best[:, -2]
    rows = np.flatnonzero(margin < _AMBIGUOUS)
    kept: np.ndarray = rows[np.argsort(margin[rows], kind="stable")][:_MOST_EMBEDDED]
    return kept


def _nearness(statements: Sequence[Statement], themes: Sequence[Theme], vectorise: Vectorise) -> np.ndarray:
    """Cosine of statement and theme, around each statement's mean: only what tells themes apart counts."""
    described = [f"{theme.heading}：{'、'.join(theme.words[:24])}" for theme in themes]
    texts = [f"{each.heading[-1] if each.heading else ''} {each.text}"[:200] for each in statements]
    cosines = vectorise(texts) @ vectorise(described).T
    centred: np.ndarray = cosines - cosines.mean(axis=1, keepdims=True)
    return centred


def _with_neighbours(statements: Sequence[Statement], scores: np.ndarray) -> np.ndarray:
    """Sentences under one heading mostly speak of one subject: each leans towards what the others say."""
    groups: dict[object, list[int]] = {}
    for i, each in enumerate(statements):
        groups.setdefault((each.document.document_id, each.heading), []).append(i)
    result = scores.copy()
    for rows in groups.values():
        if len(rows) > 1:
            result[rows] += _NEIGHBOURS * scores[rows].mean(axis=0)
    return result
