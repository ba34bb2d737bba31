from pathlib import Path

import pytest

from assistant.errors import ConfigurationError
from assistant.settings import VARIABLES, load_settings


def test_every_setting_has_a_default(tmp_path):
    settings = load_settings({}, home=tmp_path)
    assert (settings.home, settings.language, settings.embedding.model) == (tmp_path, "zh", "bundled")


def test_the_command_line_s_home_wins_over_the_environment(tmp_path):
    assert load_settings({"CLEARWELL_HOME": "elsewhere"}, home=tmp_path).home == tmp_path


def test_a_home_is_absolute_whatever_directory_it_was_given_from(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert load_settings({"CLEARWELL_HOME": "papers"}).home == Path(tmp_path / "papers")


def test_an_unknown_variable_is_refused_and_the_nearest_named():
    with pytest.raises(ConfigurationError, match="did you mean CLEARWELL_LANGUAGE"):
        load_settings({"CLEARWELL_LANGAUGE": "en"})


@pytest.mark.parametrize(
    ("name", "value"),
    [("CLEARWELL_LANGUAGE", "fr"), ("CLEARWELL_DEPTH", "0"), ("CLEARWELL_LOCK_TIMEOUT_S", "soon")],
)
def test_a_value_out_of_range_names_its_variable(name, value):
    with pytest.raises(ConfigurationError, match=name):
        load_settings({name: value})


def test_every_variable_reaches_the_tree(tmp_path):
    tree = load_settings({}, home=tmp_path).model_dump()
    for path in VARIABLES.values():
        branch = tree
        for part in path:
            assert part in branch
            branch = branch[part]


def test_a_language_model_is_named_with_its_vendor(tmp_path):
    environment = {"CLEARWELL_LLM": "openai:qwen3:8b", "CLEARWELL_LLM_URL": "http://127.0.0.1:11434/v1"}
    assert load_settings(environment, home=tmp_path).llm.model == "openai:qwen3:8b"
    with pytest.raises(ConfigurationError, match="CLEARWELL_LLM="):
        load_settings({"CLEARWELL_LLM": "qwen3"}, home=tmp_path)


@pytest.mark.parametrize("url", ["127.0.0.1:8000", "ftp://host/v1", "http://user:hidden@host/v1", "http://"])
def test_an_address_that_cannot_serve_is_refused_and_not_repeated(tmp_path, url):
    with pytest.raises(ConfigurationError, match="CLEARWELL_LLM_URL") as caught:
        load_settings({"CLEARWELL_LLM_URL": url}, home=tmp_path)
    assert "hidden" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_the_key_is_shown_nowhere(tmp_path):
    settings = load_settings({"CLEARWELL_LLM_KEY": "sk-secret"}, home=tmp_path)
    assert "sk-secret" not in f"{settings!r} {settings} {settings.model_dump()} {settings.model_dump_json()}"
    assert settings.llm.key is not None
    assert settings.llm.key.get_secret_value() == "sk-secret"
