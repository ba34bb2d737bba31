"""A paper as the rules of standing look at it: under which names others may mean it, and what it is an edition of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeAlias

from assistant.domain import Metadata
from assistant.library.titles import normal, subject
from assistant.text.normalise import fold, squeeze

EDITIONS = frozenset({"law", "policy", "procedure", "handbook", "guide"})
"""Kinds of which a later paper with the same title takes the place of the earlier one: not so of yearly reports."""
_TELLING = 4
"""A title shorter than this names no rule by itself, unless it is a law's."""

Key: TypeAlias = tuple[str, ...]


def started(metadata: Metadata) -> date | None:
    """From when on this very text held: an edition not before it was published, whatever day it names."""
    return max((day for day in (metadata.effective_from, metadata.published) if day), default=None)


@dataclass(frozen=True)
class Paper:
    """What the rules look at. `metadata.superseded_by` is as the manifest has it: an id, a title, a number or a path.

    `stated` tells that `metadata.replaces` was written by a person in the manifest, not found in the text.
    """

    document_id: str
    metadata: Metadata
    path: str
    stated: bool = False

    @cached_property
    def title(self) -> str:
        return normal(self.metadata.title)

    @cached_property
    def edition(self) -> Key | None:
        """Equal for two papers that may be editions of one rule."""
        known = self.metadata
        if known.kind not in EDITIONS or (known.kind != "law" and len(self.title) < _TELLING):
            return None
        return ("edition", known.place, self.title)

    @cached_property
    def subject(self) -> Key | None:
        """Equal for two papers that may be rules on the same matter."""
        known = self.metadata
        about = subject(known.title, known.place) if known.kind in EDITIONS else None
        if about is None:
            return None
        return ("subject", known.place, str(known.kind == "law"), str(about.carries_out), about.core)

    @cached_property
    def names(self) -> tuple[Key, ...]:
        """Under what others may name this paper."""
        file = self.path.replace("\\", "/").rsplit("/", 1)[-1]
        number = squeeze(fold(self.metadata.doc_number))
        given: list[Key] = [("id", self.document_id), ("title", self.title), ("file", file)]
        return (*given, ("number", number)) if number else tuple(given)

    @cached_property
    def repeals(self) -> tuple[Key, ...]:
        return tuple(key for name in self.metadata.replaces for key in _named(name)[1:3])

    @cached_property
    def claims(self) -> tuple[Key, ...]:
        return _named(self.metadata.superseded_by) if self.metadata.superseded_by else ()


def _named(name: str) -> tuple[Key, ...]:
    """What `name` may be: an id, a title, a number, a file."""
    file = name.replace("\\", "/").rsplit("/", 1)[-1]
    return ("id", name.strip()), ("title", normal(name)), ("number", squeeze(fold(name))), ("file", file)


def is_named(name: str, paper: Paper) -> bool:
    """True when `name` is this paper's id, title, number or file."""
    return not set(paper.names).isdisjoint(_named(name))
