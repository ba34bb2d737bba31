"""One printed form for what readers see as the same text. Pure functions; only `aligned` keeps the offsets."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

#: The seam for traditional and variant characters: code point -> replacement, applied by `fold` after NFKC.
#: Only look-alikes of punctuation stand here; a table of traditional characters can be added without touching a caller.
VARIANTS: Mapping[int, str] = str.maketrans(
    {"∶": ":", "︰": ":", "〜": "~", "∼": "~", "－": "-", "–": "-", "—": "-", "−": "-"}
)

_FULL_WIDTH: Mapping[int, str] = {
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    **str.maketrans({"\u3000": " ", "\u00a0": " ", "∶": ":", "︰": ":", "–": "-", "−": "-", "〜": "~", "∼": "~"}),
}
#: Full-width sentence marks carry meaning in Chinese text and stay as they are in `aligned`.
_KEPT = {ord(mark): mark for mark in "，；：！？（）［］"}
_ALIGNED: Mapping[int, str] = {**_FULL_WIDTH, **_KEPT}


def fold(text: str) -> str:
    """Return `text` in NFKC, lower case, with variants folded: the form that is indexed and compared.

    The length may change (㎡ becomes m2), so offsets into the result mean nothing in `text`.
    """
    return unicodedata.normalize("NFKC", text).lower().translate(VARIANTS)


def aligned(text: str) -> str:
    """Return `text` with full-width digits, letters and signs as ASCII, character for character: offsets stay valid.

    Chinese sentence marks (，；：！？（）) stay, because they part sentences where their ASCII twins part numbers.
    """
    return text.translate(_ALIGNED)


def squeeze(text: str) -> str:
    """Return `text` without any white space: how quotes are compared with the spans they stand for."""
    return "".join(text.split())
