"""Files and functions stay short enough to read at one sitting."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.support.source_tree import SOURCE, python_files, relative, tree

FILE_LINES, FUNCTION_LINES, ARGUMENTS = 300, 40, 6
# What breaks a limit (a file, or file:function), and why it may.
EXCEPTIONS = {
    "assistant/domain.py": "all the types that flow through the house, in one place to read",
    "assistant/ports.py:ingest": "two choices and three callbacks of one verb, all by name and all optional",
    "assistant/document_desk.py:ingest": "the same verb, handed through",
    "ingest/service.py:ingest": "the same verb, carried out",
}
Function = ast.FunctionDef | ast.AsyncFunctionDef


def code_lines(node: Function) -> int:
    """Lines from `def` to the end, without the docstring: a promise may be as long as it needs."""
    length = (node.end_lineno or node.lineno) - node.lineno + 1
    if ast.get_docstring(node) is None:
        return length
    promise = node.body[0]
    return length - ((promise.end_lineno or promise.lineno) - promise.lineno + 1)


def handed_in(node: Function) -> int:
    """How many arguments, without self and cls."""
    given = (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)
    return sum(1 for each in given if each.arg not in ("self", "cls"))


def broken_limits(path: Path) -> dict[str, str]:
    """What breaks a limit in this file: its name in the table of exceptions → what is too much."""
    name = relative(path)
    found = {}
    lines = len(path.read_text(encoding="utf-8").splitlines())
    if lines > FILE_LINES:
        found[name] = f"{lines} lines"
    for node in ast.walk(tree(path)):
        if isinstance(node, Function):
            if code_lines(node) > FUNCTION_LINES:
                found[f"{name}:{node.name}"] = f"{code_lines(node)} lines"
            if handed_in(node) > ARGUMENTS:
                found[f"{name}:{node.name}"] = f"{handed_in(node)} arguments"
    return found


@pytest.mark.parametrize("path", python_files(*SOURCE), ids=relative)
def test_a_file_can_be_read_at_one_sitting(path: Path) -> None:
    too_much = {name: what for name, what in broken_limits(path).items() if name not in EXCEPTIONS}
    assert not too_much


def test_an_exception_is_still_needed() -> None:
    broken = {name for path in python_files(*SOURCE) for name in broken_limits(path)}
    assert EXCEPTIONS.keys() <= broken, f"these keep the limits now: {sorted(EXCEPTIONS.keys() - broken)}"
