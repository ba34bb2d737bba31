"""Run by tests in a process of its own: publish, replace and remove documents until killed.

`python -m tests.assistant.library.endless_writer HOME [STEP]`; with STEP the process kills itself with SIGKILL right
after that step of its first replacement of `d0`.
"""

from __future__ import annotations

import itertools
import os
import random
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from assistant.library import registry_writing, writer
from assistant.library.keywords import KeywordWriter
from tests.assistant.library.papers import ALL, STAFF, open_library, paper

STEPS: dict[str, tuple[Any, str]] = {
    "original": (writer, "keep_original"),
    "staged": (registry_writing, "stage"),
    "indexed": (KeywordWriter, "commit"),
    "current": (registry_writing, "make_current"),
    "archived": (registry_writing, "archive"),
    "hidden": (registry_writing, "make_removed"),
    "forgotten": (registry_writing, "forget"),
}


def texts(name: str, round_: int) -> list[str]:
    return [f"{name}第{round_}稿第{n}段" for n in range(round_ % 3 + 1)]


def die_after(step: str) -> None:
    owner, name = STEPS[step]
    real: Callable[..., Any] = getattr(owner, name)

    def once(*arguments: Any, **named: Any) -> Any:
        real(*arguments, **named)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(owner, name, once)


def replace_and_die(home: Path, step: str) -> None:
    source = home / "d0.txt"
    source.write_text("第二稿", encoding="utf-8")
    with open_library(home).writing() as session:
        die_after(step)
        session.publish(paper("d0", texts("d0", 2), original=source))
        session.remove("d0")


def write_for_ever(home: Path) -> None:
    library = open_library(home)
    for round_ in itertools.count(1):
        with library.writing() as session:
            drawn = random.sample(range(30), 4)
            session.publish_many([paper(f"d{n}", texts(f"d{n}", round_)) for n in drawn])
            present = [document.document_id for document in library.documents(STAFF, ALL)]
            if round_ % 3 == 0:
                session.remove(random.choice(present))
        if round_ == 1:
            print("ready", flush=True)


if __name__ == "__main__":
    if len(sys.argv) > 2:
        replace_and_die(Path(sys.argv[1]), sys.argv[2])
    else:
        write_for_ever(Path(sys.argv[1]))
