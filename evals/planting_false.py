"""One error each, planted into a true statement: figures, units, years, plans, order, yes or no, place, more words."""

from __future__ import annotations

import random
import re
from decimal import Decimal

from assistant.domain import Status
from evals.planting_quotes import PLAN, Quote
from evals.planting_true import Rewording, figures, framed, plain, put, value_of

_OTHER_UNIT = {
    "元": "美元",
    "美元": "元",
    "公里": "米",
    "米": "公里",
    "吨": "公斤",
    "亩": "公顷",
    "公顷": "亩",
    "平方公里": "公顷",
    "立方米": "升",
    "%": "个百分点",
    "个百分点": "%",
    "千瓦": "千瓦时",
    "千瓦时": "千瓦",
    "斤": "公斤",
    "平方米": "亩",
    "户": "人",
    "家": "人",
    "人次": "户",
    "微克/立方米": "毫克/立方米",
    "立方米/日": "立方米/年",
    "吨/日": "吨/小时",
}
_TURNED = {
    "增长": "下降",
    "下降": "增长",
    "提高": "降低",
    "降低": "提高",
    "增加": "减少",
    "减少": "增加",
    "提升": "下降",
    "上升": "下降",
    "扩大": "缩小",
    "缩小": "扩大",
    "高于": "低于",
    "低于": "高于",
}
_INVENTED = (
    "共投入资金{}亿元",
    "惠及群众{}万人",
    "参与人员{}名",
    "满意率达到{}%",
    "涉及企业{}家",
    "新增岗位{}个",
    "减排{}万吨",
)
_ADDED = (
    "居民满意度明显提高",
    "得到了国务院的通报表扬",
    "由专业团队负责长期维护",
    "有关经验在全国推广",
    "显著改善了出行条件",
    "相关资料已经向社会公开",
)
_PLACES = ("江苏", "浙江", "广东", "山东", "四川", "湖北", "上海", "天津")


def _figure(quote: Quote, rng: random.Random) -> re.Match[str]:
    return rng.choice(figures(quote.text))


def digit(quote: Quote, rng: random.Random) -> str | None:
    match = _figure(quote, rng)
    number = match["n"]
    places = [i for i, c in enumerate(number[:-1]) if c.isdigit() and number[i + 1].isdigit() and c != number[i + 1]]
    if places:
        i = rng.choice(places)
        changed = number[:i] + number[i + 1] + number[i] + number[i + 2 :]
    else:
        changed = number[:-1] + str((int(number[-1]) + rng.choice([1, 2, 3])) % 10)
    if changed.startswith("0") or Decimal(changed) == Decimal(number):
        return None
    return put(quote.text, match, changed + (match["scale"] or "") + match["unit"])


def unit(quote: Quote, rng: random.Random) -> str | None:
    match = _figure(quote, rng)
    other = _OTHER_UNIT.get(match["unit"])
    return put(quote.text, match, match["n"] + (match["scale"] or "") + other) if other else None


def scale(quote: Quote, rng: random.Random) -> str | None:
    match = _figure(quote, rng)
    if match["scale"]:
        way = rng.choice(["drop", "other", "ten"])
        other = {"万亿": "亿", "亿": "万", "万": "亿"}[match["scale"]]
        if way != "ten":
            return put(quote.text, match, match["n"] + ("" if way == "drop" else other) + match["unit"])
    elif match["unit"] in {"%", "个百分点", "倍"}:
        return None
    tenfold = value_of(match) * rng.choice([Decimal(10), Decimal("0.1"), Decimal(100)])
    if match["scale"] is None and tenfold != tenfold.to_integral_value():
        return None
    digits = plain(tenfold / (value_of(match) / Decimal(match["n"])))
    return put(quote.text, match, digits + (match["scale"] or "") + match["unit"])


def year(quote: Quote, rng: random.Random) -> str | None:
    named = re.search(r"20\d\d(?=年)", quote.text)
    if named:
        return quote.text.replace(named.group(), str(int(named.group()) + rng.choice([-1, 1, -2])), 1)
    if quote.period and not re.search("年|季|上半", quote.text):
        return f"{int(quote.period) + rng.choice([-1, 1, -2])}年，{quote.text}"
    return None


def planned_as_achieved(quote: Quote, rng: random.Random) -> str | None:
    if quote.status is not Status.PLANNED:
        return None
    bare = re.sub("力争|争取|确保|努力|预计|计划|拟|将|再|要|完成|实现|安排|推动", "", quote.text)
    return None if PLAN.search(bare) else rng.choice(["已完成", "实现了", "已经", "全年"]) + bare


