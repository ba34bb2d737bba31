"""Fit the weights of `ingest/stitching/weights.json` on shuffled pages of the documents of fold 1.

    python -m evals.fit_stitching ../shared/data --counts COUNTS --network NETWORK

Needs the extra `models` (PyTorch). COUNTS and NETWORK must have been built without folds 0 and 1
(`tools/build_ngrams.py --without 0 1`, `tools/train_affinity.py --without 0 1`): on documents that they know, the
weights would trust them too much. Fold 0 is left for the measurement.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from evals.layout_cases import Case, Source, load_sources, make_case, random_page
from ingest.stitching.affinity import unpack as unpack_network
from ingest.stitching.ends import ends_of
from ingest.stitching.evidence import Evidence, Knowledge, weigh
from ingest.stitching.ngrams import unpack as unpack_counts

UNITS = 32
EPOCHS = 20
ROUNDS = 5
PAGES_A_DOCUMENT = 40
LARGEST = 220
LONGEST_CLAUSE = 60
TARGET = Path(__file__).parents[1] / "ingest" / "stitching" / "weights.json"

Example = tuple[Case, Evidence]


def clause_shares(sources: Sequence[Source]) -> list[float]:
    """Return the share of clauses of each length, the last for all longer ones."""
    lengths: Counter[int] = Counter()
    for source in sources:
        for paragraph in source.paragraphs:
            lengths.update(
                min(len(clause), LONGEST_CLAUSE)
                for clause in re.split(r"[，。、；：！？…“”（）《》]", paragraph)
                if clause
            )
    counts = [0.001, *(lengths[length] + 0.5 for length in range(1, LONGEST_CLAUSE + 1))]
    return [max(round(value / sum(counts), 6), 1e-6) for value in counts]


def examples(sources: Sequence[Source], knowledge: Knowledge, pages: int, seed: int = 0) -> list[Example]:
    """Make `pages` shuffled pages of each document and gather their evidence."""
    found = []
    for source in sources:
        for page in range(pages):
            setting = random_page(random.Random(f"{source.id}/{page}/{seed}"))
            case = make_case(source, setting, page + 1000 * seed)
            if 2 <= len(case.blocks) <= LARGEST:
                found.append((case, weigh(ends_of(case.blocks), knowledge)))
    return found


def fit(data: Sequence[Example]) -> dict[str, Any]:
    """Return the weights that make the true joins most likely, with the sharing-out of `matching.shares` inside."""
    import torch

    torch.manual_seed(0)
    kinds = [data[0][1].pairs.shape[-1], data[0][1].ends.shape[-1], data[0][1].starts.shape[-1]]
    spread = [_spread([getattr(evidence, name) for _, evidence in data]) for name in ("pairs", "ends", "starts")]
    tensors = [
        tuple(torch.tensor(part / by, dtype=torch.float32) for part, by in zip(_parts(e), spread, strict=True))
        for _, e in data
    ]
    truths = [_truth(case) for case, _ in data]
    straight = [torch.zeros(size, requires_grad=True) for size in kinds]
    bound = sum(kinds) ** -0.5
    units = torch.empty(UNITS, sum(kinds)).uniform_(-bound, bound).requires_grad_()
    offsets = torch.empty(UNITS).uniform_(-bound, bound).requires_grad_()
    output = torch.zeros(UNITS, requires_grad=True)
    parameters = [*straight, units, offsets, output]
    optimiser = torch.optim.Adam(parameters, lr=0.02, weight_decay=1e-5)
    steps = EPOCHS * (len(data) // 8 + 1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 0.04, steps)
    order = list(range(len(data)))
    for epoch in range(EPOCHS):
        random.Random(epoch).shuffle(order)
        total = 0.0
        for first in range(0, len(order), 8):
            chosen = order[first : first + 8]
            loss = sum(_loss(tensors[k], truths[k], parameters) for k in chosen)
            loss = loss / sum(len(data[k][0].blocks) for k in chosen)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
            total += float(loss.detach())
        print(f"epoch {epoch + 1}: {total / (len(order) / 8):.4f}", flush=True)
    return _table(parameters, spread)


def _parts(evidence: Evidence) -> tuple[Any, Any, Any]:
    return evidence.pairs, evidence.ends, evidence.starts


def _spread(parts: Sequence[Any]) -> Any:
    values = np.concatenate([part.reshape(-1, part.shape[-1]) for part in parts])
    return values.std(axis=0) + 0.05


def _truth(case: Case) -> tuple[Any, Any, Any]:
    """Which pairs are joins; which ends and starts count (not those cut at a sentence's end)."""
    import torch

    size = len(case.blocks)
    joins, ends, starts = torch.zeros(size, size), torch.ones(size), torch.ones(size)
    for i, j in case.joins:
        joins[i, j] = 1.0
    for i, j in case.at_sentence_end:
        ends[i], starts[j] = 0.0, 0.0
    return joins, ends, starts


def _loss(tensors: Any, truth: Any, parameters: Sequence[Any]) -> Any:
    import torch
    from torch.nn.functional import softplus

    pairs, ends, starts = tensors
    of_pair, of_end, of_start, units, offsets, output = parameters
    split = torch.split(units, [pairs.shape[-1], ends.shape[-1], starts.shape[-1]], dim=1)
    hidden = torch.tanh(pairs @ split[0].T + (ends @ split[1].T)[:, None] + (starts @ split[2].T)[None] + offsets)
    score = pairs @ of_pair - (ends @ of_end)[:, None] - (starts @ of_start)[None] + hidden @ output
    score = score - 40.0 * torch.eye(len(ends))
    rows, columns = torch.zeros(len(ends), 1), torch.zeros(1, len(ends))
    for _ in range(ROUNDS):
        rows = -softplus(torch.logsumexp(score + columns, 1, keepdim=True))
        columns = -softplus(torch.logsumexp(score + rows, 0, keepdim=True))
    last = -softplus(torch.logsumexp(score + columns, 1, keepdim=True))
    share = score + (rows + last) / 2 + columns
    joins, end_counts, start_counts = truth
    no_start = torch.log((1 - share.exp().sum(1)).clamp(min=1e-5))
    no_end = torch.log((1 - share.exp().sum(0)).clamp(min=1e-5))
    alone = ((1 - joins.sum(1)) * no_start) @ end_counts + ((1 - joins.sum(0)) * no_end) @ start_counts
    return -2 * (joins * share).sum() - alone


def _table(parameters: Sequence[Any], spread: Sequence[Any]) -> dict[str, Any]:
    values = [parameter.detach().numpy() for parameter in parameters]
    of_pair, of_end, of_start, units, offsets, output = values
    return {
        "pair": _rounded(of_pair / spread[0]),
        "end": _rounded(of_end / spread[1]),
        "start": _rounded(of_start / spread[2]),
        "units": [_rounded(row / np.concatenate(spread)) for row in units],
        "offsets": _rounded(offsets),
        "output": _rounded(output),
    }


def _rounded(values: Any) -> list[float]:
    return [round(float(value), 5) for value in values]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--counts", type=Path, required=True)
    parser.add_argument("--network", type=Path, required=True)
    parser.add_argument("--least", type=float, default=0.53, help="share from which a pair is joined")
    parser.add_argument("--doubt", type=float, default=0.3, help="share from which a lone end is unsure")
    arguments = parser.parse_args()
    sources = load_sources(arguments.data / "docs")
    clauses = clause_shares([source for source in sources if source.fold > 1])
    counts, network = (path.read_bytes() for path in (arguments.counts, arguments.network))
    knowledge = Knowledge(unpack_counts(counts), unpack_network(network), clauses)
    data = examples([source for source in sources if source.fold == 1], knowledge, PAGES_A_DOCUMENT)
    table = {**fit(data), "clauses": clauses, "least": arguments.least, "doubt": arguments.doubt}
    lines = [f"{json.dumps(name)}: {json.dumps(value)}" for name, value in table.items()]
    TARGET.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
