"""Which numbers of a sentence are lines of a ledger: those that measure or count, not those that name or limit."""

from __future__ import annotations

import re

from assistant.text import units
from assistant.text.quantities import Quantity, is_figure

#: A stretch of time that no one reports as a result: how long something lasts, is open, or may take.
_LASTING = re.compile(r"(?:延长|时隔|近|仅用|历时|连续|持续|为期|用时|提前|早|满|第|过去|未来|今后|头|前|后|这|每)$")
_NAMED_TIME = re.compile(
    r"[余多]?[^，。；、]{0,8}?(?:过境|免签|[一-龥]{2}圈|圈|预报|热线|值守|值班|在线|不间断|全天|不打烊|自助|制|可达|互达|直达|通达|过渡|"
    r"内(?:办结|答复|响应|到达|完成))"
)
#: Counts of the paper's own parts: 重点抓好十个方面的工作, 做好以下五项工作.
_OWN_PARTS = re.compile(r"\s?(?:个)?(?:方面|层面|维度|要点|着力点|关键词)|的?(?:重点|主要)?工作(?:[:：。；，]|$)")
_OWN_PARTS_BEFORE = re.compile(r"(?:抓好|做好|抓住|突出|聚力|着力|坚持|体现|以下|如下|注重|把握)(?:以下|如下|这)?$")
#: A bound that says which projects are meant (5000万元以上项目), where another number counts them.
_BOUND = re.compile(
    r"(?:及|及其)?(?:以上|以下|以内)(?:的)?(?:[\u4e00-\u9fff]{0,6}?)(?:项目|企业|工程|集群|园区|产业|机组|锅炉|单位|基地|县)"
)
_GRADE = re.compile(r"(?:级|规模级|县(?:[，、。；]|$)|强[县市区]|岁|版|周年|届|届次|集团军|号|路公交)")
#: Chinese numerals that name a set (六句话, 三县, 两位数增长) far more often than they report a count.
_CHINESE_SET = frozenset("县 市 省 区 句 位 批 批次 轮 次 类 步 层 年 月 周 天 方 口 期 对".split())
_PROGRAMME = re.compile(r"(?:重点|专项|重大)?(?:行动|攻坚|机制|原则|要求|主张|工程(?!开工|建成|完工|项目))")
_ADDED = re.compile(r"(?:新增|新建|建成|新设|完成|获批|入选|荣获|获得|办好|新开工|创建|培育|其中)$")
_NAMED_NUMBER = re.compile(
    r"\s?(?:[#＃]|英寸|微米|纳米|兆电子伏)|[-—–~～至]\d+(?:岁|兆电子伏)|时(?![长间代速常期段效])|\s?[×·•](?:\s?\d)|[—~～–-]\d{1,2}月|连[增冠升涨]|\s?[A-Z]\d|度(?:以上|以下)?(?:陡?坡|倾斜)"
)
_QUOTED_NAME = re.compile(r"[“‘「][^”’」，。；\d]{0,6}$")
_ROAD = re.compile(r"(?:国道|省道|县道|航班|车次|线路|热线|全市|拨打)$")
_NAMED_AFTER = re.compile(r"[^，。；、“]{0,4}[”’」]")
_RANKED = re.compile(r"(?:排名|位居|位列|居)(?:全国|世界|全球|全省|第)*(?:\d+位、)?$")
_REFERENCE = re.compile(
    r"\b(?:Forms?|Items?|Exhibits?|File No\.?|Nos?\.|Rules?|Notes?|Sections?|Parts?|Pages?|Annex|Schedule|Topic|ASU|"
    r"ASC|Release|Registration Statement|Chapter|Article|Title|Figure|Table|Level|Phase|Step|Class|Type|Tier)"
    r"\s?(?:No\.\s?)?[\dA-Z.\-–]*$",
    re.IGNORECASE,
)
_AMONG_NAMES = re.compile(r"(?:、|与|和)[^、，。；\d]{1,8}、$")
_MULTIPLIED = re.compile(r"\d\s?[×·•]\s?$")
_LEVELS = re.compile(
    r"(?:经济|产值|营收|收入|规模|投资额?|人口|销售额?|利税|市值)(?:总量|总额)?(?:超过?|过)[\d.]+[万亿千百]*元?(?:、[\d.]+[万亿千百]*元?)*"
    r"(?:以上)?的?[\u4e00-\u9fff]{0,8}(?:企业|集群|产业|园区|项目|县|镇)"
)
_ONE = frozenset("一1")
#: 陆路, 伍 in names: alone these are words or names, not numbers.
_FORMAL = frozenset("壹贰叁肆伍陆柒捌玖拾")
_TIME = frozenset({"小时", "分钟", "秒", "年", "月", "周"})


