"""Which sentence answers best: a weighted sum of a few readable features."""

from __future__ import annotations

from math import log

from assistant.answering.candidates import Candidate
from assistant.answering.weights import weights


def features(candidate: Candidate) -> dict[str, float]:
    """Return the features that the part `sentence` of weights.toml names."""
    return {
        "similarity": candidate.similarity,
        "coverage": candidate.coverage,
        "in_context": candidate.in_context,
        "behind": candidate.behind,
        "first_passage": float(candidate.rank == 0),
        "fits": float(candidate.fits),
        "log_length": log(len(candidate.text) + 1),
    }


def score(candidate: Candidate) -> float:
    """The weighted sum; only differences within one question mean anything."""
    fitted = weights("sentence")
    return sum(fitted[name] * value for name, value in features(candidate).items())
