"""Units as printed, their one name, and how they turn into each other. Chinese, Latin and English spellings.

A unit has a dimension and a factor to the dimension's base. Two units of one dimension convert; counting words convert
with factor 1 inside their group (人, 名, 位, people). A ton of water is a cubic metre: that is an equivalence of
contents, not of units, so it is only offered where the caller says that water is meant.
"""

from __future__ import annotations

import re
from functools import cache

from assistant.text.normalise import aligned

#: canonical name: (dimension, factor to the base of the dimension, other spellings)
_TABLE: dict[str, tuple[str, float, str]] = {
    "%": ("percent", 1, "％ percent pct"),
    "‰": ("percent", 0.1, "permille"),
    "个百分点": ("point", 1, "百分点 percentage-points percentage-point pp"),
    "元": ("money", 1, "yuan RMB CNY 人民币 ¥ ￥"),
    "角": ("money", 0.1, ""),
    "美元": ("dollar", 1, "dollars dollar USD US$ $ US-dollars US-dollar U.S.-dollars"),
    "欧元": ("euro", 1, "euros euro EUR €"),
    "港元": ("hkd", 1, "HKD HK$ 港币"),
    "英镑": ("pound", 1, "pounds GBP £"),
    "日元": ("yen", 1, "yen JPY"),
    "米": ("length", 1, "m meter meters metre metres"),
    "公里": ("length", 1000, "km 千米 kilometer kilometers kilometre kilometres"),
    "厘米": ("length", 0.01, "cm 公分"),
    "毫米": ("length", 0.001, "mm"),
    "英里": ("length", 1609.344, "mile miles"),
    "平方米": ("area", 1, "m2 m² ㎡ square-meters square-metres"),
    "平方公里": ("area", 1e6, "km2 km² 平方千米 square-kilometers square-kilometres"),
    "公顷": ("area", 1e4, "hectare hectares ha"),
    "亩": ("mu", 1, "mu"),
    "立方米": ("volume", 1, "m3 m³ 方 立方 cubic-meters cubic-meter cubic-metres cubic-metre"),
    "立方千米": ("volume", 1e9, "km3 km³"),
    "千升": ("volume", 1, "kL"),
    "升": ("volume", 0.001, "L l liter liters litre litres 公升"),
    "毫升": ("volume", 1e-6, "mL ml"),
    "加仑": ("volume", 0.003785411784, "gallon gallons"),
    "吨": ("mass", 1000, "t ton tons tonne tonnes"),
    "千克": ("mass", 1, "kg 公斤 kilograms kilogram"),
    "斤": ("mass", 0.5, "jin 市斤"),
    "克": ("mass", 1e-3, "g gram grams"),
    "毫克": ("mass", 1e-6, "mg milligrams"),
    "微克": ("mass", 1e-9, "μg µg ug micrograms"),
    "吨标准煤": ("coal", 1, "tce 吨标煤"),
    "瓦": ("power", 1e-3, "W"),
    "千瓦": ("power", 1, "kW kilowatts kilowatt"),
    "兆瓦": ("power", 1e3, "MW megawatts megawatt"),
    "吉瓦": ("power", 1e6, "GW gigawatts gigawatt"),
    "千瓦时": ("energy", 1, "kWh 度 千瓦·时 kilowatt-hours"),
    "兆瓦时": ("energy", 1e3, "MWh megawatt-hours"),
    "吉瓦时": ("energy", 1e6, "GWh gigawatt-hours"),
    "伏": ("voltage", 1, "V 伏特"),
    "千伏": ("voltage", 1e3, "kV"),
    "帕": ("pressure", 1, "Pa"),
    "千帕": ("pressure", 1e3, "kPa"),
    "兆帕": ("pressure", 1e6, "MPa"),
    "℃": ("temperature", 1, "°C 摄氏度"),
    "NTU": ("turbidity", 1, "ntu"),
    "分贝": ("sound", 1, "dB"),
    "赫兹": ("frequency", 1, "Hz"),
    "秒": ("seconds", 1, "s second seconds"),
    "分钟": ("seconds", 60, "min minute minutes"),
    "小时": ("seconds", 3600, "h hour hours 个小时 钟头"),
    "日": ("seconds", 86400, "天 d day days 日历天"),
    "周": ("seconds", 604800, "week weeks 星期 个星期"),
    "工作日": ("working day", 1, "个工作日 working-days working-day business-days"),
    "月": ("months", 1, "个月 month months"),
    "年": ("months", 12, "year years 周年"),
    "岁": ("age", 1, "周岁 years-old years-of-age"),
    "倍": ("times", 1, "times"),
    "∶1": ("ratio", 1, ":1 to-1"),
    "CFU": ("cfu", 1, "cfu"),
    "TB": ("bytes", 1e12, ""),
    "GB": ("bytes", 1e9, ""),
    "人": ("count person", 1, "名 位 people persons person residents workers employees staff inhabitants jobs cadres "
           "members students staff-members"),
    "人次": ("count visit", 1, "person-times person-time visits trips visitors tourists"),
    "户": ("count household", 1, "households household homes customers accounts 户次"),
    "家": ("count firm", 1, "companies company enterprises firms hospitals"),
    "件": ("count case", 1, "宗 起 例 cases requests pieces items incidents complaints proposals"),
    "次": ("count time", 1, "回 趟 occasions calls inspections 班次 场 场次 events sessions"),
    "台": ("count machine", 1, "台套 套 台(套) 台（套） 部 架 sets units machines devices appliances apartments"),
    "辆": ("count vehicle", 1, "vehicles vehicle cars buses"),
    "列": ("count train", 1, "trains train"),
    "项": ("count matter", 1, "条 款 measures projects tasks policies"),
    "个": ("count", 1, ""),
}  # fmt: skip

