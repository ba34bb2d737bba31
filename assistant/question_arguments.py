"""The arguments of `clearwell questions`; light, as `--help` is."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

COMMANDS = ("questions",)
TYPES = ("short", "single", "multiple", "true_false", "fill", "order", "scenario")


def add_to(commands: Any, common: argparse.ArgumentParser, help_of: Callable[[str], str]) -> None:
    """Add `questions` to the commands of `clearwell`; `help_of` gives a message of the catalogue by its key's end."""
    text = help_of("questions")
    made = commands.add_parser("questions", help=text, description=text, parents=[common])
    made.add_argument("--document", action="append", default=[], metavar="ID", help=help_of("document"))
    made.add_argument("--count", default="all", metavar="N|all", help=help_of("questions_count"))
    made.add_argument("--clause", action="append", default=[], metavar="C", help=help_of("questions_clause"))
    made.add_argument("--topic", action="append", default=[], metavar="T", help=help_of("questions_topic"))
    made.add_argument("--role", action="append", default=[], metavar="R", help=help_of("questions_role"))
    made.add_argument("--type", action="append", default=[], choices=TYPES, help=help_of("questions_type"))
    made.add_argument("--out", type=Path, metavar="FILE", help=help_of("questions_out"))
    made.add_argument("--keep", metavar="NAME", help=help_of("questions_keep"))
