from __future__ import annotations

import json
import subprocess
import sys
import threading
from pathlib import Path

from assistant.domain import Filters
from assistant.ports import Scope
from tests.assistant.library.papers import ALL, STAFF, found_by_word, found_near, open_library, paper, vector

ROOT = Path(__file__).parents[3]
READ = (
    "import json, sys, time; from pathlib import Path\n"
    "from tests.assistant.library.papers import *\n"
    "library = open_library(Path(sys.argv[1]), exact_limit=1); print('ready', flush=True)\n"
    "deadline = time.monotonic() + 60; looks = 0; broken = []; held = 0\n"
    "while held < int(sys.argv[2]) and time.monotonic() < deadline:\n"
    "    documents = library.documents(STAFF, ALL); held = len(documents); looks += 1\n"
    "    for document in documents[-3:]:\n"
    "        text = f'{document.document_id}的正文'\n"
    "        name = f'{document.document_id}.{document.version}.0'\n"
    "        if found_near(library, text) != [name] or name not in found_by_word(library, document.document_id):\n"
    "            broken.append(name)\n"
    "print(json.dumps({'held': held, 'looks': looks, 'broken': broken}))\n"
)


def test_a_publication_elsewhere_is_seen_at_the_next_question(tmp_path: Path) -> None:
    reading, writing = open_library(tmp_path), open_library(tmp_path)
    assert reading.generation() == 0
    assert reading.documents(STAFF, ALL) == []
    for n in range(1, 4):
        with writing.writing() as writer:
            writer.publish(paper("a", [f"第{n}稿"]))
        assert reading.generation() == n
        assert reading.document("a", STAFF).version == n
        assert found_near(reading, f"第{n}稿") == [f"a.{n}.0"]
        assert found_by_word(reading, "稿") == [f"a.{n}.0"]


def test_two_processes_read_while_a_third_writes(tmp_path: Path) -> None:
    library = open_library(tmp_path)
    command = [sys.executable, "-c", READ, str(tmp_path), "12"]
    readers = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    for reader in readers:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "ready\n"
    for start in range(0, 12, 3):
        with library.writing() as writer:
            writer.publish_many([paper(f"d{n}", [f"d{n}的正文", "附注"]) for n in range(start, start + 3)])
    for reader in readers:
        said = json.loads(reader.communicate(timeout=90)[0])
        assert said["held"] == 12
        assert said["broken"] == []
        assert said["looks"] > 1


def test_threads_share_a_library_while_it_is_written(tmp_path: Path) -> None:
    library = open_library(tmp_path, exact_limit=1)
    with library.writing() as writer:
        writer.publish(paper("fixed", ["固定的一段", "另一段"]))
    stop, wrong = threading.Event(), []

    def read() -> None:
        while not stop.is_set():
            try:
                if found_near(library, "固定的一段") != ["fixed.1.0"] or found_by_word(library, "固定") != [
                    "fixed.1.0"
                ]:
                    wrong.append("not found")
            except Exception as error:
                wrong.append(repr(error))

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    for n in range(5):
        with library.writing() as writer:
            writer.publish(paper(f"d{n}", [f"d{n}的正文", "附注"]))
    stop.set()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_a_scope_made_by_hand_is_honoured(tmp_path: Path) -> None:
    library = open_library(tmp_path)
    with library.writing() as writer:
        writer.publish_many([paper("a", ["甲"]), paper("b", ["乙"])])
    only = Scope(versions={"b": 1, "gone": 4, "a": 7}, passages=1, restricted=True)
    assert [name for name, _ in library.dense(vector("甲"), only, 5)] == ["b.1.0"]
    assert library.keyword(["甲"], only, 5) == []
    assert library.scope(STAFF, Filters(document_ids=("b",))).versions == {"b": 1}
