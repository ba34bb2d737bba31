"""What the pages promise: both languages alike, links that lead somewhere, commands that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant.cli import build_parser
from tests.support.source_tree import ROOT, project_files, relative

READMES = ("README.md", "README.zh-CN.md")
PAGES = [
    path for path in project_files() if path.suffix == ".md" and path.parts[len(ROOT.parts)] not in ("corpus", "tools")
]
OURS = [path for path in PAGES if "tests" not in path.parts]
RECORDS = sorted((ROOT / "docs" / "adr").glob("*.md"))
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def outside_code(page: str) -> str:
    return FENCE.sub("", page)


def headings(page: str) -> list[str]:
    """The marks of the headings in order: #, ##, ##, ###."""
    return re.findall(r"^(#+) ", outside_code(page), re.MULTILINE)


def code_blocks(page: str) -> list[str]:
    return [code for _, code in FENCE.findall(page)]


def links(page: str) -> list[str]:
    return re.findall(r"\]\(([^)#\s]+)[^)]*\)", re.sub(r"<!--.*?-->", "", outside_code(page), flags=re.DOTALL))


def commands() -> list[tuple[str, list[str]]]:
    """(page, arguments) of every line in a code block that calls clearwell."""
    found = []
    for path in OURS:
        for code in code_blocks(path.read_text(encoding="utf-8")):
            for line in code.splitlines():
                called = re.match(r"(?:\S*/)?clearwell (.+)", line.strip())
                if called:
                    words = re.findall(r'"[^"]*"|\S+', called[1].split("  #")[0])
                    found.append((relative(path), [word.strip('"') for word in words]))
    return found


def test_both_readmes_have_the_same_shape() -> None:
    english, chinese = (headings(text(name)) for name in READMES)
    assert english == chinese


def test_both_readmes_show_the_same_commands() -> None:
    english, chinese = (code_blocks(text(name)) for name in READMES)
    assert english == chinese
    assert english, "there is something to compare"


def test_both_readmes_name_the_same_numbers() -> None:
    """Sizes, times and measures are said twice; they must not drift apart."""
    english, chinese = (sorted(re.findall(r"\d+(?:\.\d+)?", outside_code(text(name)))) for name in READMES)
    assert english == chinese


@pytest.mark.parametrize("path", PAGES, ids=relative)
def test_a_relative_link_leads_somewhere(path: Path) -> None:
    targets = [
        link for link in links(path.read_text(encoding="utf-8")) if "://" not in link and not link.startswith("mailto:")
    ]
    missing = [link for link in targets if not (path.parent / link).exists()]
    assert not missing


@pytest.mark.parametrize(
    ("page", "arguments"), commands(), ids=lambda value: value if isinstance(value, str) else " ".join(value)
)
def test_a_command_on_a_page_can_be_typed(page: str, arguments: list[str]) -> None:
    assert build_parser().parse_args(arguments).command == next(each for each in arguments if not each.startswith("-"))


def test_continuous_integration_runs_the_readmes_test_command_and_nothing_else() -> None:
    lines = [line.strip() for line in text(".ci/run").splitlines()]
    done = [line for line in lines if line and not line.startswith(("#", "set ", "cd "))]
    assert done == ["python3 run.py test"]
    assert any("python3 run.py test\n" in code for code in code_blocks(text("README.md")))


def test_the_changelog_has_a_place_for_what_comes_next() -> None:
    assert re.search(r"^## (\[)?Unreleased", text("CHANGELOG.md"), re.MULTILINE)


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = [int(path.name[:4]) for path in RECORDS]
    assert numbers == list(range(1, len(RECORDS) + 1))


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_a_decision_says_what_was_weighed(path: Path) -> None:
    page = path.read_text(encoding="utf-8")
    assert page.startswith(f"# {path.name[:4]}. ")
    assert re.findall(r"^## (.+)$", page, re.MULTILINE) == [
        "Status",
        "Context",
        "Decision",
        "Alternatives",
        "Consequences",
    ]
