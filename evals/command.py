"""`clearwell eval SUITE --data DIR`: fill a throw-away library, run one suite, print its scores."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from typing import TYPE_CHECKING

from assistant.embedding.factory import load_embedder
from assistant.service import Assistant
from evals.dataset import Dataset, load
from evals.suites import answers, refusal, retrieval
from evals.throwaway import assistant_over
from evals.vector_cache import CachedEmbedder

if TYPE_CHECKING:
    from assistant.commands import Context

SUITES: dict[str, Callable[[Assistant, Dataset], dict[str, float | int]]] = {
    "retrieval": lambda assistant, dataset: retrieval.score(assistant, dataset).as_json(),
    "answers": lambda assistant, dataset: answers.score(assistant, dataset).as_json(),
    "refusal": lambda assistant, dataset: refusal.score(assistant, dataset).as_json(),
}


def evaluate(context: Context, arguments: argparse.Namespace) -> int:
    """Print the scores of `arguments.suite` as one JSON object, or a line each."""
    dataset = load(arguments.data, arguments.queries)
    embedder = CachedEmbedder(load_embedder(context.settings.embedding))
    with assistant_over(dataset.items, embedder) as assistant:
        scores = SUITES[arguments.suite](assistant, dataset)
    rounded = {name: round(value, 4) if isinstance(value, float) else value for name, value in scores.items()}
    context.put(rounded, "\n".join(f"{name:<20}{json.dumps(value)}" for name, value in rounded.items()))
    return 0