def counted(text: str, quantity: Quantity) -> bool:
    """True when `quantity`, found in `text`, is a figure that belongs into the ledger."""
    if not is_figure(quantity):
        return False
    before, after = text[: quantity.start].rstrip(), text[quantity.unit_end :]
    if _GRADE.match(text[quantity.end :]) or _GRADE.match(after):
        return False
    if units.canonical_unit(quantity.unit) in _TIME and not _measured_time(before, after, quantity):
        return False
    if not before and not quantity.unit and re.match(r"\s+[A-Z]", text[quantity.end :]):
        return False  # the number of a paragraph: 3.1 Lock out the panel
    if _REFERENCE.search(before) or re.match(r"-[A-Za-z]", text[quantity.end :]):
        return False
    if "\t" in text and not quantity.unit:
        return False  # a line of a table or of contents that no reader took apart
    if _names(text, before, quantity) or (
        quantity.raw[0] in "两二三四五六七八九十一" and _chinese_set(before, after, quantity)
    ):
        return False
    if quantity.raw in _FORMAL or (quantity.raw == "一" and quantity.unit != "倍"):
        return False
    if quantity.raw in _ONE and quantity.unit in {"天", "日", "次", "步"}:
        return False
    if _OWN_PARTS.match(after) or (quantity.kind == "quantity" and _OWN_PARTS.match(text[quantity.end :])):
        return False
    return not _limits(text, after, quantity)


def _names(text: str, before: str, quantity: Quantity) -> bool:
    """True for digits inside a name: 国道307, “1·24”, “科创100”, 2×66万千瓦, 1—11月."""
    after = text[quantity.end :]
    if _NAMED_NUMBER.match(after) or _MULTIPLIED.search(before + text[len(before) : quantity.start]):
        return quantity.unit_end == quantity.end or bool(_NAMED_NUMBER.match(after))
    if units.dimension(quantity.unit)[0] == "voltage" or (quantity.unit == "位" and _RANKED.search(before)):
        return True
    if quantity.unit or quantity.scale:
        return False
    if _AMONG_NAMES.search(before) and re.match(r"、\D", after):
        return True
    return bool(_ROAD.search(before) or (_QUOTED_NAME.search(before) and _NAMED_AFTER.match(after)))


def _chinese_set(before: str, after: str, quantity: Quantity) -> bool:
    if before.endswith(("“", "‘", "「")) or quantity.unit in _CHINESE_SET:
        return True
    if _PROGRAMME.match(after):
        return True
    if quantity.unit == "条" and after.startswith(("底线", "红线", "主线", "战线")):
        return True
    return quantity.unit in {"个", "件"} and not _ADDED.search(before)


def _measured_time(before: str, after: str, quantity: Quantity) -> bool:
    """Time counts when it is a result (压缩至3小时, 停水时间减少2小时), not when it names or lasts (延长30年)."""
    unit = units.canonical_unit(quantity.unit)
    if unit in {"年", "月"} and quantity.unit not in {"个月"}:
        return False
    return not _LASTING.search(before) and not _NAMED_TIME.match(after)


def _limits(text: str, after: str, quantity: Quantity) -> bool:
    """True for a threshold that only says which things are counted (500万元以上技改项目, 超百亿元企业)."""
    measures = not units.is_counting(quantity.unit) or quantity.unit == ""
    if not measures or quantity.kind in {"percent", "percentage_point"}:
        return False
    return bool(_BOUND.match(after)) or any(m.start() < quantity.start < m.end() for m in _LEVELS.finditer(text))