#: Counting words without a group of their own: they convert with every other counting word.
_LOOSE = str.split(
    "座 所 处 支 片 张 份 本 篇 块 只 头 株 棵 根 段 期 门 幅 盏 口 眼 栋 幢 间 层 批 批次 "
    "组 队 对 双 种 类 艘 条次 件次 家次 标箱 标准箱 个次 村 镇 乡 县 市 省 站 枚 轮 句 字 页 亩次 车次 航次 床 "
    "孔 路 遍 代 笔 单 席 分 "
)


@cache
def _names() -> dict[str, str]:
    names: dict[str, str] = {}
    for name, (_, _, others) in _TABLE.items():
        names[name] = name
        for other in others.split():
            names[other.replace("-", " ")] = name
            names[other] = name
    for name in _LOOSE:
        names.setdefault(name, name)
    return names


@cache
def spellings() -> tuple[str, ...]:
    """All known spellings, longest first: what a reader of numbers looks for behind a number."""
    return tuple(sorted(_names(), key=lambda name: (-len(name), name)))


@cache
def canonical_unit(unit: str) -> str:
    """Return the one name of `unit` (千米, km -> 公里; 立方米/天 -> 立方米/日); an unknown unit comes back as it is."""
    unit = re.sub(r"\s+", " ", aligned(unit).strip())
    if "/" in unit or "每" in unit[1:]:
        return "/".join(canonical_unit(part.strip("()（）")) for part in re.split("[/每]", unit))
    return _names().get(unit) or _names().get(unit.lower(), unit)


def dimension(unit: str) -> tuple[str, float]:
    """Return (dimension, factor to its base). Unknown words and the empty unit are counts: ("count", 1)."""
    name = canonical_unit(unit)
    if "/" in name:
        parts = [dimension(part) for part in name.split("/")]
        factor = parts[0][1]
        for part in parts[1:]:
            factor /= part[1]
        return "/".join(part[0] for part in parts), factor
    entry = _TABLE.get(name)
    return (entry[0], entry[1]) if entry else ("count", 1.0)


def convert(value: float, unit: str, into: str, *, water: bool = False) -> float | None:
    """Return `value` of `unit` in units of `into`, or None when one cannot become the other.

    Counting words agree when they are of one group or when one of them is general (个, none, an unknown word).
    With `water`, tons and cubic metres are the same amount (1 t = 1 m³), also inside rates (吨/日).
    """
    (kind, factor), (other, into_factor) = dimension(unit), dimension(into)
    if water:
        kind, factor = _as_water(kind, factor)
        other, into_factor = _as_water(other, into_factor)
    if kind == other or (kind.startswith("count") and other.startswith("count") and "count" in (kind, other)):
        return value * factor / into_factor
    return None


def _as_water(kind: str, factor: float) -> tuple[str, float]:
    head, slash, rest = kind.partition("/")
    return ("volume" + slash + rest, factor / 1000) if head == "mass" else (kind, factor)


def is_counting(unit: str) -> bool:
    """True for counting words and for no unit at all."""
    return dimension(unit)[0].startswith("count")


_SPELLINGS = "|".join(re.escape(spelling) for spelling in spellings())
_UNIT = re.compile(
    rf"\s?(?P<unit>(?:{_SPELLINGS})(?:\s?[/每][(（]?[千万]?(?:{_SPELLINGS})(?:[·.](?:{_SPELLINGS}))*[)）]?)*)"
)
#: What follows a one-character unit when it is no unit but the beginning of a word (三方面, 两口径, 两家庭).
_WORDS = dict(
    pair.split(":")
    for pair in str.split(
        "方:面案式法位向针 口:径岸头粮 家:庭乡园 位:于置数 县:级域城 市:级场域民县区 村:级民庄 国:家际内 "
        "周:边期围 省:级份 单:位元 门:类路槛 层:面次级 路:线 站:位 条:件例款 项:目 角:度色 点:位 段:落 "
        "期:间限待 所:有以需 度:过假 元:件素 批:准复发 人:员均大工类 部:分门 对:于口外应接 起:到来步 "
        "张:家 种:植业 名:单称录优 本:地省市 处:理于罚 台:阶账湾 列:入为 回:升落收 年:轻 日:常均 乡:村镇 "
        "镇:域级 队:伍 组:织 页:面 字:体 床:位 双:方向创 代:表理 支:持出撑付部 套:餐 行:业动 座:谈 场:所景馆 "
        "分:之布部别配级类期批层会支区段局公析散管开离享成化 "
        "轮:胎 届:时 孔:子"
    )
)


def unit_at(plain: str, start: int) -> str:
    """Return the unit that begins at `start` of an aligned text (after at most one space), as printed, or ""."""
    match = _UNIT.match(plain, start)
    if not match:
        return ""
    unit, following = match["unit"], plain[match.end() : match.end() + 1]
    if re.search(r"[A-Za-z]$", unit) and re.match("[A-Za-z0-9²³]", following):
        return ""
    return "" if following and following in _WORDS.get(unit, "") else unit
