import numpy as np

from ingest.stitching.language import LONGEST, measure
from ingest.stitching.ngrams import count

NOTHING_KNOWN = count(["无"])


def test_what_the_document_says_elsewhere_binds_two_ends():
    document = count(["推进智慧水务建设，智慧水务平台已经运行。"], LONGEST)
    found = measure(["加快智慧", "加强学习"], ["水务平台", "教育培训"], document, NOTHING_KNOWN)
    assert found.across[0, 0] > 1
    assert found.across[0, 0] > found.across[0, 1]
    assert found.across[0, 0] > found.across[1, 0]


def test_the_longest_run_over_the_cut_found_elsewhere_is_measured():
    document = count(["建成智慧水务平台。"], LONGEST)
    found = measure(["建成智慧", "其他"], ["水务平台", "事项"], document, NOTHING_KNOWN)
    assert found.repeated[0, 0] == 8
    assert found.repeated[1, 1] == 0


def test_an_empty_end_says_nothing():
    found = measure(["", "供水"], ["", "管网"], count(["供水管网"], LONGEST), NOTHING_KNOWN)
    assert np.isfinite(found.across).all()
    assert found.across[0, 0] == 0
    assert found.across[1, 0] == 0
