"""The arguments of `clearwell drafts`; light, as `--help` is."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

COMMANDS = ("drafts",)


def add_to(commands: Any, common: argparse.ArgumentParser, help_of: Callable[[str], str]) -> None:
    """Add `drafts` to the commands of `clearwell`; `help_of` gives a message of the catalogue by its key's end."""
    text = help_of("drafts")
    verbs = commands.add_parser("drafts", help=text, description=text, parents=[common]).add_subparsers(
        dest="verb", metavar="VERB", required=True
    )

    def verb(name: str, *, draft: bool = True) -> argparse.ArgumentParser:
        said = help_of(f"drafts_{name}")
        made: argparse.ArgumentParser = verbs.add_parser(name, help=said, description=said, parents=[common])
        if draft:
            made.add_argument("id", metavar="ID")
        return made

    verb("list", draft=False)
    verb("show").add_argument("--revision", type=int, metavar="N", help=help_of("drafts_revision"))
    verb("revisions")
    between = verb("diff")
    between.add_argument("older", type=int, metavar="OLDER")
    between.add_argument("newer", type=int, metavar="NEWER")
    sign = verb("sign")
    sign.add_argument("sections", nargs="*", metavar="SECTION", help=help_of("drafts_sections"))
    sign.add_argument(
        "--state", choices=["draft", "checked", "signed_off"], default="signed_off", help=help_of("drafts_state")
    )
    export = verb("export")
    export.add_argument("--out", type=Path, required=True, metavar="FILE", help=help_of("drafts_out"))
    export.add_argument("--signed", action="store_true", help=help_of("drafts_signed"))
    export.add_argument("--style", type=Path, metavar="FILE.docx", help=help_of("draft_style"))
    verb("pack").add_argument("--out", type=Path, required=True, metavar="FILE.zip", help=help_of("drafts_pack_out"))
    verb("delete")
