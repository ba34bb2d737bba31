"""`clearwell eval SUITE --data DIR`: fill a throw-away library, run one suite, print its scores, keep them."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from assistant.embedding.factory import load_embedder
from assistant.errors import UsageError
from assistant.figures import Wanted
from assistant.service import Assistant
from evals.dataset import Dataset, load
from evals.filled import filled_with
from evals.read_everything import ChanceEmbedder
from evals.records import Scored, keep, record, rounded
from evals.suites import answers, cases, figures, layout, refusal, retrieval
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
    if arguments.suite == "figures":
        return _figures(context, arguments)
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


def _figures(context: Context, arguments: argparse.Namespace) -> int:
    """The scores of each file of labels; what went wrong goes to standard error."""
    try:
        gold = figures.load(arguments.data, arguments.docs)
    except (OSError, ValueError) as error:
        raise UsageError(f"{str(arguments.data)!r}: {error}") from error
    scores: dict[str, dict[str, float | int | None]] = {}
    # What is measured is the reading of figures: no vector is asked for, so chance may draw them.
    with filled_with(list(dict.fromkeys(each.document for each in gold)), ChanceEmbedder()) as parts:
        by_path = {document.path: document for document in parts.assistant.documents(context.principal)}
        for each in gold:
            held = next((found for path, found in by_path.items() if path.endswith(each.document.name)), None)
            wanted = Wanted(document_ids=(held.document_id,)) if held else None
            rows = parts.assistant.figures(context.principal, wanted) if wanted else ()
            scored = figures.score(each, rows)
            scores[each.name] = scored.as_json()
            for line in (*(f"missed: {one}" for one in scored.missed), *(f"extra: {one}" for one in scored.extra)):
                print(f"{each.name} {line}", file=sys.stderr)
    rounded_scores = {
        name: {key: round(value, 4) if isinstance(value, float) else value for key, value in found.items()}
        for name, found in scores.items()
    }
    context.put(rounded_scores, "\n".join(f"{name:<20}{json.dumps(found)}" for name, found in rounded_scores.items()))
    return 0


def _put(context: Context, scores: dict[str, float | int]) -> int:
    found = rounded(scores)
    context.put(found, "\n".join(f"{name:<20}{json.dumps(value)}" for name, value in found.items()))
    return 0
