"""A library for one evaluation: a set's passages go in as they are, and the folder is gone afterwards."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.domain import Metadata, Page, Passage, Span
from assistant.ports import NewVersion
from assistant.text.sentences import split
from assistant.text.tokens import language_of
from evals.dataset import Item
from evals.progress import Progress
from ingest.preparing import embedded_text

if TYPE_CHECKING:
    from assistant.bootstrap import Assembly
    from assistant.ports import Embedder
    from assistant.service import Assistant

PIECE_TOKENS = 256
"""A passage longer than the embedder takes is cut into pieces of about this many tokens, at sentence ends."""
_PUBLISH = 2000


def pieces(text: str, embedder: Embedder) -> list[tuple[int, int]]:
    """Return the offsets a passage is cut at: itself where it fits, else runs of whole sentences."""
    # A token is at least one byte of UTF-8, so a short text needs no counting.
    if len(text.encode()) <= embedder.max_tokens or embedder.count_tokens([text])[0] <= embedder.max_tokens:
        return [(0, len(text))]
    sentences = split(text)
    counts = embedder.count_tokens([text[start:end] for start, end in sentences])
    runs: list[tuple[int, int]] = []
    size = 0
    for (start, end), count in zip(sentences, counts, strict=True):
        if runs and size + count <= PIECE_TOKENS:
            runs[-1] = (runs[-1][0], end)
            size += count
        else:
            runs.append((start, end))
            size = count
    return runs


def _passages(item: Item, runs: Sequence[tuple[int, int]]) -> tuple[Passage, ...]:
    return tuple(
        Passage(f"{item.id}.{n}", item.id, 1, n, item.text[start:end], (Span(1, start, end),))
        for n, (start, end) in enumerate(runs)
    )


def _versions(items: Sequence[Item], embedder: Embedder, progress: Progress) -> Iterator[list[NewVersion]]:
    cut = [pieces(item.text, embedder) for item in items]
    made = [_passages(item, runs) for item, runs in zip(items, cut, strict=True)]
    # What the product itself embeds: a clause alone does not say what it belongs to.
    texts = [embedded_text(item.title, each) for item, held in zip(items, made, strict=True) for each in held]
    vectors = embedder.embed_passages(texts, progress.advance)
    row = 0
    batch: list[NewVersion] = []
    for item, passages in zip(items, made, strict=True):
        batch.append(
            NewVersion(
                document_id=item.id,
                metadata=Metadata(title=item.title, kind="passage", language=language_of(item.text)),
                path=f"set/{item.id}",
                sha256=hashlib.sha256(item.text.encode()).hexdigest(),
                original=None,
                pages=(Page(1, item.text),),
                passages=passages,
                vectors=vectors[row : row + len(passages)],
            )
        )
        row += len(passages)
        if len(batch) == _PUBLISH:
            yield batch
            batch = []
    if batch:
        yield batch


@contextmanager
def parts_over(items: Sequence[Item], embedder: Embedder) -> Iterator[Assembly]:
    """Yield the assembled product over a fresh library that holds exactly `items`."""
    from assistant.bootstrap import assemble
    from assistant.settings import load_settings

    with tempfile.TemporaryDirectory(prefix="clearwell-eval-", ignore_cleanup_errors=True) as folder:
        parts = assemble(load_settings(home=Path(folder)), embedder=embedder)
        with Progress("embedding", len(items)) as progress, parts.library.writing(base=False) as writer:
            for batch in _versions(items, embedder, progress):
                writer.publish_many(batch)
        yield parts


@contextmanager
def assistant_over(items: Sequence[Item], embedder: Embedder) -> Iterator[Assistant]:
    """Yield an Assistant over a fresh library that holds exactly `items`."""
    with parts_over(items, embedder) as parts:
        yield parts.assistant
