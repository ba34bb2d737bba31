"""The keyword index: tantivy over words and character pairs, with one more field for single characters and one for what
stands above a passage: its clause and the heading right above it.

A passage is known here by two numbers, its version's key in the registry and its ordinal. Scores are BM25 over the
whole index (Robertson and Zaragoza 2009, k1 1.2, b 0.75, tantivy's own), whatever the scope: a filter must not change
how passages of the scope rank among themselves.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Sequence, Set
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

from assistant.domain import Passage
from assistant.errors import LibraryDamaged, LibraryError
from assistant.library.home import View, can_write
from assistant.text import tokens

FORMAT = f"2/{tokens.VERSION}"
"""How the index is made; a library indexed in another way is indexed again by the next writer."""
_HEAP = 128_000_000
_HEADING_ALONE = 0.01
"""A heading's worth when a single word is asked: passages that hold the word themselves come before all others."""
_WIDE = 0.2
"""From this share of all passages on, fetching more and leaving out beats handing the engine the list of versions."""

KeywordHit: TypeAlias = tuple[int, int, float]
"""(version key, ordinal, BM25 score)"""


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except (ValueError, OSError) as error:
        raise LibraryDamaged(f"keyword index: {error}", part="keywords") from error


def _schema() -> Any:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("terms", tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("characters", tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("headings", tokenizer_name="whitespace", index_option="freq")
    # add_integer_field, because the unsigned kind refuses Python's numbers with a misleading message.
    builder.add_integer_field("version_key", indexed=True, fast=True)
    builder.add_integer_field("ordinal", fast=True)
    return builder.build()


def heading(passage: Passage) -> str:
    """What stands above a passage and finds it too: its clause and the heading right above it."""
    return "\n".join([passage.clause or "", *passage.section[-1:]])


def _field(term: str) -> str:
    """A single Chinese character is looked up among the characters, everything else among the words."""
    return "characters" if len(term) == 1 and tokens.is_cjk(term) else "terms"


def _is_current(index: Any) -> bool:
    """False for an index made before headings had a field of their own."""
    from tantivy import Query

    try:
        Query.term_query(index.schema, "headings", "", "freq")
    except ValueError:
        return False
    return True


class KeywordReader:
    """Searches the index as it stood at the last `reload`. Safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._index: Any = None
        self._view: View | None = None
        self._headings = True

    def reload(self) -> None:
        """Look at what has been committed since. A library without an index yet finds nothing."""
        import tantivy

        with _translated():
            if self._index is not None and self._view is None:
                self._index.reload()
            elif (self._folder / "meta.json").exists():
                # The engine locks a file even to read; a folder that cannot be written is read through a view.
                view = None if can_write(self._folder) else View(self._folder)
                self._index = tantivy.Index.open(str(view.folder if view else self._folder))
                self._view = view
                self._headings = _is_current(self._index)

    def count(self) -> int:
        return int(self._index.searcher().num_docs) if self._index is not None else 0

    def search(self, terms: Sequence[str], limit: int, keys: Set[int], share: float) -> list[KeywordHit]:
        """Best passages for any of `terms`, best first, only from the versions in `keys`.

        `share` is the part of all passages that these versions hold: it decides how the filter is applied.
        """
        if self._index is None or not terms or limit < 1:
            return []
        with _translated():
            searcher = self._index.searcher()
            query = self._any_of(terms)
            if share < _WIDE:
                return self._fetch(searcher, self._within(query, keys), limit)
            wanted = limit + 16
            while True:
                found = self._fetch(searcher, query, wanted)
                kept = [hit for hit in found if hit[0] in keys]
                if len(kept) >= limit or len(found) < wanted:
                    return kept[:limit]
                wanted *= 2

    def frequencies(self, terms: Sequence[str]) -> dict[str, int]:
        """How many passages hold each term, or stand under it where none does; those cleared since the last merge may
        still be counted.
        """
        if self._index is None:
            return {}
        with _translated():
            searcher = self._index.searcher()
            held = {term: int(searcher.doc_freq(_field(term), term)) for term in terms}
            rest = [term for term, count in held.items() if not count and self._headings]
            return held | {term: int(searcher.doc_freq("headings", term)) for term in rest}

    def _any_of(self, terms: Sequence[str]) -> Any:
        from tantivy import Occur, Query

        schema = self._index.schema
        queries = []
        for term in terms:
            queries.append(Query.term_query(schema, _field(term), term, "freq"))
            if self._headings:
                above = Query.term_query(schema, "headings", term, "freq")
                queries.append(Query.boost_query(above, _HEADING_ALONE) if len(terms) == 1 else above)
        return Query.boolean_query([(Occur.Should, query) for query in queries])

    def _within(self, query: Any, keys: Iterable[int]) -> Any:
        from tantivy import Occur, Query

        inside = Query.term_set_query(self._index.schema, "version_key", list(keys))
        return Query.boolean_query([(Occur.Must, query), (Occur.Must, Query.const_score_query(inside, 0.0))])

    def _fetch(self, searcher: Any, query: Any, limit: int) -> list[KeywordHit]:
        hits = searcher.search(query, limit, count=False).hits
        places = [place for _, place in hits]
        keys = searcher.fast_field_values("version_key", places)
        ordinals = searcher.fast_field_values("ordinal", places)
        found = [(key, ordinal, hit[0]) for key, ordinal, hit in zip(keys, ordinals, hits, strict=True)]
        return sorted(found, key=lambda hit: (-hit[2], hit[0], hit[1]))


class KeywordWriter:
    """Adds and deletes; nothing is seen, or kept over a crash, before `commit`."""

    def __init__(self, folder: Path) -> None:
        import tantivy

        folder.mkdir(parents=True, exist_ok=True)
        with _translated():
            index = tantivy.Index.open(str(folder)) if (folder / "meta.json").exists() else None
            if index is not None and not _is_current(index):
                discard(folder)
                folder.mkdir()
                index = None
            self._index = index or tantivy.Index(_schema(), path=str(folder))
            self._writer = self._index.writer(_HEAP, 1)

    def add(self, key: int, passages: Iterable[Passage]) -> None:
        import tantivy

        with _translated():
            for passage in passages:
                above = heading(passage)
                document = tantivy.Document()
                document.add_text("terms", " ".join(tokens.index_terms(passage.text)))
                document.add_text("characters", " ".join(tokens.characters(passage.text)))
                document.add_text("headings", " ".join([*tokens.index_terms(above), *tokens.characters(above)]))
                document.add_integer("version_key", key)
                document.add_integer("ordinal", passage.ordinal)
                self._writer.add_document(document)

    def delete(self, keys: Iterable[int]) -> None:
        for key in keys:
            self._writer.delete_documents_by_term("version_key", key)

    def clear(self) -> None:
        self._writer.delete_all_documents()

    def commit(self) -> None:
        try:
            self._writer.commit()
        except (ValueError, OSError) as error:
            raise LibraryError(f"keyword index: {error}") from error

    def rollback(self) -> None:
        """Forget what was added and deleted since the last commit."""
        self._writer.rollback()

    def count(self) -> int:
        """Passages in the index as committed."""
        self._index.reload()
        return int(self._index.searcher().num_docs)

    def close(self) -> None:
        """Let merges finish and free the engine's own lock. What was not committed is dropped."""
        self._writer.wait_merging_threads()


def discard(folder: Path) -> None:
    """Delete an index that cannot be read; the next writer makes it anew."""
    shutil.rmtree(folder, ignore_errors=True)
