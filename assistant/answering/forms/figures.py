"""Which figure of a sentence is the one asked for, as it is printed: with its bound, scale and unit."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.question import Asks, Question
from assistant.answering.sought import dimension_sought
from assistant.answering.statements import Statement
from assistant.text import quantities, units
from assistant.text.conditions import conditions
from assistant.text.indicators import clauses, core, stock_for_flow
from assistant.text.quantities import Quantity, is_figure
from assistant.text.tokens import index_terms

_FROM = re.compile(r"(?:由|从|from)\s?(?:(?:19|20)\d\d年?的?)?$")
_ANY_THING = frozenset("个项处家座件")
"""What counts things of any kind; 多少人 is not told by 10条."""
_DIGIT = re.compile(r"\d")
_ITS_YEAR = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)年度?的?$")
_TIME = re.compile(r"工作日|小时|分钟|秒|日|天|个?月|年|周|学时|hours?|days?|minutes?|seconds?|months?|years?|weeks?")
_BEHIND = re.compile(r"(?:及)?(?:以上|以下|以内|以前|之内|左右|内)")
_BEFORE = re.compile(
    r"(?:不得|不)?(?:少于|低于|超过|高于|大于|小于|多于)|至少|最多|最长|最高|最低|约|近|超|逾|每|提前"
    r"|(?:no|not) (?:more|less|fewer) than |at (?:least|most) |up to |about |over |nearly |within "
)
_ASKED = re.compile(r"多少|几(?!乎)|多[久长大高]|how (?:many|much|long)", re.IGNORECASE)
_TAIL = re.compile(r"(?:[是为有了达到约超近过共的数]|不少于|不超过|下降到|提高到|压缩到|[\s，,])+$")
_STOCK = re.compile(r"累计|总数|总量|存量|共有")
_SAME_END = 2
_NOT_OTHER = 1.5
"""How much more of the question's words the best figure's clause must hold than the next one's."""


def asks_figure(asked: Question) -> bool:
    """Whether one figure is asked for; 多少次 is a count as well as a frequency."""
    return asked.asks in (Asks.HOW_MANY, Asks.HOW_LONG) or (asked.asks is Asks.HOW_OFTEN and asked.unit is not None)


def figure_asked(asked: Question, statement: Statement) -> str:
    """The figure of `statement` that answers `asked`, as printed; "" where more than one might."""
    found = quantity_asked(asked, statement)
    return _printed(statement.candidate.text, found) if found is not None else ""


def quantity_asked(asked: Question, statement: Statement) -> Quantity | None:
    """As `figure_asked`, the number itself; None where more than one might answer, where two things or a change are
    asked for."""
    text = statement.candidate.text
    if asked.change or len(_ASKED.findall(asked.text)) > 1:
        return None
    able = [each for each in quantities.find(text) if _able(asked, each)]
    of_year = [each for each in able if _year_before(text, each) in asked.periods]
    if of_year:
        return of_year[0] if len(of_year) == 1 else None
    best = _best(asked, text, _told_now(asked, text, able))
    return best if best is not None and _speaks_of(asked, text, best) else None


def _told_now(asked: Question, text: str, able: Sequence[Quantity]) -> list[Quantity]:
    """Without values that something came from, thresholds of a condition, and what was added where a stock is asked."""
    hung_on = [(a, b) for a, b, excepted in conditions(text) if not excepted]
    able = [
        each
        for each in able
        if not _starting_value(text, each)
        and not stock_for_flow(asked.text, _words_before(text, each))
        and not any(a <= each.start < b for a, b in hung_on)
    ]
    if _STOCK.search(asked.text):
        able = [each for each in able if _STOCK.search(_words_before(text, each))] or able
    return list(able)


def _speaks_of(asked: Question, text: str, figure: Quantity) -> bool:
    """Whether the figure's own words hold a word of the question: a sentence on the topic may count something else."""
    words = _words_around(text, figure)
    stock = _STOCK.search(asked.text)
    return any(term in words for term in asked.topic if len(term) > 1) or bool(stock and stock.group() in words)


