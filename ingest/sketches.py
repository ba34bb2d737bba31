"""The sketches of all current documents, and the search for those that say nearly the same.

They lie in one file beside the registry, 264 bytes a document, which may be deleted at any time: what it lacks is made
anew from the stored pages. Looking through ten thousand takes under a millisecond, so it needs no index.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from assistant.access import AccessFilter
from assistant.curation import NearDuplicate
from assistant.domain import Page
from assistant.errors import NotFound
from ingest.duplicates import LEAST_ALIKE, LEAST_SHARE, SIZE, shared, sketch

if TYPE_CHECKING:
    from assistant.library.library import Library

FILE = "sketches.bin"
_MOST = 4
"""Documents whose texts are compared: the likeliest ones."""
_STALE = 0.5
"""Beyond this share of rows that no current document has, the file is written anew."""


class Sketches:
    """Not safe to use from several threads. `library` may grow meanwhile, in whatever process."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._generation = -1
        self._rows: Any = None
        self._documents: dict[int, str] = {}

    def follow(self, texts: Mapping[str, str] | None = None, *, storing: bool = False) -> None:
        """Make the sketches that are missing: from `texts` by document id, else from the stored pages.

        They are stored only with `storing`, which is for the one who holds the library for writing.
        """
        import numpy as np

        generation = self._library.generation()
        if generation == self._generation:
            return
        entries = self._library.entries()
        self._documents = {entry.key: entry.document.document_id for entry in entries}
        rows = self._load() if self._rows is None else self._rows
        known = set(rows["key"].tolist())
        added = []
        for entry in entries:
            if entry.key not in known:
                document = entry.document
                text = (texts or {}).get(document.document_id)
                made = sketch(self._text(document.document_id, document.version) if text is None else text)
                added.append((entry.key, made if made is not None else np.zeros(SIZE, np.uint32)))
        new = np.array(added, _row()) if added else np.zeros(0, _row())
        self._rows, self._generation = np.concatenate([rows, new]), generation
        if storing:
            self._store(new)

    def near(self, document_id: str, access: AccessFilter, *, older: bool = False) -> tuple[NearDuplicate, ...]:
        """Other documents that say nearly the same, the nearest first; with `older`, only those published before.

        Raises NotFound.
        """
        document = self._library.document(document_id, access)
        self.follow()
        key = self._library.held(document_id).key
        alike = [other for other in self._alike(key) if other < key or not older]
        text = self._text(document_id, document.version) if alike else ""
        found = []
        for other in alike:
            try:
                beside = self._library.document(self._documents[other], access)
            except NotFound:
                continue  # this person may not see it
            share = shared(text, self._text(beside.document_id, beside.version))
            if share >= LEAST_SHARE:
                found.append(NearDuplicate(beside, round(share, 4)))
        return tuple(sorted(found, key=lambda each: -each.share))

    def _alike(self, key: int) -> list[int]:
        """Keys of current documents that share enough of this one's sketch, the likeliest first."""
        import numpy as np

        own = self._rows["sketch"][self._rows["key"] == key]
        if not len(own) or not own[0].any():
            return []
        matches = (self._rows["sketch"] == own[0]).sum(axis=1)
        likely = np.argsort(-matches, kind="stable")[: int((matches >= LEAST_ALIKE).sum())]
        keys = (int(self._rows["key"][index]) for index in likely)
        return [each for each in keys if each != key and each in self._documents][:_MOST]

    def _text(self, document_id: str, version: int) -> str:
        return text_of(self._library.registry.pages(document_id, version))

    def _load(self) -> Any:
        """The stored rows; a row that was cut off at the end counts as missing."""
        import numpy as np

        try:
            data = (self._library.home / FILE).read_bytes()
        except FileNotFoundError:
            data = b""
        return np.frombuffer(data[: len(data) - len(data) % _row().itemsize], _row())

    def _store(self, new: Any) -> None:
        import numpy as np

        path = self._library.home / FILE
        current = np.isin(self._rows["key"], list(self._documents))
        whole = path.stat().st_size == (len(self._rows) - len(new)) * _row().itemsize if path.exists() else False
        if whole and (~current).sum() <= _STALE * len(current):
            with path.open("ab") as file:
                file.write(new.tobytes())
            return
        self._rows = self._rows[current]
        draft = path.with_suffix(".part")
        draft.write_bytes(self._rows.tobytes())
        draft.replace(path)


def near_duplicates(library: Library, document_id: str, access: AccessFilter) -> tuple[NearDuplicate, ...]:
    """Other documents that this person may see and that say nearly the same, the nearest first. Raises NotFound."""
    return Sketches(library).near(document_id, access)


def text_of(pages: Sequence[Page]) -> str:
    """What is compared of a document."""
    return "\n".join(page.text for page in pages)


def _row() -> Any:
    import numpy as np

    return np.dtype([("key", "<i8"), ("sketch", "<u4", (SIZE,))])
