"""Small papers and a small model for the library's tests: vectors are random but the same for the same name."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

import numpy as np

from assistant.access import LOCAL_PERSON, filter_for
from assistant.domain import Filters, Metadata, Page, Passage, Principal, Span
from assistant.library.library import Library
from assistant.library.registry import ModelStamp
from assistant.ports import NewVersion
from assistant.settings import LibrarySettings

if TYPE_CHECKING:
    from assistant.ports import Vectors

DIMENSION = 16
MODEL = ModelStamp("small", DIMENSION, "bundled")
STAFF = filter_for(LOCAL_PERSON)
NOBODY = filter_for(Principal(user=""))
ALL = Filters()


def vector(name: str) -> Vectors:
    """The direction that stands for `name`; float16-exact, as the library keeps it."""
    drawn = np.random.default_rng(crc32(name.encode())).normal(size=DIMENSION)
    halves = (drawn / np.linalg.norm(drawn)).astype(np.float16).astype(np.float32)
    return np.asarray(halves / np.linalg.norm(halves), dtype=np.float32)


def paper(
    name: str,
    texts: Sequence[str],
    metadata: Metadata | None = None,
    *,
    known: bool = True,
    original: Path | None = None,
) -> NewVersion:
    """One page; one passage a text; a passage's vector is the one named by its text."""
    page, spans = "", []
    for text in texts:
        spans.append(Span(1, len(page), len(page) + len(text)))
        page += text + "\n"
    content = original.read_bytes() if original else page.encode()
    passages = [Passage("?", "?", 0, 0, text, (span,)) for text, span in zip(texts, spans, strict=True)]
    return NewVersion(
        document_id=name if known else None,
        metadata=metadata or Metadata(title=name),
        path=f"papers/{name}.txt",
        sha256=hashlib.sha256(content).hexdigest(),
        original=original,
        pages=(Page(1, page),),
        passages=passages,
        vectors=np.array([vector(text) for text in texts], np.float32).reshape(len(texts), DIMENSION),
    )


def open_library(
    home: Path,
    exact_limit: int = 50_000,
    model: ModelStamp = MODEL,
    patience: float = 60.0,
    today: Callable[[], date] = date.today,
    url: str = "",
) -> Library:
    settings = LibrarySettings(lock_timeout_s=patience, chroma_url=url)
    return Library.open(home, settings, lambda: model, exact_limit, today)


def rule(name: str, title: str, published: date, texts: Sequence[str] = ("正文",), **known: Any) -> NewVersion:
    """A policy of one passage a text."""
    return paper(name, texts, Metadata(title, **{"kind": "policy", "published": published} | known))


def found_near(library: Library, text: str, filters: Filters = ALL, limit: int = 1) -> list[str]:
    """Names of the passages nearest to the one that says `text`."""
    return [name for name, _ in library.dense(vector(text), library.scope(STAFF, filters), limit)]


def found_by_word(library: Library, word: str, filters: Filters = ALL, limit: int = 10) -> list[str]:
    return [name for name, _ in library.keyword([word], library.scope(STAFF, filters), limit)]


def turned(name: str) -> Vectors:
    """The direction that stands for `name` to another model, of eight dimensions."""
    drawn = np.random.default_rng(crc32(f"other {name}".encode())).normal(size=8)
    halves = (drawn / np.linalg.norm(drawn)).astype(np.float16).astype(np.float32)
    return np.asarray(halves / np.linalg.norm(halves), dtype=np.float32)
