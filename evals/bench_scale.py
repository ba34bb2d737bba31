"""How finding grows: 1k, 10k, 100k and 1M passages, real sentences throughout.

    python -m evals.bench_scale --data ../shared/data [--sizes 1000 10000 100000 1000000] [--questions 200] [--out FILE]

Each size is filled and asked in a process of its own, through the library's own writer, in documents of 100 passages.
Up to 10,000 passages and vectors are real; above that passages are put together from two real ones, and so are their
vectors (`evals/scale_texts.py`); how far the first neighbours of a question are is printed for both kinds. At
`COMPARED_AT` LangChain's naive chain is built over the same texts and vectors, and each question is asked of both, one
after the other. Questions are embedded once, beforehand: `embed` is what that takes, `whole` a search with it.

Times are milliseconds, memory is what the process holds beyond an empty one. A narrow filter is one document. With
--out the rows are kept as JSON, and as charts beside it. A million passages take about 10 GB of disk and half an hour
on two idle cores: `nice -n 19 python -m evals.bench_scale --data ../shared/data --sizes 1000000`.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

import numpy as np

from assistant.access import LOCAL_PERSON, filter_for
from assistant.domain import Filters
from assistant.embedding.factory import load_embedder
from assistant.settings import EmbeddingSettings, load_settings
from assistant.text.tokens import query_terms
from evals.charts import growth
from evals.dataset import Item
from evals.metrics import percentile
from evals.peers.remembered import RememberedEmbedder
from evals.scale_texts import A_DOCUMENT, REAL, Pool, neighbours, passages, pool, version, versions
from evals.vector_cache import CachedEmbedder

if TYPE_CHECKING:
    from assistant.bootstrap import Assembly
    from assistant.ports import Vectors

SIZES = (1_000, 10_000, 100_000, 1_000_000)
COMPARED_AT = 100_000
_PUBLISHED = 200
_CHANGED = 3
_LIMIT = 10
CHARTS = (
    ("Build", "s", ("build s", "LangChain build s")),
    ("Disk", "MB", ("disk MB", "registry MB", "vectors MB", "keywords MB")),
    ("Memory", "MB", ("memory MB",)),
    ("One search, 95 of 100 are faster", "ms", (
        "whole p95", "dense p95", "keyword p95", "narrow p95", "embed p95", "LangChain whole p95")),
    ("Changing a document of 100 passages", "s", ("add s", "remove s")),
)  # fmt: skip
Row = dict[str, float]


def measured(data: Path, size: int, questions: int, kept: Path | None = None) -> Row:
    """Fill a library of `size` passages, or take the one in `kept`, and measure everything once."""
    from assistant.bootstrap import assemble

    embedder = RememberedEmbedder(CachedEmbedder(load_embedder(EmbeddingSettings())))
    texts = pool(data, embedder, questions)
    asked = embedder.embed_queries(texts.questions)
    row: Row = {"passages": size, "load": os.getloadavg()[0], **_times("embed", embedder.questions)}
    with _folder(kept, size) as folder:
        parts = assemble(load_settings(home=folder / "home"), embedder=embedder)
        row |= _built(folder, "library", lambda: _fill(parts, texts, size))
        row |= _disk(folder / "home")
        before = _resident()
        started = perf_counter()
        parts.assistant.search(texts.questions[0], LOCAL_PERSON, limit=_LIMIT)
        row["first ms"] = (perf_counter() - started) * 1000
        row |= searches(parts, texts.questions, asked, embedder.questions, size)
        row["memory MB"] = _resident() - before
        row |= changes(parts, texts, size)
        print(json.dumps(row), file=sys.stderr, flush=True)
        if size == COMPARED_AT:
            row |= beside_langchain(parts, texts, embedder, folder)
        if size == REAL:
            row |= {f"cosine of neighbour, {name}": value for name, value in neighbours(texts, asked).items()}
    return row


@contextmanager
def _folder(kept: Path | None, size: int) -> Iterator[Path]:
    """Where the libraries of one size are built: for this run alone, or below `kept` for later ones too."""
    if kept is not None:
        (kept / str(size)).mkdir(parents=True, exist_ok=True)
        yield kept / str(size)
        return
    with tempfile.TemporaryDirectory(prefix="clearwell-scale-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def _built(folder: Path, name: str, build: Callable[[], object]) -> Row:
    """What building took, measured now or when it was done; `build` is called only if it has not been."""
    note = folder / f"{name}.json"
    if not note.exists():
        started, cpu = perf_counter(), _cpu()
        build()
        prefix = "" if name == "library" else f"{name} "
        row = {f"{prefix}build s": perf_counter() - started, f"{prefix}build CPU s": _cpu() - cpu}
        note.write_text(json.dumps(row), encoding="utf-8")
    found: Row = json.loads(note.read_text(encoding="utf-8"))
    return found


def _cpu() -> float:
    """CPU seconds of this process and of those that it started and that have ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _fill(parts: Assembly, texts: Pool, size: int) -> None:
    with parts.library.writing() as writer:
        made = versions(passages(texts, size))
        while batch := list(islice(made, _PUBLISHED)):
            writer.publish_many(batch)


def timed(call: Callable[[int], object], count: int) -> list[float]:
    """The seconds of each call; the first is called once before, uncounted."""
    call(0)
    seconds = []
    for place in range(count):
        started = perf_counter()
        call(place)
        seconds.append(perf_counter() - started)
    return seconds


def _times(name: str, seconds: Sequence[float]) -> Row:
    return {f"{name} p50": percentile(seconds, 0.5) * 1000, f"{name} p95": percentile(seconds, 0.95) * 1000}


