"""A library for one measurement, filled with real documents through the product's own intake, and gone afterwards."""

from __future__ import annotations

import gzip
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.access import LOCAL_PERSON

if TYPE_CHECKING:
    from assistant.bootstrap import Assembly
    from assistant.ports import Embedder

CORPUS = Path(__file__).parent.parent / "corpus"


@contextmanager
def filled_with(paths: Sequence[Path], embedder: Embedder, home: Path | None = None) -> Iterator[Assembly]:
    """Yield the assembled product over a library that holds `paths`; what was rejected goes to standard error.

    The library is a fresh one and gone afterwards, unless `home` says where it stays: then what it holds already is
    not read again.
    """
    from assistant.bootstrap import assemble
    from assistant.settings import load_settings

    with tempfile.TemporaryDirectory(prefix="clearwell-eval-", ignore_cleanup_errors=True) as folder:
        parts = assemble(load_settings(home=home or Path(folder)), embedder=embedder)
        report = parts.assistant.ingest(paths, LOCAL_PERSON)
        for each in report.files:
            if each.status.value == "rejected":
                print(f"rejected: {each.path}: {each.reason}", file=sys.stderr)
        yield parts


def unpacked(packed: Path, folder: Path) -> list[Path]:
    """Write each line of a `{"title","text"}` file as a text file named by its title, unless it is there."""
    written = []
    with gzip.open(packed, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            path = folder / f"{row['title']}.txt"
            if not path.exists():
                path.write_text(row["text"], encoding="utf-8")
            written.append(path)
    return written
