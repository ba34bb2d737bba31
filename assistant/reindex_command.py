"""`clearwell reindex`: other vectors or another cutting, made beside the library in use and swapped in at once."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

from assistant import shapes, terminal
from assistant.domain import ReindexReport
from assistant.messages import Language, say

if TYPE_CHECKING:
    from assistant.commands import Context


def reindex(context: Context, arguments: argparse.Namespace) -> int:
    """Exit 0 when the swap is done. Ctrl-C changes nothing, and the next run goes on from there."""
    language = context.settings.language
    with terminal.IngestBar(language, lines=False) as bar:
        try:
            report = context.assistant.reindex(
                context.principal, embedding=arguments.embedding, recut=arguments.recut, on_progress=bar.progress
            )
        except KeyboardInterrupt:
            print(say("cli.reindex_stopped", language), file=sys.stderr)
            raise
    files = [shapes.outcome(each) for each in report.unread]
    context.put({**asdict(report), "recut": list(report.recut), "unread": files}, summary(report, language))
    chosen = context.settings.embedding
    if "model" in chosen.model_fields_set and chosen.model != report.setting:
        print(say("cli.reindex_setting", language, value=report.setting), file=sys.stderr)
    return 0


def summary(report: ReindexReport, language: Language) -> str:
    """What was done, a line for each original that could not be read again first."""
    lines = [terminal.file_line(each, language) for each in report.unread]
    done = say(
        "cli.reindexed",
        language,
        documents=report.documents,
        passages=report.passages,
        recut=len(report.recut),
        model=report.model_id,
        seconds=f"{report.seconds:.1f}",
    )
    return "\n".join([*lines, done])
