"""What kind of thing a question asks for, read from its own words; no model needed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant.domain import Status
from assistant.messages import Language
from assistant.text import periods
from assistant.text.tokens import content_words, language_of, query_terms


class Asks(StrEnum):
    """What must stand in a sentence that answers."""

    HOW_MANY = "how_many"
    HOW_OFTEN = "how_often"
    HOW_LONG = "how_long"
    WHEN = "when"
    WHO = "who"
    WHERE = "where"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Question:
    """`terms` are all content terms, words and pairs; `topic` the whole words only, without periods (a pair across two
    words stands in no sentence that says the same otherwise); `unit` the unit named after 多少/几, if any;
    `change` whether a change is asked for (同比增长多少) and not a level."""

    text: str
    language: Language
    asks: Asks
    terms: tuple[str, ...]
    topic: tuple[str, ...]
    periods: tuple[str, ...]
    unit: str | None
    status: Status | None
    change: bool = False

    @property
    def period(self) -> str | None:
        """The period asked about; the first when there are several."""
        return self.periods[0] if self.periods else None


# Order matters: the first that matches decides. 多久…一次 is a frequency before it is a duration.
_PATTERNS: tuple[tuple[Asks, tuple[str, ...]], ...] = (
    (Asks.HOW_OFTEN, ("(?:多久|多长时间).{0,12}一次", "频次", "频率", "几次", "多少次", "how (?:often|frequently)")),
    (
        Asks.HOW_LONG,
        (
            "多久",
            "多长时间",
            "(?:多少|几)(?:天|日|小时|分钟|个月|个工作日|年内)",
            "多少年",
            "时限",
            "期限",
            "how (?:long|soon)",
        ),
    ),
    (
        Asks.WHEN,
        (
            "什么时候|什麼時候|何时|何時",
            "哪[一1]?年|哪一?天|哪一?日|哪个?月|几月|几号",
            "时间[？?]?$|日期",
            r"when\b|what (?:year|date|day|month)|which year",
        ),
    ),
    (
        Asks.HOW_MANY,
        (
            "多少|几(?!乎)[^年月号点何]|幾",
            "多[大高长重远]|占比|比例",
            "how (?:many|much|far|tall|large|big|high|old)",
            "what (?:percentage|number|amount|share|proportion)|what was the (?:total|average)",
        ),
    ),
    (
        Asks.WHO,
        (
            "谁|誰|哪位|何人|[哪什][个些么]部门|什么人|什麼人|由哪",
            r"\b(?:who|whom|whose)\b|which (?:person|department|unit)",
        ),
    ),
    (
        Asks.WHERE,
        (
            "哪里|哪裡|哪儿|何处|在哪|什么地方|哪个?(?:国家|城市|省|市|地方|地区)",
            r"\bwhere\b|which (?:country|city|place|state)",
        ),
    ),
)
_KINDS = tuple((kind, re.compile("|".join(patterns), re.IGNORECASE)) for kind, patterns in _PATTERNS)

_UNIT = re.compile(
    r"(?:多少|几)(?P<unit>万?(?:立方米|平方米|公里|千米|毫克|亿元|万元|人次|工作日|小时|分钟|百分点|[个项户件次人元吨米座台公套条处只天日年名]))"
)
_EACH = re.compile(r"分别|各(?=是|为|有|达)")
_CHANGE = re.compile(
    r"增长|增幅|增速|同比|环比|涨幅|降幅|下降了|提高了|减少了|\b(?:grow|grew|growth|increase|decrease|change)d?\b",
    re.IGNORECASE,
)
_PLANNED = re.compile(r"计划|目标|拟|将要|将会|打算|力争|预计|安排|plan|target|will\b|expect", re.IGNORECASE)
_ACHIEVED = re.compile(
    r"完成|实现|累计|已经?|实际|建成|[\u4e00-\u9fff]了(?=多少|几)|achieved|completed|actual(?:ly)?|reached",
    re.IGNORECASE,
)


def read(text: str, today: date) -> Question:
    """Read `text`; 去年 and the like are resolved from `today`."""
    asks = next((kind for kind, pattern in _KINDS if pattern.search(text)), Asks.OTHER)
    found = periods.find(text, today)
    terms = tuple(query_terms(text))
    rest = text
    for period in reversed(found):
        rest = rest[: period.start] + " " + rest[period.end :]
    # Whether plan or result is asked is judged by status, not by the word.
    rest = _EACH.sub(" ", _ACHIEVED.sub(" ", _PLANNED.sub(" ", rest)))
    match = _UNIT.search(text)
    status = Status.PLANNED if _PLANNED.search(text) else Status.ACHIEVED if _ACHIEVED.search(text) else None
    return Question(
        text=text,
        language=language_of(text),
        asks=asks,
        terms=terms,
        topic=tuple(dict.fromkeys(content_words(rest))) or terms,
        periods=tuple(dict.fromkeys(period.value for period in found)),
        unit=match["unit"] if match else None,
        status=status,
        change=bool(_CHANGE.search(text)),
    )
