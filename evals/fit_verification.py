"""`python -m evals.fit_verification --data DIR`: the curve behind `WORDS_HELD`, and verdicts on claims in other words.

True claims are people's questions with their answer put in the question word's place; false ones cite another sentence
of the same text, or tell another answer. Rules of laws are told with the same and with another force, and without their
condition or exception.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterable, Sequence
from pathlib import Path

from assistant.domain import Verdict
from assistant.text.normalise import fold
from assistant.text.tokens import content_words
from assistant.verification import Source, verify
from assistant.verification.words import WORDS_HELD, held_share
from evals.planting_quotes import Quote, rules
from evals.planting_words import law_claims, retold

TRUE = frozenset({"retold", "same_force", "shorter"})
THRESHOLDS = (0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.8)
Told = tuple[str, Quote]


def by_kind(found: Iterable[tuple[str, str, Quote]], per_kind: int) -> dict[str, list[Told]]:
    """Group claims by kind, the first `per_kind` of each."""
    kinds: dict[str, list[Told]] = {}
    for kind, claim, quote in found:
        rows = kinds.setdefault(kind, [])
        if len(rows) < per_kind:
            rows.append((claim, quote))
    return kinds


def share_of_words(claim: str, quote: Quote) -> float:
    """The share of the claim's words that verification sees held by its quote."""
    text = fold(f"{quote.text}\n{quote.title or ''}")
    return held_share(claim, text, set(content_words(text)))


def curve(kinds: dict[str, list[Told]]) -> list[tuple[float, dict[str, float]]]:
    """Return for each threshold the share of every kind that falls below it."""
    shares = {kind: [share_of_words(*row) for row in rows] for kind, rows in kinds.items()}
    return [(at, {kind: _part(share < at for share in found) for kind, found in shares.items()}) for at in THRESHOLDS]


def refused(rows: Sequence[Told]) -> float:
    """Return the share of these claims that verification does not support."""
    return _part(
        verify(claim, [Source(quote.text, title=quote.title or None)]).verdict is not Verdict.SUPPORTED
        for claim, quote in rows
    )


def _part(found: Iterable[bool]) -> float:
    counted = list(found)
    return sum(counted) / max(1, len(counted))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m evals.fit_verification", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--per-kind", type=int, default=600)
    arguments = parser.parse_args()
    rng = random.Random(5)
    told, ruled = list(retold(arguments.data)), list(law_claims(list(rules(arguments.data)), rng))
    rng.shuffle(told)
    rng.shuffle(ruled)
    words, laws = by_kind(told, arguments.per_kind), by_kind(ruled, arguments.per_kind)
    print(f"share below a threshold (now {WORDS_HELD}): {', '.join(words)}")
    for at, parts in curve(words):
        print(f"  {at:.2f}  " + "  ".join(f"{part:.3f}" for part in parts.values()))
    print("not supported, all checks together")
    for kind, rows in {**words, **laws}.items():
        print(f"  {'true ' if kind in TRUE else 'error'} {kind:<16}{refused(rows):.3f} of {len(rows)}")


if __name__ == "__main__":
    main()
