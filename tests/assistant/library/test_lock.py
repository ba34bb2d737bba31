from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from assistant.errors import LibraryBusy
from assistant.library.lock import holder_of, is_held, writer_lock
from assistant.messages import explain
from tests.assistant.library.papers import open_library, paper

ROOT = Path(__file__).parents[3]
HOLD = (
    "import sys, time; from pathlib import Path; from assistant.library.lock import writer_lock\n"
    "with writer_lock(Path(sys.argv[1]), 5, command='clearwell ingest'):\n"
    "    print('held', flush=True)\n"
    "    time.sleep(60)\n"
)


@pytest.fixture
def holder(tmp_path: Path) -> object:
    with subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        yield process
        process.kill()


def test_a_second_writer_waits_and_then_says_who_holds_the_library(
    tmp_path: Path, holder: subprocess.Popen[bytes]
) -> None:
    waits: list[tuple[str, float]] = []
    with (
        pytest.raises(LibraryBusy) as caught,
        writer_lock(tmp_path, 0.3, lambda who, seconds: waits.append((who, seconds))),
    ):
        pass
    expected = f"clearwell ingest · pid {holder.pid} · "
    assert waits
    assert all(who.startswith(expected) for who, _ in waits)
    sentence, hint = explain(caught.value, "zh")
    assert expected in sentence
    assert "0.3" in sentence
    assert hint


def test_the_lock_is_freed_when_its_holder_is_killed(tmp_path: Path, holder: subprocess.Popen[bytes]) -> None:
    assert is_held(tmp_path)
    holder.kill()
    with writer_lock(tmp_path, 10, command="second"):
        assert holder_of(tmp_path).startswith("second · pid ")
    assert not is_held(tmp_path)
    assert holder_of(tmp_path) == "pid ?"


def test_a_writer_gets_the_library_when_the_first_has_finished(tmp_path: Path) -> None:
    first, second = open_library(tmp_path), open_library(tmp_path)
    waiting = threading.Event()

    def write_second() -> None:
        with second.writing(lambda *_: waiting.set()) as writer:
            writer.publish(paper("b", ["第二份"]))

    with first.writing() as writer:
        thread = threading.Thread(target=write_second)
        thread.start()
        assert waiting.wait(20)
        writer.publish(paper("a", ["第一份"]))
    thread.join(30)
    assert [first.find_by_path(f"papers/{name}.txt") is not None for name in "ab"] == [True, True]


def test_an_error_inside_frees_the_lock(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), open_library(tmp_path).writing():
        raise RuntimeError
    assert not is_held(tmp_path)
