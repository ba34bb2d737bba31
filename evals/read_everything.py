"""Does every real file go in, or get a reason, and does no page stay silent?

    python -m evals.read_everything --data ../shared/data [--only PART ...] [--no-ocr] [--out FILE.json]

Takes every document under `DATA/docs`, and the texts of `DATA/docs/text/*.jsonl.gz` written out as .txt, into a
throw-away library through the product's own intake; vectors are drawn by chance, because nothing is asked. Prints a
table on standard error and JSON on standard output. Exit 1 when a file is rejected without a reason, a page is empty
without a word about it, or an accepted file has no passage and no warning.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

from assistant.access import LOCAL_PERSON, filter_for
from assistant.domain import FileOutcome, FileStatus, Page, ReadAs
from assistant.library.library import Library
from assistant.library.registry import ModelStamp
from assistant.settings import LibrarySettings, ReadingSettings, Settings
from evals.progress import Progress
from ingest.bootstrap import open_intake

if TYPE_CHECKING:
    from assistant.ports import Vectors
    from ingest.service import IngestService

_DIMENSION = 32
_NOT_DOCUMENTS = (".jsonl", ".gz")


@dataclass(frozen=True, slots=True)
class Line:
    """What became of one file. `silent` are the pages that hold nothing and say nothing of it."""

    path: str
    status: str
    reason: str | None
    pages: int
    text: int
    ocr: int
    none: int
    silent: tuple[int, ...]
    characters: int
    passages: int
    warnings: tuple[str, ...]
    seconds: float

    @property
    def honest(self) -> bool:
        """In, with every empty page accounted for; or out, with a reason."""
        if self.status == FileStatus.REJECTED:
            return bool(self.reason)
        return not self.silent and bool(self.passages or self.warnings)


class ChanceEmbedder:
    """Vectors that mean nothing, drawn from the text: what is measured here is the reading."""

    model_id = "chance-32"
    dimension = _DIMENSION
    max_tokens = 512

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        import numpy as np

        drawn = np.array([np.random.default_rng(crc32(text.encode())).normal(size=_DIMENSION) for text in texts])
        drawn = drawn.reshape(len(texts), _DIMENSION)
        return np.asarray(drawn / np.maximum(np.linalg.norm(drawn, axis=1, keepdims=True), 1e-9), np.float32)

    def embed_passages(self, texts: Sequence[str], on_progress: Callable[[int], None] | None = None) -> Vectors:
        if on_progress is not None:
            on_progress(len(texts))
        return self.embed_queries(texts)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text) for text in texts]


def documents(docs: Path, scratch: Path) -> list[Path]:
    """Every document under `docs`, and each text of its .jsonl.gz files as a .txt in `scratch`."""
    found = sorted(path for path in docs.rglob("*") if path.is_file() and not path.name.endswith(_NOT_DOCUMENTS))
    return [*found, *_written(sorted(docs.rglob("*.jsonl.gz")), scratch)]


def _written(archives: Sequence[Path], scratch: Path) -> Iterator[Path]:
    for archive in archives:
        folder = scratch / archive.name.removesuffix(".jsonl.gz")
        folder.mkdir(parents=True)
        with gzip.open(archive, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                path = folder / f"{number:04d}.txt"
                path.write_text(str(json.loads(line).get("text", "")), encoding="utf-8")
                yield path


def read_all(paths: Sequence[Path], reading: ReadingSettings, on_line: Callable[[Line], None]) -> list[Line]:
    """Take each of `paths` into a fresh library that is gone afterwards; `on_line` hears of each as it is done."""
    lines = []
    with tempfile.TemporaryDirectory(prefix="clearwell-eval-", ignore_cleanup_errors=True) as folder:
        home, embedder = Path(folder), ChanceEmbedder()
        stamp = ModelStamp(embedder.model_id, embedder.dimension, "chance")
        library = Library.open(home, LibrarySettings(), lambda: stamp)
        try:
            intake = open_intake(Settings(home=home, reading=reading), library, embedder)
            for path in paths:
                lines.append(_line(path, intake, library))
                on_line(lines[-1])
        finally:
            library.close()
    return lines


def _line(path: Path, intake: IngestService, library: Library) -> Line:
    started = time.perf_counter()
    [outcome] = intake.ingest([path], LOCAL_PERSON).files
    seconds = time.perf_counter() - started
    pages, passages = _stored(outcome, library)
    read = Counter(page.read_as for page in pages)
    return Line(
        path=f"{path.parent.name}/{path.name}",
        status=outcome.status.value,
        reason=outcome.reason,
        pages=outcome.pages,
        text=read[ReadAs.TEXT],
        ocr=read[ReadAs.OCR],
        none=read[ReadAs.NONE],
        silent=tuple(page.number for page in pages if not page.text.strip() and not page.warnings),
        characters=sum(len("".join(page.text.split())) for page in pages),
        passages=passages,
        warnings=outcome.warnings,
        seconds=round(seconds, 2),
    )


def _stored(outcome: FileOutcome, library: Library) -> tuple[list[Page], int]:
    """The pages of a document as they are shown to a person, and how many passages it has."""
    if outcome.document_id is None:
        return [], 0
    access = filter_for(LOCAL_PERSON)
    pages = [library.page(outcome.document_id, number, access) for number in range(1, outcome.pages + 1)]
    return pages, len(library.document_passages(outcome.document_id, access))


def report(lines: Sequence[Line]) -> dict[str, object]:
    """The figures over all files, and every file."""
    return {
        "files": len(lines),
        "status": dict(Counter(line.status for line in lines)),
        "pages": {
            "text": sum(x.text for x in lines),
            "ocr": sum(x.ocr for x in lines),
            "none": sum(x.none for x in lines),
        },
        "silent_pages": sum(len(line.silent) for line in lines),
        "dishonest": [line.path for line in lines if not line.honest],
        "passages": sum(line.passages for line in lines),
        "seconds": round(sum(line.seconds for line in lines), 1),
        "lines": [asdict(line) for line in lines],
    }


def _show(line: Line) -> None:
    said = line.reason or " | ".join(line.warnings)
    counts = f"{line.pages:4d} p {line.text:4d} text {line.ocr:3d} ocr {line.none:3d} none {line.passages:5d} passages"
    mark = " " if line.honest else "!"
    print(f"{mark}{line.seconds:7.2f} s {line.status:9} {counts}  {line.path}  {said}", file=sys.stderr, flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds docs/")
    parser.add_argument("--only", nargs="+", default=[], help="parts of paths; only these files are read")
    parser.add_argument("--no-ocr", action="store_true")
    parser.add_argument("--limit", type=float, default=ReadingSettings().limit_s, help="seconds a file or page")
    parser.add_argument("--out", type=Path, help="write the JSON there as well")
    given = parser.parse_args(arguments)
    reading = ReadingSettings(ocr=not given.no_ocr, limit_s=given.limit)
    with tempfile.TemporaryDirectory(prefix="clearwell-eval-") as scratch:
        paths = documents(given.data / "docs", Path(scratch))
        if given.only:
            paths = [path for path in paths if any(part in str(path) for part in given.only)]
        with Progress("reading", len(paths)) as progress:

            def told(line: Line) -> None:
                progress.advance()
                _show(line)

            lines = read_all(paths, reading, told)
    printed = json.dumps(report(lines), ensure_ascii=False)
    print(printed)
    if given.out is not None:
        given.out.write_text(printed, encoding="utf-8")
    return 0 if lines and all(line.honest for line in lines) else 1


if __name__ == "__main__":
    sys.exit(main())
