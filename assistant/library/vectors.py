"""The vector index: Chroma, one collection a base, holding passage names and vectors and nothing else.

Chroma's in-memory graph does not follow another process's writing (measured: three look-ups in four were stale), so a
base is built once, closed, and from then on only read. It lives in a folder of its own, or on a Chroma server.
Distances are cosine; a score is 1 minus the distance.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from assistant.errors import LibraryDamaged, VectorServerDown

if TYPE_CHECKING:
    from assistant.ports import Vectors

COLLECTION = "passages"
_BATCH = 5000
_SERVER_BATCH = 1000
"""A request to a server stays below the few megabytes that it, or what stands before it, takes."""
# Recall of the 100 nearest on 20,000 clustered vectors: 0.965 with Chroma's defaults, 0.998 with these.
_GRAPH = {"space": "cosine", "max_neighbors": 24, "ef_construction": 128, "ef_search": 256}
# How many entries Chroma gathers before it writes the graph to disk: rarely while building, at once in the end, so
# that a reader opens a finished graph instead of building the tail of it again.
_SYNC_BUILDING = 50_000
_SYNC_CLOSING = 2
_CONNECT_S = 5.0
_REPLY_S = 60.0

_opening = threading.Lock()
"""Chroma keeps one shared engine a path and counts its users without a lock of its own."""

Portions = Iterable[tuple[Sequence[str], "Vectors"]]


@contextmanager
def _translated(place: str, url: str = "") -> Iterator[None]:
    """Chroma's exceptions as ours: LibraryDamaged names what is to be made anew, VectorServerDown whom to start."""
    import httpx
    from chromadb.errors import ChromaError

    try:
        yield
    except httpx.TransportError as error:
        raise _down(url, error) from error
    except ChromaError as error:
        raise _damaged(place, error) from error
    except (ValueError, RuntimeError, OSError) as error:
        raise (_down(url, error) if url else _damaged(place, error)) from error
    except Exception as error:
        if not url or type(error) is not Exception:
            raise
        raise _down(url, error) from error  # how Chroma's client says that a reply was none it knows


def _down(url: str, error: object) -> VectorServerDown:
    return VectorServerDown(f"{url}: {error}", url=url)


def _damaged(place: str, error: object) -> LibraryDamaged:
    return LibraryDamaged(f"vector index {place}: {error}", part=f"vectors/{place}")


class Chroma:
    """One opened collection."""

    def __init__(self, client: Any, collection: Any, place: str, url: str = "") -> None:
        self._client = client
        self._collection = collection
        self._place = place
        self._url = url

    @classmethod
    def in_folder(cls, folder: Path, *, create: bool = False) -> Chroma:
        """Raises LibraryDamaged."""
        import chromadb
        from chromadb.config import Settings

        with _opening, _translated(folder.name):
            client: Any = chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))
            return cls._opened(client, COLLECTION, folder.name, create=create)

    @classmethod
    def on_server(cls, url: str, name: str, *, create: bool = False) -> Chroma:
        """Raises VectorServerDown, LibraryDamaged when there is no such collection."""
        with _opening, _translated(name, url):
            return cls._opened(_client(url), name, name, url=url, create=create)

    @classmethod
    def _opened(cls, client: Any, name: str, place: str, *, url: str = "", create: bool) -> Chroma:
        try:
            if not create:
                return cls(client, client.get_collection(name, embedding_function=None), place, url)
            graph = _GRAPH if url else {**_GRAPH, "sync_threshold": _SYNC_BUILDING}
            made = client.create_collection(name, embedding_function=None, configuration={"hnsw": graph})
            return cls(client, made, place, url)
        except BaseException:
            client.close()
            raise

    def close(self) -> None:
        with _opening:
            self._client.close()

    def count(self) -> int:
        with _translated(self._place, self._url):
            return int(self._collection.count())

    def nearest(self, vector: Vectors, limit: int) -> list[tuple[str, float]]:
        """(passage name, cosine) of up to `limit` near neighbours, best first; approximate."""
        with _translated(self._place, self._url):
            found = self._collection.query(query_embeddings=[vector], n_results=limit, include=["distances"])
        return [(name, 1.0 - distance) for name, distance in zip(found["ids"][0], found["distances"][0], strict=True)]

    def add(self, names: Sequence[str], vectors: Vectors) -> None:
        size = _SERVER_BATCH if self._url else _BATCH
        with _translated(self._place, self._url):
            for start in range(0, len(names), size):
                part = slice(start, start + size)
                self._collection.add(ids=list(names[part]), embeddings=vectors[part])

    def delete(self, names: Sequence[str]) -> None:
        with _translated(self._place, self._url):
            for start in range(0, len(names), _BATCH):
                self._collection.delete(ids=list(names[start : start + _BATCH]))

    def sync_every(self, entries: int) -> None:
        """Takes effect when the folder is opened again."""
        with _translated(self._place, self._url):
            self._collection.modify(configuration={"hnsw": {"sync_threshold": entries}})


