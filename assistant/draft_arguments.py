"""The arguments of `clearwell draft` and `clearwell outline`; light, as `--help` is."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

COMMANDS = ("draft", "outline")


def add_to(commands: Any, common: argparse.ArgumentParser, help_of: Callable[[str], str]) -> None:
    """Add `draft` and `outline` to the commands of `clearwell`; `help_of` gives a message by its key's end."""
    text = help_of("draft")
    draft = commands.add_parser("draft", help=text, description=text, parents=[common])
    draft.add_argument("--year", type=int, required=True, metavar="Y", help=help_of("draft_year"))
    draft.add_argument("--outline", required=True, metavar="NAME|FILE", help=help_of("draft_outline"))
    draft.add_argument("--section", default="", metavar="NAME", help=help_of("draft_section"))
    draft.add_argument("--sources", default="", metavar="ID,...", help=help_of("draft_sources"))
    draft.add_argument(
        "--organisation", action="append", default=[], metavar="NAME", help=help_of("draft_organisation")
    )
    draft.add_argument("--style", type=Path, metavar="FILE.docx", help=help_of("draft_style"))
    draft.add_argument("--keep", action="store_true", help=help_of("draft_keep"))
    draft.add_argument("--out", type=Path, metavar="FILE", help=help_of("draft_out"))
    text = help_of("outline")
    outline = commands.add_parser("outline", help=text, description=text, parents=[common])
    outline.add_argument("--from", dest="document", default="", metavar="ID", help=help_of("outline_from"))
    outline.add_argument("--out", type=Path, metavar="FILE", help=help_of("outline_out"))
    outline.set_defaults(verb="list", name="")
    verbs = outline.add_subparsers(dest="verb", metavar="VERB")
    text = help_of("outline_list")
    verbs.add_parser("list", help=text, description=text, parents=[common])
    text = help_of("outline_show")
    show = verbs.add_parser("show", help=text, description=text, parents=[common])
    show.add_argument("name", metavar="NAME|FILE", help=help_of("draft_outline"))
