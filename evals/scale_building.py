"""Where the libraries of `evals.bench_scale` are built, what building took, and what lies on disk."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from evals.scale_texts import Pool, passages, versions

if TYPE_CHECKING:
    from assistant.bootstrap import Assembly

_PUBLISHED = 200


@contextmanager
def folder_for(kept: Path | None, size: int) -> Iterator[Path]:
    """Where what belongs to one size is built: for this run alone, or below `kept` for later ones too."""
    if kept is not None:
        (kept / str(size)).mkdir(parents=True, exist_ok=True)
        yield kept / str(size)
        return
    with tempfile.TemporaryDirectory(prefix="clearwell-scale-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def built(folder: Path, name: str, build: Callable[[], object]) -> dict[str, float]:
    """What building took, measured now or when it was done; `build` is called only if it has not been."""
    note = folder / f"{name or 'library'}.json"
    if not note.exists():
        started, cpu = perf_counter(), _cpu()
        build()
        prefix = f"{name} " if name else ""
        row = {f"{prefix}build s": perf_counter() - started, f"{prefix}build CPU s": _cpu() - cpu}
        note.write_text(json.dumps(row), encoding="utf-8")
    found: dict[str, float] = json.loads(note.read_text(encoding="utf-8"))
    return found


def _cpu() -> float:
    """CPU seconds of this process and of those that it started and that have ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def fill(parts: Assembly, texts: Pool, size: int) -> None:
    """Publish `size` passages in one writing session, as many documents at a time as ingestion does."""
    with parts.library.writing() as writer:
        made = versions(passages(texts, size))
        while batch := list(islice(made, _PUBLISHED)):
            writer.publish_many(batch)


def disk(home: Path) -> dict[str, float]:
    """Megabytes of a library's files, all and by part."""
    sizes = {path: path.stat().st_size / 1e6 for path in home.rglob("*") if path.is_file()}

    def within(name: str) -> float:
        return sum(size for path, size in sizes.items() if path.relative_to(home).parts[0].startswith(name))

    keywords, registry = within("keywords"), within("registry")
    total = sum(sizes.values())
    return {
        "disk MB": total,
        "registry MB": registry,
        "keywords MB": keywords,
        "vectors MB": total - keywords - registry,
    }
