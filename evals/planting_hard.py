"""Harder pairs: other sentence shapes that stay true, and errors that keep every digit of the quote."""

from __future__ import annotations

import random
import re
from decimal import Decimal

from assistant.domain import Status
from evals.planting_quotes import NUMBER, UNITS, Quote
from evals.planting_true import TRUE, Rewording, chinese, figures, put, value_of

_DONE = "新建|改造|建成|完成|新增|开工|修复|治理|培育|引进|实施|打造|建设|推广"
_DID = re.compile(rf"^({_DONE})([一-龥]{{3,12}})(\d[\d.]*[万亿]{{0,2}}(?:{UNITS}))$")
_MOVED = re.compile(r"(增长|下降|提高|降低)(\d[\d.]*(?:%|个百分点))")
_ENGLISH = {
    "地区生产总值": "gross regional product",
    "生产总值": "GDP",
    "固定资产投资": "fixed-asset investment",
    "社会消费品零售总额": "retail sales of consumer goods",
    "一般公共预算收入": "general public budget revenue",
    "粮食产量": "grain output",
    "粮食总产量": "grain output",
    "城镇新增就业": "new urban jobs",
    "进出口总额": "imports and exports",
    "居民人均可支配收入": "per capita disposable income",
    "规模以上工业增加值": "industrial value added",
    "城镇调查失业率": "surveyed urban unemployment",
    "技术合同成交额": "technology contract turnover",
    "研发投入": "spending on research and development",
    "旅游收入": "tourism revenue",
    "税收收入": "tax revenue",
    "外贸出口": "exports",
    "居民消费价格": "consumer prices",
    "高速公路通车里程": "expressways in service",
    "森林覆盖率": "forest cover",
    "售水量": "water sold",
    "供水量": "water supplied",
    "漏损率": "leakage rate",
}
_UNITS_EN = {
    "元": "yuan",
    "美元": "US dollars",
    "公里": "km",
    "吨": "tons",
    "斤": "jin",
    "人": "people",
    "%": "percent",
    "亩": "mu",
    "个百分点": "percentage points",
}
_SAID = re.compile(
    rf"^(?:全省|全市|全区|全年)?(?P<what>{'|'.join(sorted(_ENGLISH, key=len, reverse=True))})(?:达到|达|为|完成)?"
    rf"(?P<way>增长|下降|提高|降低)?(?P<n>\d[\d.]*)(?P<scale>万亿|亿|万)?(?P<unit>{'|'.join(_UNITS_EN)})"
)


def composed(quote: Quote, rng: random.Random) -> str | None:
    """Two or three rewordings on top of each other; the spelling of digits comes last, or later ones would cut it."""
    text, done = quote, 0
    last = rng.choice(["full_width", "in_characters"])
    for name in [*rng.sample(["expanded", "rescaled", "reworded", "reordered", "with_year"], 2), last]:
        made = TRUE[name](text, rng)
        if made is not None:
            text, done = Quote(made, quote.period, quote.status), done + 1
    return text.text if done > 1 else None


def items_turned(quote: Quote, _rng: random.Random) -> str | None:
    parts = quote.text.split("、")
    named = [re.match(r"[一-龥]{3,}", part) for part in parts]
    if len(parts) < 2 or "，" in quote.text or not all(named) or not all(map(NUMBER.search, parts)):
        return None
    return None if re.search("分别|增|降|提|其中|累计", quote.text) else "、".join(reversed(parts))


def turned_round(quote: Quote, rng: random.Random) -> str | None:
    match = _DID.match(quote.text)
    if not match or "和" in match[2] or re.search(_DONE, match[2]):
        return None
    done, what, number = match.groups()
    return rng.choice(
        [f"{what}{done}{number}", f"{what}{done}了{number}", f"共{done}{number}{what}", f"{number}{what}已{done}"]
    )


def noun_for_verb(quote: Quote, _rng: random.Random) -> str | None:
    match = _MOVED.search(quote.text)
    if not match:
        return None
    noun = {"增长": "增幅", "提高": "升幅", "下降": "降幅", "降低": "降幅"}[match[1]]
    return quote.text[: match.start()] + f"的{noun}为{match[2]}" + quote.text[match.end() :]


def shares(quote: Quote, rng: random.Random) -> str | None:
    for match in figures(quote.text):
        whole = Decimal(match["n"])
        if match["unit"] == "%" and whole % 10 == 0 and 10 <= whole < 100:
            tenth = "一半" if whole == 50 else f"{chinese(int(whole) // 10)}成".replace("二成", "两成")
            return put(quote.text, match, rng.choice([tenth, f"百分之{chinese(int(whole))}"]))
    return None


