"""What taking files in costs beyond the two engines that it cannot do without, in one run beside them.

    python -m evals.bench_ingest [--folder DIR ...] [--scan FILE.pdf] [--documents N] [--only PART ...] [--json FILE]

`pipeline`: the files under --folder (default: corpus/documents) are taken into a fresh library, then their passages are
embedded once more by the same embedder alone; the goal is at most 15 % more. `ocr`: the pages of --scan are read, and
the recognising engine's own share is told apart; at most 10 % more. `documents`: N small generated texts are taken in
while memory is sampled, and then synchronised unchanged, beside `find -printf` over the same folder. There a seeded
embedder stands in for the model, because memory and looking are measured, not embedding. CPU seconds are those of this
process and its readers together. Prints a table, then the same as JSON.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

from assistant.access import LOCAL_PERSON
from assistant.bootstrap import assemble
from assistant.domain import FileOutcome, FileStatus
from assistant.embedding.factory import load_embedder
from assistant.settings import load_settings
from evals.bench_embedding import passages
from ingest import isolation

if TYPE_CHECKING:
    from assistant.ports import Embedder, Vectors

_CORPUS = Path(__file__).parent.parent / "corpus" / "documents"
PARTS = ("documents", "pipeline", "ocr")
_DIMENSION = 384
_SAMPLES = 20


class Clock:
    """Wall and CPU seconds since it was made; CPU counts this process and the readers that have ended."""

    def __init__(self) -> None:
        self._wall, self._cpu = time.perf_counter(), _cpu()

    def stop(self) -> dict[str, float]:
        isolation.close_workers()  # a reader's CPU seconds are known when it has ended
        wall, cpu = time.perf_counter() - self._wall, _cpu() - self._cpu
        return {"wall_s": round(wall, 2), "cpu_s": round(cpu, 2), "cores": round(cpu / wall, 2)}


def _cpu() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


class RecordingEmbedder:
    """Passes everything on, and keeps the passages and the time that their vectors took."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self.texts: list[str] = []
        self.seconds = 0.0
        self.model_id, self.dimension = embedder.model_id, embedder.dimension
        self.max_tokens = embedder.max_tokens
        self.embed_queries, self.count_tokens = embedder.embed_queries, embedder.count_tokens

    def embed_passages(self, texts: Sequence[str], on_progress: Callable[[int], None] | None = None) -> Vectors:
        started = time.perf_counter()
        try:
            return self._embedder.embed_passages(texts, on_progress)
        finally:
            self.seconds += time.perf_counter() - started
            self.texts += texts


class SeededEmbedder:
    """A direction for each text, drawn from its checksum. No model: for measuring what is not embedding."""

    model_id, dimension, max_tokens = "seeded", _DIMENSION, 512

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        import numpy as np

        drawn = [np.random.default_rng(crc32(text.encode())).normal(size=_DIMENSION) for text in texts]
        rows = np.asarray(drawn, np.float32).reshape(len(texts), _DIMENSION)
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)

    def embed_passages(self, texts: Sequence[str], on_progress: Callable[[int], None] | None = None) -> Vectors:
        if on_progress is not None:
            on_progress(len(texts))
        return self.embed_queries(texts)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text) for text in texts]


def pipeline(folders: Sequence[Path], threads: int) -> dict[str, Any]:
    """Take the folders in, then embed the same passages alone. `over` is what is paid beyond the embedder, as a share.

    `embedding_share` is the part of the run's wall time in which the embedder was at work.
    """
    settings = load_settings()
    embedder = load_embedder(settings.embedding.model_copy(update={"threads": threads}))
    embedder.embed_passages(passages(8))
    recording = RecordingEmbedder(embedder)
    with _library(recording) as take:
        clock = Clock()
        outcomes = take(folders)
        whole = clock.stop()
    clock = Clock()
    embedder.embed_passages(recording.texts)
    alone = clock.stop()
    return {
        "files": len(outcomes),
        "rejected": sum(outcome.status is FileStatus.REJECTED for outcome in outcomes),
        "pages": sum(outcome.pages for outcome in outcomes),
        "passages": len(recording.texts),
        "whole": whole,
        "embedder_alone": alone,
        "over_cpu": round(whole["cpu_s"] / alone["cpu_s"] - 1, 4),
        "over_wall": round(whole["wall_s"] / alone["wall_s"] - 1, 4),
        "embedding_share": round(recording.seconds / whole["wall_s"], 4),
    }


def ocr(scan: Path, most: int) -> dict[str, Any]:
    """Read the scan's first pages in this process. `over_cpu` is our own work over the engine's, as a share."""
    from evals.bench_ocr import EngineClock, selected
    from ingest.readers import read

    content = selected(scan.read_bytes(), range(1, most + 1))
    engine = EngineClock()
    cpu = time.process_time()
    document = read(content, scan.name)
    cpu = time.process_time() - cpu
    own = (cpu - engine.seconds) / engine.seconds
    return {"pages": len(document.pages), "cpu_s": round(cpu, 2), "over_cpu": round(own, 4)}


