from __future__ import annotations

from dataclasses import replace

from assistant.drafting.changes import changes
from assistant.drafts import SectionState
from tests.support.drafts import PIPES, SUPPLY, cite, draft, sentence


def with_sentences(made, *sentences, **more):
    [heading, supply, plan] = made.sections
    return replace(made, sections=(heading, replace(supply, sentences=sentences, **more), plan))


def told(older, newer):
    return [(each.kind, each.before, each.after) for each in changes(older, newer)]


A, B = draft().sections[1].sentences


def test_two_revisions_alike_have_no_difference():
    assert changes(draft(), draft()) == ()


def test_changed_added_and_removed_sentences_are_told_with_their_words():
    new = sentence("n", "新的一句。", 1)
    newer = with_sentences(draft(), replace(A, claim=replace(A.claim, text="改了。")), new)
    assert told(draft(), newer) == [("changed", SUPPLY, "改了。"), ("added", "", "新的一句。"), ("removed", PIPES, "")]


def test_only_the_sentence_that_was_moved_counts_as_moved():
    c = sentence("x", "第三句。", 1)
    older, newer = with_sentences(draft(), A, B, c), with_sentences(draft(), c, A, B)
    assert told(older, newer) == [("moved", "第三句。", "第三句。")]


def test_a_sentence_put_into_another_section_is_moved_and_not_removed():
    [heading, supply, plan] = draft().sections
    newer = replace(
        draft(),
        sections=(heading, replace(supply, sentences=(A,)), replace(plan, sentences=(*plan.sentences, B))),
    )
    assert [(each.kind, each.section) for each in changes(draft(), newer)] == [("moved", plan.heading)]


def test_another_source_is_a_change_though_the_words_are_the_same_and_another_number_is_none():
    other = replace(draft(), citations=(cite(1, SUPPLY, "d9"), *draft().citations[1:]))
    assert told(draft(), other) == [("cited", SUPPLY, SUPPLY), ("cited", PIPES, PIPES)]
    renumbered = with_sentences(
        draft(citations=(*draft().citations, cite(7, PIPES))), A, replace(B, claim=replace(B.claim, citations=(1, 7)))
    )
    assert changes(draft(), renumbered) == ()


def test_a_signature_is_a_change_of_the_section():
    newer = with_sentences(draft(), A, B, state=SectionState.SIGNED_OFF)
    assert told(draft(), newer) == [("state", "draft", "signed_off")]
