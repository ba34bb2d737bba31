"""How exactly a number is meant: the words right before and right behind it (约, 超, 近, 以上; about, more than)."""

from __future__ import annotations

import re
from typing import Literal

Approx = Literal["exact", "about", "over", "up_to"]

_ZH_BEFORE: tuple[tuple[str, Approx], ...] = (
    ("不低于|不少于|不小于|至少|高于|大于|超过|超出|超|突破|逾|多于|跃上|迈上|站上|过", "over"),
    ("不超过|不高于|不大于|不多于|至多|最多|不足|低于|少于|小于|控制在|未超过|不到", "up_to"),
    ("大约|大致|约为|约|接近|将近|近|左右|大概|达近", "about"),
)
_ZH_AFTER: tuple[tuple[str, Approx], ...] = (
    ("以上|之上|及以上|余|多|出头", "over"),
    ("以内|之内|以下|之下|及以下|内(?![一-龥]*[资部容涝河需外])", "up_to"),
    ("左右|上下", "about"),
)
_EN_BEFORE: tuple[tuple[str, Approx], ...] = (
    (r"no less than|not less than|no fewer than|at least|a minimum of", "over"),
    (r"no more than|not more than|at most|up to|within|a maximum of|not exceeding|not exceed|less than|"
        r"fewer than|under|below", "up_to"),
    (r"more than|over|above|exceed(?:ed|ing|s)?|upwards of|greater than|surpass(?:ed|ing|es)?|topp?(?:ed|"
        r"ing|s)", "over"),
    (r"about|around|approximately|approx\.?|roughly|nearly|almost|close to|some|circa|just under", "about"),
)  # fmt: skip
_EN_AFTER: tuple[tuple[str, Approx], ...] = (
    (r"or more|or above|and above|plus", "over"),
    (r"or less|or fewer|or below", "up_to"),
    (r"or so", "about"),
)
_FILL = r"(?:的|了|为|到|达|达到|至|在|人民币|\s)*"
#: Words of `about` that promise that the true value lies below (near), not on either side.
BELOW = frozenset({"近", "接近", "将近", "达近", "不足", "不到", "nearly", "almost", "just under", "close to"})


def hedge_of(before: str, between: str, after: str) -> tuple[Approx, str]:
    """Return how a number is meant and the word that says so ("" when exact).

    `before` is the text up to the number, `between` what stands between number and unit (80余次), `after` what follows
    the unit. A word behind the number weighs more than one before it only when there is none before.
    """
    for table in (_ZH_BEFORE, _EN_BEFORE):
        best: tuple[int, Approx, str] | None = None
        for words, kind in table:
            edge = r"\b" if table is _EN_BEFORE else ""
            money = r"(?:\s(?:a|the|US|RMB))*\s*[$¥￥€£]?\s*" if table is _EN_BEFORE else _FILL
            match = re.search(rf"{edge}({words}){money}$", before[-40:], re.IGNORECASE)
            if match and (best is None or match.start() < best[0]):
                best = (match.start(), kind, match.group(1).lower())
        if best:
            return best[1], best[2]
    for text, tables in ((between, (_ZH_AFTER,)), (after, (_ZH_AFTER, _EN_AFTER))):
        for table in tables:
            for words, kind in table:
                if match := re.match(rf"\s*({words})(?!部)", text):
                    return kind, match.group(1)
    return "exact", ""
