import numpy as np

from ingest.stitching.affinity import network, pack, unpack


def test_the_bundled_network_prefers_the_true_continuation():
    tails = ["全面落实预算管理，深化经营目标绩", "违反本条例规定，由水行政主管部"]
    heads = ["效考核，推动企业降本增效。", "门责令改正，处五百元以上罚款。"]
    pairs = network().measure(tails, heads).pairs
    assert pairs[0, 0] > pairs[0, 1]
    assert pairs[1, 1] > pairs[1, 0]


def test_a_heading_looks_whole_and_a_cut_sentence_does_not():
    found = network().measure(
        ["\n第三章设施管理与维护", "供水单位应当建立健全水质检"], ["第十条本市实行", "测制度，确保水质"]
    )
    assert found.over[0] > found.over[1]
    assert found.fresh[0] > found.fresh[1]


def test_packing_keeps_the_weights_to_within_a_step():
    weights = {"a_weight": np.array([[1.0, -0.5], [0.02, 0.01]], np.float32), "a_bias": np.array([0.3], np.float32)}
    again = unpack(pack(weights, "供水"))
    assert np.allclose(again.weights["a_weight"], weights["a_weight"], atol=0.005)
    assert again.weights["a_bias"].shape == (1,)
    assert again.ids == {"供": 2, "水": 3}