def documents(count: int) -> dict[str, Any]:
    """Take in `count` small texts and synchronise them unchanged, twice: the first finds no stamps of very new files.

    Memory is this process's; `growth_mb` is what the second half of the files added.
    """
    with tempfile.TemporaryDirectory(prefix="clearwell-bench-") as name, _library(SeededEmbedder()) as take:
        folder = Path(name)
        _write_texts(folder, count)
        sampled: list[tuple[int, float]] = []
        clock = Clock()

        def on_file(_: FileOutcome) -> None:
            done = sampled[-1][0] + 1 if sampled else 1
            sampled.append((done, resident_mb() if done % max(1, count // _SAMPLES) == 0 else 0.0))

        take([folder], on_file)
        whole = clock.stop()
        samples = [(done, round(mb, 1)) for done, mb in sampled if mb]
        half = next(mb for done, mb in samples if done >= count // 2)
        report: dict[str, Any] = {"files": count, "whole": whole, "memory_mb": samples}
        report["growth_mb"] = round(samples[-1][1] - half, 1)
        report["unchanged_s"] = [_timed(lambda: take([folder])) for _ in range(3)]
        report["find_s"] = _timed(lambda: _find(folder))
    return report


def _find(folder: Path) -> None:
    subprocess.run(["find", str(folder), "-printf", "%s %T@ %p\n"], stdout=subprocess.DEVNULL, check=True)


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return round(time.perf_counter() - started, 3)


def _write_texts(folder: Path, count: int) -> None:
    """Texts of a few clauses, a hundred a folder, the same in every run and no two alike; an hour old."""
    dice = random.Random(2023)
    clauses = passages(200)
    an_hour_ago = time.time() - 3600
    for number in range(count):
        path = folder / f"{number // 100:03}" / f"{number:05}.md"
        path.parent.mkdir(exist_ok=True)
        body = "\n\n".join(dice.sample(clauses, 2))
        path.write_text(f"# 第{number}号文件\n\n{number}号。{body}\n", encoding="utf-8")
        os.utime(path, (an_hour_ago, an_hour_ago))


def resident_mb() -> float:
    """Return how much memory this process holds, in MB. Linux only; 0 elsewhere."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    lines = status.read_text(encoding="ascii", errors="replace").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1024


@contextmanager
def _library(embedder: Any) -> Iterator[Callable[..., tuple[FileOutcome, ...]]]:
    """Yield what takes paths into a fresh library and returns the report's lines."""
    with tempfile.TemporaryDirectory(prefix="clearwell-bench-", ignore_cleanup_errors=True) as home:
        assembly = assemble(load_settings(home=Path(home)), embedder=embedder)

        def take(
            paths: Sequence[Path], on_file: Callable[[FileOutcome], None] | None = None
        ) -> tuple[FileOutcome, ...]:
            return assembly.assistant.ingest(paths, LOCAL_PERSON, sync=True, on_file=on_file).files

        yield take
        assembly.library.close()


def table(report: dict[str, Any]) -> str:
    """The figures as a Markdown table."""
    rows = ["| part | measured | goal |", "| --- | --- | --- |"]
    if found := report.get("documents"):
        rows += [
            f"| memory added by the second half of {found['files']} documents | {found['growth_mb']} MB | flat |",
            f"| the same folder unchanged | {min(found['unchanged_s'])} s, find: {found['find_s']} s | 5 s |",
        ]
    if found := report.get("pipeline"):
        rows += [
            f"| CPU over the embedder alone, {found['passages']} passages | {found['over_cpu']:.1%} | 15 % |",
            f"| wall over the embedder alone | {found['over_wall']:.1%} | 15 % |",
            f"| cores used, embedder alone: {found['embedder_alone']['cores']} | {found['whole']['cores']} | all |",
        ]
    if found := report.get("ocr"):
        rows.append(f"| CPU over the recognising engine, {found['pages']} pages | {found['over_cpu']:.1%} | 10 % |")
    return "\n".join(rows)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table, then the same as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, action="append", default=[])
    parser.add_argument("--scan", type=Path)
    parser.add_argument("--scan-pages", type=int, default=2)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--threads", type=int, default=0, help="of the embedder; 0 is one a core")
    parser.add_argument("--only", choices=PARTS, action="append", default=[])
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    given = parser.parse_args(arguments)
    chosen = given.only or PARTS
    report: dict[str, Any] = {}
    if "documents" in chosen:
        report["documents"] = documents(given.documents)
    if "pipeline" in chosen:
        report["pipeline"] = pipeline(given.folder or [_CORPUS], given.threads)
    if "ocr" in chosen and given.scan is not None:
        report["ocr"] = ocr(given.scan, given.scan_pages)
    print(table(report))
    print(json.dumps(report, ensure_ascii=False))
    if given.json:
        given.json.write_text(json.dumps(report, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
