"""Reading in another process: what a file may do to it, and what the caller sees of that."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from time import monotonic, sleep

import pytest

from assistant.errors import DocumentError, EncryptedDocument, UnreadableDocument
from assistant.settings import ReadingSettings
from evals.mutants import handmade
from ingest import isolation
from ingest.isolation import Worker, prepare_bounded
from ingest.manifest import Entry
from ingest.preparing import Task, prepare
from tests.support import files

LIMITS = ReadingSettings()
ROOT = Path(__file__).parent.parent.parent


def task(content: bytes, name: str = "a.txt") -> Task:
    return Task(content, name, Entry(), "zh", ocr=False)


def idle() -> Worker:
    return isolation._POOL._idle[-1]


def pid(worker: Worker) -> int:
    return worker._process.pid


def runs(number: int) -> bool:
    try:
        return (Path("/proc") / str(number) / "stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_a_file_is_read_there_as_it_would_be_here():
    content = (ROOT / "corpus" / "documents" / "服务热线工作规范.md").read_bytes()
    assert prepare_bounded(task(content, "a.md"), LIMITS) == prepare(task(content, "a.md"))


def test_one_worker_serves_file_after_file_and_keeps_its_errors_apart():
    prepare_bounded(task("供水。".encode()), LIMITS)
    first = pid(idle())
    with pytest.raises(EncryptedDocument):
        prepare_bounded(task(files.pdf([["供水"]], password="geheim"), "a.pdf"), LIMITS)
    assert prepare_bounded(task("热线。".encode()), LIMITS).pages[0].text == "热线。"
    assert pid(idle()) == first


def test_a_reason_keeps_its_words_on_the_way():
    with pytest.raises(DocumentError) as caught:
        prepare_bounded(task(files.bomb(), "a.docx"), LIMITS)
    assert caught.value.params["kind"] == "bomb"


def test_a_file_that_takes_too_long_is_ended_and_the_next_one_is_read():
    prepare_bounded(task("供水。".encode()), LIMITS)
    first = pid(idle())
    book = "\n".join(f"第{n}条 供水单位应当保证水质。" for n in range(1, 60_000)).encode()
    with pytest.raises(UnreadableDocument) as caught:
        prepare_bounded(task(book), ReadingSettings(limit_s=0.2))
    assert caught.value.params["kind"] == "too_slow"
    assert not runs(first)
    assert prepare_bounded(task("热线。".encode()), LIMITS).pages[0].text == "热线。"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits address space as we ask")
def test_a_file_that_needs_too_much_memory_is_refused_with_that_reason():
    swollen = next(mutant for mutant in handmade() if mutant.name == "many.docx")
    with pytest.raises(UnreadableDocument) as caught:
        prepare_bounded(task(swollen.content, swollen.name), ReadingSettings(memory_mb=512))
    assert caught.value.params["kind"] == "too_much_memory"


def test_a_worker_that_crashes_is_one_files_reason():
    worker = Worker(LIMITS.memory_mb)
    os.kill(pid(worker), signal.SIGKILL)
    with pytest.raises(UnreadableDocument) as caught:
        worker.work(task("供水。".encode()), LIMITS.limit_s, None)
    assert caught.value.params["kind"] == "reader_died"
    worker.end()


def test_a_worker_that_died_while_idle_is_replaced_unseen():
    prepare_bounded(task("供水。".encode()), LIMITS)
    os.kill(pid(idle()), signal.SIGKILL)
    idle()._process.wait()
    assert prepare_bounded(task("热线。".encode()), LIMITS).pages[0].text == "热线。"


def test_what_progress_raises_ends_the_reading_and_comes_out():
    class Stopped(Exception):
        pass

    def stop(page: int, pages: int) -> None:
        raise Stopped

    scan = Task(files.mixed_pdf([files.picture(["Total"])]), "a.pdf", Entry(), "zh")
    with pytest.raises(Stopped):
        prepare_bounded(scan, LIMITS, stop)


def test_a_worn_worker_makes_way(monkeypatch: pytest.MonkeyPatch):
    prepare_bounded(task("供水。".encode()), LIMITS)
    first = pid(idle())
    monkeypatch.setattr(isolation, "RECYCLE_FILES", 1)
    prepare_bounded(task("热线。".encode()), LIMITS)
    assert not runs(first)


def test_a_worker_of_a_large_parent_is_not_worn():
    # Linux hands a parent's peak memory down; what the worker itself used is what counts.
    script = (
        "from ingest import isolation\nfrom ingest.isolation import prepare_bounded\n"
        "from ingest.preparing import Task\n"
        "from ingest.manifest import Entry\nfrom assistant.settings import ReadingSettings\n"
        f"large = bytearray({isolation.RECYCLE_MB + 200} << 20)\n"
        "large[::4096] = b'x' * len(large[::4096])\n"
        "prepare_bounded(Task('供水。'.encode(), 'a.txt', Entry(), 'zh'), ReadingSettings())\n"
        "print(len(isolation._POOL._idle))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.stdout.strip() == "1", done.stderr


def test_workers_end_with_the_process_that_started_them():
    script = "import os\nfrom ingest.isolation import Worker\nprint(Worker(4096)._process.pid, flush=True)\nos._exit(0)"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    until = monotonic() + 30
    while runs(int(done.stdout)) and monotonic() < until:
        sleep(0.05)
    assert not runs(int(done.stdout))
