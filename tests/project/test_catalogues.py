"""Every word a person reads exists in both languages, and nothing asks for a word that does not."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator

import pytest

from assistant.errors import ClearwellError
from assistant.messages import CATALOGUES, keys
from tests.support.source_tree import python_files, relative, tree

STEMS = sorted(path.stem for path in CATALOGUES.glob("*.toml"))
MESSAGES = {f"{stem}.{name}": texts for stem in STEMS for name, texts in keys(stem).items()}


def placeholders(text: str) -> set[str]:
    """Names between braces, without conversion and format: {model!r} is model."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def error_classes(base: type[ClearwellError] = ClearwellError) -> Iterator[type[ClearwellError]]:
    yield base
    for child in base.__subclasses__():
        yield from error_classes(child)


def said() -> list[tuple[str, int, str]]:
    """(file, line, key) of every message asked for with a literal key: say("errors.internal", …)."""
    found = []
    for path in python_files("assistant", "ingest", "evals", "app_streamlit.py"):
        for node in ast.walk(tree(path)):
            if not isinstance(node, ast.Call) or not node.args or not isinstance(node.args[0], ast.Constant):
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if name == "say" and isinstance(node.args[0].value, str):
                found.append((relative(path), node.lineno, node.args[0].value))
    return found


@pytest.mark.parametrize("key", sorted(MESSAGES))
def test_a_message_is_there_in_chinese_and_english_with_the_same_placeholders(key: str) -> None:
    texts = MESSAGES[key]
    assert texts.keys() == {"zh", "en"}
    assert all(text.strip() for text in texts.values())
    assert placeholders(texts["zh"]) == placeholders(texts["en"])
    assert all(name.isidentifier() for name in placeholders(texts["zh"])), "placeholders are named"


@pytest.mark.parametrize("error", list(error_classes()), ids=lambda error: error.code)
def test_an_error_has_a_sentence_and_a_hint(error: type[ClearwellError]) -> None:
    assert f"errors.{error.code}" in MESSAGES
    assert f"errors.{error.code}.hint" in MESSAGES


def test_no_two_kinds_of_error_share_a_code() -> None:
    codes = [error.code for error in error_classes()]
    assert len(codes) == len(set(codes))


def test_no_sentence_is_kept_for_an_error_that_does_not_exist() -> None:
    known = {error.code for error in error_classes()}
    assert {key.removesuffix(".hint") for key in keys("errors")} <= known


def test_every_key_that_is_asked_for_exists() -> None:
    missing = [f"{file}:{line} {key}" for file, line, key in said() if key not in MESSAGES]
    assert not missing, missing


def test_keys_are_really_seen_in_the_source() -> None:
    """Guards the test above: a scan that finds nothing would pass it."""
    assert said()
