"""The arguments of `clearwell figures`; light, as `--help` is."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

COMMANDS = ("figures",)


def add_to(commands: Any, common: argparse.ArgumentParser, help_of: Callable[[str], str]) -> None:
    """Add `figures` to the commands of `clearwell`; `help_of` gives a message of the catalogue by its key's end."""
    wanted = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    wanted.add_argument("--document", action="append", metavar="ID", help=help_of("document"))
    wanted.add_argument("--year", type=int, action="append", metavar="Y", help=help_of("figures_year"))
    wanted.add_argument(
        "--status", choices=["achieved", "planned", "state"], action="append", help=help_of("figures_status")
    )
    wanted.add_argument("--indicator", metavar="WORDS", help=help_of("figures_indicator"))
    wanted.add_argument("--place", action="append", metavar="P", help=help_of("place"))
    text = help_of("figures")
    figures = commands.add_parser("figures", help=text, description=text, parents=[common, wanted])
    figures.add_argument("--csv", type=Path, metavar="OUT", help=help_of("figures_csv"))
    figures.add_argument("--xlsx", type=Path, metavar="OUT", help=help_of("figures_xlsx"))
    figures.set_defaults(verb="list")
    verbs = figures.add_subparsers(dest="verb", metavar="VERB")
    for name in ("conflicts", "outcomes", "changes"):
        text = help_of(f"figures_{name}")
        verbs.add_parser(name, help=text, description=text, parents=[common, wanted])
    for name, names in _DECISIONS.items():
        text = help_of(f"figures_{name}")
        made = verbs.add_parser(name, help=text, description=text, parents=[common])
        for each in names:
            made.add_argument(each, metavar=each.upper())


_DECISIONS = {
    "tick": ("id",),
    "reject": ("id",),
    "untick": ("id",),
    "rename": ("id", "name"),
    "merge": ("name", "into"),
    "split": ("name",),
    "forget": ("name",),
}
