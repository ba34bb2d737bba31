"""Planted errors from real sentences, made without the product's own reading of numbers."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest

from assistant.domain import Status, Verdict
from assistant.verification import Source, verify
from evals.planted import pairs
from evals.planting_false import FALSE
from evals.planting_quotes import Quote
from evals.planting_true import TRUE, chinese

DATA = Path(__file__).parents[2].parent / "shared" / "data"
QUOTE = Quote("新建农村公路5.5万公里，完成投资32.4亿元", "2024", Status.ACHIEVED)


@pytest.mark.parametrize(("number", "words"), [(4, "四"), (12, "十二"), (105, "一百零五"), (4037, "四千零三十七")])
def test_numbers_are_written_in_characters(number, words):
    assert chinese(number) == words


def test_a_rewording_changes_the_spelling_and_an_error_the_sense():
    rng = random.Random(1)
    assert TRUE["rescaled"](QUOTE, rng) == "新建农村公路0.055亿公里，完成投资324000万元" or "324000万元" in TRUE[
        "rescaled"
    ](QUOTE, rng)
    assert FALSE["place"](QUOTE, rng) is None
    assert FALSE["digit"](QUOTE, rng) != QUOTE.text


def test_few_true_claims_are_refused_and_few_errors_pass():
    if not DATA.exists():
        pytest.skip("the shared data is not beside the project")
    passed, refused, count = Counter(), Counter(), Counter()
    for pair in pairs(DATA, 6, 3):
        source = Source(pair.quote.text, pair.quote.period, pair.quote.status)
        held = verify(pair.claim, [source]).verdict is Verdict.SUPPORTED
        count[pair.true] += 1
        passed[pair.kind] += held and not pair.true
        refused[pair.kind] += pair.true and not held
    assert passed.total() <= 0.03 * count[False], passed
    assert refused.total() <= 0.05 * count[True], refused
