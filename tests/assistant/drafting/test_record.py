from __future__ import annotations

from dataclasses import replace
from datetime import date

from assistant.drafting.record import from_text, to_dict, to_text
from assistant.drafts import Comment, Stale
from tests.support.drafts import draft, signed_off


def test_a_draft_comes_back_as_it_was_kept():
    made = signed_off(draft(draft_id="x", revision=4))
    [heading, supply, plan] = made.sections
    first = replace(
        supply.sentences[0], stale=Stale.CHANGED, comments=(Comment("li", "2024-02-20", "核实"),), opens=True
    )
    supply = replace(supply, sentences=(first, *supply.sentences[1:]))
    cited = replace(made.citations[0], effective_from=date(2024, 1, 1))
    made = replace(made, sections=(heading, supply, plan), citations=(cited, *made.citations[1:]))
    assert from_text(to_text(made)) == made


def test_the_same_draft_is_the_same_text():
    assert to_text(draft()) == to_text(from_text(to_text(draft())))


def test_a_draft_of_a_program_that_knows_more_or_less_can_be_read():
    kept = to_dict(draft())
    del kept["papers"]
    kept["sections"][0]["colour"] = "blue"
    import json

    assert from_text(json.dumps(kept)) == draft(papers=())
