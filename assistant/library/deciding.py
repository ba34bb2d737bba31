"""The part of a writing session that keeps what people decide, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.curation import Basis, Correction, Decision, Replacement
from assistant.domain import Document
from assistant.errors import UsageError
from assistant.library import decision_writing, layers
from assistant.library import registry_writing as write
from assistant.library.decisions import chosen, layers_of
from assistant.library.settling import Settling, paper_of
from assistant.library.standing import RULES
from assistant.ports import FileStamp

if TYPE_CHECKING:
    from assistant.library.library import Library


class Deciding:
    """The deciding half of `Writer`. Not safe to use from several threads."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._registry = library.registry
        self._settling: Settling | None = None

    @contextmanager
    def _settled(self) -> Iterator[Settling]:
        """Which paper takes the place of which, to be written together with what changes it."""
        settling = self._settling or Settling(self._library)
        self._settling = None  # not to be used again when the block fails: it has moved on and the registry has not
        yield settling
        self._settling = settling

    def describe(self, document_id: str, values: Mapping[str, object], by: str) -> Document:
        """Set metadata of a document by hand; None takes a former word back. Same version, passages and vectors.

        It stays in effect over later versions, and when the document is removed and comes again. Dates may come as
        text. Raises NotFound, UsageError for what is no metadata or no date, and for an empty title or label.
        """
        said = layers.checked(values)
        self._library.refresh()
        entry = self._library.held(document_id)
        stored = layers_of(self._registry, entry.key)
        mine = {**chosen(self._registry, [document_id]).get(document_id, {}), **said}
        spoken = {name: value for name, value in mine.items() if not (name in said and said[name] is None)}
        metadata = layers.applied(layers.applied(stored.detected, stored.manifest), spoken)
        with self._settled() as settling:
            settlement = settling.after({entry.key: replace(paper_of(entry), metadata=metadata)})
            description = write.Description(entry.key, document_id, said, by, stored.detected, metadata)
            write.describe(self._registry, description, settlement)
        self._library.refresh()
        return self._library.held(document_id).document

    def decide(self, older: str, newer: str, state: Decision | None, by: str) -> None:
        """Say whether `newer` takes the place of `older`, whatever their texts say; None takes a former word back.

        Raises NotFound when one of them is not here, UsageError for a paper in its own place and for `suggested`,
        which is nobody's decision.
        """
        self._library.refresh()
        self._library.held(older), self._library.held(newer)
        if older == newer or state is Decision.SUGGESTED:
            raise UsageError(f"{newer!r} in the place of {older!r}: {state!r}", key="no_decision")
        decision = Replacement(older, newer, Basis.PERSON, state, by=by) if state else None
        with self._settled() as settling:
            write.settle(self._registry, settling.decided((older, newer), decision))
        self._library.refresh()

    def correct(self, correction: Correction) -> None:
        """Keep a person's correction of a page or block; a former one of the same is replaced.

        It takes effect when the file is read the next time.
        """
        decision_writing.put_correction(self._registry, correction)

    def uncorrect(self, page_sha256: str, block_sha256: str = "") -> None:
        """Take a correction back; taking back what was never made changes nothing."""
        decision_writing.drop_correction(self._registry, page_sha256, block_sha256)

    def saw(self, stamps: Mapping[str, FileStamp | None]) -> None:
        """Note how the files at these paths looked when they were taken in; None forgets one."""
        decision_writing.put_stamps(self._registry, stamps)

    def settle_anew(self) -> None:
        """Apply the rules of which paper takes the place of which to every paper; people's decisions stay."""
        with self._settled() as settling:
            write.settle(self._registry, settling.everything(), {"rules": RULES})
        self._library.refresh()
