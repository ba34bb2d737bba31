"""`clearwell --help` answers at once, because it imports no engine."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.support.source_tree import ROOT

HEAVY = (
    "alembic",
    "chromadb",
    "langchain",
    "langchain_core",
    "langchain_openai",
    "numpy",
    "onnx",
    "onnxruntime",
    "openpyxl",
    "pydantic",
    "pypdf",
    "sentence_transformers",
    "sqlalchemy",
    "streamlit",
    "tantivy",
    "tokenizers",
    "torch",
    "tqdm",
)
PROGRAM = """
import sys
from assistant.cli import main
try:
    status = main({arguments!r})
except SystemExit as stop:
    status = stop.code
print("LOADED", status or 0, *sorted(name for name in {heavy!r} if name in sys.modules))
"""


@pytest.mark.parametrize("arguments", [["--help"], ["ask", "--help"], ["eval", "--help"], ["documents", "--help"]])
def test_help_imports_no_engine(arguments: list[str]) -> None:
    program = PROGRAM.format(arguments=arguments, heavy=HEAVY)
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    last = done.stdout.splitlines()[-1].split()
    assert last[:2] == ["LOADED", "0"]
    assert last[2:] == [], f"clearwell {' '.join(arguments)} loads {last[2:]}"
