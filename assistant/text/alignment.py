"""The same words with the numbers at other places: 城镇增长6.4%、农村增长4.4% told of 城镇增长4.4%、农村增长6.4%."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.text import units
from assistant.text.compare import compare
from assistant.text.indicators import core
from assistant.text.quantities import Quantity, is_figure

#: Characters of words, generic ones aside, that two texts must share around their numbers to be the same statement.
_ENOUGH = 4
#: So many numbers in the same order of kinds need no words to be the same statement.
_MANY = 4


@dataclass(frozen=True, slots=True)
class _Frame:
    """Numbers in order and the words between them: one stretch more than numbers."""

    numbers: tuple[Quantity, ...]
    words: tuple[str, ...]


def _frame(text: str, found: Sequence[Quantity]) -> _Frame:
    kept = tuple(number for number in found if is_figure(number) or number.kind in {"year", "date"})
    edges = [0, *(edge for number in kept for edge in (number.start, number.unit_end)), len(text)]
    return _Frame(kept, tuple(core(text[a:b]) for a, b in zip(edges[::2], edges[1::2], strict=True)))


def misplaced(claim: str, told: Sequence[Quantity], source: str, held: Sequence[Quantity]) -> dict[int, str]:
    """Return the numbers of the claim (by their start) that stand where the source, in the same words, has another.

    Only where claim and source say the same words in the same order around the same count of numbers; where any stretch
    of the source bears the claim out, nothing is misplaced. The value is the source's number at that place.
    """
    wanted, given = _frame(claim, told), _frame(source, held)
    count = len(wanted.numbers)
    few_words = sum(map(len, wanted.words)) < _ENOUGH and wanted.words != given.words
    if not count or (count < _MANY and few_words):
        return {}
    wrong: dict[int, str] = {}
    for at in range(len(given.numbers) - count + 1):
        if not _same_words(wanted.words, given.words[at : at + count + 1]):
            continue
        pairs = list(zip(wanted.numbers, given.numbers[at : at + count], strict=True))
        if not all(_of_one_kind(a, b) for a, b in pairs):
            continue
        differing = {_bearer(wanted.numbers, a): f"{b.raw}{b.unit}" for a, b in pairs if not _same(a, b)}
        if not differing:
            return {}
        wrong = wrong or differing
    return wrong


def _bearer(numbers: Sequence[Quantity], number: Quantity) -> int:
    """The start of the figure itself, or of the figure behind a year that stands at another's place."""
    behind = [other.start for other in numbers if is_figure(other) and other.start >= number.start]
    return behind[0] if behind else number.start


def _same_words(claimed: Sequence[str], source: Sequence[str]) -> bool:
    first, last = claimed[0], claimed[-1]
    begins = source[0].endswith(first) and (len(first) >= 2 or first == source[0] or len(claimed) > _MANY)
    return begins and source[-1].startswith(last) and tuple(claimed[1:-1]) == tuple(source[1:-1])


def _of_one_kind(claimed: Quantity, source: Quantity) -> bool:
    """True when the two could be told for each other: both dates, or figures that convert and moved the same way."""
    if is_figure(claimed) is not is_figure(source):
        return False
    if not is_figure(claimed):
        return claimed.kind == source.kind
    same_way = claimed.direction == source.direction
    return same_way and units.convert(1.0, source.unit, claimed.unit) is not None


def _same(claimed: Quantity, source: Quantity) -> bool:
    return compare(claimed, source).holds if is_figure(claimed) else claimed.value == source.value
