"""Makes any text safe and uniform for a tokenizer: uploaded text is hostile input."""

from __future__ import annotations

import unicodedata
from functools import cache

_SPACES = (
    *range(0x09, 0x0E),
    0x85,
    0x1680,
    *range(0x200B, 0x2010),
    0x2028,
    0x2029,
    0x2581,
    0xFEFF,
    0xFFFD,
)
"""Tabs, line ends, zero-width and direction marks, and ▁, which tokenizers use for a space of their own."""


@cache
def _table() -> dict[int, str | None]:
    table: dict[int, str | None] = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000)))
    table.update(dict.fromkeys(_SPACES, " "))
    return table


def clean(text: str) -> str:
    """Return `text` in NFKC, without control characters and lone surrogates, its white space single blanks.

    The set of characters read as blanks is that of the NMT normaliser, with which multilingual-e5 was trained. NFKC
    comes last but one, since it turns some characters into blanks. An empty or all-blank text gives "".
    """
    return " ".join(unicodedata.normalize("NFKC", text.translate(_table())).split())
