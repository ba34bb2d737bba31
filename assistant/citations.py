"""From a place in a passage to the places in the pages it was read from. Pure functions, white space aside.

The invariant they rest on: a passage's text equals the texts of its spans joined in order, once white space is taken
out of both. Whoever breaks it gets a ValueError here, not a citation that points at the wrong words.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from assistant.domain import Span


def squeezed(text: str) -> str:
    """Return `text` without any white space."""
    return "".join(text.split())


def same_but_white_space(a: str, b: str) -> bool:
    """Tell whether two texts are the same once white space is taken out of both."""
    return squeezed(a) == squeezed(b)


def quote_of(spans: Sequence[Span], page_texts: Mapping[int, str]) -> str:
    """Return the exact words that `spans` point at, in order.

    Neighbouring spans are joined with nothing between two Chinese characters and a space elsewhere. Raises
    ValueError for a page that is not given or an offset beyond its text.
    """
    quote = ""
    for span in spans:
        piece = _words(span, page_texts)
        if quote and piece and not quote[-1].isspace() and not (_is_wide(quote[-1]) and _is_wide(piece[0])):
            quote += " "
        quote += piece
    return quote


def locate(text: str, spans: Sequence[Span], page_texts: Mapping[int, str], start: int, end: int) -> tuple[Span, ...]:
    """Return where the words of `text`[start:end) stand in the pages, as spans without white space at their ends.

    `spans` are those of the whole `text`. A range of white space gives no spans. Raises ValueError when the range lies
    outside `text`, or when text and spans do not hold the same characters up to the end of the range.
    """
    if not 0 <= start <= end <= len(text):
        raise ValueError(f"[{start}, {end}) is no range of a text of {len(text)}")
    first = len(squeezed(text[:start]))
    wanted = squeezed(text[:end])
    runs: dict[int, tuple[int, int, int]] = {}
    seen = 0
    for which, page, offset, character in _characters(spans, page_texts):
        if seen == len(wanted):
            break
        if wanted[seen] != character:
            raise ValueError(f"the passage and its spans differ at character {seen} ({wanted[seen]!r}, {character!r})")
        if seen >= first:
            # Within one span only white space can lie between neighbours, so its run just grows.
            runs[which] = (page, runs[which][1] if which in runs else offset, offset + 1)
        seen += 1
    if seen < len(wanted):
        raise ValueError(f"the spans end after {seen} characters, before the passage's {len(wanted)}")
    return tuple(Span(page, low, high) for page, low, high in runs.values())


def _characters(spans: Sequence[Span], page_texts: Mapping[int, str]) -> Iterator[tuple[int, int, int, str]]:
    """The visible characters the spans point at: number of the span, page, offset, character."""
    for which, span in enumerate(spans):
        for index, character in enumerate(_words(span, page_texts)):
            if not character.isspace():
                yield which, span.page, span.start + index, character


def _words(span: Span, page_texts: Mapping[int, str]) -> str:
    if span.page not in page_texts or span.end > len(page_texts[span.page]):
        raise ValueError(f"{span!r} points outside the pages given")
    return page_texts[span.page][span.start : span.end]


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"