def _english(quote: Quote, _rng: random.Random, error: str = "") -> str | None:
    match = _SAID.match(quote.text)
    if not match or (match["way"] and match["unit"] not in {"%", "个百分点"}) or (error == "way" and not match["way"]):
        return None
    value = Decimal(match["n"]) * {"万亿": 10**12, "亿": 10**8, "万": 10**4}.get(match["scale"] or "", 1)
    if error == "digit":
        value *= Decimal("1.1")
    if error == "scale":
        value *= 10
    for size, word in ((10**12, "trillion"), (10**9, "billion"), (10**6, "million")):
        if value >= size:
            amount = f"{(value / size).normalize():f} {word}"
            break
    else:
        amount = f"{value.normalize():,f}"
    unit = _UNITS_EN[match["unit"]]
    if error == "unit":
        unit = {"yuan": "US dollars", "percent": "percentage points", "percentage points": "percent"}.get(
            unit, "households"
        )
    up = (match["way"] in {"增长", "提高"}) is not (error == "way")
    what = _ENGLISH[match["what"]].capitalize()
    planned = (quote.status is Status.PLANNED) is not (error == "plan")
    if (error == "plan" and quote.status is None) or (error == "not" and planned):
        return None
    verb = {True: "should rise by" if up else "should fall by", False: "rose by" if up else "fell by"}[planned]
    if not match["way"]:
        verb = "reached" if not planned else "should reach"
    if planned:
        return f"The plan is that {what[0].lower()}{what[1:]} {verb} {amount} {unit}."
    return f"{what} {'did not reach' if error == 'not' else verb} {amount} {unit}."


def in_english(quote: Quote, rng: random.Random) -> str | None:
    return _english(quote, rng)


def english_error(quote: Quote, rng: random.Random) -> str | None:
    return _english(quote, rng, rng.choice(["digit", "scale", "unit", "way", "plan", "not"]))


def lone_swap(quote: Quote, _rng: random.Random) -> str | None:
    """One clause told alone, with the figure of the other one."""
    parts = re.split("[，、]", quote.text)
    told = [(part, figures(part)) for part in parts]
    usable = [(part, found[0]) for part, found in told if len(found) == 1 and len(re.sub(r"[\d.%]", "", part)) >= 6]
    for part, own in usable:
        for other, its in usable:
            alike = own["unit"] == its["unit"] and value_of(own) != value_of(its)
            if other != part and alike and not re.search("增长|下降|提高|同比|累计|其中|分别", part + other):
                return put(part, own, its.group())
    return None


def by_for_to(quote: Quote, _rng: random.Random) -> str | None:
    for old, new in (
        ("提高到", "提高"),
        ("增加到", "增加了"),
        ("提升到", "提升"),
        ("下降到", "下降"),
        ("增长", "增长到"),
        ("降至", "下降"),
        ("下降", "降至"),
        ("提高", "提高到"),
        ("提升至", "提升了"),
        ("增加", "增加到"),
    ):
        found = re.search(rf"{old}(?=\d)", quote.text)
        if found:
            return quote.text[: found.start()] + new + quote.text[found.end() :]
    return None


def part_of_year(quote: Quote, _rng: random.Random) -> str | None:
    for old, new in (
        ("上半年", "全年"),
        ("一季度", "上半年"),
        ("前三季度", "全年"),
        ("上半年", "下半年"),
        ("全年", "上半年"),
        ("7月", "8月"),
        ("8月", "7月"),
        ("6月", "5月"),
        ("年均", "每月平均"),
        ("每年", "每月"),
        ("日均", "月均"),
    ):
        if quote.text.count(old) == 1 and not re.search(r"\d" + old + r"\d?\d日", quote.text):
            return quote.text.replace(old, new)
    return None


def stock_for_flow(quote: Quote, _rng: random.Random) -> str | None:
    for old, new in (("新增", "累计"), ("累计", "新增"), ("新建", "现有"), ("总数", "新增数")):
        if quote.text.count(old) == 1 and new not in quote.text and re.search(rf"{old}[一-龥]{{0,12}}\d", quote.text):
            return quote.text.replace(old, new)
    return None


def other_noun(quote: Quote, rng: random.Random) -> str | None:
    """The thing that is counted replaced by another one of everyday public business."""
    match = _DID.match(quote.text)
    nouns = (
        "农村公路",
        "充电设施",
        "公共厕所",
        "养老机构",
        "标准化厂房",
        "城市绿地",
        "文化驿站",
        "社区食堂",
        "污水管网",
    )
    other = rng.choice(nouns)
    if not match or set(other) & set(match[2]):
        return None
    return f"{match[1]}{other}{match[3]}"


HARD_TRUE: dict[str, Rewording] = {
    each.__name__: each for each in (composed, items_turned, turned_round, noun_for_verb, shares, in_english)
}
HARD_FALSE: dict[str, Rewording] = {
    each.__name__: each for each in (english_error, lone_swap, by_for_to, part_of_year, stock_for_flow, other_noun)
}
