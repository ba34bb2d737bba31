"""Clauses as passages, for tests of what is made from them."""

from __future__ import annotations

from assistant.domain import Passage, PassageKind, Span
from assistant.onboarding.facts import Paper

PAPER = Paper("d1", 1, "济南市城市供水条例", "《济南市城市供水条例》", "济南市", "", "zh")


def clause(text: str, number: str = "第五条") -> Passage:
    """A passage that holds one article, whose page is its text."""
    whole = f"{number} {text}"
    return Passage(
        f"d1.1.{number}", "d1", 1, 5, whole, (Span(1, 0, len(whole)),), PassageKind.CLAUSE, (), number, number
    )
