"""Run by a test in a process of its own: make a next generation and be killed right after one step.

`python -m tests.assistant.library.dying_reindexer HOME STEP`
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any

from assistant.library import drafts, next_generation
from assistant.library.drafts import Plan
from assistant.library.keywords import KeywordWriter
from assistant.library.next_generation import NextGeneration
from tests.assistant.library.papers import open_library
from tests.assistant.library.test_next_generation import OTHER, made_of, redone

STEPS: dict[str, tuple[Any, str]] = {
    "drafted": (drafts, "drop"),
    "indexed": (KeywordWriter, "commit"),
    "base": (next_generation, "build_base"),
    "swap": (drafts, "swap"),
}


def die_after(step: str) -> None:
    owner, name = STEPS[step]
    real = getattr(owner, name)

    def once(*arguments: Any, **named: Any) -> Any:
        real(*arguments, **named)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(owner, name, once)


if __name__ == "__main__":
    library = open_library(Path(sys.argv[1]), exact_limit=1)
    following = NextGeneration(library, Plan(OTHER, True), made_of)
    following.begin()
    missing = following.missing()
    following.keep([redone(library, each, [f"{each.document.document_id}全文"]) for each in missing])
    die_after(sys.argv[2])
    following.publish(lambda _: [])
