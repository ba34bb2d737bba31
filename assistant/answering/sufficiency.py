"""Is the evidence enough to answer at all? A logistic over a few features of the question's best passages.

Within one language both meaning and words count; across languages words cannot match, and only meaning counts.
`evals/baselines/` holds refusals and false refusals side by side.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from assistant.answering.candidates import Candidate, Shortlist
from assistant.answering.question import Question
from assistant.answering.statements import read_statement, same_period
from assistant.answering.weights import weights
from assistant.domain import SearchHit
from assistant.text.tokens import index_terms, language_of

_PASSAGES = 5


def features(question: Question, shortlist: Shortlist) -> dict[str, float]:
    """Return the features that the part `sufficiency` of weights.toml names."""
    fitting = [each for each in shortlist.candidates if each.fits]
    same_language = any(language_of(hit.passage.text) == question.language for hit in shortlist.hits[:_PASSAGES])
    held = [shortlist.weights.share(question.topic, _words_of(hit)) for hit in shortlist.hits[:_PASSAGES]]
    return {
        "bias": 1.0,
        "across_languages": float(not same_language),
        "english": float(question.language == "en"),
        "best_similarity": max((each.similarity for each in shortlist.candidates), default=0.0),
        "fits": float(bool(fitting)),
        "period": _period_held(question, fitting or shortlist.candidates),
        "passage_words": max(held, default=0.0) if same_language else 0.0,
        "fitting_words": max((each.topic for each in fitting), default=0.0) if same_language else 0.0,
    }


def _words_of(hit: SearchHit) -> set[str]:
    return set(index_terms(" ".join((hit.document.title, *hit.passage.section, hit.passage.text))))


def _period_held(question: Question, candidates: Sequence[Candidate]) -> float:
    """1 when no period is asked for, or when some sentence speaks of it."""
    if question.period is None:
        return 1.0
    return float(any(same_period(question.period, read_statement(each).period) for each in candidates))


def probability(question: Question, shortlist: Shortlist) -> float:
    """Probability from 0 to 1 that the shortlist answers the question."""
    fitted = weights("sufficiency")
    total = sum(fitted[name] * value for name, value in features(question, shortlist).items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def enough(question: Question, shortlist: Shortlist) -> bool:
    """True when answering is better than refusing."""
    return bool(shortlist.candidates) and probability(question, shortlist) >= weights("sufficiency")["threshold"]
