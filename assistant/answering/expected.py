"""Does a sentence hold the kind of thing a question asks for?"""

from __future__ import annotations

import re

from assistant.answering.question import Asks, Question
from assistant.text import quantities, units

_OFTEN = re.compile(
    r"每(?:隔|满)?(?:[半一二两三四五六七八九十\d]+个?)?(?:年|月|季度?|周|日|天|小时|工作日|班)"
    r"|(?:不少于|至少|各)[一二两三四\d]+次|一年[一二两三四\d]+次"
    r"|\b(?:every|each|per|once|twice|daily|weekly|monthly|quarterly|annually|yearly)\b",
    re.IGNORECASE,
)
_LENGTH = re.compile(
    r"[\d一二两三四五六七八九十百半]+个?(?:工作日|小时|分钟|日|天|个月|月|年|周)|\b(?:hours?|days?|months?|years?|minutes?|weeks?)\b"
)
_DATE = re.compile(
    r"(?:19|20)\d\d|\d{1,2}月|\d{1,2}日|[一二三四五六七八九十]+月|\d{3,4}年|[零〇一二三四五六七八九]{4}年|\d{1,2}世纪"
    r"|\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b|\b1\d{3}\b"
)
_WHO = re.compile(
    r"部门|单位|机构|委员会|政府|公司|集团|中心|[部局厅科处室站队]|人员|[A-Z][a-z]+ [A-Z][a-z]+|·|长|员|者|氏"
)
_CHANGED = re.compile(
    r"增|涨|升|提高|降|减少|压缩|缩短|同比|环比|\b(?:grow|grew|increas|decreas|rose|fell|declin|up|down)"
)
_WHERE = re.compile(r"[省市县区镇乡村路街国州岛山河江湖海港城]|位于|\b(?:in|at|near)\b [A-Z]")


def fits(question: Question, sentence: str) -> bool:
    """True when `sentence` holds what is asked for and the question itself does not already say.

    A question that asks for nothing of a known kind is fitted by every sentence.
    """
    if question.asks is Asks.HOW_MANY:
        return _has_figure(question, sentence)
    pattern = {
        Asks.HOW_OFTEN: _OFTEN,
        Asks.HOW_LONG: _LENGTH,
        Asks.WHEN: _DATE,
        Asks.WHO: _WHO,
        Asks.WHERE: _WHERE,
    }.get(question.asks)
    if pattern is None:
        return True
    return any(match.group() not in question.text for match in pattern.finditer(sentence))


def _has_figure(question: Question, sentence: str) -> bool:
    if question.change and not _CHANGED.search(sentence):
        return False
    figures = [each for each in quantities.find(sentence) if quantities.is_figure(each)]
    new = [each for each in figures if each.raw not in question.text]
    if question.unit is None:
        return bool(new)
    asked = units.canonical_unit(question.unit)
    if any(question.unit in (each.unit, f"{each.scale}{each.unit}") for each in new):
        return True
    # 多少个 may be told as 46项 or 46家, but not as 112% or 40公里.
    counted = units.is_counting(question.unit)
    return any(units.is_counting(each.unit) if counted else units.canonical_unit(each.unit) == asked for each in new)
