"""Which of two papers prevails where they disagree: the higher in rank, else the later. Rules only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from assistant.domain import Document

_OF_A_HOUSE = ("policy", "procedure", "handbook", "guide", "notice")


class Rank(IntEnum):
    """Of rules, the higher number prevails; what reports figures has no rank."""

    HOUSE = 1
    LOCAL = 2
    NATIONAL = 3


@dataclass(frozen=True, slots=True)
class Precedence:
    """`why` is a key of the catalogue `answer` behind `prevails_`: national_local, national_house, local_house,
    later."""

    prevailing: Document
    other: Document
    why: str


def rank_of(document: Document) -> Rank | None:
    """A law of the whole country, a law of a place, a rule of the house, or None for what is no rule."""
    kind, place = document.metadata.kind, document.metadata.place
    if kind == "law":
        return Rank.LOCAL if place and place != "全国" else Rank.NATIONAL
    return Rank.HOUSE if kind in _OF_A_HOUSE else None


def precedence(one: Document, other: Document) -> Precedence | None:
    """Which prevails and why; None when neither rank nor date tells, or one is a rule and the other none."""
    mine, theirs = rank_of(one), rank_of(other)
    if (mine is None) != (theirs is None):
        return None
    if mine is not None and theirs is not None and mine != theirs:
        high, low = (one, other) if mine > theirs else (other, one)
        return Precedence(high, low, f"{max(mine, theirs).name}_{min(mine, theirs).name}".lower())
    first, second = _dated(one), _dated(other)
    if first is None or second is None or first == second:
        return None
    return Precedence(one, other, "later") if first > second else Precedence(other, one, "later")


def _dated(document: Document) -> date | None:
    metadata = document.metadata
    return metadata.effective_from or metadata.published
