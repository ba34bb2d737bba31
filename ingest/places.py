"""Which place a paper is about: a province, city or county named in its title or header."""

from __future__ import annotations

import re
from collections import Counter

NATION = "全国"
_REGIONS = {
    "内蒙古": "内蒙古自治区",
    "广西": "广西壮族自治区",
    "西藏": "西藏自治区",
    "宁夏": "宁夏回族自治区",
    "新疆": "新疆维吾尔自治区",
    "北京": "北京市",
    "天津": "天津市",
    "上海": "上海市",
    "重庆": "重庆市",
    "香港": "香港特别行政区",
    "澳门": "澳门特别行政区",
}
_PROVINCES = (
    "河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海"
)
_KNOWN = {**_REGIONS, **{name: f"{name}省" for name in _PROVINCES.split()}}
_LEADING = re.compile(r"^(?:(?:19|20)\d\d\s*年?度?|关于)?\s*")
_NAMED = re.compile(r"([\u4e00-\u9fff]{2,4}?(?:自治州|自治县|市|县|区))")
#: Words in front of 市 that make no name: 本市, 全市, 城市 and the like.
_NO_NAME = re.compile(
    r"^(?:.*[本全该各我我们城都超上市在和与或及的为了门]|.*(?:城市|都市|超市|上市|门市|股市|夜市|地级|直辖|县级|一个|两个|全|辖))(?:市|县|区)$"
)
_ASSEMBLY = re.compile(r"日\s*([\u4e00-\u9fff]{2,8}?(?:省|市|自治区|县))第?[一二三四五六七八九十]*届?人民代表大会")
_ISSUER = re.compile(
    r"(?:^|[:：\s])([\u4e00-\u9fff]{2,4}?(?:市|县|区))[\u4e00-\u9fff]{2,24}(?:有限公司|集团|水务局|人民政府)", re.M
)
_TWO_SESSIONS = re.compile(r"(?:^|[\s　])([\u4e00-\u9fff]{2,3})两会")
_NATIONAL = re.compile(r"全国人民代表大会|国务院|中共中央|国家[^\s，。]{2,12}(?:总局|委员会)令")


def place_of(title: str, head: str, text: str, is_law: bool) -> str:
    """Return the place by its full name (广西 is 广西壮族自治区), 全国 for the state's own rules, "" when unknown."""
    if title.startswith("中华人民共和国"):
        return NATION
    named = _from_title(title)
    if named:
        return named
    assembly = _ASSEMBLY.search(head)
    if assembly:
        return assembly.group(1)
    if is_law and _NATIONAL.search(head):
        return NATION
    sessions = _TWO_SESSIONS.search(head)
    if sessions:
        name = sessions.group(1)
        return f"{name}市" if f"{name}市" in text else _KNOWN.get(name, name)
    issuer = _ISSUER.search(head)
    if issuer and not _NO_NAME.match(issuer.group(1)):
        return issuer.group(1)
    return _most_named(head)


def _from_title(title: str) -> str:
    rest = title[_LEADING.match(title).end() :]  # type: ignore[union-attr]  # the pattern matches the empty string
    for short, full in _KNOWN.items():
        if rest.startswith(short):
            return full
    match = _NAMED.match(rest)
    return match.group(1) if match and not _NO_NAME.match(match.group(1)) else ""


def _most_named(head: str) -> str:
    """A city that the beginning of the text names three times and more, and far more often than any other."""
    counts = Counter(name for name in re.findall(r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff]{2,3}市)", head))
    counts = Counter({name: count for name, count in counts.items() if not _NO_NAME.match(name)})
    first = counts.most_common(2)
    clear = first and first[0][1] >= 3 and (len(first) == 1 or first[0][1] > 2 * first[1][1])
    return first[0][0] if clear else ""
