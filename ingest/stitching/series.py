"""Evidence from numbering: articles, items and points that go on, or do not, from one block to another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import numpy as np

from ingest.numbering import number
from ingest.stitching.ends import Ends
from ingest.stitching.ngrams import Values

_ARTICLES: Final = (re.compile(r"(?:^|\n)第([一二三四五六七八九十百千零〇]{1,7})条"),)
_ITEMS: Final = (
    re.compile(r"[（(]([一二三四五六七八九十]{1,3})[)）]"),
    re.compile(r"(?:^|[\n。；：])([一二三四五六七八九十]{1,3})是"),
    re.compile(r"(?:^|\n)([一二三四五六七八九十]{1,3})、"),
    re.compile(r"(?:^|[\n。；：])第([一二三四五六七八九十]{1,2})[，,]"),
    re.compile(r"(?:^|\n)([0-9]{1,2})[.．、](?![0-9])"),
)


def articles(ends: Sequence[Ends]) -> tuple[Values, Values]:
    """Where the first article of block j is the next after the last of block i, and where it is another."""
    return _series([tuple(_first_and_last(end.text, kind) for kind in _ARTICLES) for end in ends])


def items(ends: Sequence[Ends]) -> tuple[Values, Values]:
    """The same for items and points: （一）, 一是, 一、, 第一，, 1."""
    return _series([tuple(_first_and_last(end.text, kind) for kind in _ITEMS) for end in ends])


def _first_and_last(text: str, pattern: re.Pattern[str]) -> tuple[int, int]:
    found = pattern.findall(text)
    return (number(found[0]), number(found[-1])) if found else (0, 0)


def _series(series: Sequence[tuple[tuple[int, int], ...]]) -> tuple[Values, Values]:
    """Whether the first number of a series in block j follows the last one of block i, or breaks the series."""
    n = len(series)
    follows, clashes = np.zeros((n, n)), np.zeros((n, n))
    for kind in range(len(series[0]) if n else 0):
        last = np.array([row[kind][1] for row in series])[:, None]
        first = np.array([row[kind][0] for row in series])[None, :]
        both = (last > 0) & (first > 0)
        follows = np.maximum(follows, both & (first == last + 1))
        clashes = np.maximum(clashes, both & (first != last + 1) & (first != 1))
    return follows, clashes
