from __future__ import annotations

import pytest

from assistant.curation import PageAccount
from assistant.domain import Block, Page
from assistant.ui.reading import is_stitched, joined, moved, needs_a_look, order_of, parted

ORDER = ((0,), (1, 3), (2,))


def page(flow, blocks=4):
    return Page(1, "x" * blocks, blocks=tuple(Block(i, i + 1) for i in range(blocks)), flow=flow)


def test_a_page_without_a_flow_is_read_as_it_stands():
    assert order_of(page(())) == ((0,), (1,), (2,), (3,))


def test_a_block_that_the_flow_forgets_is_read_last_and_none_twice():
    assert order_of(page(((3, 1), (1, 0)))) == ((3, 1), (0,), (2,))


@pytest.mark.parametrize(
    ("block", "by", "expected"),
    [
        (2, -1, ((0,), (2,), (1, 3))),
        (3, -1, ((1, 3), (0,), (2,))),
        (0, 1, ((1, 3), (0,), (2,))),
        (0, -1, ORDER),
        (2, 1, ORDER),
    ],
)
def test_a_paragraph_moves_as_a_whole_and_never_past_an_end(block, by, expected):
    assert moved(ORDER, block, by) == expected


def test_a_paragraph_is_joined_to_the_one_before_it_and_taken_apart_again():
    together = joined(ORDER, 2)
    assert together == ((0,), (1, 3, 2))
    assert is_stitched(together, 2)
    assert parted(together, 2) == ((0,), (1,), (3,), (2,))
    assert joined(ORDER, 0) == ORDER


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({}, False),
        ({"read_as": "none"}, True),
        ({"doubtful": 1}, True),
        ({"warnings": ("x",)}, True),
        ({"order_confidence": 0.6}, True),
        ({"order_confidence": 1.0}, False),
        ({"removed": ("页眉",)}, False),
    ],
)
def test_only_a_page_that_may_have_been_misread_needs_a_look(known, expected):
    sound = {
        "page": 1,
        "read_as": "text",
        "characters": 9,
        "tables": 0,
        "order_confidence": None,
        "doubtful": 0,
        "removed": (),
        "warnings": (),
    }
    assert needs_a_look(PageAccount(**{**sound, **known})) is expected