def _client(url: str) -> Any:
    """A client of the server, once something answers there. Called within `_translated`."""
    import chromadb
    from chromadb.config import Settings

    parts = urlsplit(url)
    secure = parts.scheme == "https"
    host, port = parts.hostname or "", parts.port or (443 if secure else 8000)
    socket.create_connection((host, port), timeout=_CONNECT_S).close()
    client = chromadb.HttpClient(host=host, port=port, ssl=secure, settings=Settings(anonymized_telemetry=False))
    # Without a limit a server that hangs would hang every question with it; Chroma has no setting for one.
    session = getattr(getattr(client, "_server", None), "_session", None)
    if session is not None:
        session.timeout = _REPLY_S
    return client


def _reopened(chroma: Chroma, folder: Path, sync: int) -> Chroma:
    chroma.sync_every(sync)
    chroma.close()
    return Chroma.in_folder(folder)


def fill(folder: Path, added: Portions, removed: Sequence[str], *, fresh: bool) -> int:
    """Make the index in `folder` (new, or the copy of a former base) hold what it should, on disk and closed.

    Returns how many passages it holds. `added` comes in portions, so that a million vectors need no memory.
    """
    import numpy as np

    chroma = (
        Chroma.in_folder(folder, create=True) if fresh else _reopened(Chroma.in_folder(folder), folder, _SYNC_BUILDING)
    )
    probe: Vectors | None = None
    try:
        chroma.delete(removed)
        for names, vectors in added:
            chroma.add(names, vectors)
            probe = vectors[:1] if len(vectors) else probe
        chroma = _reopened(chroma, folder, _SYNC_CLOSING)
        count = chroma.count()
        if probe is not None:
            # The first look-up writes the graph out.
            chroma.nearest(np.asarray(probe[0], dtype=np.float32), 1)
    finally:
        chroma.close()
    return count


def fill_on_server(url: str, name: str, added: Portions) -> int:
    """Make a new collection on the server and return how many passages it holds. Raises VectorServerDown."""
    chroma = Chroma.on_server(url, name, create=True)
    try:
        for names, vectors in added:
            chroma.add(names, vectors)
        return chroma.count()
    finally:
        chroma.close()


def collections_on_server(url: str, prefix: str) -> list[str]:
    """The names of the server's collections that begin so. Raises VectorServerDown."""
    with _opening, _translated(prefix, url):
        client = _client(url)
        try:
            return sorted(each.name for each in client.list_collections() if each.name.startswith(prefix))
        finally:
            client.close()


def drop_on_server(url: str, names: Iterable[str]) -> None:
    """Delete these collections; one that is gone already is passed over. Raises VectorServerDown."""
    from chromadb.errors import NotFoundError

    with _opening, _translated("", url):
        client = _client(url)
        try:
            for name in names:
                try:
                    client.delete_collection(name)
                except NotFoundError:
                    continue
        finally:
            client.close()
