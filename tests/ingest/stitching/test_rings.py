import numpy as np

from ingest.stitching.ends import ends_of
from ingest.stitching.evidence import END_EVIDENCE, PAIR_EVIDENCE, START_EVIDENCE, Evidence
from ingest.stitching.rings import hidden_joins, mostly_in_order

BLOCKS = ["供水热线是“96390”，落", *["其他事项已经完成。"] * 18, "实以“96390”为平台。", *["后续事项。"] * 10]
#: block 30 is the end of the column that begins at block 1, so block 1 cannot follow it
JOINS = {30: 1, 3: 4}


def evidence():
    n = 31
    pairs = np.zeros((n, n, len(PAIR_EVIDENCE)))
    pairs[0, 19, PAIR_EVIDENCE.index("shared_names")] = np.log(n / 2)
    return Evidence(pairs, np.zeros((n, len(END_EVIDENCE))), np.zeros((n, len(START_EVIDENCE))))


def test_a_lone_end_finds_the_start_hidden_in_a_ring_by_a_name_that_only_these_two_have():
    ends = ends_of([*BLOCKS, "末尾"])
    assert hidden_joins(ends, evidence(), JOINS, [0]) == [(0, 19)]


def test_without_a_ring_nothing_is_hidden():
    ends = ends_of([*BLOCKS, "末尾"])
    assert hidden_joins(ends, evidence(), {3: 4}, [0]) == []


def test_joins_of_neighbours_show_that_the_file_is_in_order_but_not_among_many_joins():
    assert mostly_in_order(30, {3: 4, 20: 1})
    assert not mostly_in_order(30, {3: 5, 20: 1})
    assert not mostly_in_order(12, {3: 4, 8: 1})
