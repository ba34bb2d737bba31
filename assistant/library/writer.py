"""A writing session: publish, remove, move. A document is one unit; whoever is killed leaves all of it or nothing.

A publication goes: originals are copied; versions are staged in the registry; their passages are committed to the
keyword index; one transaction makes them current and the former versions retired (this is the moment they are seen);
the retired ones' index entries are cleared. Every session begins by finishing or taking back what a killed one left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from assistant.domain import Document
from assistant.errors import UsageError
from assistant.library import layers
from assistant.library import registry_writing as write
from assistant.library.deciding import Deciding
from assistant.library.decisions import chosen
from assistant.library.ids import new_document_id, passage_id
from assistant.library.keywords import FORMAT, KeywordWriter, discard
from assistant.library.lock import writer_lock
from assistant.library.originals import keep_original, original_path, suffix_of
from assistant.library.papers import Paper
from assistant.library.rebase import rebase
from assistant.library.registry import ModelStamp, VersionRow
from assistant.library.settling import paper_of
from assistant.library.standing import RULES
from assistant.ports import NewVersion

if TYPE_CHECKING:
    from assistant.library.library import Library
    from assistant.ports import Vectors

_REBUILD_BATCH = 500


@contextmanager
def writing(
    library: Library, on_wait: Callable[[str, float], None] | None, command: str, *, base: bool
) -> Iterator[Writer]:
    """Hold the lock, mend what a killed writer left, and bring the vector base up to date in the end."""
    library.registry.require_writable()
    with writer_lock(library.home, library.settings.lock_timeout_s, on_wait, command):
        writer = Writer(library)
        try:
            writer.recover()
            yield writer
        finally:
            writer.close()
        if base:
            rebase(library)


class Writer(Deciding):
    """Made by `Library.writing`. Not safe to use from several threads."""

    def __init__(self, library: Library) -> None:
        super().__init__(library)
        self._keywords: KeywordWriter | None = None

    def close(self) -> None:
        if self._keywords is not None:
            self._keywords.close()
        self._keywords = None

    def _index(self) -> KeywordWriter:
        if self._keywords is None:
            self._keywords = KeywordWriter(self._library.home / "keywords")
        return self._keywords

    def publish(self, new: NewVersion) -> Document:
        """Make one document visible, or its next version in place of the former one."""
        return self.publish_many([new])[0]

    def publish_many(self, batch: Sequence[NewVersion]) -> list[Document]:
        """Make several documents visible together; much faster than one by one.

        A `document_id` that the library does not know is taken as given. Raises EmbeddingMismatch for another
        model's vectors, DocumentError when an original changed meanwhile, UsageError for vectors of a wrong shape
        and for the same document twice; then nothing of the batch is visible.
        """
        if not batch:
            return []
        model = self._library.check_model()
        blobs = [packed(new.vectors, len(new.passages), model, new.path) for new in batch]
        for new in batch:
            if new.original is not None:
                keep_original(self._library.home, new.original, new.sha256)
        rows = self._rows(batch)
        ready = [staged(row, new, blob) for row, new, blob in zip(rows, batch, blobs, strict=True)]
        try:
            write.stage(self._registry, ready)
            for each in ready:
                self._index().add(each.row.key, each.passages)
            self._index().commit()
            replaced = [entry.key for entry in map(self._library.current, {row.document_id for row in rows}) if entry]
            with self._settled() as settling:
                settlement = settling.after({row.key: _paper(row) for row in rows})
                write.make_current(self._registry, [row.key for row in rows], replaced, model, settlement)
        except BaseException:
            self._take_back()
            raise
        self._clear_retired()
        self._library.refresh()
        return [self._library.held(row.document_id).document for row in rows]

    def _rows(self, batch: Sequence[NewVersion]) -> list[VersionRow]:
        """Give every new version its document, number and key."""
        self._library.refresh()
        asked = {new.document_id or new_document_id(new.sha256, lambda _: False) for new in batch}
        said = chosen(self._registry, asked)
        known: dict[str, list[VersionRow]] = {}
        for row in self._registry.versions_of(asked):
            known.setdefault(row.document_id, []).append(row)
        given: set[str] = set()
        rows: list[VersionRow] = []
        for key, new in enumerate(batch, self._registry.last_key() + 1):
            name = new.document_id or new_document_id(new.sha256, partial(self._taken, new, given, known))
            if name in given:
                raise UsageError(f"document {name!r} stands twice in one batch")
            given.add(name)
            former = known.get(name) or []
            rows.append(
                VersionRow(
                    key=key,
                    document_id=name,
                    version=max((row.version for row in former), default=0) + 1,
                    state="staged",
                    published=None,
                    ended=None,
                    path=new.path,
                    sha256=new.sha256,
                    suffix=suffix_of(new.original) if new.original else None,
                    metadata=layers.applied(new.metadata, said.get(name, {})),
                    pages=len(new.pages),
                    passages=len(new.passages),
                    stated=frozenset(new.manifest),
                )
            )
        return rows

    def _taken(self, new: NewVersion, given: set[str], known: dict[str, list[VersionRow]], name: str) -> bool:
        """A name is free when nobody has it, or when the removed document that had it began with this content."""
        if name in given:
            return True
        if name not in known:
            known[name] = self._registry.versions_of([name])
        return any(row.state != "removed" for row in known[name]) or (
            bool(known[name]) and known[name][0].sha256 != new.sha256
        )

    def remove(self, document_id: str) -> None:
        """Take a document, all its versions and its originals out of the library. Raises NotFound."""
        self._library.refresh()
        path = self._library.held(document_id).document.path
        with self._settled() as settling:
            write.make_removed(self._registry, document_id, settling.after({}, [document_id]), path)
        self._finish_removals()
        self._library.refresh()

    def move(self, document_id: str, path: str) -> Document:
        """The file is now at `path`; document, version and passages stay as they are. Raises NotFound."""
        self._library.refresh()
        entry = self._library.held(document_id)
        with self._settled() as settling:
            settlement = settling.after({entry.key: replace(paper_of(entry), path=path)})
            write.rename(self._registry, entry.key, path, settlement)
        self._library.refresh()
        return self._library.held(document_id).document

    # Mending

    def recover(self) -> None:
        """Finish or take back what a killed writer left, and index again what the keyword index does not hold."""
        self._library.refresh()
        self._take_back()
        self._clear_retired()
        self._finish_removals()
        indexed_as = self._registry.meta("keywords").get("keywords", FORMAT)
        promised = sum(entry.document.passages for entry in self._library.entries())
        if indexed_as != FORMAT or self._library.keyword_count() != promised:
            self.rebuild_keywords()
        if self._registry.meta("rules").get("rules") != RULES:
            self.settle_anew()

    def rebuild_keywords(self) -> None:
        """Make the keyword index anew from the registry's passages."""
        if self._library.keyword_count() is None:
            self.close()
            discard(self._library.home / "keywords")
        index = self._index()
        index.clear()
        self._add([entry.key for entry in self._library.entries()])
        index.commit()
        write.put_meta(self._registry, {"keywords": FORMAT})
        write.bump(self._registry)
        self._library.refresh()

    @contextmanager
    def indexing(self, keys: Iterable[int]) -> Iterator[None]:
        """Have these versions in the keyword index while they become current; if they do not, they leave it again."""
        added = list(keys)
        try:
            if added:
                self._add(added)
                self._index().commit()
            yield
        except BaseException:
            if added:
                self._index().rollback()
                self._index().delete(added)
                self._index().commit()
            raise

    def _add(self, keys: Sequence[int]) -> None:
        index = self._index()
        for start in range(0, len(keys), _REBUILD_BATCH):
            for key, passage in self._registry.passages_of(keys[start : start + _REBUILD_BATCH]):
                index.add(key, [passage])

    def _take_back(self) -> None:
        staged = self._registry.versions_in("staged")
        if not staged:
            return
        keys = [row.key for row in staged]
        self._index().rollback()
        self._index().delete(keys)
        self._index().commit()
        write.drop_staged(self._registry, keys)
        self._drop_originals(staged)

    def _clear_retired(self) -> None:
        keys = [row.key for row in self._registry.versions_in("retired")]
        if keys:
            self._index().delete(keys)
            self._index().commit()
            write.archive(self._registry, keys)

    def _finish_removals(self) -> None:
        rows = self._registry.versions_in("removing")
        if rows:
            keys = [row.key for row in rows]
            self._index().delete(keys)
            self._index().commit()
            write.forget(self._registry, keys)
            self._drop_originals(rows)

    def drop_removed_originals(self) -> None:
        """Delete what a writer left that was killed while removing: originals the registry names as removed."""
        self._drop_originals(self._registry.versions_in("removed"))

    def _drop_originals(self, rows: Sequence[VersionRow]) -> None:
        """Delete the originals of these versions that no other version has."""
        candidates = {row.sha256: row.suffix for row in rows if row.suffix is not None}
        for sha256 in candidates.keys() - self._registry.contents_in_use(candidates):
            original_path(self._library.home, sha256, candidates[sha256] or "").unlink(missing_ok=True)


