"""A rule brings what limits it; a sentence that leans on the one before it brings that one. Nothing is told half.

Both only make a quote longer, within its passage and without a gap.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.forms.cutting import recut, whole
from assistant.answering.forms.enumerations import behind_label, enumeration_in
from assistant.answering.statements import Statement
from assistant.answering.subject import sentences_in
from assistant.domain import PassageKind

_LIMITS = re.compile(
    r"^(?:但(?:是)?|不过|然而)|除外|不适用|不计入|不受[^。]{0,12}限制|另有(?:规定|约定|要求)|例外|时间顺延|从其规定"
    r"|(?:可以|可)(?:适当)?(?:延长|延期|免予|放宽)"
    r"|^(?:However|But|Except|Unless)\b|\b(?:does not apply|do not apply|except (?:in|for|where|when))\b"
)
_LEANS = re.compile(
    r"(?:但(?:是)?[，,]|其(?!他|它|中|余|实|间)|该(?!不该)|此(?!外|次|后|前|时)|他们?|她们?|它们?|这(?!里|么)(?=[一些种个项两是也,，]?)|上述|前述|前款|前两款|前项|本款|对此|为此)"
    r"|(?:It|They|He|She|This|These|Those|His|Her|Their|Its)\b"
)
_LONG = 260
"""A sentence before that is longer than this many characters is not brought along."""


def with_limits(statements: Sequence[Statement]) -> list[Statement]:
    """Each rule with the sentences right behind it that limit it; such a sentence is not told again by itself."""
    widened = [_limited(each) for each in statements]
    return [each for i, each in enumerate(widened) if not _told_by_another(i, widened)]


def _limited(statement: Statement) -> Statement:
    candidate = statement.candidate
    passage = candidate.hit.passage
    if passage.kind is not PassageKind.CLAUSE or candidate.header:
        return statement
    end = candidate.parts[-1][1]
    for start, stop in sentences_in(passage.text):
        if start < end:
            # Item marks and closing semicolons are left out of a candidate, so an end may lie within its sentence.
            continue
        if not _LIMITS.search(passage.text[start:stop]) or passage.text[end:start].strip("；;，, \n\u3000"):
            break
        end = stop
    if end == candidate.parts[-1][1]:
        return statement
    parts = (*candidate.parts[:-1], (candidate.parts[-1][0], end))
    return replace(statement, candidate=recut(candidate, parts))


def with_antecedent(statement: Statement) -> Statement:
    """The statement with the sentence before it, when its own first word stands for something said there."""
    candidate = statement.candidate
    passage = candidate.hit.passage
    start = candidate.parts[0][0]
    if candidate.header or len(candidate.parts) > 1 or not _LEANS.match(passage.text, start):
        return statement
    before = [(begin, stop) for begin, stop in sentences_in(passage.text) if stop <= start]
    if not before or start - before[-1][0] > _LONG or passage.text[before[-1][1] : start].strip():
        return statement
    begin = behind_label(passage.text, *before[-1])
    return replace(statement, candidate=recut(candidate, ((begin, candidate.parts[-1][1]),)))


def with_reply(statement: Statement) -> Statement | None:
    """A question that the paper itself asks (工作证遗失怎么办？) with the sentences that answer it, to the end of its
    item or paragraph; None for any other statement."""
    candidate = statement.candidate
    text, (start, end) = candidate.hit.passage.text, candidate.parts[-1]
    if candidate.header or not candidate.text.rstrip().endswith(("？", "?")):
        return None
    line = text.find("\n", end)
    found = enumeration_in(candidate.hit.passage)
    stop = next((last for first, last in found.items if first <= start < last), len(text)) if found else len(text)
    stop = min(stop, line if line >= 0 else stop)
    if not text[end:stop].strip():
        return None
    return replace(statement, candidate=recut(candidate, ((start, stop),)))


def _told_by_another(index: int, statements: Sequence[Statement]) -> bool:
    """True when another statement holds all the words of this one (the first of two alike is kept)."""
    mine = statements[index]
    for i, other in enumerate(statements):
        if i == index or other.candidate.hit.passage.passage_id != mine.candidate.hit.passage.passage_id:
            continue
        if len(other.candidate.parts) > 1 and other.candidate.parts != mine.candidate.parts:
            continue
        (start, end), (first, last) = whole(mine), whole(other)
        if first <= start and end <= last and ((first, last) != (start, end) or i < index):
            return True
    return False
