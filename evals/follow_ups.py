"""Are follow-ups understood, and questions that stand by themselves left alone? Nothing is looked up.

    python -m evals.follow_ups [--standing FILE …]

Each case of `evals/cases/follow_ups.jsonl` is a former question and a follow-up: the rewritten one has to hold all of
`holds` and none of `without`. The questions of FILE (`{"question"}` lines; by default the corpus questions) are asked
one after another: none may be rewritten. Exits 1 when more than one case in twenty fails.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from assistant.conversations.rewriting import rewrite

CASES = Path(__file__).parent / "cases" / "follow_ups.jsonl"
STANDING = Path(__file__).parent / "cases" / "corpus_questions.jsonl"
TODAY = date(2024, 5, 1)
"""The day from which 去年 is counted, so that the score is the same on every day."""
_MOST_WRONG = 0.05


def rows_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def understood(case: dict[str, Any]) -> tuple[bool, str]:
    """Whether the follow-up of `case` is understood, and as what."""
    text = rewrite(case["question"], [case["former"]], TODAY).text
    return all(part in text for part in case["holds"]) and not any(part in text for part in case["without"]), text


def disturbed(questions: Sequence[str]) -> list[tuple[str, str]]:
    """Questions that are rewritten though they stand by themselves, each with what it became."""
    return [
        (question, made.text)
        for former, question in pairwise(questions)
        if (made := rewrite(question, [former], TODAY)).changed
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--standing", type=Path, nargs="*", default=[STANDING])
    arguments = parser.parse_args()
    cases = rows_of(CASES)
    wrong = [(case, text) for case in cases for good, text in [understood(case)] if not good]
    for case, text in wrong:
        print(f"{case['id']}  {case['former']}  {case['question']}  ->  {text}")
    print(f"understood {len(cases) - len(wrong)} of {len(cases)}")
    for path in arguments.standing:
        questions = [row["question"] for row in rows_of(path)]
        for question, text in (found := disturbed(questions)):
            print(f"    {question}  ->  {text}")
        print(f"{path}: rewritten {len(found)} of {len(questions)} that stand by themselves")
    return int(len(wrong) > _MOST_WRONG * len(cases))


if __name__ == "__main__":
    sys.exit(main())
