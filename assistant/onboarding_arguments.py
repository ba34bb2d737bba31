"""The arguments of `clearwell items`; light, as `--help` is."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from assistant.question_arguments import TYPES

COMMANDS = ("items",)
STATES = ("new", "approved", "edited", "rejected")


def add_to(commands: Any, common: argparse.ArgumentParser, help_of: Callable[[str], str]) -> None:
    """Add `items` to the commands of `clearwell`; `help_of` gives a message of the catalogue by its key's end."""
    text = help_of("items")
    items = commands.add_parser("items", help=text, description=text, parents=[common])
    verbs = items.add_subparsers(dest="verb", metavar="VERB", required=True)

    def made(name: str, *parents: argparse.ArgumentParser) -> argparse.ArgumentParser:
        told = help_of(f"items_{name}")
        added: argparse.ArgumentParser = verbs.add_parser(name, help=told, description=told, parents=[common, *parents])
        return added

    wanted = _wanted(help_of)
    made("list", wanted)
    made("sets")
    made("stale", wanted)
    made("show").add_argument("id", metavar="ID")
    for name in ("approve", "reject", "reopen", "publish"):
        one = made(name)
        one.add_argument("ids", nargs="+", metavar="ID")
        if name == "reject":
            one.add_argument("--reason", required=True, metavar="WORDS", help=help_of("items_reason"))
        if name == "publish":
            one.add_argument("--owner", metavar="NAME", default="", help=help_of("owner"))
    _edit(made("edit"), help_of)
    template = argparse.ArgumentParser(add_help=False)
    template.add_argument("--template", type=Path, metavar="FILE", help=help_of("items_with_template"))
    out = made("export", wanted, template)
    out.add_argument("--out", type=Path, required=True, metavar="FILE", help=help_of("items_out"))
    out.add_argument("--without-answers", action="store_true", help=help_of("items_without_answers"))
    brought = made("import", template)
    brought.add_argument("file", type=Path, metavar="FILE")
    brought.add_argument("--set", metavar="NAME", default="", help=help_of("items_set"))
    made("template").add_argument("file", type=Path, metavar="FILE")
    made("results").add_argument("--forget", metavar="NAME", help=help_of("items_forget"))
    made("remove").add_argument("set", metavar="NAME")


def _wanted(help_of: Callable[[str], str]) -> argparse.ArgumentParser:
    wanted = argparse.ArgumentParser(add_help=False)
    wanted.add_argument("--set", metavar="NAME", default="", help=help_of("items_set"))
    wanted.add_argument("--document", action="append", default=[], metavar="ID", help=help_of("document"))
    wanted.add_argument("--state", action="append", default=[], choices=STATES, help=help_of("items_state"))
    wanted.add_argument("--type", action="append", default=[], choices=TYPES, help=help_of("questions_type"))
    wanted.add_argument("--topic", action="append", default=[], metavar="T", help=help_of("questions_topic"))
    wanted.add_argument("--role", action="append", default=[], metavar="R", help=help_of("questions_role"))
    return wanted


def _edit(edit: argparse.ArgumentParser, help_of: Callable[[str], str]) -> None:
    edit.add_argument("id", metavar="ID")
    for name in ("question", "explanation", "topic", "role"):
        edit.add_argument(f"--{name}", metavar="WORDS", help=help_of(f"items_{name}"))
    edit.add_argument("--answer", action="append", metavar="WORDS", help=help_of("items_answer"))
    edit.add_argument("--option", action="append", metavar="WORDS", help=help_of("items_option"))
    edit.add_argument("--reason", metavar="WORDS", default="", help=help_of("items_reason"))
