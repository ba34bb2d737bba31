"""Are cut sentences found and joined again, without any geometry? On shuffled pages, or on blocks from a file."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

from evals.layout_cases import Case, Kind, Source, load_sources, make_case, random_page
from ingest.stitching import Stitched, stitch

LARGEST = 300
"""Pages of more blocks than this are left out: no printed page has them."""


@dataclass(frozen=True, slots=True)
class LayoutScores:
    """`precision`: share of the joins made that are true; `recall`: share of the sentences cut inside that were
    joined; `recall_all`: the same with those cut exactly at a sentence's end, which nothing shows; `blocks` and
    `cuts`: how many there were; `seconds` for all."""

    precision: float
    recall: float
    recall_all: float
    pages: int
    blocks: int
    cuts: int
    seconds: float

    def as_json(self) -> dict[str, float | int]:
        return asdict(self)


def run_blocks(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Stitch lines of `{"id","blocks":[text,...]}`: yield `{"id","order","joins","unsure"}` for each, in order.

    Raises ValueError with the line's number when a line is not of that shape."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            name, blocks = _case(line, number)
            stitched = stitch(blocks)
            yield {
                "id": name,
                "order": list(stitched.order),
                "joins": [list(pair) for pair in stitched.joins],
                "unsure": list(stitched.unsure),
            }


def _case(line: str, number: int) -> tuple[Any, list[str]]:
    try:
        row = json.loads(line)
        name, blocks = row["id"], row["blocks"]
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(f"line {number}: not an object with id and blocks") from error
    if not isinstance(blocks, list) or not all(isinstance(block, str) for block in blocks):
        raise ValueError(f"line {number}: blocks is not a list of texts")
    return name, blocks


def held_out_cases(docs: Path, pages: int, seed: int = 7) -> Iterator[Case]:
    """Make `pages` shuffled pages of each held-out work report and law under `docs`. The same seed, the same pages."""
    for source in load_sources(docs):
        if source.held_out and source.kind is not Kind.NEWS:
            yield from _cases(source, pages, seed)


def _cases(source: Source, pages: int, seed: int) -> Iterator[Case]:
    for page in range(pages):
        setting = random_page(random.Random(f"{source.id}/{page}/{seed}"))
        case = make_case(source, setting, page + 1000 * seed)
        if 2 <= len(case.blocks) <= LARGEST:
            yield case


def score(cases: Iterable[Case], method: Callable[[Sequence[str]], Stitched] = stitch) -> LayoutScores:
    """Score the joins that `method` makes on `cases`."""
    found = made = inside = inside_found = everything = pages = blocks = 0
    started = perf_counter()
    for case in cases:
        joins = set(method(case.blocks).joins)
        found += len(joins & (case.joins | case.at_sentence_end))
        inside_found += len(joins & case.joins)
        made += len(joins)
        inside += len(case.joins)
        everything += len(case.joins) + len(case.at_sentence_end)
        pages, blocks = pages + 1, blocks + len(case.blocks)
    seconds = perf_counter() - started
    return LayoutScores(
        precision=found / made if made else 1.0,
        recall=inside_found / inside if inside else 1.0,
        recall_all=found / everything if everything else 1.0,
        pages=pages,
        blocks=blocks,
        cuts=inside,
        seconds=seconds,
    )
