"""One file from bytes to everything that is published, but for its vectors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from assistant.domain import Metadata, Page, Passage
from assistant.messages import Language
from ingest.chunking import chunk
from ingest.manifest import Entry
from ingest.metadata import detect_metadata
from ingest.readers import ReadDocument, Reading, read
from ingest.wording import page_warnings, warnings_of

_TITLE = 60
_HEADING = 40


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document ready to be embedded and published.

    `name_matters` tells that the file was described otherwise under its former name: a title or date may be its name's.
    """

    metadata: Metadata
    pages: tuple[Page, ...]
    passages: tuple[Passage, ...]
    warnings: tuple[str, ...]
    name_matters: bool = False

    @property
    def texts(self) -> list[str]:
        """What is embedded, one text a passage."""
        return [embedded_text(self.metadata.title, passage) for passage in self.passages]


def prepare(
    content: bytes, name: str, entry: Entry, language: Language, reading: Reading | None = None, former: str = ""
) -> Prepared:
    """Read, structure and cut one file. `entry` is its row of a manifest, `former` its name before it was renamed.

    Raises DocumentError.
    """
    document = read(content, name, reading)
    return Prepared(
        metadata=entry.applied(detect_metadata(document, name)),
        pages=tuple(replace(page, warnings=page_warnings(document, page.number, language)) for page in document.pages),
        passages=tuple(chunk(document)),
        warnings=warnings_of(document, language),
        name_matters=former not in ("", name) and _described_otherwise(document, former, name),
    )


def _described_otherwise(document: ReadDocument, old: str, new: str) -> bool:
    if PurePath(old).suffix.lower() != PurePath(new).suffix.lower():
        return True
    return detect_metadata(document, old) != detect_metadata(document, new)


def embedded_text(title: str, passage: Passage) -> str:
    """Return the text whose vector stands for `passage`: its title and nearest headings above its words.

    A clause alone says neither which city's rule it is nor what the chapter is about.
    """
    above = " ".join(_shortened((title[:_TITLE], *(heading[:_HEADING] for heading in passage.section[-2:]))))
    return f"{above}\n{passage.text}" if above else passage.text


def _shortened(parts: Sequence[str]) -> list[str]:
    return [part for part in dict.fromkeys(parts) if part]
