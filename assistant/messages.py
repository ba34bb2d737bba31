"""Every word a person reads, in Chinese and English, from `catalogues/*.toml`.

A catalogue file has one table a message: `[key]` with `zh = "…"` and `en = "…"`; placeholders are `{name}`.
The file's stem is the first part of the key: `catalogues/errors.toml` table `[library_busy]` is `errors.library_busy`.
An error's hint stands beside it under `[library_busy.hint]`, that is `errors.library_busy.hint`.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Literal

from assistant.errors import ClearwellError

Language = Literal["zh", "en"]
CATALOGUES = Path(__file__).parent / "catalogues"


@cache
def _catalogue(stem: str) -> dict[str, dict[str, str]]:
    table = tomllib.loads((CATALOGUES / f"{stem}.toml").read_text(encoding="utf-8"))
    flat: dict[str, dict[str, str]] = {}
    _flatten(table, (), flat)
    return flat


def _flatten(table: dict[str, Any], path: tuple[str, ...], into: dict[str, dict[str, str]]) -> None:
    texts = {key: value for key, value in table.items() if isinstance(value, str)}
    if texts:
        into[".".join(path)] = texts
    for key, value in table.items():
        if isinstance(value, dict):
            _flatten(value, (*path, key), into)


def keys(stem: str) -> dict[str, dict[str, str]]:
    """All messages of one catalogue: key → language → text. For tests and for tools that check completeness."""
    return dict(_catalogue(stem))


def say(key: str, language: Language, **params: object) -> str:
    """Return the message `key` ("errors.library_busy") in `language`.

    Raises KeyError for an unknown key or a missing placeholder value: that is a programmer's slip, not a person's.
    """
    stem, _, name = key.partition(".")
    return _catalogue(stem)[name][language].format(**params)


def explain(error: ClearwellError, language: Language) -> tuple[str, str]:
    """Return the person's sentence for `error` (its own, where it has a key) and the hint that says what to do next."""
    params: dict[str, object] = {"detail": str(error), **error.params}
    return (
        say(f"requests.{error.key}" if error.key else f"errors.{error.code}", language, **params),
        say(f"errors.{error.code}.hint", language, **params),
    )
