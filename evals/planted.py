"""`python -m evals.planted --data DIR`: true and false claims made from real sentences, and what verification says.

Prints for every kind of planted error how many were caught, and for every true rewording how many were refused.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from time import process_time

from assistant.domain import Verdict
from assistant.verification import Source, verify
from evals.planting_english import ENGLISH_FALSE, ENGLISH_TRUE
from evals.planting_false import FALSE, sentence
from evals.planting_hard import HARD_FALSE, HARD_TRUE
from evals.planting_quotes import Quote, english, quotes
from evals.planting_true import TRUE, Rewording, framed

PER_KIND = 60


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim made from a quote; `true` tells whether the quote bears it out."""

    kind: str
    claim: str
    quote: Quote
    true: bool


def pairs(data: Path, per_kind: int, seed: int) -> Iterator[Pair]:
    """Yield up to `per_kind` pairs of each kind, the same ones for the same seed."""
    chinese, english_ = list(quotes(data)), list(english(data))
    random.Random(seed).shuffle(chinese)
    random.Random(seed).shuffle(english_)
    for pool, table, true in (
        (chinese, TRUE | HARD_TRUE, True),
        (english_, ENGLISH_TRUE, True),
        (chinese, FALSE | HARD_FALSE, False),
        (english_, ENGLISH_FALSE, False),
    ):
        yield from _of(pool, table, true, per_kind, seed)


def _of(pool: list[Quote], table: Mapping[str, Rewording], true: bool, per_kind: int, seed: int) -> Iterator[Pair]:
    for kind, reword in table.items():
        rng, made, told = random.Random(f"{seed}{kind}"), 0, ""
        start = rng.randrange(len(pool))
        for quote in pool[start:] + pool[:start]:
            text = reword(quote, rng) if made < per_kind else None
            if text is None or text == quote.text:
                continue
            told = text if re.match("[A-Z]", text) else framed(quote, text) if true else sentence(quote, kind, text)
            made += 1
            yield Pair(kind, told, quote, true)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m evals.planted", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--per-kind", type=int, default=PER_KIND)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--show", metavar="KIND", help="print the pairs of this kind that came out wrong")
    arguments = parser.parse_args()
    made = list(pairs(arguments.data, arguments.per_kind, arguments.seed))
    counts: dict[tuple[bool, str], list[int]] = {}
    started = process_time()
    for pair in made:
        result = verify(pair.claim, [Source(pair.quote.text, pair.quote.period, pair.quote.status)])
        refused = result.verdict is not Verdict.SUPPORTED
        counts.setdefault((pair.true, pair.kind), []).append(refused)
        if arguments.show in {pair.kind, "all"} and refused is pair.true:
            row = {"kind": pair.kind, "quote": pair.quote.text, "claim": pair.claim, "why": result.why}
            print(json.dumps(row, ensure_ascii=False))
    seconds = process_time() - started
    for true in (True, False):
        rows = {kind: found for (each, kind), found in counts.items() if each is true}
        for kind, found in rows.items():
            print(f"{'true ' if true else 'error'} {kind:<22}{sum(found):>5} of {len(found)} refused")
        total = [refused for found in rows.values() for refused in found]
        print(
            f"{'false alarms' if true else 'caught':<28}{sum(total):>5} of {len(total)} ({sum(total) / len(total):.4f})"
        )
    print(f"{1000 * seconds / len(made):.2f} ms a claim")


if __name__ == "__main__":
    main()
