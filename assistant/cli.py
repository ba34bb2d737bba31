"""`clearwell`: one command a verb of the service. Light until a command needs more: `--help` imports nothing heavy."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from assistant import (
    draft_arguments,
    exchange_arguments,
    figure_arguments,
    onboarding_arguments,
    question_arguments,
    review_arguments,
)
from assistant.environment import preferred_language, quiet_libraries
from assistant.errors import ClearwellError, UsageError, unexpected
from assistant.messages import explain, say

if TYPE_CHECKING:
    from assistant.commands import Context

EXIT_OK, EXIT_STOPPED = 0, 130


class _Parser(argparse.ArgumentParser):
    """Reports a wrong command as our own error, so that `--json` callers get JSON for it too.

    Options are written out in full: `--js` would be JSON to the command and text to its errors.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(allow_abbrev=False, **options)

    def error(self, message: str) -> NoReturn:
        raise UsageError(message)


def _common() -> argparse.ArgumentParser:
    """Options that stand before or after the command. Absent, they leave what the other place has set."""
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--json", action="store_true", help=_help("json"))
    common.add_argument("--home", type=_folder, metavar="DIR", help=_help("home"))
    common.add_argument("--as", dest="user", metavar="USER", help=_help("as"))
    return common


def _folder(name: str) -> Path:
    if not name.strip():
        raise UsageError("--home names no folder", key="empty_folder_name")
    return Path(name)


def _help(key: str) -> str:
    return say(f"cli.help_{key}", preferred_language()).replace("%", "%%")


_GROUPS = (
    exchange_arguments,
    figure_arguments,
    draft_arguments,
    review_arguments,
    question_arguments,
    onboarding_arguments,
)


def build_parser() -> argparse.ArgumentParser:
    """The whole command line; docs/interfaces.md describes the same."""
    common = _common()
    parser = _Parser(prog="clearwell", description=_help("clearwell"), parents=[common])
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)

    def command(name: str, group: Any = commands) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = group.add_parser(
            name, help=_help(name), description=_help(name), parents=[common]
        )
        return made

    ingest = command("ingest")
    ingest.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    ingest.add_argument("--sync", action="store_true", help=_help("sync"))
    ingest.add_argument("--dry-run", action="store_true", help=_help("dry_run"))
    ingest.add_argument("--watch", action="store_true", help=_help("watch"))
    ingest.add_argument("--reread", action="store_true", help=_help("reread"))
    ask = command("ask")
    ask.add_argument("question", nargs="?", help=_help("question"))
    ask.add_argument("--batch", type=Path, metavar="FILE", help=_help("batch"))
    _add_filters(ask)
    search = command("search")
    search.add_argument("words", help=_help("words"))
    search.add_argument("--limit", type=int, default=10, metavar="N", help=_help("limit"))
    search.add_argument("--mode", choices=["hybrid", "dense", "keyword"], default="hybrid", help=_help("mode"))
    search.add_argument("--explain", action="store_true", help=_help("explain"))
    search.add_argument("--without", action="append", default=[], metavar="KEY", help=_help("without"))
    _add_filters(search)
    _add_synonyms(command("synonyms").add_subparsers(dest="verb", metavar="VERB", required=True))
    _add_documents(command("documents").add_subparsers(dest="verb", metavar="VERB", required=True), command)
    command("verify").add_argument("--batch", type=Path, required=True, metavar="FILE", help=_help("verify_batch"))
    command("serve").add_argument("--port", type=int, default=8501, metavar="PORT", help=_help("port"))
    again = command("reindex")
    again.add_argument("--embedding", metavar="NAME", help=_help("embedding"))
    again.add_argument("--recut", action="store_true", help=_help("recut"))
    command("doctor").add_argument("--repair", action="store_true", help=_help("repair"))
    for more in _GROUPS:
        more.add_to(commands, common, _help)
    _add_suites(command("eval").add_subparsers(dest="suite", metavar="SUITE", required=True), command)
    return parser


def _add_documents(documents: Any, command: Callable[[str, Any], argparse.ArgumentParser]) -> None:
    command("list", documents)
    show = command("show", documents)
    show.add_argument("id", metavar="ID")
    show.add_argument("--page", type=int, metavar="N", help=_help("page"))
    command("remove", documents).add_argument("id", metavar="ID")
    setting = command("set", documents)
    setting.add_argument("id", metavar="ID")
    setting.add_argument("values", nargs="+", metavar="NAME=VALUE", help=_help("set_values"))
    replacements = command("replacements", documents)
    replacements.add_argument("--accept", nargs=2, metavar=("OLDER", "NEWER"), help=_help("accept"))
    replacements.add_argument("--reject", nargs=2, metavar=("OLDER", "NEWER"), help=_help("reject"))
    command("stale", documents)


