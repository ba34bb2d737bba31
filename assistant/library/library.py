"""The library: finding (inherited from `Lookup`), opening what was found, and the door to writing.

`Library.open` is quick: no model, no Chroma, no keyword index is loaded by it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.access import AccessFilter
from assistant.curation import Correction, Described, Replacement
from assistant.domain import Check, Document, Filters, Page, Passage
from assistant.errors import NotFound
from assistant.library.decisions import all_corrections, all_stamps, described
from assistant.library.dense import EXACT_LIMIT
from assistant.library.dependents import Dependents
from assistant.library.lookup import Lookup
from assistant.library.originals import original_path
from assistant.library.registry import ModelStamp
from assistant.library.registry_tables import HALF_WAY
from assistant.library.scope import matches
from assistant.library.shelf import Entry
from assistant.messages import Language
from assistant.ports import FileStamp
from assistant.settings import LibrarySettings

if TYPE_CHECKING:
    from assistant.library.writer import Writer


class Library(Lookup):
    """Fulfils `assistant.ports.PassageStore`, and opens writing sessions. Instances may be shared by threads."""

    def __init__(
        self,
        home: Path,
        settings: LibrarySettings,
        model: Callable[[], ModelStamp] | None = None,
        exact_limit: int = EXACT_LIMIT,
        today: Callable[[], date] = date.today,
    ) -> None:
        super().__init__(home, settings, model, exact_limit, today)
        self.dependents = Dependents(self)
        self._known_places: tuple[object, frozenset[str]] = (None, frozenset())

    @classmethod
    def open(
        cls,
        home: Path,
        settings: LibrarySettings,
        model: Callable[[], ModelStamp] | None = None,
        exact_limit: int = EXACT_LIMIT,
        today: Callable[[], date] = date.today,
    ) -> Library:
        """The library in `home`, read, and created if need be, at the first look; so that is where errors are raised.

        A folder that cannot be written is a library that can be read: writing raises HomeReadOnly.
        """
        return cls(home, settings, model, exact_limit, today)

    # Opening

    def _visible(self, document_id: str, access: AccessFilter) -> Entry:
        self.refresh()
        with self._guard:
            entry = self._shelf.get(document_id)
        if entry is None or not access.allows(entry.document.metadata.access_label):
            raise NotFound(f"document {document_id!r}", key="no_such_document", document_id=document_id)
        return entry

    def passages(self, passage_ids: Sequence[str], access: AccessFilter) -> list[Passage]:
        """As the port says; passages of replaced versions come too, so that old citations open."""
        self.refresh()
        found = self.registry.passages(dict.fromkeys(passage_ids))
        with self._guard:
            held = {passage.document_id: self._shelf.get(passage.document_id) for passage in found.values()}
        allowed = {
            name for name, entry in held.items() if entry and access.allows(entry.document.metadata.access_label)
        }
        return [found[name] for name in passage_ids if name in found and found[name].document_id in allowed]

    def document_passages(self, document_id: str, access: AccessFilter) -> list[Passage]:
        """All passages of the current version in reading order. Raises NotFound."""
        entry = self._visible(document_id, access)
        return [passage for _, passage in self.registry.passages_of([entry.key])]

    def documents(self, access: AccessFilter, filters: Filters) -> list[Document]:
        """The visible documents that match, superseded ones included, in the order they were published."""
        self.refresh()
        with self._guard:
            entries = [entry for entry in self._shelf if access.allows(entry.document.metadata.access_label)]
        entries.sort(key=lambda entry: entry.key)
        return [entry.document for entry in entries if matches(entry, filters)]

    def places(self, access: AccessFilter) -> frozenset[str]:
        """Where the visible documents are from; asked at every question, so kept until the library changes."""
        key = (self.generation(), access)
        with self._guard:
            kept, found = self._known_places
        if kept != key:
            metadata = (each.metadata for each in self.documents(access, Filters()))
            found = frozenset(each.place for each in metadata if each.place)
            with self._guard:
                self._known_places = (key, found)
        return found

    def documents_named(self, document_ids: Iterable[str], access: AccessFilter) -> dict[str, Document]:
        """As the port says: in one look, however many there are."""
        self.refresh()
        with self._guard:
            held = [entry for name in document_ids if (entry := self._shelf.get(name)) is not None]
        documents = (entry.document for entry in held)
        return {each.document_id: each for each in documents if access.allows(each.metadata.access_label)}

    def document(self, document_id: str, access: AccessFilter) -> Document:
        return self._visible(document_id, access).document

    def page(self, document_id: str, number: int, access: AccessFilter, version: int | None = None) -> Page:
        """One page as stored, of the current or of an older version. Raises NotFound."""
        current = self._visible(document_id, access).document.version
        page = self.registry.page(document_id, current if version is None else version, number)
        if page is None:
            raise NotFound(f"page {number} of {document_id!r}", key="no_such_page", page=number)
        return page

    def pages(self, document_id: str, access: AccessFilter, version: int | None = None) -> list[Page]:
        """All pages as stored, of the current or of an older version. Raises NotFound."""
        current = self._visible(document_id, access).document.version
        return self.registry.pages(document_id, current if version is None else version)

    def warnings(self, document_id: str, access: AccessFilter) -> tuple[str, ...]:
        """What was said when the current version was taken in. Raises NotFound."""
        return self.registry.warnings(self._visible(document_id, access).key)

    def original(self, document_id: str, access: AccessFilter) -> Path:
        """The file as it came in. Raises NotFound, also when no original was kept."""
        entry = self._visible(document_id, access)
        path = None if entry.suffix is None else original_path(self.home, entry.document.sha256, entry.suffix)
        if path is None or not path.is_file():
            raise NotFound(f"original of {document_id!r}", what=f"{document_id} original")
        return path

    # What people decided, and what rests on the papers

    def described(self, document_id: str, access: AccessFilter) -> Described:
        """A document's metadata in layers: detected, the manifest's, a person's. Raises NotFound."""
        return described(self.registry, document_id, self._visible(document_id, access).key)

    def replacements(self, access: AccessFilter) -> list[Replacement]:
        """Which paper takes the place of which, suggested and rejected ones too, where both may be seen."""
        self.refresh()
        with self._guard:
            found = self._shelf.replacements()
            held = {name: self._shelf.get(name) for each in found for name in (each.older, each.newer)}
        seen = {name for name, entry in held.items() if entry and access.allows(entry.document.metadata.access_label)}
        return [each for each in found if {each.older, each.newer} <= seen]

    def corrections(self) -> tuple[Correction, ...]:
        """What people corrected of pages as they were read, for whoever reads the files again."""
        return all_corrections(self.registry)

    def stamps(self) -> Mapping[str, FileStamp]:
        """Path → how the file there looked when it was taken in; one query for all."""
        return all_stamps(self.registry)

    # For taking documents in

    def find_by_path(self, path: str) -> Document | None:
        """The current document that came from `path`, whoever may see it."""
        self.refresh()
        with self._guard:
            entry = self._shelf.at_path(path)
        return entry.document if entry else None

    def find_by_sha256(self, sha256: str) -> list[Document]:
        """The current documents with exactly this content, whoever may see them."""
        self.refresh()
        with self._guard:
            return [entry.document for entry in self._shelf.with_content(sha256)]

    def writing(
        self, on_wait: Callable[[str, float], None] | None = None, command: str = "", *, base: bool = True
    ) -> AbstractContextManager[Writer]:
        """Hold the library for writing. Raises LibraryBusy when another writer does not finish in time.

        While waiting, `on_wait(holder, seconds waited)` is called twice a second. `command` is shown to others that
        wait; left empty it is this program's name and verb. `base=False` leaves the vector base to a later session:
        for throw-away libraries small enough to be scored exactly.
        """
        from assistant.library.writer import writing

        return writing(self, on_wait, command, base=base)

    def is_unfinished(self) -> bool:
        """Tell whether a writer that was killed left something that the next writing session brings to an end.

        That is a version half-way in or out, or papers that were taken in before their first base of vectors.
        """
        if self.registry.versions_in(*HALF_WAY):
            return True
        in_force = (entry for entry in self.entries() if entry.in_force and entry.document.passages)
        return self.refresh().base is None and next(in_force, None) is not None

    def check(self, language: Language) -> list[Check]:
        """Look at every part of the library; each line says what to do when something is not right.

        Raises RegistryDamaged or HomeUnusable when there is no registry to compare the parts with.
        """
        from assistant.library.checking import check

        return check(self, language)

    def repair(self, on_wait: Callable[[str, float], None] | None = None) -> None:
        """Make both indexes anew from the registry. Raises RegistryDamaged, HomeReadOnly."""
        from assistant.library.checking import repair

        repair(self, on_wait)
