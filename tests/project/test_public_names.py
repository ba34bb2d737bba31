"""The Python door: what `import assistant` promises."""

from __future__ import annotations

import pytest

import assistant


def test_the_public_names_are_these_and_no_others() -> None:
    assert sorted(assistant.__all__) == ["Assistant", "open_assistant"]


@pytest.mark.parametrize("name", assistant.__all__)
def test_a_public_name_can_be_used(name: str) -> None:
    assert callable(getattr(assistant, name))


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nonsense"):
        assistant.nonsense  # noqa: B018
