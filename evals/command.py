"""`clearwell eval SUITE --data DIR`: fill a throw-away library, run one suite, print its scores, keep them."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from typing import TYPE_CHECKING

from assistant.embedding.factory import load_embedder
from assistant.errors import UsageError
from assistant.service import Assistant
from evals.dataset import Dataset, load
from evals.records import Scored, keep, record, rounded
from evals.suites import answers, cases, layout, refusal, retrieval
from evals.throwaway import assistant_over
from evals.vector_cache import CachedEmbedder

if TYPE_CHECKING:
    from assistant.commands import Context

LAYOUT_PAGES = 4
"""Pages laid out from each document: enough for a stable score in about a minute."""
SUITES: dict[str, Callable[[Assistant, Dataset], Scored]] = {
    "retrieval": retrieval.score,
    "answers": answers.score,
    "refusal": refusal.score,
}


def evaluate(context: Context, arguments: argparse.Namespace) -> int:
    """Print the scores of `arguments.suite` as one JSON object, or a line each."""
    if arguments.suite == "layout":
        return _layout(context, arguments)
    if arguments.suite == "cases":
        return _put(context, cases.score(context.assistant, cases.load(arguments.queries)).as_json())
    dataset = load(arguments.data, arguments.queries)
    embedder = CachedEmbedder(load_embedder(context.settings.embedding))
    with assistant_over(dataset.items, embedder) as assistant:
        scored = SUITES[arguments.suite](assistant, dataset)
    if arguments.keep is not None:
        try:
            keep(record(dataset, arguments.suite, scored, embedder.model_id), arguments.keep)
        except OSError as error:
            raise UsageError(f"{str(arguments.keep)!r}: {error}") from error
    return _put(context, scored.as_json())


def _layout(context: Context, arguments: argparse.Namespace) -> int:
    """With --blocks one JSON line a case; with --data the scores on pages laid out and shuffled from real documents."""
    if arguments.blocks is not None:
        try:
            for row in layout.run_blocks(arguments.blocks.read_text(encoding="utf-8-sig").split("\n")):
                print(json.dumps(row, ensure_ascii=False), flush=True)
        except (OSError, ValueError) as error:
            raise UsageError(f"{str(arguments.blocks)!r}: {error}") from error
        return 0
    if arguments.data is None:
        raise UsageError("eval layout needs --blocks FILE or --data DIR")
    return _put(context, layout.score(layout.held_out_cases(arguments.data, LAYOUT_PAGES)).as_json())


def _put(context: Context, scores: dict[str, float | int]) -> int:
    found = rounded(scores)
    context.put(found, "\n".join(f"{name:<20}{json.dumps(value)}" for name, value in found.items()))
    return 0
