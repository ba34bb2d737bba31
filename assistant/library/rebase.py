"""Making the next base of vectors: when it is due, what goes into it, and how it is published."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from assistant.errors import LibraryDamaged, VectorServerDown
from assistant.library import registry_writing as write
from assistant.library.base_process import fill_apart
from assistant.library.bases import begin, clear_others, finish, last_number
from assistant.library.ids import passage_id
from assistant.library.matrices import portions
from assistant.library.registry import Base, VersionRow
from assistant.library.registry_tables import damaged
from assistant.library.server_bases import clear_other_collections, last_number_on_server, prefix_of
from assistant.library.shelf import Entry
from assistant.library.vectors import fill, fill_on_server

if TYPE_CHECKING:
    from assistant.library.library import Library
    from assistant.library.registry import Halves
    from assistant.ports import Vectors

    Source: TypeAlias = Callable[[Iterable[int]], dict[int, Halves]]
    """Version keys → their vectors."""

_SMALL = 20_000
"""A base smaller than this is brought up to date by every session that changed anything."""
_SHARE = 0.1
_LEAST_ON_SERVER = 5_000
"""A server cannot copy a collection, so each base is built whole there, and not for a few passages."""
_APART = 2_000
"""From so many passages on a base is built in a process of its own; below, starting one would take longer."""
_PORTION = 2_000
_MAX_DEAD = 0.2
"""Deleted entries stay in the graph as holes; beyond this share it is built from the ground."""
_log = logging.getLogger("clearwell")


def rebase(library: Library, *, anew: bool = False) -> None:
    """Publish a new base if one is due: of what is in force today. With `anew` it is built from the ground.

    What is not in a base is found all the same, where a scope holds it: readers score it exactly. So a Chroma server
    that does not answer only puts the new base off; with `anew` it is an error: VectorServerDown.
    """
    try:
        _rebase(library, anew)
        tidy(library)
    except VectorServerDown as error:
        if anew:
            raise
        _log.warning("the new base of vectors is left to the next session: %s", error)


def _rebase(library: Library, anew: bool) -> None:
    former = library.refresh().base
    held = library.registry.held_by(former) if former else frozenset()
    entries = [entry for entry in library.entries() if entry.in_force]
    added = [entry for entry in entries if entry.key not in held]
    ended = library.registry.versions_with(held - {entry.key for entry in entries})
    changed = sum(entry.document.passages for entry in added) + sum(row.passages for row in ended)
    total = sum(entry.document.passages for entry in entries)
    elsewhere = former is not None and bool(former.collection) != bool(library.settings.chroma_url)
    if not total:
        if former is not None:
            write.put_base(library.registry, None)
    elif library.settings.chroma_url:
        if anew or elsewhere or _due_on_server(changed, former, library.exact_limit):
            _publish(library, build_base(library, entries), entries)
    elif anew or elsewhere or _due(changed, former, library.exact_limit):
        grown = None if anew or elsewhere or former is None else _extended(library, former, (added, ended, total))
        _publish(library, grown or build_base(library, entries), entries)


def tidy(library: Library) -> None:
    """Delete the bases that nobody uses any more, in the folder and on the server. Raises VectorServerDown."""
    kept = library.refresh().base
    clear_others(library.home, kept.number if kept and not kept.collection else None)
    url = library.settings.chroma_url
    if url:
        clear_other_collections(url, prefix_of(library.registry, library.home), kept.collection if kept else "")


def _due(changed: int, former: Base | None, exact_limit: int) -> bool:
    if former is None:
        return True
    if former.passages < _SMALL:
        return changed > 0
    # The delta is scored exactly at every question, so it must not outgrow what is quick to score.
    return changed > min(_SHARE * former.passages, exact_limit)


def _due_on_server(changed: int, former: Base | None, exact_limit: int) -> bool:
    return former is None or changed > min(max(_SHARE * former.passages, _LEAST_ON_SERVER), exact_limit)


def _publish(library: Library, base: Base | None, entries: Sequence[Entry]) -> None:
    write.put_base(library.registry, base, (entry.key for entry in entries))


def build_base(library: Library, entries: Sequence[Entry], source: Source | None = None) -> Base | None:
    """Build a base of these versions from the ground, where nobody sees it before it is published; None of nothing.

    `source` gives the vectors, by default the registry. Raises VectorServerDown.
    """
    total = sum(entry.document.passages for entry in entries)
    if not total:
        return None
    content = _portions(source or library.registry.vectors, entries)
    number = max(last_number(library.home) + 1, _number_after(library))
    url = library.settings.chroma_url
    base = Base(number, library.generation(), total, 0)
    if url:
        prefix = prefix_of(library.registry, library.home)
        number = max(number, last_number_on_server(url, prefix) + 1)
        base = replace(base, number=number, collection=f"{prefix}{number}")
        found = fill_on_server(url, base.collection, content)
    else:
        building = begin(library.home, number, None)
        found = _filler(total)(building, content, [], fresh=True)
        finish(building, library.home, number)
    if found != total:
        raise damaged(library.home, "it lacks vectors of current passages")
    return base


def _filler(total: int) -> Callable[..., int]:
    return fill_apart if total >= _APART else fill


def _number_after(library: Library) -> int:
    """A number above that of the base in use, wherever that one is."""
    former = library.refresh().base
    return former.number + 1 if former else 1


def _extended(
    library: Library, former: Base, content: tuple[Sequence[Entry], Sequence[VersionRow], int]
) -> Base | None:
    """A copy of the former base brought up to date; None when it is missing or damaged, or too much of it is dead."""
    added, ended, total = content
    gone = [passage_id(row.document_id, row.version, n) for row in ended for n in range(row.passages)]
    dead = former.dead + len(gone)
    if dead > _MAX_DEAD * total:
        return None
    number, generation = last_number(library.home) + 1, library.generation()
    try:
        building = begin(library.home, number, former.number)
        if _filler(total)(building, _portions(library.registry.vectors, added), gone, fresh=False) != total:
            return None
    except (LibraryDamaged, FileNotFoundError):
        return None
    finish(building, library.home, number)
    return Base(number, generation, total, dead)


def _portions(source: Source, entries: Iterable[Entry]) -> Iterator[tuple[list[str], Vectors]]:
    """Names and vectors of these versions, some thousands at a time."""
    import numpy as np

    for part in portions((entry for entry in entries if entry.document.passages), _PORTION):
        found = source(entry.key for entry in part)
        present = [entry for entry in part if entry.key in found]
        if present:
            names = [
                passage_id(entry.document.document_id, entry.document.version, n)
                for entry in present
                for n in range(len(found[entry.key]))
            ]
            yield names, np.concatenate([found[entry.key] for entry in present]).astype(np.float32)
