"""The titles and the numbers of the papers a person may see, so that a question that names one finds it.

Made at the first question that names a clause, a title or a number, and kept until the library changes.
"""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass

from assistant.access import AccessFilter
from assistant.domain import Document, Filters
from assistant.ports import PassageStore
from assistant.retrieval.query import short_place
from assistant.text.normalise import squeeze
from assistant.text.variants import alike

_SHORTEST = 4
"""Characters from which a title that is not put in 《》 is recognised in a question."""
_MOST = 12
"""Papers that one name may stand for; a name of more (通知) says nothing."""
_AFTER_TITLE = re.compile(r"[（(〔\[【][^（(〔\[【]*[）)〕\]】]$|\.(?:pdf|docx?|xlsx?|html?|txt|md)$")


@dataclass(frozen=True, slots=True)
class _Mark:
    document: Document
    titles: tuple[str, ...]
    number: str


def plain_title(title: str) -> str:
    """A title without marks, white space, edition in brackets and file ending: the form that is compared."""
    plain = squeeze(alike(title)).strip("《》“”")
    while shorter := _AFTER_TITLE.sub("", plain):
        if shorter == plain:
            break
        plain = shorter
    return plain


def plain_number(number: str) -> str:
    """A document number in the form in which numbers are compared: 清供水〔2022〕12号."""
    opened = re.sub(r"[\[(（【]", "〔", squeeze(alike(number)))
    return re.sub(r"〕第?0*", "〕", re.sub(r"[\])）】]", "〕", opened))


class ShelfMarks:
    """Safe to use from several threads."""

    def __init__(self, store: PassageStore) -> None:
        self._store = store
        self._guard = threading.Lock()
        self._kept: tuple[object, tuple[_Mark, ...]] = (None, ())

    def by_title(self, question: str, quoted: tuple[str, ...], access: AccessFilter) -> tuple[Document, ...]:
        """The papers that `question` names: by one of `quoted`, else by a title that stands in it."""
        marks = self._marks(access)
        names = [name for name in map(plain_title, quoted) if name]
        exact = [mark for mark in marks if any(name in mark.titles for name in names)]
        part = exact or [mark for mark in marks if any(name in mark.titles[0] for name in names)]
        if names:
            return _chosen(part)
        asked = squeeze(alike(question))
        named = [
            (max(len(title) for title in mark.titles if len(title) >= _SHORTEST and title in asked), mark)
            for mark in marks
            if any(len(title) >= _SHORTEST and title in asked for title in mark.titles)
        ]
        longest = max((length for length, _ in named), default=0)
        return _chosen([mark for length, mark in named if length == longest])

    def by_number(self, question: str, number: str, access: AccessFilter) -> tuple[Document, ...]:
        """The papers whose own number is `number`; where the question names the issuer too, only that one's."""
        wanted, asked = plain_number(number), plain_number(question)
        ours = [mark for mark in self._marks(access) if mark.number and mark.number.endswith(wanted)]
        full = [mark for mark in ours if mark.number in asked and mark.number != wanted]
        return _chosen(full or ours)

    def documents(self, access: AccessFilter) -> tuple[Document, ...]:
        """All papers that may be seen."""
        return tuple(mark.document for mark in self._marks(access))

    def _marks(self, access: AccessFilter) -> tuple[_Mark, ...]:
        key = (self._store.generation(), access)
        with self._guard:
            if self._kept[0] == key:
                return self._kept[1]
        marks = tuple(_mark(each) for each in self._store.documents(access, Filters()))
        with self._guard:
            self._kept = (key, marks)
        return marks


def _mark(document: Document) -> _Mark:
    title = plain_title(document.title)
    titles = [title]
    for place in (document.metadata.place, short_place(document.metadata.place)):
        if place and title.startswith(alike(place)):
            titles.append(title.removeprefix(alike(place)))
    return _Mark(document, tuple(dict.fromkeys(titles)), plain_number(document.metadata.doc_number))


def _chosen(marks: list[_Mark]) -> tuple[Document, ...]:
    """Those in force; where none is, all of them: who names an old paper means it."""
    found = [mark.document for mark in marks]
    in_force = [each for each in found if each.status == "in_force"]
    chosen = in_force or found
    return tuple(chosen) if len(chosen) <= _MOST else ()
