import json
from importlib.resources import files

import numpy as np
import pytest

from ingest.stitching.evidence import END_EVIDENCE, PAIR_EVIDENCE, START_EVIDENCE, Evidence
from ingest.stitching.matching import joins, shares, weights, weights_from


def evidence_for(language):
    n = len(language)
    pairs = np.zeros((n, n, len(PAIR_EVIDENCE)))
    pairs[:, :, PAIR_EVIDENCE.index("language")] = language
    pairs[:, :, PAIR_EVIDENCE.index("affinity")] = language
    return Evidence(pairs, np.zeros((n, len(END_EVIDENCE))), np.zeros((n, len(START_EVIDENCE))))


def test_no_end_and_no_start_is_shared_out_more_than_once():
    share = shares(evidence_for(np.array([[0, 9, 8], [7, 0, 9], [9, 8, 0.0]])), weights())
    assert (share.sum(axis=0) <= 1.05).all()
    assert (share.sum(axis=1) <= 1.05).all()
    assert np.diagonal(share).max() < 0.01


def test_only_pairs_that_are_each_others_best_are_joined():
    share = np.array([[0.0, 0.9, 0.05], [0.0, 0.0, 0.6], [0.0, 0.7, 0.0]])
    assert joins(share, 0.5) == [(0, 1), (1, 2)]
    assert joins(share, 0.8) == [(0, 1)]


def test_a_ring_is_left_open_at_its_weakest_join():
    share = np.array([[0.0, 0.9, 0.0], [0.0, 0.0, 0.8], [0.7, 0.0, 0.0]])
    assert joins(share, 0.5) == [(0, 1), (1, 2)]


def test_weights_for_other_evidence_are_refused():
    table = json.loads(files("ingest.stitching").joinpath("weights.json").read_text(encoding="utf-8"))
    with pytest.raises(ValueError, match="fit_stitching"):
        weights_from(table | {"pair": table["pair"][1:]})
