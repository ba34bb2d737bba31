from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import LibraryDamaged
from assistant.library.base_process import fill_apart
from assistant.library.vectors import Chroma
from tests.assistant.library.papers import DIMENSION, open_library, paper, vector

_SETTLED_S = 20


def portions(names: list[str]) -> Iterator[tuple[list[str], np.ndarray]]:
    for name in names:
        yield [name], vector(name)[np.newaxis]


def nearest(folder: Path, name: str) -> tuple[str, int]:
    chroma = Chroma.in_folder(folder)
    try:
        return chroma.nearest(vector(name), 1)[0][0], chroma.count()
    finally:
        chroma.close()


def test_a_base_built_apart_is_complete_and_can_be_brought_up_to_date_apart(tmp_path: Path) -> None:
    folder = tmp_path / "base"
    assert fill_apart(folder, portions(["a", "b", "c"]), [], fresh=True) == 3
    assert nearest(folder, "b") == ("b", 3)
    assert fill_apart(folder, portions(["d"]), ["a"], fresh=False) == 3
    assert nearest(folder, "d") == ("d", 3)


def test_the_engine_is_not_loaded_into_the_process_that_asks_for_a_base(tmp_path: Path) -> None:
    script = (
        "import sys, numpy as np; from pathlib import Path\n"
        "from assistant.library.base_process import fill_apart\n"
        f"rows = np.eye({DIMENSION}, dtype=np.float32)\n"
        f"names = [str(n) for n in range({DIMENSION})]\n"
        "print(fill_apart(Path(sys.argv[1]), [(names, rows)], [], fresh=True), 'chromadb' in sys.modules)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "base")], capture_output=True, text=True, check=True
    )
    assert run.stdout.split() == [str(DIMENSION), "False"]


def test_what_the_engine_cannot_open_is_reported_as_damaged(tmp_path: Path) -> None:
    folder = tmp_path / "base"
    folder.mkdir()
    (folder / "chroma.sqlite3").write_bytes(b"\0" * 5000)
    with pytest.raises(LibraryDamaged) as told:
        fill_apart(folder, portions(["a"]), [], fresh=False)
    assert told.value.params["part"] == "vectors/base"


def test_an_error_while_portions_are_read_comes_out_and_ends_the_process(tmp_path: Path) -> None:
    def broken() -> Iterator[tuple[list[str], np.ndarray]]:
        yield from portions(["a"])
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fill_apart(tmp_path / "base", broken(), [], fresh=True)


def test_the_builder_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    """Nothing is left that writes into a folder which the next writer begins anew."""
    script = (
        "import sys, time; from pathlib import Path\n"
        "from assistant.library import base_process\n"
        "class Told(base_process.subprocess.Popen):\n"
        "    def __init__(self, *given, **named):\n"
        "        super().__init__(*given, **named); print(self.pid, flush=True)\n"
        "base_process.subprocess.Popen = Told\n"
        "def slow():\n"
        "    time.sleep(600); yield ()\n"
        "base_process.fill_apart(Path(sys.argv[1]), slow(), [], fresh=True)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", script, str(tmp_path / "base")], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    builder = int(parent.stdout.readline())
    parent.kill()
    parent.wait(_SETTLED_S)
    parent.stdout.close()
    assert _ended(builder)


def _ended(process: int) -> bool:
    for _ in range(_SETTLED_S * 10):
        state = Path(f"/proc/{process}/stat")
        if not state.exists() or state.read_text("utf-8").rsplit(")", 1)[1].split()[0] == "Z":
            return True
        time.sleep(0.1)
    return False


def test_a_large_library_is_built_apart_and_found_in_as_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.library.rebase._APART", 5)
    library = open_library(tmp_path, exact_limit=1)
    with library.writing() as writer:
        writer.publish_many([paper(f"d{n}", [f"第{n}份", "第二段"]) for n in range(5)])
    assert library.base_count() == 10
    with library.writing() as writer:
        writer.publish(paper("e", ["又一份"]))
    assert library.base_count() == 11
    library.close()
