"""Shorter wordings of a sentence: fewer of its own clauses, nothing else. Whether one still holds is for the check."""

from __future__ import annotations

import re
from itertools import combinations

_END_OF_CLAUSE = re.compile(r"(?<=[，；])|(?<=[,;])(?=\s)")
_MOST = 7
"""Of more clauses than this only beginnings and ends are tried: all choices would be too many."""


def shorter(text: str) -> tuple[str, ...]:
    """Wordings with one clause fewer or more, longest first; the order of the clauses stays. Empty for a single one."""
    body, end = _parted(text)
    pieces = [each for each in _END_OF_CLAUSE.split(body) if each]
    count = len(pieces)
    if count <= _MOST:
        chosen = [each for size in range(count - 1, 0, -1) for each in combinations(range(count), size)]
    else:
        runs = [range(size) for size in range(1, count)] + [range(first, count) for first in range(1, count)]
        chosen = [tuple(each) for each in runs]
    made = dict.fromkeys("".join(pieces[i] for i in each).strip(" ，；,;") for each in chosen)
    return tuple(f"{each}{end}" for each in sorted(made, key=len, reverse=True) if each)


def _parted(text: str) -> tuple[str, str]:
    """The sentence and the mark it ends with."""
    found = re.search(r"[。！？!?.…；;]+[”’」』）)]*$", text)
    return (text[: found.start()], found.group()) if found else (text, "")
