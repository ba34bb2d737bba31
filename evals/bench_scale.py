"""How finding grows: 1k, 10k, 100k and 1M passages, real sentences throughout.

    python -m evals.bench_scale --data ../shared/data [--sizes 1000 10000 100000 1000000] [--questions 200] [--out FILE]
                                [--keep DIR]

Each size is filled and asked in a process of its own, through the library's own writer, in documents of 100 passages.
Up to 10,000 passages and vectors are real; above that passages are put together from two real ones, and so are their
vectors (`evals/scale_texts.py`); how far the first neighbours of a question are is printed for both kinds. At
`COMPARED_AT` LangChain's naive chain is built over the same texts and vectors, and each question is asked of both, one
after the other; then it is answered. Questions are embedded once, beforehand: `embed` is what that takes, `whole` a
search with it, `answer` an answer with it.

Times are milliseconds, memory is what the process holds beyond an empty one. A narrow filter is one document; `narrow
as exact` is the share of questions whose nearest passages in it are those of exact search, and has to be 1. With --out
the rows are kept as JSON, and as charts beside it; with --keep the libraries are, and a later run takes them. A million
passages take about 10 GB of disk and half an hour on two idle cores:
`nice -n 19 python -m evals.bench_scale --data ../shared/data --sizes 1000000`.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
from collections.abc import Callable, Sequence
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
from evals.scale_building import built, disk, fill, folder_for
from evals.scale_texts import A_DOCUMENT, REAL, Pool, neighbours, passages, pool, version
from evals.vector_cache import CachedEmbedder

if TYPE_CHECKING:
    from assistant.bootstrap import Assembly
    from assistant.ports import Vectors

SIZES = (1_000, 10_000, 100_000, 1_000_000)
COMPARED_AT = 100_000
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
    with folder_for(kept, size) as folder:
        parts = assemble(load_settings(home=folder / "home"), embedder=embedder)
        row |= built(folder, "", lambda: fill(parts, texts, size))
        row |= disk(folder / "home")
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
    papers = max(size // A_DOCUMENT, 1)
    scope = library.scope(access, Filters())
    depth = load_settings().retrieval.depth
    drawn = random.Random(2)
    narrows = [Filters(document_ids=(f"paper-{drawn.randrange(papers)}",)) for _ in questions]
    whole = timed(lambda n: parts.assistant.search(questions[n], LOCAL_PERSON, limit=_LIMIT), len(questions))
    return {
        **_times("whole", [one + other for one, other in zip(whole, embedding, strict=False)]),
        **_times("search", whole),
        **_times("dense", timed(lambda n: library.dense(asked[n], scope, depth), len(questions))),
        **_times("keyword", timed(lambda n: library.keyword(query_terms(questions[n]), scope, depth), len(questions))),
        **_times("narrow", timed(
            lambda n: parts.assistant.search(questions[n], LOCAL_PERSON, narrows[n], limit=_LIMIT), len(questions))),
        "narrow as exact": narrow_as_exact(parts, asked, narrows),
    }  # fmt: skip


def narrow_as_exact(parts: Assembly, asked: Vectors, narrows: Sequence[Filters]) -> float:
    """The share of questions whose nearest passages within one document are those of exact search over its vectors."""
    library, same = parts.library, 0
    for question, narrow in zip(asked, narrows, strict=True):
        scope = library.scope(filter_for(LOCAL_PERSON), narrow)
        (name,) = scope.versions
        rows = library.registry.vectors([library.held(name).key])[library.held(name).key].astype(np.float64)
        cosines = (rows / np.linalg.norm(rows, axis=1, keepdims=True)) @ question
        found = library.dense(question, scope, _LIMIT)
        best = np.sort(cosines)[::-1][:_LIMIT]
        places = [int(passage.rsplit(".", 1)[1]) for passage, _ in found]
        # Equal cosines may come in either order, so they are compared and not the names.
        same += bool(len(set(places)) == len(best) and np.allclose(cosines[places], best, atol=2e-6))
    return same / len(narrows)


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
        self.known = known
        self._embedder = embedder

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        return np.stack([self.known[text] for text in texts])

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return self._embedder.embed_queries(texts)


def beside_langchain(parts: Assembly, texts: Pool, embedder: RememberedEmbedder, folder: Path) -> Row:
    """LangChain's naive chain over the same passages, asked in turns with ours, and how long a warm answer takes."""
    from evals.peers import langchain_naive as naive

    given: Any = _Given({}, embedder)
    place_of_it = str(folder / "LangChain")

    def build() -> None:
        given.known = dict(passages(texts, COMPARED_AT))
        pieces = naive.split([Item(str(n), "", text) for n, text in enumerate(given.known)])
        naive.store([piece for piece in pieces if piece.page_content in given.known], given, place_of_it)
        given.known = {}

    naive.store(naive.split([Item("", "", "")]), given)  # imports the packages, outside of the clock
    building = built(folder, "LangChain", build)
    retriever = naive.store([], given, place_of_it).as_retriever(search_kwargs={"k": _LIMIT})
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
    answers = timed(lambda n: parts.assistant.ask(texts.questions[n], LOCAL_PERSON), len(texts.questions))
    answered = [seconds + extra for seconds, extra in zip(answers, embedder.questions, strict=False)]
    return {
        **building,
        **_times("LangChain whole", theirs),
        **_times("whole, in turns", mine),
        "whole p95 / LangChain": percentile(mine, 0.95) / percentile(theirs, 0.95),
        **_times("answer", answered),
        "answer p95 / whole": percentile(answered, 0.95) / percentile(mine, 0.95),
    }


def _resident() -> float:
    """Megabytes this process holds in memory."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def in_own_process(data: Path, size: int, questions: int, kept: Path | None = None) -> Row:
    """As `measured`, with memory that no former size has touched."""
    command = [sys.executable, "-m", "evals.bench_scale", "--data", str(data), "--one", str(size)]
    command += ["--questions", str(questions), *(["--keep", str(kept)] if kept else [])]
    run = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
    row: Row = json.loads(run.stdout)
    return row


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--sizes", nargs="*", type=int, default=SIZES)
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--keep", type=Path, help="build below this folder, and take what is there already")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one is not None:
        print(json.dumps(measured(arguments.data, arguments.one, arguments.questions, arguments.keep)))
        return 0
    rows: list[Row] = []
    for size in arguments.sizes:
        rows.append(in_own_process(arguments.data, size, arguments.questions, arguments.keep))
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
