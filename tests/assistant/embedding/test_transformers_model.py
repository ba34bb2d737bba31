from __future__ import annotations

import importlib.util
import subprocess
import sys

import pytest

from assistant.embedding.transformers_model import Prompts, SentenceTransformersEmbedder, choose_prompts
from assistant.errors import ModelUnavailable
from assistant.messages import explain

HAS_PACKAGE = importlib.util.find_spec("sentence_transformers") is not None
WITHOUT_PACKAGE = """
import sys
sys.modules["sentence_transformers"] = None  # what an import of a missing package does
from assistant.embedding.transformers_model import SentenceTransformersEmbedder
from assistant.errors import ModelUnavailable
try:
    SentenceTransformersEmbedder("some/model")
except ModelUnavailable as error:
    print(error.params["model"], "|", error.params["fix"])
"""


@pytest.mark.parametrize(
    ("model", "configured", "expected"),
    [
        ("any/model", {"query": "Q: ", "document": "D: "}, Prompts("Q: ", "D: ")),
        ("any/model", {"query": "Q: ", "passage": "P: ", "document": ""}, Prompts("Q: ", "P: ")),
        ("any/model", {"query": "", "document": ""}, Prompts("", "")),
        ("intfloat/multilingual-e5-small", {"query": "", "document": ""}, Prompts("query: ", "passage: ")),
        ("/models/e5-large-v2", {}, Prompts("query: ", "passage: ")),
        ("intfloat/multilingual-e5-large-instruct", {}, Prompts("", "")),
        ("intfloat/multilingual-e5-small", {"query": "Q: "}, Prompts("Q: ", "")),
        ("some/house5-small", {}, Prompts("", "")),
    ],
)
def test_a_model_gets_its_own_prompts_and_the_e5_family_gets_its_own(model, configured, expected):
    assert choose_prompts(model, configured) == expected


def test_without_the_package_the_error_is_one_install_command():
    run = subprocess.run([sys.executable, "-c", WITHOUT_PACKAGE], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "some/model | .venv/bin/pip install -c constraints.txt -e '.[models]'"


@pytest.mark.models
@pytest.mark.skipif(not HAS_PACKAGE, reason="sentence-transformers is not installed")
def test_a_model_that_is_not_there_is_an_error_that_both_languages_can_say(tmp_path):
    for model in ("no-such/model", str(tmp_path)):
        with pytest.raises(ModelUnavailable) as refusal:
            SentenceTransformersEmbedder(model)
        for language in ("zh", "en"):
            sentence, hint = explain(refusal.value, language)
            assert model in sentence
            assert "CLEARWELL_EMBEDDING" in hint
