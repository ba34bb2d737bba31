"""Bases on a Chroma server: a collection each, named after the library and the base's number.

A collection is built whole, published, and from then on only read, as a folder is; several programs, also on other
machines that share the library's folder, may read it. What no reader needs any more is deleted right away: one that was
just looking finds its collection gone, and looks again with the newer base.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from assistant.errors import VectorServerDown
from assistant.library import registry_writing as write
from assistant.library.bases import OpenBase
from assistant.library.registry import Base, Registry
from assistant.library.vectors import Chroma, collections_on_server, drop_on_server

if TYPE_CHECKING:
    from collections.abc import Iterable


def open_on_server(base: Base, url: str) -> OpenBase:
    """Open a base. Raises VectorServerDown, also when no server is configured, LibraryDamaged when it is gone."""
    if not url:
        raise VectorServerDown(
            f"{base.collection!r} is on a server, and none is configured", url="CLEARWELL_CHROMA_URL"
        )
    return OpenBase(base.number, Chroma.on_server(url, base.collection))


def prefix_of(registry: Registry, home: Path) -> str:
    """What the names of this library's collections begin with. Called by the writer, who makes it up the first time.

    A copy of the folder at another place is another library: it must not delete the first one's collections.
    """
    known, here = registry.meta("library_id", "library_home"), str(home.resolve())
    if known.get("library_home") != here:
        known = {"library_id": uuid4().hex, "library_home": here}
        write.put_meta(registry, known)
    return f"clearwell-{known['library_id']}-"


def last_number_on_server(url: str, prefix: str) -> int:
    """The highest number that any collection of this library has, 0 when there is none."""
    numbers = (name.removeprefix(prefix) for name in collections_on_server(url, prefix))
    return max((int(number) for number in numbers if number.isdecimal()), default=0)


def clear_other_collections(url: str, prefix: str, keep: str) -> None:
    """Delete every collection of this library but `keep`."""
    others: Iterable[str] = (name for name in collections_on_server(url, prefix) if name != keep)
    drop_on_server(url, list(others))
