"""Rewordings that leave a statement true: other spellings of the figures, other order, other everyday words."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from decimal import Decimal

from assistant.domain import Status
from evals.planting_quotes import NUMBER, PLAN, Quote

Rewording = Callable[[Quote, random.Random], str | None]
SCALES = {"万亿": Decimal(10) ** 12, "亿": Decimal(10) ** 8, "万": Decimal(10) ** 4, "": Decimal(1)}
_DIGITS = "零一二三四五六七八九"
_WORDS = (
    ("增长", "上升"),
    ("增长", "提高"),
    ("下降", "降低"),
    ("下降", "减少"),
    ("提高", "提升"),
    ("超过", "逾"),
    ("超", "超过"),
    ("突破", "超过"),
    ("达到", "为"),
    ("达", "达到"),
    ("约", "大约"),
    ("近", "接近"),
    ("新增", "新增加"),
    ("建成", "建成了"),
    ("累计", "总共"),
    ("以上", "以上（含）"),
    ("改造", "改造了"),
    ("完成", "完成了"),
    ("同比", "比上年同期"),
    ("左右", "上下"),
)


def value_of(match: re.Match[str]) -> Decimal:
    """The value of a figure found by NUMBER, with its scale word."""
    return Decimal(match["n"]) * SCALES[match["scale"] or ""]


def plain(value: Decimal) -> str:
    """The value in plain digits, without an exponent and without needless zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def figures(text: str) -> list[re.Match[str]]:
    """The figures of a text, as the patterns here see them."""
    return list(NUMBER.finditer(text))


def put(text: str, match: re.Match[str], words: str) -> str:
    """`text` with the figure of `match` (number, scale and unit) written as `words`."""
    return text[: match.start()] + words + text[match.end() :]


def framed(quote: Quote, text: str) -> str:
    """`text` as a sentence, told as a plan where the quote's part of the paper is one."""
    if quote.status is Status.PLANNED and not PLAN.search(text):
        text = f"计划{text}"
    return f"{text}。"


def chinese(number: int) -> str:
    """A number below 10,000 in Chinese characters."""
    if number < 10:
        return _DIGITS[number]
    out, places = "", [(1000, "千"), (100, "百"), (10, "十"), (1, "")]
    gap = False
    for place, name in places:
        digit, number = divmod(number, place)
        if digit:
            out += ("零" if gap and out else "") + _DIGITS[digit] + name
            gap = False
        else:
            gap = bool(out)
    return out.removeprefix("一") if out.startswith("一十") else out


def _each(text: str, change: Callable[[re.Match[str]], str | None]) -> str | None:
    changed = False
    for match in reversed(figures(text)):
        words = change(match)
        if words is not None:
            text, changed = put(text, match, words), True
    return text if changed else None


def expanded(quote: Quote, rng: random.Random) -> str | None:
    marks = rng.random() < 0.6

    def change(match: re.Match[str]) -> str | None:
        value = value_of(match)
        if not match["scale"] or value != value.to_integral_value():
            return None
        return (f"{int(value):,}" if marks else plain(value)) + match["unit"]

    return _each(quote.text, change)


def rescaled(quote: Quote, _rng: random.Random) -> str | None:
    def change(match: re.Match[str]) -> str | None:
        other = {"亿": "万", "万": "亿", "万亿": "亿"}.get(match["scale"] or "")
        if other is None or (other == "亿" and value_of(match) < Decimal(10) ** 6):
            return None
        return plain(value_of(match) / SCALES[other]) + other + match["unit"]

    return _each(quote.text, change)


def full_width(quote: Quote, _rng: random.Random) -> str | None:
    wide = str.maketrans({**{str(i): chr(0xFF10 + i) for i in range(10)}, ".": "．", "%": "％"})
    return quote.text.translate(wide)


def in_characters(quote: Quote, _rng: random.Random) -> str | None:
    def change(match: re.Match[str]) -> str | None:
        whole, _, rest = match["n"].partition(".")
        if match["unit"] == "元" or int(whole) > 9999 or (rest and match["unit"] != "%"):
            return None
        words = chinese(int(whole)) + ("点" + "".join(_DIGITS[int(c)] for c in rest) if rest else "")
        if match["unit"] == "%":
            return f"百分之{words}"
        return words + (match["scale"] or "") + match["unit"] if words != "二" else None

    return _each(quote.text, change)


def rounded(quote: Quote, rng: random.Random) -> str | None:
    match = next(iter(figures(quote.text)), None)
    if match is None:
        return None
    whole, _, rest = match["n"].partition(".")
    before = quote.text[: match.start()]
    if not rest or int(whole) < 20 or re.search(r"[超近约逾破于过至到]$", before):
        return None
    up = int(rest[0]) >= 5
    number = int(whole) + up
    hedge = rng.choice(["约", "近" if up else "超过"])
    return put(quote.text, match, f"{hedge}{number}{match['scale'] or ''}{match['unit']}")


def reworded(quote: Quote, rng: random.Random) -> str | None:
    for old, new in rng.sample(_WORDS, len(_WORDS)):
        if quote.text.count(old) == 1 and new not in quote.text and not re.search(f"{old}[了到过]|可{old}", quote.text):
            return quote.text.replace(old, new)
    return None


def reordered(quote: Quote, _rng: random.Random) -> str | None:
    parts = quote.text.split("，")
    if len(parts) != 2 or re.search(
        r"分别|其中|该|其|同比|比上年|分|均|^[、和]|^(?:较|比|占|增长|下降|提高|同|增|降)", parts[1]
    ):
        return None
    if re.search(r"[、]|其中|从|全|20\d\d年", quote.text) or len(re.sub(r"[\d.%万亿]", "", parts[1])) < 6:
        return None
    return f"{parts[1]}，{parts[0]}"


def one_part(quote: Quote, _rng: random.Random) -> str | None:
    parts = quote.text.split("，")
    own = len(re.sub(r"[\d.%万亿]", "", parts[0])) >= 6
    return f"据了解，{parts[0]}" if len(parts) == 2 and own and "分别" not in quote.text else None


def with_year(quote: Quote, _rng: random.Random) -> str | None:
    known = quote.period and not re.search(r"20\d\d|年|上半|季", quote.text)
    return f"{quote.period}年，{quote.text}" if known else None


def in_water(quote: Quote, _rng: random.Random) -> str | None:
    if not re.search("水", quote.text):
        return None
    return _each(
        quote.text,
        lambda m: (
            m["n"] + (m["scale"] or "") + {"吨": "立方米", "立方米": "吨"}[m["unit"]]
            if m["unit"] in {"吨", "立方米"}
            else None
        ),
    )


TRUE: dict[str, Rewording] = {
    each.__name__: each
    for each in (
        expanded,
        rescaled,
        full_width,
        in_characters,
        rounded,
        reworded,
        reordered,
        one_part,
        with_year,
        in_water,
    )
}
