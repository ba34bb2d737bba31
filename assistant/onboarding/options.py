"""What a choice offers besides the right answer: values, holders and meanings that stand near it and are not true."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.onboarding import numbers
from assistant.onboarding.facts import Fact, Kind

_COMMON = re.compile(
    r"县级以上|地方|行政|主管|管理|人民政府|部门|单位|机构|企业|人员|国务院|[省市县区]|本级|有关|相关|或者|和|及其|、|的|负责"
)


@dataclass(frozen=True, slots=True)
class Siblings:
    """What the same paper says elsewhere: figures, holders and meanings, and the lists with what they are lists of."""

    figures: tuple[str, ...] = ()
    holders: tuple[str, ...] = ()
    meanings: tuple[str, ...] = ()
    lists: tuple[tuple[str, tuple[str, ...]], ...] = ()


def siblings_of(facts: Sequence[Fact]) -> Siblings:
    """Gather what distractors are drawn from."""
    return Siblings(
        figures=_once(fact.answer for fact in facts if fact.kind is Kind.FIGURE),
        holders=_once(fact.answer for fact in facts if fact.kind is Kind.HOLDER),
        meanings=_once(fact.answer for fact in facts if fact.kind is Kind.DEFINITION),
        lists=tuple((fact.core, fact.members) for fact in facts if fact.kind is Kind.LIST),
    )


def _once(texts: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))


def wrong_for(fact: Fact, siblings: Siblings) -> Iterator[str]:
    """Candidates for a wrong option, likeliest first. None of them is checked yet."""
    if fact.kind is Kind.FIGURE:
        yield from _figures(fact.answer, siblings.figures)
    elif fact.kind is Kind.HOLDER:
        yield from _holders(fact.answer, fact.told, siblings.holders)
    elif fact.kind is Kind.DEFINITION:
        yield from sorted((each for each in siblings.meanings if apart(each, fact.answer)),
                          key=lambda each: abs(len(each) - len(fact.answer)))  # fmt: skip
    elif fact.kind is Kind.LIST:
        yield from _members(fact, siblings.lists)


def shape_of(raw: str) -> str:
    """A figure's unit and form without its numbers: 五日 and 十日 are alike, 五万元以上十万元以下 is another."""
    return re.sub(r"\d+(?:,\d{3})*(?:\.\d+)?[万亿]?|[一二两三四五六七八九十百千零〇半]+[万亿]?", "#", raw)


def _figures(answer: str, others: Sequence[str]) -> Iterator[str]:
    close = list(numbers.near(answer))
    alike = [each for each in others if each != answer and shape_of(each) == shape_of(answer)]
    # One from each side of the value first, then what the same paper says of other things.
    yield from dict.fromkeys((*close[:2], *alike[:2], *close[2:], *alike[2:]))


def apart(a: str, b: str) -> bool:
    """True when two names cannot be the same body, nor one be part of the other."""
    if a in b or b in a:
        return False
    mine, theirs = _COMMON.sub("", a), _COMMON.sub("", b)
    if not mine or not theirs:
        return bool(mine or theirs)
    pairs = {mine[i : i + 2] for i in range(len(mine) - 1)} or {mine}
    other = {theirs[i : i + 2] for i in range(len(theirs) - 1)} or {theirs}
    return not pairs & other


def _holders(answer: str, told: str, others: Sequence[str]) -> Iterator[str]:
    ending = answer[-2:]
    fit = [each for each in others if apart(each, answer) and each not in told and len(each) <= 2 * len(answer) + 6]
    yield from sorted(fit, key=lambda each: (each[-2:] != ending, "、" in each, abs(len(each) - len(answer))))


def _members(fact: Fact, lists: Sequence[tuple[str, tuple[str, ...]]]) -> Iterator[str]:
    length = sum(map(len, fact.members)) / max(1, len(fact.members))
    for _, members in sorted(
        (each for each in lists if each[1] != fact.members and not set(each[1]) & set(fact.members)),
        key=lambda each: abs(sum(map(len, each[1])) / len(each[1]) - length),
    ):
        for member in members:
            if all(_unlike(member, mine) for mine in fact.members):
                yield member


def _unlike(a: str, b: str) -> bool:
    pairs = {a[i : i + 2] for i in range(len(a) - 1)}
    others = {b[i : i + 2] for i in range(len(b) - 1)}
    return len(pairs & others) <= 0.2 * max(1, min(len(pairs), len(others)))
