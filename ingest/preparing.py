"""One file from bytes to everything that is published, but for its vectors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from assistant.curation import Correction
from assistant.domain import Metadata, Page, Passage
from assistant.messages import Language
from ingest.chunking import chunk
from ingest.corrections import corrected
from ingest.manifest import Entry
from ingest.metadata import detect_metadata
from ingest.readers import ReadDocument, Reading, read
from ingest.wording import annotated, warnings_of

_TITLE = 60
_HEADING = 40


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document ready to be embedded and published.

    `detected` is what was found in it, `manifest` what its row of a manifest says; `metadata` is both together.
    `name_matters` tells that the file was described otherwise under its former name: a title or date may be its name's.
    """

    metadata: Metadata
    pages: tuple[Page, ...]
    passages: tuple[Passage, ...]
    warnings: tuple[str, ...]
    detected: Metadata
    manifest: tuple[tuple[str, object], ...] = ()
    name_matters: bool = False

    @property
    def texts(self) -> list[str]:
        """What is embedded, one text a passage."""
        return [embedded_text(self.metadata.title, passage) for passage in self.passages]


@dataclass(frozen=True, slots=True)
class Task:
    """One file to be read and cut into passages.

    `entry` is its row of a manifest, `former` its name before it was renamed, if it was; `corrections` are all that
    people made in this library: those that concern the file are found by its content.
    """

    content: bytes
    name: str
    entry: Entry
    language: Language
    ocr: bool = True
    former: str = ""
    corrections: tuple[Correction, ...] = ()


def prepare(task: Task, reading: Reading | None = None) -> Prepared:
    """Read, structure and cut one file. Raises DocumentError."""
    document = corrected(read(task.content, task.name, reading), task.corrections)
    detected = detect_metadata(document, task.name)
    language, former = task.language, task.former
    return Prepared(
        metadata=task.entry.applied(detected),
        pages=annotated(document, language),
        passages=tuple(chunk(document)),
        warnings=warnings_of(document, language),
        detected=detected,
        manifest=task.entry.values,
        name_matters=former not in ("", task.name) and _described_otherwise(document, former, task.name),
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
