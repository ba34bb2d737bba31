"""What stands in which section: the statements are dealt out once, so that none is written twice."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.domain import Status
from assistant.drafting.cases import best_case, is_marked, speaks
from assistant.drafting.citing import evidence_id_of
from assistant.drafting.duplicates import distinct
from assistant.drafting.papers import Statement
from assistant.drafting.theming import SHORTCOMINGS, Theme, Vectorise, assign, themes_of
from assistant.drafts import Choice, Outline, OutlineSection, Part
from assistant.text.normalise import fold

_OVER_ALL = re.compile(
    r"(?:19|20)\d\d年?|这一年|一年来|过去的?一年|全年|集团|公司|全[市省县区]|\byear\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Dealt:
    """The statements of one section: `chosen` are to be written, in order; `all` is what it might have used."""

    chosen: tuple[Statement, ...]
    all: tuple[Statement, ...]


def id_of(statement: Statement) -> str:
    """A statement's evidence id."""
    return evidence_id_of(statement.document.document_id, statement.quote)


def arrange(
    outline: Outline,
    statements: Sequence[Statement],
    year: int,
    choices: Mapping[str, Choice],
    vectorise: Vectorise | None,
) -> list[Dealt]:
    """Deal the statements out to the sections of an outline, in its order."""
    usable = [each for each in statements if choices.get(id_of(each)) is not Choice.DROP]
    dropped = [each for each in statements if choices.get(id_of(each)) is Choice.DROP]
    offsets = {offset for section in outline.sections for offset in section.years}
    told = distinct([each for each in usable if _of_years(each, year, offsets)])
    opening = next((each for each in outline.sections if each.part is Part.OPENING), None)
    opened = _opening(opening, told, year) if opening else []
    taken = set(map(id, opened))
    # What no heading stands above and no figure is in, introduces the paper: it fits the opening or nothing.
    rest = [each for each in told if id(each) not in taken and (each.heading or each.figures)]
    themes = themes_of(outline)
    owners = assign([*rest, *dropped], themes, vectorise)
    by_section: dict[int, Dealt] = {}
    for index, theme in enumerate(themes):
        mine = [each for each, owner in zip(rest, owners, strict=False) if owner == index]
        gone = [each for each, owner in zip(dropped, owners[len(rest) :], strict=True) if owner == index]
        by_section |= _dealt(theme, mine, gone, outline, (year, choices))
    empty = Dealt((), ())
    return [
        Dealt(tuple(opened), tuple(opened)) if each is opening else by_section.get(i, empty)
        for i, each in enumerate(outline.sections)
    ]


def _of_years(each: Statement, year: int, offsets: set[int]) -> bool:
    """Results of a year that is asked for, and none of what comes later; plans of such a year."""
    wanted = {year + offset for offset in offsets}
    if each.status is Status.PLANNED:
        return bool(each.years & wanted)
    return year in each.years and max(each.years) <= year


def _opening(section: OutlineSection, told: Sequence[Statement], year: int) -> list[Statement]:
    """A few sentences over the whole: those no heading stands above, and the main figures that are asked for."""
    past = [each for each in told if each.status is not Status.PLANNED and not each.table and year in each.years]
    above = [each for each in past if not each.heading and not speaks(each.text) and _OVER_ALL.search(each.text)]
    main: list[Statement] = []
    for name in section.indicators:
        found = next((each for each in past if _names(each, name) and each not in main), None)
        if found is not None and not any(_names(one, name) for one in (*above, *main)):
            main.append(found)
    first = [each for each in above if each.document.metadata.kind != "summary"]
    rest = [each for each in above if each.document.metadata.kind == "summary"]
    return [*first, *main, *rest][: section.most]


def _names(each: Statement, indicator: str) -> bool:
    return any(indicator_is(figure.indicator, indicator) for figure in each.achieved)


def indicator_is(name: str, wanted: str) -> bool:
    """Whether a ledger's name is that of an indicator an outline asks for: 全市总供水量 is 供水总量.

    An outline writes other names of it behind a bar: 污水处理量|污水输送量.
    """
    plain = re.sub(r"[全总市城区的]", "", name)
    return any(each and (each in name or re.sub(r"[全总市城区的]", "", each) == plain) for each in wanted.split("|"))


def _dealt(
    theme: Theme,
    mine: Sequence[Statement],
    gone: Sequence[Statement],
    outline: Outline,
    asked: tuple[int, Mapping[str, Choice]],
) -> dict[int, Dealt]:
    year, choices = asked
    left = list(mine)
    found: dict[int, Dealt] = {}
    for i in sorted(theme.sections, key=lambda i: outline.sections[i].part is not Part.CASE):
        section = outline.sections[i]
        fitting = [each for each in left if _fits(each, section, year)]
        if section.part is Part.CASE:
            chosen = best_case(fitting, section.most)
            # What only a case can hold is shown there, whatever was chosen; all else is shown with the results.
            shown = [each for each in fitting if _only_for_cases(each)]
        else:
            shown = [each for each in fitting if not _only_for_cases(each)]
            chosen = _selected(shown, section, theme, choices)
            shown += [each for each in gone if _fits(each, section, year)]
        taken = set(map(id, (*chosen, *shown))) if section.part is Part.CASE else set(map(id, shown))
        left = [each for each in left if id(each) not in taken]
        held = set(map(id, chosen))
        found[i] = Dealt(tuple(chosen), (*chosen, *(each for each in shown if id(each) not in held)))
    return found


def _only_for_cases(each: Statement) -> bool:
    """Words that somebody speaks, and what a paper tells as a case, are no inventory."""
    return is_marked(each) or speaks(each.text)


def _fits(each: Statement, section: OutlineSection, year: int) -> bool:
    wanted = {year + offset for offset in section.years}
    if section.kinds and each.document.metadata.kind not in section.kinds:
        return False
    if section.part is Part.PLAN:
        return each.status is Status.PLANNED and bool(each.years & wanted)
    told = each.status is not Status.PLANNED and bool(each.years & wanted)
    if any(SHORTCOMINGS.search(name) for name in (section.heading, *section.topics)):
        return told
    return told and (each.status is Status.ACHIEVED or section.part is Part.CASE or bool(each.achieved))


def _selected(
    statements: Sequence[Statement], section: OutlineSection, theme: Theme, choices: Mapping[str, Choice]
) -> list[Statement]:
    """At most `most` sentences: what a person pinned or keeps, then those with figures, then those beside them."""
    if len(statements) <= section.most:
        return list(statements)

    def rank(i: int) -> tuple[float, ...]:
        each = statements[i]
        held = choices.get(id_of(each))
        named = any(_names(each, name) for name in section.indicators)
        words = sum(fold(word) in fold(each.text) for word in theme.words)
        return (
            -(held is not None),
            -named,
            -bool(each.achieved or each.planned),
            -min(words, 4),
            -len(each.figures),
            i,
        )

    best = sorted(range(len(statements)), key=rank)[: section.most]
    return [statements[i] for i in sorted(best)]