def _add_synonyms(verbs: Any) -> None:
    made = verbs.add_parser("list", help=_help("synonyms_list"), parents=[_common()])
    made.set_defaults(same=[])
    for verb in ("add", "remove"):
        help_ = _help(f"synonyms_{verb}")
        made = verbs.add_parser(verb, help=help_, description=help_, parents=[_common()])
        made.add_argument("same", nargs="+", metavar="WORD")


def _add_suites(suites: Any, command: Callable[[str, Any], argparse.ArgumentParser]) -> None:
    for name in ("retrieval", "answers", "refusal"):
        suite = command(name, suites)
        suite.add_argument("--data", type=Path, required=True, metavar="DIR", help=_help("data"))
        suite.add_argument("--queries", type=Path, metavar="FILE", help=_help("queries"))
        suite.add_argument("--keep", type=Path, metavar="DIR", help=_help("keep"))
    command("cases", suites).add_argument(
        "--queries", type=Path, required=True, metavar="FILE", help=_help("cases_file")
    )
    figures = command("figures", suites)
    figures.add_argument("--data", type=Path, required=True, metavar="DIR", help=_help("figures_data"))
    figures.add_argument("--docs", type=Path, metavar="DIR", help=_help("figures_docs"))
    layout = command("layout", suites)
    layout.add_argument("--blocks", type=Path, metavar="FILE", help=_help("blocks"))
    layout.add_argument("--data", type=Path, metavar="DIR", help=_help("layout_data"))


def _add_filters(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--year", type=int, action="append", default=[], metavar="Y", help=_help("year"))
    parser.add_argument("--kind", action="append", default=[], metavar="K", help=_help("kind"))
    parser.add_argument("--document", action="append", default=[], metavar="ID", help=_help("document"))
    parser.add_argument("--place", action="append", default=[], metavar="P", help=_help("place"))
    parser.add_argument("--as-of", metavar="DATE", help=_help("as_of"))


def _handler(arguments: argparse.Namespace) -> Callable[[Context, argparse.Namespace], int]:
    if arguments.command == "serve":
        from assistant.serving import serve

        return serve
    if arguments.command == "eval":
        from evals.command import evaluate

        return evaluate
    if arguments.command == "verify":
        from assistant.verify_commands import verify_batch

        return verify_batch
    if arguments.command == "reindex":
        from assistant.reindex_command import reindex

        return reindex
    if arguments.command == "documents":
        from assistant.document_commands import documents

        return documents
    if found := _of_many_verbs(arguments.command):
        return found
    from assistant import commands

    plain: Callable[[Context, argparse.Namespace], int] = getattr(commands, arguments.command)
    return plain


def _of_many_verbs(command: str) -> Callable[[Context, argparse.Namespace], int] | None:
    """Who carries out a command that has a file of arguments of its own."""
    if command in exchange_arguments.COMMANDS:
        from assistant.exchange_commands import exchanges

        return exchanges
    if command in figure_arguments.COMMANDS:
        from assistant.figure_commands import figures

        return figures
    if command in draft_arguments.COMMANDS:
        from assistant.draft_commands import drafts

        return drafts
    if command in question_arguments.COMMANDS:
        from assistant.question_commands import questions

        return questions
    if command in onboarding_arguments.COMMANDS:
        from assistant.onboarding_commands import items

        return items
    if command in review_arguments.COMMANDS:
        from assistant.review_commands import reviews

        return reviews
    return None


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status. Every error becomes one sentence and a hint, or JSON."""
    argv = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        arguments = build_parser().parse_args(argv)
        quiet_libraries()
        from assistant.commands import Context

        return _handler(arguments)(Context.from_arguments(arguments), arguments)
    except ClearwellError as problem:
        return _report(problem, argv)
    except KeyboardInterrupt:
        print(say("cli.stopped", preferred_language()), file=sys.stderr)
        return EXIT_STOPPED
    except BrokenPipeError:
        # The reader of our output (head, less) went away: nothing is left to say.
        sys.stderr.close()
        return EXIT_OK
    except Exception as problem:  # the last resort: a person is told in a sentence, whatever happened
        return _report(unexpected(problem), argv)


def _report(problem: ClearwellError, argv: Sequence[str]) -> int:
    """Say what went wrong, in the way that was asked for, and return the exit status."""
    sentence, hint = explain(problem, preferred_language())
    options = argv[: argv.index("--")] if "--" in argv else argv
    if "--json" in options:
        print(json.dumps({"error": {"code": problem.code, "message": sentence, "hint": hint}}, ensure_ascii=False))
    else:
        print(f"{sentence}\n{hint}", file=sys.stderr)
    return problem.exit_code


if __name__ == "__main__":
    sys.exit(main())
