"""Which sentence answers best: a weighted sum of a few readable features."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log

from assistant.answering.candidates import Candidate
from assistant.answering.weights import weights


def features(candidate: Candidate) -> dict[str, float]:
    """Return the features that the part `sentence` of weights.toml names."""
    return {
        "similarity": candidate.similarity,
        "coverage": candidate.coverage,
        "in_context": candidate.in_context,
        "behind": candidate.behind,
        "passage_similarity": candidate.passage_similarity,
        "words": candidate.words,
        "words_before": candidate.words_before,
        "words_after": candidate.words_after,
        "named": candidate.named,
        "near_in_context": candidate.near * candidate.in_context,
        "fits": float(candidate.fits),
        "log_length": log(len(candidate.text) + 1),
    }


def score(candidate: Candidate) -> float:
    """The weighted sum; only differences within one question mean anything: they are log-odds."""
    fitted = weights("sentence")
    return sum(fitted[name] * value for name, value in features(candidate).items())


def chances(candidates: Sequence[Candidate]) -> list[float]:
    """How likely each is the one that answers, if one does; they add up to 1."""
    scores = [score(each) for each in candidates]
    odds = [exp(each - max(scores)) for each in scores]
    return [each / sum(odds) for each in odds]
