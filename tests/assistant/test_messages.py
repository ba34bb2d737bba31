"""An error may bring a sentence of its own; every key that is raised has one, and it can be filled in."""

import ast

import pytest

from assistant.errors import ClearwellError, NotFound, UsageError
from assistant.messages import explain, keys
from tests.support.source_tree import python_files, tree


def raised_with_keys():
    """(key, the names of its values) of every error in the source that names its sentence."""
    found = []
    for path in python_files("assistant", "ingest", "evals"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                given = {each.arg: each.value for each in node.keywords}
                if node.func.id in ("UsageError", "NotFound", "LlmUnavailable") and isinstance(
                    given.get("key"), ast.Constant
                ):
                    found.append((given["key"].value, sorted(name or "**" for name in given if name != "key")))
    return found


def problems():
    """The keys of what is wrong with an edited question, told beside it instead of raised."""
    for path in python_files("assistant"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Problem":
                yield from (each.value for each in node.args[:1] if isinstance(each, ast.Constant))


def words_of_the_source():
    """Every text that stands alone in the source."""
    for path in python_files("assistant", "ingest", "evals"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value.removeprefix("requests.")


def test_every_key_that_is_raised_or_told_has_its_sentence():
    assert {key for key, _ in raised_with_keys()} | set(problems()) <= set(keys("requests"))


def test_every_sentence_is_asked_for_somewhere():
    assert set(keys("requests")) <= set(words_of_the_source())


@pytest.mark.parametrize(("key", "names"), raised_with_keys())
def test_a_sentence_is_filled_from_what_the_error_carries(key, names):
    values = dict.fromkeys((*names, "path", "line") if "**" in names else names, "x")
    values.pop("**", None)
    for language in ("zh", "en"):
        sentence, hint = explain(UsageError("detail", key=key, **values), language)
        assert sentence
        assert hint


def test_an_error_s_own_sentence_takes_the_place_of_its_code_s():
    own = NotFound("page 9", key="no_such_page", page=9)
    assert explain(own, "zh")[0] == "这份文件没有第9页。"
    assert explain(own, "zh")[1] == explain(NotFound(what="x"), "zh")[1]
    assert explain(ClearwellError("boom"), "zh")[0] == "程序内部出错：boom"