def packed(vectors: Vectors, passages: int, model: ModelStamp, path: str) -> bytes:
    """Vectors as the registry keeps them: float16, little-endian, of length 1. Raises UsageError."""
    import numpy as np

    if not passages:
        return b""
    wide: Vectors = np.asarray(vectors, dtype=np.float32)
    if wide.shape != (passages, model.dimension):
        raise UsageError(f"{passages} passages of dimension {model.dimension}, vectors {wide.shape!r}")
    lengths = np.linalg.norm(wide, axis=1, keepdims=True)
    if not np.all(np.isfinite(lengths)) or not np.all(lengths > 0):
        raise UsageError(f"{path!r}: a passage's vector has no direction")
    return bytes((wide / lengths).astype("<f2").tobytes())


def staged(row: VersionRow, new: NewVersion, blob: bytes) -> write.Staged:
    """A version as it is written: its passages have their final names."""
    passages = [
        replace(
            passage,
            passage_id=passage_id(row.document_id, row.version, ordinal),
            document_id=row.document_id,
            version=row.version,
            ordinal=ordinal,
        )
        for ordinal, passage in enumerate(new.passages)
    ]
    detected = new.metadata if new.detected is None else new.detected
    return write.Staged(row, new.pages, passages, blob, new.warnings, detected, new.manifest)


def _paper(row: VersionRow) -> Paper:
    return Paper(row.document_id, row.metadata, row.path, "replaces" in row.stated)
