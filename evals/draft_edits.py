"""Planted edits in sentences of drafts: a digit, a unit, a year, a plan told as achieved. Each makes the sentence
false of its source; whoever checks must say so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from assistant.domain import Status
from assistant.drafts import Draft, DraftSection, DraftSentence

_NUMBER = re.compile(
    r"(?<![\d.〔（(第A-Za-z“-])\d+(?:,\d{3})*(?:\.\d+)?(?=\s?[万亿%％个件次户公吨项座人元处台只名场年月天张份])"
)
_UNITS = (
    ("万吨", "吨"), ("万户", "户"), ("公里", "米"), ("个百分点", "%"), ("%", "个百分点"), ("人次", "户"),
    ("万元", "亿元"),
    ("亿元", "万元"), ("件", "万件"), ("户", "万户"), ("处", "公里"), ("座", "万吨"), ("million", "billion"),
    ("台", "户"),
)  # fmt: skip
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?=年|\b)")
_PLANNED = re.compile(r"计划(?=[\u4e00-\u9fff])|(?<!努)力争|拟(?=[\u4e00-\u9fff])|plans to|expects to")


@dataclass(frozen=True, slots=True)
class Edit:
    """A sentence of a draft, how it reads after the edit, and what kind of edit it is."""

    kind: str
    section: DraftSection
    sentence: DraftSentence
    text: str


def edits(draft: Draft, count: int) -> list[Edit]:
    """Return up to `count` edits, the kinds in turn, each of the first fitting place of a sentence."""
    both = [(section, each) for section in draft.sections for each in section.sentences]
    kinds = [list(maker(both)) for maker in (_digits, _units, _years, _plans)]
    return [each for row in zip_longest(*kinds) for each in row if each is not None][:count]


_Sentences = list[tuple[DraftSection, DraftSentence]]


def _digits(both: _Sentences) -> Iterator[Edit]:
    for section, sentence in both:
        for found in _NUMBER.finditer(sentence.text):
            if re.match(r"\s?[年月]", sentence.text[found.end() :]):
                continue
            digit = found.group()[0]
            other = str(int(digit) % 9 + 1)
            text = sentence.text[: found.start()] + other + found.group()[1:] + sentence.text[found.end() :]
            yield Edit("digit", section, sentence, text)
            break


def _units(both: _Sentences) -> Iterator[Edit]:
    for section, sentence in both:
        for unit, other in _UNITS:
            found = re.search(rf"(?<=\d){re.escape(unit)}(?![\u4e00-\u9fff]{{0}}[余多])", sentence.text)
            if found:
                text = sentence.text[: found.start()] + other + sentence.text[found.end() :]
                yield Edit("unit", section, sentence, text)
                break


def _years(both: _Sentences) -> Iterator[Edit]:
    for section, sentence in both:
        found = _YEAR.search(sentence.text)
        if found:
            text = sentence.text[: found.start()] + str(int(found[1]) - 2) + sentence.text[found.end() :]
            yield Edit("year", section, sentence, text)


def _plans(both: _Sentences) -> Iterator[Edit]:
    for section, sentence in both:
        if sentence.claim.status is Status.PLANNED and _PLANNED.search(sentence.text):
            yield Edit("status", section, sentence, _PLANNED.sub("已", sentence.text))
