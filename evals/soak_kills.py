"""Ingestion killed at any moment: is the library whole, and does the next run give what an undisturbed one gives?

    python -m evals.soak_kills --count 100 [--seed 1] [--files 12]

A program takes a folder of Markdown, Word, PDF, Excel and plain text in and is killed (kill -9) at a random moment:
every other time into an empty library, else into one that holds the folder's former edition, so that replacing, moving
and removing are cut off as well. Then `doctor` must be clean, or be so after `doctor --repair` or the next run; every
visible document must be a whole one of the former or the present edition; and taking the folder in again must give the
very documents, passages, places and vectors of an undisturbed run. A seeded embedder stands in for the model. Prints
JSON; exit 1 when anything differs.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.access import LOCAL_PERSON, filter_for
from assistant.bootstrap import assemble
from assistant.domain import Filters
from assistant.settings import load_settings
from evals.bench_ingest import SeededEmbedder
from ingest import publishing

if TYPE_CHECKING:
    from assistant.bootstrap import Assembly

_CORPUS = Path(__file__).parent.parent / "corpus" / "documents"
_STAFF = filter_for(LOCAL_PERSON)
_BATCH = 2
"""Documents a publication, so that a small folder has many."""

State = dict[str, str]
"""Path → the hash of all that is stored of its document."""


def open_library(home: Path) -> Assembly:
    return assemble(load_settings(home=home), embedder=SeededEmbedder())


def take_in(home: Path, folder: Path) -> None:
    """Body of the program that is killed; it says when it begins."""
    publishing.MAX_DOCUMENTS = _BATCH
    assembly = open_library(home)
    print("ready", flush=True)
    assembly.assistant.ingest(folder, LOCAL_PERSON, sync=True)
    assembly.library.close()


def state_of(assembly: Assembly) -> State:
    """What is stored and visible, a hash a document, so that two libraries can be compared."""
    library = assembly.library
    found: State = {}
    for entry in library.entries():
        document = entry.document
        passages = [
            (each.passage_id, each.text, each.spans, each.section, each.clause, each.clause_path)
            for each in library.document_passages(document.document_id, _STAFF)
        ]
        pages = [(page.number, page.text, page.read_as) for page in library.pages(document.document_id, _STAFF)]
        vectors = library.registry.vectors([entry.key]).get(entry.key)
        content = hashlib.sha256(repr((document.document_id, document.version, passages, pages)).encode())
        content.update(vectors.tobytes() if vectors is not None else b"")
        found[document.path] = content.hexdigest()
    return found


def half_visible(assembly: Assembly) -> list[str]:
    """Passages that one leg finds and the registry does not hold, or the other way round."""
    library = assembly.library
    scope = library.scope(_STAFF, Filters())
    wrong = []
    for document in library.documents(_STAFF, Filters()):
        passages = library.document_passages(document.document_id, _STAFF)
        if len(passages) != document.passages:
            wrong.append(document.document_id)
        for passage in passages[:2]:
            vector = library.registry.vectors([library.held(document.document_id).key])
            own = next(iter(vector.values()))[passage.ordinal].astype("float32")
            if passage.passage_id not in [name for name, _ in library.dense(own, scope, 20)]:
                wrong.append(passage.passage_id)
    return wrong


@dataclass(frozen=True)
class Scene:
    """A library to begin with (None: empty), what may be seen on the way, and what must be there in the end."""

    begin: Path | None
    allowed: frozenset[tuple[str, str]]
    end: State
    seconds: float


def _started(home: Path, folder: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "evals.soak_kills", "--child", str(home), str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parent.parent)
    assert process.stdout is not None
    if process.stdout.readline() != "ready\n":
        raise RuntimeError("the program that takes files in did not begin")
    return process


def scene(begin: Path | None, work: Path, folder: Path) -> Scene:
    """Run undisturbed once, and note what it gives and how long it takes."""
    home = _fresh(begin, work)
    before = _state_in(home) if begin is not None else {}
    with _started(home, folder) as process:
        started = time.perf_counter()
        if process.wait() != 0:
            raise RuntimeError("the undisturbed run failed")
        seconds = time.perf_counter() - started
    end = _state_in(home)
    return Scene(begin, frozenset({*before.items(), *end.items()}), end, seconds)


def _fresh(begin: Path | None, work: Path) -> Path:
    home = work / "home"
    shutil.rmtree(home, ignore_errors=True)
    if begin is not None:
        shutil.copytree(begin, home)
    return home


def _state_in(home: Path) -> State:
    assembly = open_library(home)
    try:
        return state_of(assembly)
    finally:
        assembly.library.close()


def killed_once(chosen: Scene, folder: Path, moment: float, *, by_hand: bool) -> tuple[str, list[str]]:
    """Kill at `moment` (a share of the undisturbed run); return how doctor found it, and what was wrong.

    What it finds fault with is mended `by_hand` (`doctor --repair`), or is left to the next run.
    """
    home = _fresh(chosen.begin, folder.parent)
    with _started(home, folder) as process:
        time.sleep(moment * chosen.seconds)
        process.kill()
        finished = process.wait() == 0
    assembly = open_library(home)
    wrong = [
        f"visible: {path}" for path, content in state_of(assembly).items() if (path, content) not in chosen.allowed
    ]
    wrong += [f"half visible: {name}" for name in half_visible(assembly)]
    found = "finished" if finished else "clean"
    if not all(check.ok for check in assembly.assistant.doctor()):
        found = "mended by the next run"
        if by_hand:
            found = "repaired"
            assembly.assistant.repair()
            wrong += [f"doctor: {check.message}" for check in assembly.assistant.doctor() if not check.ok]
    assembly.assistant.ingest(folder, LOCAL_PERSON, sync=True)
    end = state_of(assembly)
    wrong += [f"end: {path}" for path, _ in chosen.end.items() ^ end.items()]
    wrong += [f"doctor in the end: {check.message}" for check in assembly.assistant.doctor() if not check.ok]
    assembly.library.close()
    return found, sorted(set(wrong))


def write_editions(folder: Path, files: int) -> tuple[list[tuple[Path, bytes]], list[tuple[Path, bytes]]]:
    """Return the folder's former and present edition: files changed, moved, gone and new between them."""
    paths = sorted(path for path in _CORPUS.iterdir() if path.suffix != ".xlsx")
    chosen = [*sorted(_CORPUS.glob("*.xlsx"))[:1], *paths[:: max(1, len(paths) // files)]][:files]
    present = [(folder / path.name, path.read_bytes()) for path in chosen]
    text = "\n".join(f"第{n}条 供水设施每{n}个月巡检一次，记录保存{n}年。" for n in range(1, 40))
    present += [(folder / f"子/文件{n}.txt", f"{n}号\n{text}".encode("gb18030")) for n in range(4)]
    former = [(path, content) for path, content in present[::2]]
    former += [(folder / "走了.txt", f"走了\n{text}".encode()), (folder / "原处.txt", present[-1][1])]
    former += [(path, f"原先\n{n}\n{text}".encode()) for n, (path, _) in enumerate(present[1:-1:4])]
    return list(dict(former).items()), present


def _write(edition: Sequence[tuple[Path, bytes]], folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    for path, content in edition:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def soak(count: int, seed: int, files: int) -> dict[str, Any]:
    """Kill `count` times; the report tells how often which kind, and everything that was wrong."""
    dice = random.Random(seed)
    found = Counter[str]()
    wrong: list[str] = []
    with tempfile.TemporaryDirectory(prefix="clearwell-kills-", ignore_cleanup_errors=True) as name:
        work = Path(name)
        folder = work / "papers"
        former, present = write_editions(folder, files)
        _write(former, folder)
        take_in(work / "former", folder)
        _write(present, folder)
        scenes = [scene(None, work, folder), scene(work / "former", work, folder)]
        for number in range(count):
            moment = dice.random()
            kind, faults = killed_once(scenes[number % 2], folder, moment, by_hand=number % 4 < 2)
            found[kind] += 1
            wrong += [f"{number} at {moment:.3f}: {fault}" for fault in faults]
            print(f"{number + 1}/{count}  {moment:.3f}  {kind}  {faults}", file=sys.stderr, flush=True)
    seconds = [round(each.seconds, 2) for each in scenes]
    return {"kills": count, "seed": seed, "undisturbed_s": seconds, "doctor": dict(found), "wrong": wrong}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--files", type=int, default=12, help="real files in the folder, beside generated ones")
    parser.add_argument("--child", nargs=2, type=Path, metavar=("HOME", "FOLDER"), help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.child:
        take_in(*given.child)
        return 0
    report = soak(given.count, given.seed, given.files)
    print(json.dumps(report, ensure_ascii=False, indent=2))
    return 1 if report["wrong"] else 0


if __name__ == "__main__":
    sys.exit(main())