def _year_before(text: str, figure: Quantity) -> str:
    """The year that stands right before a figure (由2022年的8.62%下降), which is whose it is then; "" for none."""
    match = _ITS_YEAR.search(text[: figure.start])
    return match["year"] if match else ""


def _able(asked: Question, figure: Quantity) -> bool:
    if not is_figure(figure) or figure.raw in asked.text or not figure.unit or not _DIGIT.search(figure.raw):
        return False
    if asked.asks is Asks.HOW_LONG:
        return _TIME.fullmatch(figure.unit) is not None
    if asked.unit is None:
        wanted = dimension_sought(asked.text)
        return figure.kind != "percentage_point" and (not wanted or units.dimension(figure.unit)[0] == wanted)
    if asked.unit in (figure.unit, f"{figure.scale}{figure.unit}"):
        return True
    if units.is_counting(asked.unit):
        return {asked.unit, figure.unit} <= _ANY_THING
    return units.canonical_unit(figure.unit) == units.canonical_unit(asked.unit)


def _starting_value(text: str, figure: Quantity) -> bool:
    """8.62% of 由8.62%下降到7.21% is where it came from, not where it is."""
    return _FROM.search(text[: figure.start]) is not None


def _best(asked: Question, text: str, able: Sequence[Quantity]) -> Quantity | None:
    """The only one; else the one whose own words hold clearly more of the question's than any other's; else the one
    told in the words that the question ends with (完成投资多少: 完成投资3.36亿元)."""
    if len(able) < 2:
        return able[0] if able else None
    head, _, behind = _ASKED.sub("\n", asked.text, count=1).partition("\n")
    if len(behind.strip("？?。 ")) <= len(asked.unit or ""):
        ends = [_common_end(_TAIL.sub("", head), _TAIL.sub("", _words_before(text, each))) for each in able]
        if max(ends) >= _SAME_END and ends.count(max(ends)) == 1:
            return able[ends.index(max(ends))]
    wanted = set(asked.topic)
    held = [_held(wanted, core(_words_around(text, each))) for each in able]
    first, second = sorted(held, reverse=True)[:2]
    best = able[held.index(first)]
    return best if first >= _NOT_OTHER * second and _names_the_last(asked, text, best) else None


def _names_the_last(asked: Question, text: str, figure: Quantity) -> bool:
    """Whether the figure's own words hold the last of the question's words that the sentence has: a sentence names
    its subject before its first figure, whichever is asked for."""
    told = [term for term in asked.topic if term in text]
    last = max(told, key=asked.text.rfind, default="")
    return bool(last) and last in _words_around(text, figure)


def _common_end(one: str, other: str) -> int:
    length = 0
    while length < min(len(one), len(other)) and one[-1 - length] == other[-1 - length]:
        length += 1
    return length


def _words_before(text: str, figure: Quantity) -> str:
    """The words of the figure's clause that stand before it, behind the figure before it."""
    start = next((a for a, b in clauses(text) if a <= figure.start < b), 0)
    before = [
        each.unit_end
        for each in quantities.find(text)
        if start <= each.start < figure.start and is_figure(each) and not _starting_value(text, each)
    ]
    return text[max([start, *before]) : figure.start]


def _words_around(text: str, figure: Quantity) -> str:
    """As `_words_before`, with what it counts where that stands behind it (新增3000张养老床位)."""
    end = next((b for a, b in clauses(text) if a <= figure.start < b), len(text))
    after = [each.start for each in quantities.find(text) if figure.start < each.start < end and is_figure(each)]
    return _words_before(text, figure) + " " + text[figure.unit_end : min([end, *after])]


def _held(wanted: set[str], words: str) -> int:
    return sum(len(term) for term in wanted if term in set(index_terms(words)) or term in words)


def _printed(text: str, figure: Quantity) -> str:
    start, end = figure.start, max(figure.end, figure.unit_end)
    for match in _BEFORE.finditer(text[max(0, start - 16) : start]):
        if match.end() == len(text[max(0, start - 16) : start]):
            start -= len(match.group())
            break
    behind = _BEHIND.match(text, end)
    return text[start : behind.end() if behind else end]
