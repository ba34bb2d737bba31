"""Where a text names the kind of thing a question seeks: `mentions` of figures, days, people, places …"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.answering.naming import Found, bodies, capitalised, people, placed, places
from assistant.answering.sought import Sought
from assistant.text import quantities, units
from assistant.text.tokens import content_words, language_of


@dataclass(frozen=True, slots=True)
class Mention:
    """`name` is the same for the same thing written in two ways (5月30日, 5 月 30 日); `likely` in (0, 1]: how much a
    thing of this kind is what was asked for."""

    name: str
    start: int
    end: int
    likely: float = 1.0


_MONTHS = {name: n for n, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_NUMERAL = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_DAY_ZH = re.compile(rf"(?P<month>{_NUMERAL})\s?月(?:份|(?P<day>{_NUMERAL})[日号號]?)?")
_DAY_EN = re.compile(
    rf"\b(?:(?P<first>\d{{1,2}})(?:st|nd|rd|th)?\s+)?(?P<month>{_MONTH})\b\.?(?:\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b)?"
)
_YEAR = re.compile(r"(?P<year>(?<!\d)(?:1\d|20)\d\d(?!\d)|(?<!\d)\d{3,4}(?=年)|[〇零一二三四五六七八九]{4}(?=年))")
_AGE = re.compile(
    r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s?(?:世纪|世紀|年代)|\b\d{1,2}(?:st|nd|rd|th) century"
    r"|[\u4e00-\u9fff]{1,3}(?:时期|時期|朝)"
)
_LENGTH = re.compile(
    r"[\d一二两三四五六七八九十百半]+多?个?(?:工作日|小时|小時|分钟|日|天|个月|月|年|周|星期)"
    r"|\b[\w.]+ (?:hours?|days?|months?|years?|minutes?|weeks?)\b"
)
_TIMES = re.compile(
    r"每[^，。]{0,6}?(?:年|月|季|周|日|天|次)|[\d一二两三四五六七八九十]+次"
    r"|\b(?:every|each|once|twice|daily|weekly|monthly|annually|\w+ times)\b"
)
_QUOTED = re.compile(r"《([^》]{1,25})》|“([^”]{2,20})”|「([^」]{1,20})」|『([^』]{1,20})』|\"([^\"]{2,40})\"")
_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")}


def mentions(kind: Sought, dimension: str, text: str) -> list[Mention]:
    """Every mention of what is sought in `text`, which must be folded; `dimension` as `dimension_sought` says."""
    if kind is Sought.FIGURE:
        return _figures(text, dimension)
    if kind is Sought.WHEN:
        return _days(text)
    if kind in (Sought.LENGTH, Sought.TIMES):
        pattern = _LENGTH if kind is Sought.LENGTH else _TIMES
        return [Mention(match.group(), *match.span()) for match in pattern.finditer(text)]
    return _named(kind, text)


def _figures(text: str, dimension: str) -> list[Mention]:
    found = []
    for each in quantities.find(text):
        if not quantities.is_figure(each) and each.kind not in ("duration", "qualifier", "ordinal"):
            continue
        percent = each.kind in ("percent", "percentage_point", "fraction")
        money = units.dimension(each.unit)[0] in _MONEY
        right = percent if dimension == "percent" else money if dimension == "money" else not percent
        sure = quantities.is_figure(each)
        found.append(
            Mention(
                f"{each.value:g}", each.start, each.unit_end or each.end, (1.0 if right else 0.7) * (1 if sure else 0.6)
            )
        )
    return found


_MONEY = ("money", "dollar", "euro", "hkd", "pound", "yen")


def _days(text: str) -> list[Mention]:
    """Days and months (`5-30`, `5-`), years and ages; a year beside a day belongs to it and counts for less."""
    found = []
    for match in (*_DAY_ZH.finditer(text), *_DAY_EN.finditer(text)):
        parts = match.groupdict()
        month = parts["month"]
        number = _MONTHS.get(month[:3]) or _small(month)
        day = _small(parts.get("first") or parts["day"] or "")
        found.append(Mention(f"{number}-{day or ''}", *match.span()))
    found += [Mention(match["year"].translate(_ARABIC), *match.span(), likely=0.9) for match in _YEAR.finditer(text)]
    return found + [Mention(match.group(), *match.span(), likely=0.8) for match in _AGE.finditer(text)]


_ARABIC = str.maketrans("〇零一二三四五六七八九", "00123456789")


def _small(numeral: str) -> int:
    """The value of up to two digits or of a Chinese numeral below a hundred; 0 for nothing."""
    if numeral.isdigit() or not numeral:
        return int(numeral or 0)
    tens, ten, ones = numeral.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)


def _named(kind: Sought, text: str) -> list[Mention]:
    if language_of(text) == "en":
        return _in_english(kind, text)
    quoted = [(next(filter(None, match.groups())), *match.span()) for match in _QUOTED.finditer(text)]
    if kind is Sought.PERSON:
        # 谁夺冠 may be a team, a film or a country as well.
        found = [(1.0, people(text)), (0.6, places(text)), (0.6, bodies(text)), (0.6, quoted)]
    elif kind is Sought.PLACE:
        found = [(1.0, places(text)), (0.7, bodies(text))]
    elif kind is Sought.BODY:
        found = [(1.0, bodies(text)), (0.8, quoted), (0.7, places(text))]
    else:
        found = [(1.0, quoted), (0.9, _words(text)), (0.8, places(text)), (0.8, people(text))]
    best: dict[Found, float] = {}
    for likely, names in found:
        for name in names:
            best[name] = max(best.get(name, 0.0), likely)
    return [Mention(*name, likely=likely) for name, likely in best.items()]


def _words(text: str) -> list[Found]:
    return [
        (word, start, start + len(word))
        for word, tag, start in placed(text)
        if (len(word) > 1 and tag[:1] in "nvajilbz") or tag == "eng"
    ]


def _in_english(kind: Sought, text: str) -> list[Mention]:
    found = [Mention(*name) for name in capitalised(text)]
    if kind in (Sought.ANYTHING, Sought.NAME, Sought.REASON):
        for match in re.finditer(r"[a-z]{4,}", text):
            found += [Mention(word, *match.span(), likely=0.8) for word in content_words(match.group())]
    return found
