"""Deadlines, intervals, amounts and limits in a rule: where they stand, and the words that ask for them."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NUMBER = r"(?:\d+(?:,\d{3})*(?:\.\d+)?|[一二两三四五六七八九十百千零〇半]+)"
_TIME = (
    r"(?:个?工作日|个?小时|日(?!常|报|期|益|均|志|供|产)|天(?!然)|个?月(?!度|份)|年(?!度|满|检|审|报|代)|"
    r"分钟|周(?!边|围|岁|转|知)|秒)"
)
_POINT = r"分(?![之别类析级期公担表户散配管支包工离层部局布批钟])"
_UNIT = (
    r"(?:万?元|平方米|立方米|平方公里|公里|千米|毫米|厘米|米(?!表)|吨|兆帕|千帕|℃|分贝|户|人(?!民|员)|名|公顷|亩|条|份|"
    rf"千瓦|次|倍|学时|{_POINT}|周岁|NTU)"
)
_BOUND = "|".join(
    f"(?<={word})"
    for word in ("提前", "不少于", "不超过", "不得少于", "不得超过", "超过", "至少", "满", "不满", "为", "连续", "不足")
)
_REGULAR = (
    rf"[^，。；]{{0,24}}{_NUMBER}次|"
    r"[^，。；]{0,8}(?:至少|对|向|开展|进行|组织|清洗|检测|检查|抽查|公布|报)"
)
_PATTERNS = (
    ("fine", rf"{_NUMBER}[万亿]?元以上(?:至)?{_NUMBER}[万亿]?元以下"),
    ("fine", rf"{_NUMBER}[万亿]?元以下(?=(?:的)?罚款|罚金)"),
    ("times", rf"{_NUMBER}倍以上{_NUMBER}倍以下|{_NUMBER}倍以下(?=(?:的)?罚款)"),
    ("share", rf"[百千]分之{_NUMBER}以上[百千]分之{_NUMBER}以下|\d+(?:\.\d+)?[%％]以上\d+(?:\.\d+)?[%％]以下"),
    ("share", rf"百分之{_NUMBER}|\d+(?:\.\d+)?[%％]"),
    ("every", rf"(?<!在)每(?:半年|半月|个?(?:季度|月|年|周|日|天)|{_NUMBER}{_TIME})(?={_REGULAR})"),
    ("span", rf"{_NUMBER}{_TIME}以上{_NUMBER}{_TIME}以下"),
    ("span", rf"(?:{_BOUND}){_NUMBER}{_TIME}"),
    ("span", rf"{_NUMBER}{_TIME}(?=以?内|之内|以?前|以上|以下|后|的期限)"),
    ("amount", rf"{_NUMBER}[万亿]?{_UNIT}"),
)
_COMPILED = tuple((kind, re.compile(pattern)) for kind, pattern in _PATTERNS)
_DATE = re.compile(
    r"\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?|\d{1,2}月\d{1,2}日|[每当次本]月\d{1,2}日|\d{1,2}[时月]至\d{1,2}[时月]"
)
_NAMES = frozenset({"值班", "服务", "开通", "制度", "规划", "计划", "值守"})
_IDLE = re.compile(r"一[年日天人倍条份户米次名]|[十千百两]分|两人|二次|1[次个名人份户条]")
_ASKED = {"fine": "多少罚款额度", "times": "多少倍", "share": "百分之多少", "every": "每隔多长时间", "span": "多长时间"}


@dataclass(frozen=True, slots=True)
class Value:
    """A figure at [start, end) of a text. `wh` asks for it in its place. `kind` is fine, times, share, every, span or
    amount."""

    start: int
    end: int
    raw: str
    kind: str
    wh: str


def values_in(text: str) -> list[Value]:
    """The figures of a rule that can be asked for, in order; dates, numbers of clauses and counts of one are none."""
    taken = bytearray(len(text))
    for match in (*_DATE.finditer(text), *re.finditer(r"第[一二三四五六七八九十百\d]+|[一二]户一表|一[次个名]", text)):
        taken[match.start() : match.end()] = b"\x01" * len(match.group())
    found: list[Value] = []
    for kind, pattern in _COMPILED:
        for match in pattern.finditer(text):
            if any(taken[match.start() : match.end()]) or _part_of_word(text, match):
                continue
            taken[match.start() : match.end()] = b"\x01" * len(match.group())
            found.append(Value(match.start(), match.end(), match.group(), kind, _wh(text, match, kind)))
    return sorted(found, key=lambda each: each.start)


def _part_of_word(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 1) : match.start()]
    if text[: match.start()].endswith("前") and not text[: match.start()].endswith("提前"):
        return True
    if before in set("第年〔—-.~～至零一二三四五六七八九十百千万两") or before.isdigit():
        return True
    return text[match.end() : match.end() + 2] in _NAMES or _IDLE.fullmatch(match.group()) is not None


def _wh(text: str, match: re.Match[str], kind: str) -> str:
    raw = match.group()
    if kind == "fine":
        return "多少" if text[match.end() :].startswith(("的罚", "罚")) else "多少元"
    if kind == "amount":
        unit = re.sub(rf"^{_NUMBER}", "", raw)
        return "几次" if unit == "次" else "多少" + unit.removeprefix("万").removeprefix("亿")
    if kind == "share" and ("以上" in raw or "千分之" in raw):
        return "多大比例"
    return _ASKED[kind]


def asked_in(text: str, value: Value) -> str:
    """The sentence with the figure asked for in its place."""
    return text[: value.start] + value.wh + text[value.end :]
