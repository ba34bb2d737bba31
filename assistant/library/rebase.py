"""Making the next base of vectors: when it is due, what goes into it, and how it is published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from assistant.errors import LibraryDamaged
from assistant.library import registry_writing as write
from assistant.library.bases import begin, clear_others, finish, last_number
from assistant.library.ids import passage_id
from assistant.library.matrices import portions
from assistant.library.registry import Base, Registry, VersionRow
from assistant.library.registry_tables import damaged
from assistant.library.shelf import Entry
from assistant.library.vectors import fill

if TYPE_CHECKING:
    from assistant.library.library import Library
    from assistant.ports import Vectors

_Content: TypeAlias = tuple[Sequence[Entry], Sequence[str], int]
"""What to add, the names to delete, and how many passages there must be in the end."""

_SMALL = 20_000
"""A base smaller than this is brought up to date by every session that changed anything."""
_SHARE = 0.1
_PORTION = 20_000
_MAX_DEAD = 0.2
"""Deleted entries stay in the graph as holes; beyond this share it is built from the ground."""


def rebase(library: Library, *, anew: bool = False) -> None:
    """Publish a new base if one is due. With `anew` it is built from the registry's vectors in any case.

    What is published but not yet in a base is found all the same: readers score it exactly.
    """
    former = library.refresh().base
    entries = library.entries()
    added = [entry for entry in entries if former is None or entry.published > former.generation]
    ended = library.registry.ended_after(former.generation) if former else []
    changed = sum(entry.document.passages for entry in added) + sum(row.passages for row in ended)
    total = sum(entry.document.passages for entry in entries)
    if not total:
        if former is not None:
            write.put_base(library.registry, None)
    elif anew or _due(changed, former, library.exact_limit):
        _publish(library, entries, added, None if anew else former, ended)
    kept = library.refresh().base
    clear_others(library.home, kept.number if kept else None)


def _due(changed: int, former: Base | None, exact_limit: int) -> bool:
    if former is None:
        return True
    if former.passages < _SMALL:
        return changed > 0
    # The delta is scored exactly at every question, so it must not outgrow what is quick to score.
    return changed > min(_SHARE * former.passages, exact_limit)


def _publish(
    library: Library, entries: Sequence[Entry], added: Sequence[Entry], former: Base | None, ended: Sequence[VersionRow]
) -> None:
    registry, home = library.registry, library.home
    number, generation = last_number(home) + 1, library.generation()
    gone = [passage_id(row.document_id, row.version, n) for row in ended for n in range(row.passages)]
    total = sum(entry.document.passages for entry in entries)
    dead = former.dead + len(gone) if former else 0
    building: Path | None = None
    if former is not None and dead <= _MAX_DEAD * total:
        building = _extended(library, number, former, (added, gone, total))
    if building is None:
        dead, building = 0, _built(library, number, (entries, [], total))
    finish(building, home, number)
    write.put_base(registry, Base(number, generation, total, dead))


def _extended(library: Library, number: int, former: Base, content: _Content) -> Path | None:
    """A copy of the former base brought up to date, None when the former one is missing or damaged."""
    added, gone, total = content
    try:
        building = begin(library.home, number, former.number)
        return building if fill(building, _portions(library.registry, added), gone, fresh=False) == total else None
    except (LibraryDamaged, FileNotFoundError):
        return None


def _built(library: Library, number: int, content: _Content) -> Path:
    added, gone, total = content
    building = begin(library.home, number, None)
    if fill(building, _portions(library.registry, added), gone, fresh=True) != total:
        raise damaged(library.home, "it lacks vectors of current passages")
    return building


def _portions(registry: Registry, entries: Iterable[Entry]) -> Iterator[tuple[list[str], Vectors]]:
    """Names and vectors of these versions, some thousands at a time."""
    import numpy as np

    for part in portions((entry for entry in entries if entry.document.passages), _PORTION):
        found = registry.vectors(entry.key for entry in part)
        present = [entry for entry in part if entry.key in found]
        if present:
            names = [
                passage_id(entry.document.document_id, entry.document.version, n)
                for entry in present
                for n in range(len(found[entry.key]))
            ]
            yield names, np.concatenate([found[entry.key] for entry in present]).astype(np.float32)
