"""What is published names no machine of ours and no registry's host."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.source_tree import project_files, relative

# Spelt in pieces, so that this file does not find itself.
FORBIDDEN = {
    "a path of one machine": re.compile(r"(?<![\w.])/(?:" + "work|root|home" + r")/\w"),
    "a registry's host": re.compile(r"\b(?:" + "|".join(["py" + "pi", "files\\.python" + "hosted"]) + r")\.org\b"),
    "an index address": re.compile("--" + "(?:extra-)?index-url|--" + "find-links"),
}
TEXT = {".py", ".toml", ".md", ".txt", ".cfg", ".yml", ".yaml", ".json", ".jsonl", ".csv", ".css", ".sh", ""}
FILES = [path for path in project_files() if path.suffix in TEXT]


@pytest.mark.parametrize("path", FILES, ids=relative)
def test_a_file_names_nothing_private(path: Path) -> None:
    text = path.read_text(encoding="utf-8", errors="replace")
    for what, pattern in FORBIDDEN.items():
        found = pattern.search(text)
        assert found is None, f"{relative(path)} holds {what}: {text[max(0, found.start() - 20) : found.end() + 20]!r}"
