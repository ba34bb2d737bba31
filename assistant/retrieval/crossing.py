"""Questions in one language, papers in another, in a library that holds both.

A passage in the question's own language is nearer to it than one in another that says the same, by more than answers
differ from what is beside the point: so papers in the other language would never be seen. The difference between the
mean questions of the two languages (assistant/retrieval/voice.py) is the direction in which languages differ and
subjects do not. Moved along it, a question finds the other language's passages; and how far a passage lies along it is
what it is owed for its language. A passage in the question's own language lies on the other side and gets nothing.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from assistant.access import AccessFilter
from assistant.domain import Filters
from assistant.ports import PassageStore
from assistant.text.tokens import language_of

if TYPE_CHECKING:
    from assistant.ports import Vectors
    from assistant.retrieval.voice import Voice

FAR = 2.0
"""How many times the difference a question is moved to find candidates: far enough that its own language is left."""


class Languages:
    """The languages of the papers in one library. Safe to use from several threads."""

    def __init__(self, store: PassageStore) -> None:
        self._store = store
        self._guard = threading.Lock()
        self._kept: tuple[object, frozenset[str]] = (None, frozenset())

    def mixed(self, access: AccessFilter) -> bool:
        """Whether papers that may be seen are in Chinese and others in English; looked at again when papers change."""
        key = (self._store.generation(), access)
        with self._guard:
            kept, found = self._kept
        if kept != key:
            found = frozenset(each.metadata.language for each in self._store.documents(access, Filters()))
            with self._guard:
                self._kept = (key, found)
        return {"zh", "en"} <= found


def direction(question: str, voice: Voice) -> Vectors:
    """From the mean question in the language of `question` to the mean question in the other one."""
    own = language_of(question)
    return voice.in_language("en" if own == "zh" else "zh") - voice.in_language(own)


def moved(vector: Vectors, along: Vectors) -> Vectors:
    """A question's vector as it would be, were it asked in the other language; of length 1."""
    import numpy as np

    far = vector + FAR * along
    found: Vectors = (far / np.linalg.norm(far)).astype(vector.dtype)
    return found
