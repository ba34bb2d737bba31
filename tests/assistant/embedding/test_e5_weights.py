from __future__ import annotations

import struct

import numpy as np
import pytest

from assistant.embedding.e5_weights import (
    WEIGHT_SHA256,
    Architecture,
    WeightFileError,
    find_weights,
    parse,
    read_weights,
)
from assistant.errors import ModelUnavailable
from tests.assistant.embedding.tiny_e5 import SCORES, WORDS, Tiny


def test_sizes_pieces_and_scores_are_read_as_written():
    weights = parse(Tiny().build())
    assert weights.architecture == Architecture(64, 2, 2, 128, 12, 24, 2, pytest.approx(1e-12))
    assert weights.vocabulary.pieces == WORDS
    assert weights.vocabulary.scores == SCORES
    assert (weights.vocabulary.bos, weights.vocabulary.pad, weights.vocabulary.eos, weights.vocabulary.unk) == (
        0,
        1,
        2,
        3,
    )


def test_a_block_is_a_scale_and_halves_with_the_later_weights_in_the_upper_ones():
    halves = bytes(low | high << 4 for low, high in zip(range(16), reversed(range(16)), strict=True))
    file = Tiny().build()
    weights = parse(file)
    entry = weights._entries["l0.q.w"]
    block = struct.pack("<e", 0.5) + halves
    changed = parse(file[: entry.offset] + block + file[entry.offset + len(block) :])
    row = changed.matrix("l0.q.w", 64, 64)[0, :32]
    np.testing.assert_array_equal(row[:16], (np.arange(16) - 8) * 0.5)
    np.testing.assert_array_equal(row[16:], (np.arange(15, -1, -1) - 8) * 0.5)


@pytest.mark.parametrize(
    "change",
    [
        {"magic": b"GGUF"},
        {"version": 2},
        {"block": 64},
        {"hidden": 33},
        {"heads": 3},
        {"layers": 0},
        {"unk": 12},
        {"offsets": (0, 9, 3, *range(10, 20))},
        {"offsets": tuple(range(0, 13_000, 1000))},
    ],
    ids=str,
)
def test_a_header_that_cannot_be_right_is_refused(change):
    with pytest.raises(WeightFileError):
        parse(Tiny().build(**change))


def test_a_file_cut_off_anywhere_is_refused():
    file = Tiny().build()
    for length in [*range(0, 400, 7), *range(400, len(file), 997), len(file) - 1]:
        with pytest.raises(WeightFileError):
            parse(file[:length])


def test_a_tensor_that_is_missing_or_of_another_size_is_refused():
    weights = parse(Tiny().build())
    with pytest.raises(WeightFileError, match=r"no tensor 'l9\.q\.w'"):
        weights.matrix("l9.q.w", 64, 64)
    with pytest.raises(WeightFileError, match=r"emb\.pos"):
        weights.vector("emb.pos", 25, 64)


def test_a_file_with_another_checksum_is_refused_with_the_command_that_brings_the_right_one(tmp_path):
    path = tmp_path / "weights.bin"
    path.write_bytes(Tiny().build())
    assert read_weights(path, sha256=None).architecture.hidden == 64
    with pytest.raises(ModelUnavailable, match="SHA-256") as refusal:
        read_weights(path)
    assert "pip install" in str(refusal.value.params["fix"])


@pytest.mark.parametrize("content", [None, b"", b"E5S1"], ids=["missing", "empty", "four bytes"])
def test_a_file_that_cannot_be_read_is_refused(tmp_path, content):
    path = tmp_path / "weights.bin"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ModelUnavailable):
        read_weights(path, sha256=None)


def test_the_installed_weights_are_multilingual_e5_small():
    try:
        path = find_weights()
    except ModelUnavailable as error:
        pytest.skip(str(error))
    weights = read_weights(path, WEIGHT_SHA256)
    assert weights.architecture.hidden == 384
    assert weights.architecture.layers == 12
    assert "▁水" in weights.vocabulary.pieces or "水" in weights.vocabulary.pieces
