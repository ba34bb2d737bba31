"""The arguments of `clearwell conversations`, `feedback`, `approved` and `gaps`; light, as `--help` is."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

COMMANDS = ("conversations", "feedback", "approved", "gaps")


def add_to(commands: Any, common: argparse.ArgumentParser, help_of: Callable[[str], str]) -> None:
    """Add the commands to those of `clearwell`; `help_of` gives a message of the catalogue by the end of its key."""

    def made(group: Any, name: str, key: str) -> argparse.ArgumentParser:
        added: argparse.ArgumentParser = group.add_parser(
            name, help=help_of(key), description=help_of(key), parents=[common]
        )
        return added

    def group(name: str) -> Any:
        return made(commands, name, name).add_subparsers(dest="verb", metavar="VERB", required=True)

    kept = group("conversations")
    made(kept, "list", "conversations_list").add_argument("--search", metavar="WORDS", help=help_of("search_kept"))
    for name in ("show", "export", "remove"):
        one = made(kept, name, f"conversations_{name}")
        one.add_argument("id", metavar="ID")
        if name == "export":
            one.add_argument("--out", type=Path, required=True, metavar="FILE", help=help_of("export_out"))
    said = group("feedback")
    made(said, "list", "feedback_list")
    made(said, "export", "feedback_export").add_argument("file", type=Path, metavar="FILE")
    _approved(group("approved"), made, help_of)
    gaps = group("gaps")
    made(gaps, "list", "gaps_list")
    for name in ("answered", "decline", "reopen"):
        one = made(gaps, name, f"gaps_{name}")
        one.add_argument("id", type=int, metavar="ID")
        if name != "reopen":
            one.add_argument("said", metavar="WORDS", help=help_of("gap_said"))
    made(gaps, "export", "gaps_export").add_argument("file", type=Path, metavar="FILE")


def _approved(
    approved: Any, made: Callable[[Any, str, str], argparse.ArgumentParser], help_of: Callable[[str], str]
) -> None:
    made(approved, "list", "approved_list")
    add = made(approved, "add", "approved_add")
    add.add_argument("question", help=help_of("question"))
    add.add_argument("--owner", metavar="NAME", help=help_of("owner"))
    add.add_argument("--review", metavar="DATE", help=help_of("review"))
    add.add_argument("--similar", action="append", default=[], metavar="QUESTION", help=help_of("similar"))
    add.add_argument("--negative", action="append", default=[], metavar="QUESTION", help=help_of("negative"))
    for name in ("approve", "withdraw", "renew"):
        made(approved, name, f"approved_{name}").add_argument("id", metavar="ID")
