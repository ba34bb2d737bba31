"""The vivid case of a theme: a paragraph of a paper in which somebody speaks, or one its paper marks as a case."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.domain import Status
from assistant.drafting.papers import Statement

_MARKED = re.compile(r"看点|案例|故事|特写|镜头|点滴|一线|case study|spotlight", re.IGNORECASE)
_SPEECH = re.compile(r"“[^”]{8,}”|\"[^\"]{12,}\"|‘[^’]{12,}’")
_SAYS = re.compile(
    r"说[，。：；]?|介绍|回忆|评价|告诉|感慨|表示[：，]|坦言|笑着|\b(?:said|says|recalls?|told|explains?)\b"
)
_INVENTORY = re.compile(r"^(?:完成|全年|新增|实施|组织|开展|累计|年末|举办|受理|\d{4}年，)")


def is_marked(statement: Statement) -> bool:
    """Whether its paper puts it under a heading for cases (看点)."""
    return any(_MARKED.search(name) for name in statement.heading[-1:])


def speaks(text: str) -> bool:
    """Whether somebody is quoted who speaks."""
    return bool(_SPEECH.search(text)) and bool(_SAYS.search(_SPEECH.sub("“”", text)))


def best_case(statements: Sequence[Statement], most: int) -> list[Statement]:
    """Return the sentences of the best case among one theme's statements, in their order; none where there is none."""
    paragraphs: dict[tuple[object, ...], list[Statement]] = {}
    for each in statements:
        if each.table:
            continue
        key = (each.place[0], each.heading) if is_marked(each) else each.paragraph
        paragraphs.setdefault(key, []).append(each)
    ranked = sorted(paragraphs.values(), key=lambda group: -_worth(group))
    if not ranked or _worth(ranked[0]) <= 0:
        return []
    return _story(ranked[0], most)


def _worth(group: Sequence[Statement]) -> float:
    spoken = sum(speaks(each.text) for each in group)
    marked = is_marked(group[0])
    if not spoken and not marked:
        return 0.0
    length = sum(len(each.text) for each in group)
    return 2.0 * min(spoken, 2) + 3.0 * marked + min(length, 300) / 150


def _story(group: Sequence[Statement], most: int) -> list[Statement]:
    """The paragraph without plans and without what belongs into an inventory, around the words that are spoken."""
    told = [each for each in group if not each.planned and each.status is not Status.PLANNED]
    if not is_marked(group[0]):
        first = next((i for i, each in enumerate(told) if speaks(each.text)), 0)
        begin = first
        while begin > 0 and first - begin < 3 and not _INVENTORY.match(told[begin - 1].text):
            begin -= 1
        told = told[begin:]
    return list(told[:most])