def achieved_as_planned(quote: Quote, rng: random.Random) -> str | None:
    if quote.status is not Status.ACHIEVED or PLAN.search(quote.text):
        return None
    return rng.choice(["计划", "力争", "下一步将实现", "目标是", "今年拟"]) + re.sub(
        "累计|完成|实现|同比", "", quote.text
    )


def indicator(quote: Quote, rng: random.Random) -> str | None:
    found = figures(quote.text)
    alike = [
        (a, b)
        for a in found
        for b in found
        if a.start() < b.start() and a["unit"] == b["unit"] and value_of(a) != value_of(b)
    ]
    if not alike or re.search(r"[从由]", quote.text):
        return None
    a, b = rng.choice(alike)
    between = quote.text[a.end() : b.start()]
    if len(re.sub("增长|下降|提高|和|、|，|分别|达|超", "", between)) < 2 and "分别" not in quote.text:
        return None
    return put(put(quote.text, b, a.group()), a, b.group())


def rounding(quote: Quote, rng: random.Random) -> str | None:
    match = _figure(quote, rng)
    value = Decimal(match["n"])
    if (
        value < 20
        or re.search(r"[超近约逾破于过]$|不低", quote.text[: match.start()])
        or re.match("以|左右|余|多", quote.text[match.end() :])
    ):
        return None
    if rng.random() < 0.5:
        wrong, hedge = value * Decimal("1.1"), "超过"
    else:
        wrong, hedge = value * Decimal("0.88"), rng.choice(["近", "约"])
    return put(quote.text, match, f"{hedge}{int(wrong)}{match['scale'] or ''}{match['unit']}")


def invented(quote: Quote, rng: random.Random) -> str | None:
    return f"{quote.text}，{rng.choice(_INVENTED).format(rng.choice(['37', '18', '6.4', '92', '1200', '3']))}"


def added_words(quote: Quote, rng: random.Random) -> str | None:
    return f"{quote.text}，{rng.choice(_ADDED)}"


def negation(quote: Quote, rng: random.Random) -> str | None:
    if re.search("未|不|没", quote.text):
        return None
    for verb in rng.sample(
        ("完成", "达到", "增长", "超过", "实现", "建成", "下降", "新增", "提高", "突破", "改造", "达"), 12
    ):
        if quote.text.count(verb) == 1:
            return quote.text.replace(verb, rng.choice(["未", "没有", "并未"]) + verb)
    return None


def direction(quote: Quote, rng: random.Random) -> str | None:
    for word in rng.sample(list(_TURNED), len(_TURNED)):
        if quote.text.count(word) == 1 and re.search(rf"{word}[了到至为约近超过全国平均、，]{{0,4}}\d", quote.text):
            return quote.text.replace(word, _TURNED[word])
    return None


def from_to(quote: Quote, _rng: random.Random) -> str | None:
    match = re.search(
        r"[从由](\d[^，、]*?)((?:提高|提升|增加|下降|降|增|上升|扩大|减少|增长)[到至])(\d[^，、]*)", quote.text
    )
    if not match:
        return None
    return quote.text[: match.start(1)] + match[3] + match[2] + match[1] + quote.text[match.end(3) :]


def place(quote: Quote, rng: random.Random) -> str | None:
    named = [name for name in (*_PLACES, "北京", "河南", "湖南", "福建", "重庆", "南京", "杭州") if name in quote.text]
    if not named:
        return None
    return quote.text.replace(named[0], rng.choice([name for name in _PLACES if name not in quote.text]))


def bound(quote: Quote, rng: random.Random) -> str | None:
    match = _figure(quote, rng)
    before, after = quote.text[: match.start()], quote.text[match.end() :]
    if re.search(r"[超近约逾破于过至到少]$|不低|[从由]$", before) or re.match("以|左右|余|多|的|内", after):
        return None
    return put(quote.text, match, rng.choice(["超过", "不足", "突破"]) + match.group())


FALSE: dict[str, Rewording] = {
    each.__name__: each
    for each in (
        digit,
        unit,
        scale,
        year,
        planned_as_achieved,
        achieved_as_planned,
        indicator,
        rounding,
        invented,
        added_words,
        negation,
        direction,
        from_to,
        place,
        bound,
    )
}


def sentence(quote: Quote, kind: str, text: str) -> str:
    """The claim as it is told: what asserts or denies a plan stays as planted, everything else as its quote."""
    return f"{text}。" if kind in {"planned_as_achieved", "achieved_as_planned"} else framed(quote, text)
