"""docs/settings.md lists the settings that exist, with the words and defaults of the code."""

from __future__ import annotations

import re
from typing import Any

import pytest
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from assistant.settings import VARIABLES, Settings
from tests.support.source_tree import ROOT

PAGE = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
ROWS = {match[1]: match[2] for match in re.finditer(r"^\| `(CLEARWELL_\w+)` \|(.*)\|$", PAGE, re.MULTILINE)}


def field(path: tuple[str, ...]) -> FieldInfo:
    model: type[BaseModel] = Settings
    for section in path[:-1]:
        annotation: Any = model.model_fields[section].annotation
        model = annotation
    return model.model_fields[path[-1]]


def leaves(model: type[BaseModel], path: tuple[str, ...] = ()) -> set[tuple[str, ...]]:
    found: set[tuple[str, ...]] = set()
    for name, info in model.model_fields.items():
        inner: Any = info.annotation
        nested = isinstance(inner, type) and issubclass(inner, BaseModel)
        found |= leaves(inner, (*path, name)) if nested else {(*path, name)}
    return found


def test_the_page_lists_exactly_the_variables_that_exist() -> None:
    assert ROWS.keys() == VARIABLES.keys()


def test_every_setting_has_a_variable() -> None:
    assert set(VARIABLES.values()) == leaves(Settings)


@pytest.mark.parametrize("name", sorted(VARIABLES))
def test_a_row_says_what_the_code_says(name: str) -> None:
    info = field(VARIABLES[name])
    assert info.description
    assert info.description in ROWS[name]
    if not info.is_required():
        assert f"`{info.default}`" in ROWS[name], "the default stands in the row"