def searches(parts: Assembly, questions: Sequence[str], asked: Vectors, embedding: Sequence[float], size: int) -> Row:
    """Each leg, the whole search, and the whole search within one document."""
    access, library = filter_for(LOCAL_PERSON), parts.library
    scope = library.scope(access, Filters())
    depth = load_settings().retrieval.depth
    narrow = Filters(document_ids=(f"paper-{random.Random(2).randrange(max(size // A_DOCUMENT, 1))}",))
    whole = timed(lambda n: parts.assistant.search(questions[n], LOCAL_PERSON, limit=_LIMIT), len(questions))
    return {
        **_times("whole", [one + other for one, other in zip(whole, embedding, strict=False)]),
        **_times("search", whole),
        **_times("dense", timed(lambda n: library.dense(asked[n], scope, depth), len(questions))),
        **_times("keyword", timed(lambda n: library.keyword(query_terms(questions[n]), scope, depth), len(questions))),
        **_times("narrow", timed(
            lambda n: parts.assistant.search(questions[n], LOCAL_PERSON, narrow, limit=_LIMIT), len(questions))),
    }  # fmt: skip


def changes(parts: Assembly, texts: Pool, size: int) -> Row:
    """Seconds to publish one more document, to search after it, and to remove it, each in a session of its own."""
    added, removed, after = [], [], []
    more = [text for _, text in zip(range(A_DOCUMENT), passages(texts, A_DOCUMENT, 0), strict=False)]
    for n in range(_CHANGED):
        started = perf_counter()
        with parts.library.writing() as writer:
            writer.publish(version(f"more-{size}-{n}", more))
        added.append(perf_counter() - started)
        started = perf_counter()
        parts.assistant.search(texts.questions[n], LOCAL_PERSON, limit=_LIMIT)
        after.append(perf_counter() - started)
        started = perf_counter()
        with parts.library.writing() as writer:
            writer.remove(f"more-{size}-{n}")
        removed.append(perf_counter() - started)
    middle = {"add s": added, "remove s": removed, "search after add s": after}
    return {name: percentile(seconds, 0.5) for name, seconds in middle.items()}


class _Given:
    """An embedder for passages whose vectors are known already."""

    def __init__(self, known: dict[str, Vectors], embedder: RememberedEmbedder) -> None:
        self._known = known
        self._embedder = embedder

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        return np.stack([self._known[text] for text in texts])

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return self._embedder.embed_queries(texts)


def beside_langchain(parts: Assembly, texts: Pool, embedder: RememberedEmbedder, folder: Path) -> Row:
    """LangChain's naive chain over the same passages, asked in turns with ours."""
    from evals.peers import langchain_naive as naive

    known = dict(passages(texts, COMPARED_AT))
    given: Any = _Given(known, embedder)
    naive.store(naive.split([Item("", "", next(iter(known)))]), given)  # imports the packages, outside of the clock
    started = perf_counter()
    pieces = naive.split([Item(str(n), "", text) for n, text in enumerate(known)])
    pieces = [piece for piece in pieces if piece.page_content in known]
    retriever = naive.store(pieces, given, str(folder)).as_retriever(search_kwargs={"k": _LIMIT})
    built = perf_counter() - started
    theirs, mine = [], []
    for place, question in enumerate(["", *texts.questions]):
        question = question or texts.questions[0]
        started = perf_counter()
        retriever.invoke(question)
        middle = perf_counter()
        parts.assistant.search(question, LOCAL_PERSON, limit=_LIMIT)
        if place:
            extra = embedder.questions[place - 1]
            theirs.append(middle - started + extra)
            mine.append(perf_counter() - middle + extra)
    ratio = percentile(mine, 0.95) / percentile(theirs, 0.95)
    return {
        "LangChain build s": built,
        **_times("LangChain whole", theirs),
        **_times("whole, in turns", mine),
        "whole p95 / LangChain": ratio,
    }


def _disk(home: Path) -> Row:
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


def _resident() -> float:
    """Megabytes this process holds in memory."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def in_own_process(data: Path, size: int, questions: int) -> Row:
    """As `measured`, with memory that no former size has touched."""
    command = [sys.executable, "-m", "evals.bench_scale", "--data", str(data), "--one", str(size)]
    run = subprocess.run([*command, "--questions", str(questions)], stdout=subprocess.PIPE, check=True, text=True)
    row: Row = json.loads(run.stdout)
    return row


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--sizes", nargs="*", type=int, default=SIZES)
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one is not None:
        print(json.dumps(measured(arguments.data, arguments.one, arguments.questions)))
        return 0
    rows: list[Row] = []
    for size in arguments.sizes:
        rows.append(in_own_process(arguments.data, size, arguments.questions))
        print("\n".join(f"{name:<34}{value:>14,.2f}" for name, value in rows[-1].items()) + "\n", flush=True)
        if arguments.out is not None:
            write(rows, arguments.out)
    return 0


def write(rows: Sequence[Row], out: Path) -> None:
    """Keep the rows as JSON for `evals.report`, and each chart as an SVG beside them."""
    out.write_text(json.dumps({"sizes": rows, "charts": CHARTS}, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    for title, unit, names in CHARTS:
        series = {name: [(row["passages"], row[name]) for row in rows if name in row] for name in names}
        chart = out.with_name(f"{out.stem}-{title.split(',')[0].lower().replace(' ', '-')}.svg")
        chart.write_text(growth(title, unit, series) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
