from __future__ import annotations

import numpy as np
import pytest

from assistant.embedding.bundled import open_session
from assistant.embedding.e5_onnx import write_model
from assistant.embedding.e5_weights import parse
from tests.assistant.embedding.tiny_e5 import Tiny, expected_vector

TEXTS = ([0, 2], [0, 5, 6, 2], [0, *[4, 7, 9, 11, 8, 10] * 3, 2])


@pytest.fixture(scope="module")
def weights():
    return parse(Tiny().build())


@pytest.fixture(scope="module")
def sessions(weights, tmp_path_factory):
    folder = tmp_path_factory.mktemp("onnx")
    for precision in ("fp32", "int8"):
        write_model(weights, folder / f"{precision}.onnx", precision)
    return {
        "fp32": open_session(folder / "fp32.onnx"),
        "int8": open_session(folder / "int8.onnx"),
        "int8 exact": open_session(folder / "int8.onnx", exact_products=True),
    }


def run(session, *texts):
    (vectors,) = session.run(None, {"input_ids": np.array(texts, np.int64)})
    return vectors


@pytest.mark.parametrize("ids", TEXTS, ids=len)
def test_fp32_gives_what_the_forward_pass_written_out_gives(weights, sessions, ids):
    np.testing.assert_allclose(run(sessions["fp32"], ids)[0], expected_vector(weights, ids), atol=2e-6)


@pytest.mark.parametrize("ids", TEXTS, ids=len)
def test_int8_stays_close_to_fp32(weights, sessions, ids):
    vector = run(sessions["int8"], ids)[0]
    assert vector @ expected_vector(weights, ids) > 0.999
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-6)


def test_int8_does_not_depend_on_the_neighbours_in_the_batch(sessions):
    ids, other = [0, 5, 6, 9, 2], [0, 11, 11, 11, 2]
    np.testing.assert_allclose(run(sessions["int8"], ids, other)[0], run(sessions["int8"], ids)[0], atol=1e-6)


def test_both_ways_of_multiplying_eight_bit_numbers_give_the_same(sessions):
    for ids in TEXTS:
        np.testing.assert_allclose(run(sessions["int8 exact"], ids), run(sessions["int8"], ids), atol=1e-6)
