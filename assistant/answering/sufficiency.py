"""Is the evidence enough to answer at all? A logistic over a few features of the question's best passages.

The strongest sign is a word of the question that no passage holds: a paper that never says 净利润 cannot tell it.
Across languages words cannot match, and only meaning counts. `evals/baselines/` holds refusals and false refusals
side by side.
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
    candidates = shortlist.candidates
    fitting = [each for each in candidates if each.fits]
    same_language = any(language_of(hit.passage.text) == question.language for hit in shortlist.hits[:_PASSAGES])
    words = _word_features(question, shortlist) if same_language else dict.fromkeys(_WORD_FEATURES, 0.0)
    return {
        "bias": 1.0,
        "across_languages": float(not same_language),
        "best_cosine": max((hit.legs.get("dense", 0.0) for hit in shortlist.hits), default=0.0),
        "best_similarity": max((each.similarity for each in candidates), default=0.0),
        "fits": float(bool(fitting)),
        "period": _period_held(question, fitting or candidates),
        **words,
    }


_WORD_FEATURES = ("passage_words", "sentence_words", "fitting_words", "rarest_missing", "unknown_words")


def _word_features(question: Question, shortlist: Shortlist) -> dict[str, float]:
    """Shares of the question's words, by weight: held by one passage, by one sentence, and by none at all."""
    weighed, words = shortlist.weights, question.topic
    held = [_words_of(hit) for hit in shortlist.hits[:_PASSAGES]]
    best = max(held, key=lambda each: weighed.share(words, each), default=set())
    missing = [weighed.terms[word] for word in words if word not in best]
    heaviest = max((weighed.terms[word] for word in words), default=1.0)
    fitting = [each for each in shortlist.candidates if each.fits]
    unknown = [word for word in words if word in weighed.unknown]
    return {
        "passage_words": weighed.share(words, best),
        "sentence_words": max((each.topic for each in shortlist.candidates), default=0.0),
        "fitting_words": max((each.topic for each in fitting), default=0.0),
        "rarest_missing": max(missing, default=0.0) / heaviest,
        "unknown_words": len(unknown) / len(words) if words else 0.0,
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
