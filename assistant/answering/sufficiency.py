"""Is the evidence enough to answer at all? A logistic over a few features of the question's best passages.

Within one language both meaning and words count; across languages words cannot match, and only meaning counts.
Where few passages are on the subject, the best must stand out from the rest. Where many are, all of them hold the
question's words, and it counts whether what is sought stands near those words and whether passages agree on it.
`evals/baselines/` holds refusals and false refusals side by side.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.candidates import Shortlist
from assistant.answering.question import Question
from assistant.answering.subject import Answered, answers_in, held, words_held
from assistant.answering.weights import weights
from assistant.domain import SearchHit
from assistant.text.normalise import fold
from assistant.text.tokens import language_of

_PASSAGES = 10
_ON_SUBJECT = 0.55
"""Share of the question's weight that a passage on its subject holds."""
_CROWD = 2
"""From as many passages on the subject on, they are compared with each other and not with the rest."""
_UNHEARD_OF = 0.35
"""Share of the subject's weight; one answerable question in a hundred is below it, most of a stranger's are."""
_OTHERS = slice(2, 8)
"""The passages that the best is compared with."""


@dataclass(frozen=True, slots=True)
class _Read:
    """What the first passages say: cosines and shares of the question's weight, each highest first; `crowd` is 1 when
    several passages are on the subject, else 0."""

    cosines: list[float]
    shares: list[float]
    crowd: float
    same_language: bool
    best: Answered | None


def features(question: Question, shortlist: Shortlist) -> dict[str, float]:
    """Return the features that the part `sufficiency` of weights.toml names."""
    read = _read(question, shortlist)
    similarity = max((each.similarity for each in shortlist.candidates), default=0.0)
    fitting = max((each.similarity for each in shortlist.candidates if each.named), default=0.0)
    near = read.best.near if read.best and read.same_language else 0.0
    alone, crowd = 1.0 - read.crowd, read.crowd
    return {
        "bias": 1.0,
        "across_languages": float(not read.same_language),
        "english": float(question.language == "en"),
        "similarity": similarity * alone,
        "ahead": _ahead(read.cosines) * alone,
        "words_ahead": _ahead(read.shares) * alone,
        "near": near * alone,
        "crowd": crowd,
        "crowd_english": crowd * (question.language == "en"),
        "crowd_similarity": similarity * crowd,
        "crowd_fitting": (fitting or similarity - _UNFITTING) * crowd,
        "crowd_words": max(read.shares, default=0.0) * crowd,
        "crowd_cosines": sum(read.cosines[:3]) / 3 * crowd,
        "crowd_near": near * crowd,
        "crowd_agreed": math.log1p(read.best.agreed if read.best else 0.0) * crowd,
        "crowd_year": (read.best.year if read.best and shortlist.subject.years else 1.0) * crowd,
    }


_UNFITTING = 0.06
"""How much less than the best a sentence counts that names nothing of the kind sought."""


def _read(question: Question, shortlist: Shortlist) -> _Read:
    hits = shortlist.hits
    same = any(language_of(hit.passage.text) == question.language for hit in hits[:_PASSAGES])
    shares = [
        shortlist.weights.share(question.terms, held(question.terms, _text_of(hit), question.language))
        for hit in hits[: _PASSAGES if same else 0]
    ]
    cosines = sorted((hit.legs.get("dense", hit.score) for hit in hits), reverse=True)
    on_subject = sum(share > _ON_SUBJECT for share in shares)
    crowd = float(on_subject >= _CROWD)
    best = next(iter(answers_in(shortlist.told)), None)
    return _Read(cosines, sorted(shares, reverse=True), crowd, same, best)


def _held_anywhere(shortlist: Shortlist) -> float:
    """Share of the subject's weight that stands in some passage read."""
    found: set[str] = set()
    for hit in shortlist.hits:
        found |= words_held(shortlist.subject, _text_of(hit))
    return shortlist.subject.share(found)


def _text_of(hit: SearchHit) -> str:
    return fold(" ".join((hit.document.title, *hit.passage.section, hit.passage.text)))


def _ahead(values: Sequence[float]) -> float:
    """How far the first is ahead of those behind it; 0 when there are too few to compare."""
    others = values[_OTHERS]
    return values[0] - sum(others) / len(others) if others else 0.0


def probability(question: Question, shortlist: Shortlist) -> float:
    """Probability from 0 to 1 that the shortlist answers the question."""
    fitted = weights("sufficiency")
    total = sum(fitted[name] * value for name, value in features(question, shortlist).items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def enough(question: Question, shortlist: Shortlist) -> bool:
    """True when answering is better than refusing; never when most of what is asked about stands nowhere."""
    if not shortlist.candidates or _unheard_of(question, shortlist):
        return False
    return probability(question, shortlist) >= weights("sufficiency")["threshold"]


def _unheard_of(question: Question, shortlist: Shortlist) -> bool:
    """Whether the passages, in the question's own language, hold hardly a word of its subject between them."""
    same = any(language_of(hit.passage.text) == question.language for hit in shortlist.hits[:_PASSAGES])
    return same and _held_anywhere(shortlist) < _UNHEARD_OF
