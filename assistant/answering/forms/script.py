"""A question in traditional characters over papers in simplified ones is read as they are written."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.domain import SearchHit
from assistant.text.variants import simplified

_READ = 8
_FEW = 0.02
"""Share of a passage's characters that simplified papers may write otherwise (著, 於, names)."""


def as_the_papers(question: str, hits: Sequence[SearchHit]) -> str:
    """`question` in simplified characters when most of the first passages found are; else as it stands."""
    plain = simplified(question)
    if plain == question or not hits:
        return question
    texts = [hit.passage.text for hit in hits[:_READ]]
    written = sum(_otherwise(text) <= _FEW * max(1, len(text)) for text in texts)
    return plain if written * 2 > len(texts) else question


def _otherwise(text: str) -> int:
    return sum(one != other for one, other in zip(text, simplified(text), strict=True))
