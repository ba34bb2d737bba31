"""Questions of our own on the newspaper page among the shared documents, which is not part of the project.

    python -m evals.newspaper --data ../shared/data

For each kind: answered right (the whole answer holds the value), refused, and plans told as results, which must be
none. What went wrong is listed on standard error.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from assistant.access import LOCAL_PERSON
from assistant.domain import Answer, AnswerStatus, Status
from assistant.embedding.factory import load_embedder
from assistant.settings import EmbeddingSettings
from evals.filled import filled_with
from evals.metrics import holds

CASES = Path(__file__).parent / "cases" / "newspaper_questions.jsonl"
PAGE = Path("docs") / "newspaper"


def cases() -> list[dict[str, Any]]:
    """The questions, each with its kind, the values one of which must be told, and whether the page answers it."""
    return [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]


def verdict(case: dict[str, Any], answer: Answer) -> str:
    """`right`, `wrong`, `refused`, or `plan as result`: the worst comes first."""
    if _plan_told_as_result(case, answer):
        return "plan as result"
    if answer.status is AnswerStatus.REFUSED:
        return "refused"
    told = " ".join(claim.text for claim in answer.claims)
    return "right" if case["answerable"] and holds(told, case["answers"]) else "wrong"


def _plan_told_as_result(case: dict[str, Any], answer: Answer) -> bool:
    return case["status"] == Status.PLANNED and any(
        claim.status is Status.ACHIEVED and holds(claim.text, case["answers"]) for claim in answer.claims[:1]
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    page = parser.parse_args().data / PAGE
    if not page.exists():
        print(f"{page} is not here: nothing to measure", file=sys.stderr)
        return 0
    counted: Counter[tuple[str, str]] = Counter()
    with filled_with([page], load_embedder(EmbeddingSettings())) as parts:
        for case in cases():
            answer = parts.assistant.ask(case["question"], LOCAL_PERSON)
            found = verdict(case, answer)
            counted[case["kind"], found] += 1
            if found != ("right" if case["answerable"] else "refused"):
                print(f"{found}: {case['question']} {case['answers']} {answer.text[:120]!r}", file=sys.stderr)
    for kind in dict.fromkeys(case["kind"] for case in cases()):
        told = {found: count for (of, found), count in counted.items() if of == kind}
        print(f"{kind:<14}{json.dumps(told)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
