"""Simplified, traditional and variant characters: one form to compare in, and the forms that others may write.

Folding is character for character, so offsets stay valid. It takes several characters together (後 and 后 are both 后),
which is right for finding and never shown to anyone.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from itertools import product
from pathlib import Path

from assistant.text.normalise import VARIANTS, fold

FILE = Path(__file__).with_suffix(".toml")
_SHORT = 2000
"""Characters up to which a text's form for comparing is kept for a while, which bounds the memory this takes."""
_MOST = 12
"""Ways of writing one term that are looked for; a pair rarely has more than four."""


@cache
def _groups() -> tuple[str, ...]:
    return tuple(tomllib.loads(FILE.read_text(encoding="utf-8"))["groups"].split())


@cache
def _to_simplified() -> Mapping[int, str]:
    return {ord(form): group[0] for group in _groups() for form in group[1:]}


@cache
def _others() -> Mapping[str, str]:
    """Each character → the other characters of its group; a group's usual traditional form comes first."""
    held: dict[str, str] = {}
    for group in _groups():
        for character in group:
            held[character] = held.get(character, "") + "".join(each for each in group if each != character)
    return held


def simplified(text: str) -> str:
    """`text` with traditional and variant characters as simplified ones, of the same length."""
    return text.translate(_to_simplified())


def alike(text: str) -> str:
    """The form in which texts are compared: width, case and variant characters make no difference."""
    return _kept(text) if len(text) <= _SHORT else _alike(text)


def _alike(text: str) -> str:
    # Character by character is a third of the work, and right wherever nothing is left that NFKC would change.
    plain = text.translate(_to_alike())
    return plain.lower() if unicodedata.is_normalized("NFKC", plain) else simplified(fold(text))


_kept = lru_cache(maxsize=4096)(_alike)
"""One question compares the same words and passages several times."""


@cache
def _to_alike() -> Mapping[int, str]:
    characters = [*range(0xFF01, 0xFF5F), 0x3000, *VARIANTS, *_to_simplified()]
    return {code: simplified(fold(chr(code))) for code in characters}


def other_forms(term: str) -> tuple[str, ...]:
    """Other ways of writing `term`, all of it in one script first: 供水 none, 头发 頭髮 and 頭發, 戶 户."""
    others = _others()
    whole = "".join(others.get(character, character)[0] for character in term)
    choices = [character + others.get(character, "") for character in term[:8]]
    made = ("".join(each) + term[8:] for each in product(*choices)) if len(term) <= 3 else iter(())
    first = [each for each in (whole, simplified(term)) if each != term]
    found = dict.fromkeys(first)
    for each in made:
        if len(found) >= _MOST:
            break
        if each != term:
            found[each] = None
    return tuple(found)


def with_other_forms(terms: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Each term that can be written otherwise, with how."""
    return {term: forms for term in terms if (forms := other_forms(term))}
