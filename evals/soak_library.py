"""One writer and several readers on one library for minutes: is anything lost, stale or late?

    python -m evals.soak_library --seconds 120 --readers 3

The writer adds, replaces and removes papers in short sessions. Each reader asks for passages by their own vector and by
their own word, and notes how long a new paper took to reach it. In the end every passage must be reached by its own
vector and word, in the writer's process and in a fresh one. Small exact limits force the graph to answer. Prints JSON;
exit 1 when something was lost, stale or later than `--late` seconds.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

from assistant.access import LOCAL_PERSON, filter_for
from assistant.domain import Filters, Metadata, Page, Passage, Span
from assistant.library.ids import passage_id
from assistant.library.library import Library
from assistant.library.registry import ModelStamp
from assistant.ports import NewVersion, Scope
from assistant.settings import LibrarySettings

if TYPE_CHECKING:
    from assistant.ports import Vectors

_DIMENSION = 64
_EXACT_LIMIT = 200
_BATCH = 40
_PAUSE_S = 0.05
"""Between a reader's rounds: people pause too, and the writer needs a core."""
_GENERATIONS = 100_000
_STAFF = filter_for(LOCAL_PERSON)
_ALL = Filters()


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reader saw. `missed` names passages that were visible and not found by their own vector or word."""

    looks: int
    missed: list[str]
    newest: int
    latest_s: float
    error: str


def open_library(home: Path) -> Library:
    stamp = ModelStamp("soak", _DIMENSION, "soak")
    return Library.open(home, LibrarySettings(), lambda: stamp, exact_limit=_EXACT_LIMIT)


def _text(document_id: str, draft: str, ordinal: int) -> str:
    return f"{document_id} d{draft}p{ordinal}x{document_id} 供水管网巡检记录"


def _vector(text: str) -> Vectors:
    import numpy as np

    drawn = np.random.default_rng(crc32(text.encode())).normal(size=_DIMENSION)
    return np.asarray(drawn / np.linalg.norm(drawn), dtype=np.float32)


def _paper(document_id: str, draft: str) -> NewVersion:
    import numpy as np

    texts = [_text(document_id, draft, ordinal) for ordinal in range(1 + crc32(document_id.encode()) % 3)]
    passages = [Passage("?", "?", 0, n, text, (Span(1, 0, len(text)),)) for n, text in enumerate(texts)]
    return NewVersion(
        document_id=document_id,
        metadata=Metadata(title=draft),
        path=document_id,
        sha256=f"{crc32(texts[0].encode()):064x}",
        original=None,
        pages=(Page(1, texts[0]),),
        passages=passages,
        vectors=np.array([_vector(text) for text in texts], np.float32),
    )


def _reached(library: Library, scope: Scope, name: str, text: str) -> bool:
    near = [found for found, _ in library.dense(_vector(text), scope, 1)]
    worded = [found for found, _ in library.keyword([text.split()[0]], scope, 50)]
    return near == [name] and name in worded


def read(home: str, stop: Any, answers: Any, committed: Any) -> None:
    """Body of a reader's process. `committed[generation]` is when the writer had published it, 0 if not told."""
    looks = generation = 0
    missed: list[str] = []
    latest = 0.0
    error = ""
    try:
        library = open_library(Path(home))
        while not stop.is_set():
            seen = library.generation()
            told = committed[min(seen, _GENERATIONS - 1)]
            if seen > generation and told:
                latest = max(latest, time.time() - told)
            generation = seen
            documents = library.documents(_STAFF, _ALL)
            scope = library.scope(_STAFF, _ALL)
            for document in random.sample(documents, min(10, len(documents))):
                ordinal = random.randrange(document.passages)
                name = passage_id(document.document_id, document.version, ordinal)
                text = _text(document.document_id, document.title, ordinal)
                looks += 1
                # What was replaced while we looked may rightly be gone.
                if not _reached(library, scope, name, text) and library.generation() == seen:
                    missed.append(name)
            time.sleep(_PAUSE_S)
    except Exception as caught:
        error = repr(caught)
    answers.put(asdict(Reading(looks, missed, generation, round(latest, 3), error)))


def write(library: Library, seconds: float, committed: Any) -> int:
    """Write until the time is up; returns how many sessions there were."""

    def tell() -> None:
        committed[min(library.generation(), _GENERATIONS - 1)] = time.time()

    deadline, sessions, created = time.monotonic() + seconds, 0, 0
    while time.monotonic() < deadline:
        with library.writing(command="soak") as writer:
            present = [document.document_id for document in library.documents(_STAFF, _ALL)]
            writer.publish_many([_paper(f"s{created + n}", str(sessions)) for n in range(_BATCH)])
            tell()
            created += _BATCH
            if present:
                writer.publish_many([_paper(name, str(sessions)) for name in random.sample(present, 5)])
                tell()
                writer.remove(random.choice(present))
                tell()
        sessions += 1
    return sessions


def lost(home: str) -> list[str]:
    """Names of visible passages that their own vector or word does not reach."""
    library = open_library(Path(home))
    scope = library.scope(_STAFF, _ALL)
    found: list[str] = []
    for document in library.documents(_STAFF, _ALL):
        for ordinal in range(document.passages):
            name = passage_id(document.document_id, document.version, ordinal)
            if not _reached(library, scope, name, _text(document.document_id, document.title, ordinal)):
                found.append(name)
    library.close()
    return found


def soak(home: str, seconds: float, readers: int) -> dict[str, Any]:
    """Run writer and readers; the report tells what was lost."""
    spawning = multiprocessing.get_context("spawn")
    stop, answers = spawning.Event(), spawning.Queue()
    committed = spawning.Array("d", _GENERATIONS)
    processes = [spawning.Process(target=read, args=(home, stop, answers, committed)) for _ in range(readers)]
    library = open_library(Path(home))
    for process in processes:
        process.start()
    sessions = write(library, seconds, committed)
    time.sleep(2)
    stop.set()
    readings = [answers.get(timeout=120) for _ in processes]
    for process in processes:
        process.join()
    with spawning.Pool(1) as pool:
        lost_afresh = pool.apply(lost, (home,))
    base = library.refresh().base
    return {
        "sessions": sessions,
        "generation": library.generation(),
        "documents": len(library.entries()),
        "passages": sum(entry.document.passages for entry in library.entries()),
        "bases": base.number if base else 0,
        "lost": lost(home),
        "lost_in_a_fresh_process": lost_afresh,
        "checks": {line.name: line.ok for line in library.check("zh")},
        "readers": readings,
    }


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seconds", type=float, default=120, help="how long the writer writes")
    parser.add_argument("--readers", type=int, default=3, help="reader processes")
    parser.add_argument("--late", type=float, default=5, help="a paper seen later than this, in seconds, is a failure")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="clearwell-soak-") as home:
        report = soak(home, chosen.seconds, chosen.readers)
    readers_well = all(
        reading["newest"] == report["generation"]
        and not reading["missed"]
        and not reading["error"]
        and reading["latest_s"] <= chosen.late
        for reading in report["readers"]
    )
    kept = not report["lost"] and not report["lost_in_a_fresh_process"] and all(report["checks"].values())
    report["ok"] = kept and readers_well
    print(json.dumps(report, ensure_ascii=False, indent=2))
    return 0 if report["ok"] else 1


if __name__ == "__main__":
    sys.exit(main())
