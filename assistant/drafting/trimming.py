"""A sentence of a paper made fit to stand in a review: without what hung it to its old place, with its year named."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.domain import Status
from assistant.drafting.papers import Statement
from assistant.text import periods
from assistant.text.tokens import language_of

_LEADING = re.compile(
    r"^(?:此外|另外|同时|与此同时|值得一提的是|除此之外|一方面|另一方面|为此|因此|其次|首先|再次|最后|不仅如此|"
    r"在此过程中|在此基础上|对此|据悉|据了解|据介绍|可以说|总的来看|总体来看|具体来看|"
    r"In addition|Additionally|Furthermore|Moreover|However|Therefore|As a result|Also|For example|Accordingly)"
    r"(?:，|,\s?|：)",
    re.IGNORECASE,
)
_LEANS = re.compile(
    r"^(?:其中|其|该|此(?!外)|这(?!一年)|他|她|它|两者|上述|以上|并|而|也|则|还|由此|从而|同比|比上年|较上年|"
    r"(?:This|These|Those|It|They|Such|He|She|Its|Their|The (?:increase|decrease|change|following|table))\b)"
)
_TIMED = re.compile(
    r"全年|年末|年底|年内|年度内|年初|这一年|过去的一年|本年|期间|[上下]半年|[一二三四]季度|\d+月|"
    r"\b(?:19|20)\d\d\b|(?:19|20)\d\d年|以来"
)
_DEED = re.compile(
    r"(?:完成|组织|开展|实施|受理|排查|接收|新增|举办|建成|新装|清洗|检测|处理|承接|实现|修复|主动|走访|办理|推进)"
)
_RELATIVE = re.compile(r"去年(?!同期)|(?<!较)(?<!比)上年(?!同期|度)")
_THIS_YEAR = re.compile(r"今年(?!以来)")


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a sentence is to stand: right behind the sentence it followed in its source? first of a paragraph, and
    of the section?"""

    follows: bool
    opens: bool
    year: int
    first: bool = False


def leans(text: str) -> bool:
    """Whether a sentence makes sense only behind the one before it."""
    return _LEANS.match(_LEADING.sub("", text)) is not None


def wordings(told: Sequence[Statement], standing: Standing) -> list[str]:
    """Ways to word what is told, best first; the last is the source's own words. Rows are joined by semicolons."""
    statement = told[0]
    plain = "；".join(each.text.rstrip("。") for each in told) + "。" if len(told) > 1 else statement.text
    text = plain
    if not standing.follows:
        text = _LEADING.sub("", text)
    if text[-1:] in "；;，,":
        text = text.rstrip("；;，,") + ("。" if language_of(text) == "zh" else ".")
    dated = _with_years(text, statement)
    made = []
    if language_of(text) == "zh":
        if standing.opens and _wants_a_year(statement, dated):
            lead = "全年" if not standing.first and _DEED.match(dated) else f"{standing.year}年，"
            made += [f"{lead}{dated}", f"{standing.year}年，{dated}"]
        made.append(dated)
    made += [text, plain]
    return list(dict.fromkeys(made))


def _wants_a_year(statement: Statement, text: str) -> bool:
    """A result with figures that names no time, at the head of a paragraph."""
    return statement.status is Status.ACHIEVED and bool(statement.figures) and not _TIMED.search(text)


def _with_years(text: str, statement: Statement) -> str:
    """去年 and 今年 as the years they were when the paper was written."""
    published = statement.document.metadata.published
    if published is None:
        return text
    text = _RELATIVE.sub(f"{published.year - 1}年", text)
    told = periods.years_of(statement.document.metadata.period)
    if statement.status is Status.PLANNED or not told or max(told) >= published.year:
        text = _THIS_YEAR.sub(f"{published.year}年", text)
    return text
