"""Is the evidence enough to answer at all? A logistic over a few features of the question's best sentences.

`evals/baselines/` holds refusals and false refusals side by side.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from assistant.answering.candidates import Candidate
from assistant.answering.question import Question
from assistant.answering.weights import weights
from assistant.domain import SearchHit


def features(question: Question, hits: Sequence[SearchHit], candidates: Sequence[Candidate]) -> dict[str, float]:
    """Return the features that the part `sufficiency` of weights.toml names.

    `candidates` are the shortlist with similarities; both sequences may be empty.
    """
    cosines = [*sorted((hit.legs.get("dense", 0.0) for hit in hits), reverse=True), 0.0, 0.0]
    fitting = [each for each in candidates if each.fits]
    return {
        "bias": 1.0,
        "best_cosine": cosines[0],
        "second_cosine": cosines[1],
        "best_coverage": max((each.coverage for each in candidates), default=0.0),
        "best_context": max((each.in_context for each in candidates), default=0.0),
        "best_similarity": max((each.similarity for each in candidates), default=0.0),
        "fitting_coverage": max((each.in_context for each in fitting), default=0.0),
        "fitting_topic": max((each.topic for each in fitting), default=0.0),
        "fits": float(bool(fitting)),
        "longest_run": max((_longest_run(question.text, hit.passage.text) for hit in hits[:3]), default=0.0),
    }


def probability(question: Question, hits: Sequence[SearchHit], candidates: Sequence[Candidate]) -> float:
    """Probability from 0 to 1 that the hits answer the question."""
    fitted = weights("sufficiency")
    total = sum(fitted[name] * value for name, value in features(question, hits, candidates).items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def enough(question: Question, hits: Sequence[SearchHit], candidates: Sequence[Candidate]) -> bool:
    """True when answering is better than refusing."""
    return bool(candidates) and probability(question, hits, candidates) >= weights("sufficiency")["threshold"]


def _longest_run(question: str, text: str) -> float:
    """Longest run of characters both share, as a share of the question."""
    question, text = question.lower(), text.lower()
    best = start = 0
    while start + best < len(question):
        if question[start : start + best + 1] in text:
            best += 1
        else:
            start += 1
    return best / max(len(question), 1)
