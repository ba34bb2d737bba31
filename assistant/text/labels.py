"""Numbers that name, date or order something instead of counting it, so that no one takes them for figures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.text.numerals import CHINESE_NUMBER

_CN = "[零〇一二三四五六七八九十百千]"
_MONTHS = (
    "Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    "Nov(?:ember)?|Dec(?:ember)?"
)

#: (kind, pattern); the first pattern that takes a stretch of text keeps it. Group `n`, where given, is the number.
_PATTERNS: tuple[tuple[str, str], ...] = (
    ("document_number", r"[〔\[【（(](?:19|20)\d\d[〕\]】）)]\s*第?\s*\d+\s*号"),
    ("document_number", r"(?:GB|CJ|CJJ|HJ|DB|ISO|SL|NFPA|EN)(?:/T|/Z)?\s?\d+(?:\.\d+)*(?:\s?[-—]\s?\d{4})?"),
    ("name", r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:https?://|www\.)\S+"),
    ("name", r"(?<![A-Za-z0-9])[A-Z]{1,6}-\d{2,}(?:-\d+)*(?![\d])"),
    ("phone", r"(?<!\d)(?:\(?0\d{2,3}\)?[-\s]\d{7,8}|1[3-9]\d{9}|400-?\d{3}-?\d{4})"
        r"(?![\d元吨立人户亩公米千美斤度台件次个%])"),
    ("phone", r"(?:热线|电话|拨打|致电|客服|专线|hotline|phone|call)[^\d，。；\n]{0,6}(?P<n>\d{5,12})(?!\d|[万亿.])"),
    ("phone", r"(?<![\d.])(?P<n>9[56]\d{3}|12345|110|119|120)(?=[”\"）)]|热线|服务|平台|客服|专线|工单)"),
    ("date", r"(?<![\d.])(?:19|20)\d\d\s?年\s?\d{1,2}\s?月(?:\s?\d{1,2}\s?日)?"),
    ("date", r"(?<![\d.])(?:19|20)\d\d([-./])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])(?!\d)"),
    ("date", r"[二一][零〇○九]" + _CN + r"{2}年" + _CN + r"{1,2}月(?:" + _CN + r"{1,3}日)?"),
    ("date", rf"\b(?:{_MONTHS})\.? \d{{1,2}}(?:st|nd|rd|th)?(?:, ?(?:19|20)\d\d)?\b"),
    ("date", rf"\b\d{{1,2}}(?:st|nd|rd|th)? (?:{_MONTHS})(?:,? (?:19|20)\d\d)?\b"),
    ("date", rf"\b(?:{_MONTHS})\.?,? (?:19|20)\d\d\b"),
    ("year", r"(?<![\d.])(?:19|20)\d\d(?:年度?)?\s?(?:[-—–~～]|至|到|和|、|or|to|and)\s?(?:19|20)\d\d(?=年|"
        r"\D|$)(?:年度?)?"),
    ("year", r"(?<!\d)(?<!\d[.,，])(?:FY ?)?(?:19|20)\d\d\s?年?[度版]?(?![\d.,]?\d|[万亿千百%％]|余|多|"
        r"[个名人家户件项次吨米元台套辆公亩条座所])"),
    ("year", r"[一二][零〇○九][零〇○一二三四五六七八九]{2}年度?"),
    ("date", r"(?<![\d.第])\d{1,2}\s?月\s?\d{1,2}\s?日|(?:每月|当月|次月|本月)\d{1,2}日"),
    ("date", r"(?<![\d.第])(?<!个)(?:1[0-2]|[1-9])月(?!度)|" + "(?<!个)(?:十[一二]?|"
        "[一二三四五六七八九])月(?=份|底|初|末|中旬|上旬|下旬|前)"),
    ("time", r"(?<![\d.:：∶])(?:[01]?\d|2[0-4])[:：][0-5]\d(?!\d)(?:\s?[-—–~～至到]\s?(?:[01]?\d|"
        r"2[0-4])[:：][0-5]\d)?"),
    ("clause", r"第(?:\s?\d+\s?|" + _CN + r"+)[条款项章节编目](?:之[一二三四五六七八九十])?"),
    ("clause", r"\b(?:Article|Section|Clause|Chapter|Item|Note|Table|Figure|Rule|Part) \d+(?:\.\d+)*[A-Z]?\b"),
    ("list_number", r"(?m)^[ \t\u3000]*(?:[（(](?:\d{1,3}|" + _CN + r"{1,3})[）)]|"
        r"\d{1,2}(?:\.\d{1,2})*[.．、](?!\d)|" + _CN + r"{1,3}、)"),
    ("list_number", r"[（(](?:\d{1,2}|" + _CN + r"{1,3})[）)](?![年月%])|[①-⑳]"),
    ("ordinal", r"第\s?(?:\d+|" + _CN + r"+)|No\.? ?\d+|\b\d+(?:st|nd|rd|th)\b"),
    ("ordinal", r"(?:前|百|top |Top )(?:\d+|[三十百]" + r"{1,2})(?=[强名位%％]|\b)|\d+强"),
    ("name", r"(?<![A-Za-z0-9.])\d+(?:\s?\+\s?(?:\d+|[A-ZＮＸ]))+"),
    ("name", r"(?<![A-Za-z0-9.])\d{1,2}/24(?=小时)|\b24/7\b"),
    ("name", r"[“\"‘「](?P<n>\d+)[”\"’」]|(?<![\d.])(?P<n2>\d+)号(?![线码])"),
    ("name", r"[“‘「](?:[^”’」\d]{0,6}?)" + "[两零〇一二三四五六七八九十百千]" + r"+[^”’」\d]{0,6}[”’」]"),
    ("name", r"(?<!\d)\d0(?=后[^，。\d])"),
    ("name", r"(?<![\d.])\d+(?=大(?!于|约|幅|力|致|概))"),
    ("ordinal", _CN + r"+(?=届)|" + _CN + r"+(?=次全[会体])"),
    ("name", r"十[一二三四五](?=五|”|规划)|(?<=十[一二三四])五|(?<=“)十[一二三四]五(?=”)"),
    ("duration", r"(?:连续|历时|持续)(?:第)?(?P<n>\d+|" + _CN + r"+)(?=个?[年月天季])"),
    ("duration", r"(?P<n>[两一二三四五六七八九十百]+)(?=年(?![级轻]))"),
    ("duration", r"(?<![\d.])(?P<n>\d+|" + _CN + r"{2,})(?=周年|[余多]?年来|年以来)"),
    ("qualifier", r"(?<![\d.])(?P<n>\d+|" + _CN + r"{2,})(?=周?岁)"),
    ("qualifier", r"(?:超|近)?(?P<n>\d+[万亿]?|" + _CN + r"*[百千万亿]+)(?=(?:吨|人|元|户|亩)?(?:级|"
        r"以上(?:的)?(?:工业)?(?:项目|企业)))"),
    ("name", r"(?<![A-Za-z])(?:[A-Z]+[a-z]?|[A-Za-z]{1,3})\d+(?:\.\d+)?(?![A-Za-z\d])"),
)  # fmt: skip
_COMPILED = tuple((kind, re.compile(pattern)) for kind, pattern in _PATTERNS)

#: `一` before a measure word is an article (一个, 一批), and these words only look like numbers.
IDIOM = re.compile(
    "(?:"
    + "一[个些批种次项件条系列起家名位组支套步站定般切样直旦律体流同方面]|[二三四五六]级|二次|[一二三]期|[一二三]产|"
    "两[会重江山岸手化国极]|红十字|零部件|三门峡|八项规定|零[售件距]|三[农公会]|四[好周]|百[姓强]|千方|"
    "万[一物]|五[金保险]|十[分足]|三角|长三角|半导|半[岛径]" + ")"
)
_CHINESE = re.compile(CHINESE_NUMBER)


def find_labels(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield (kind, start, end) of every number of `text` that is a label, first pattern first, never overlapping.

    Kinds: document_number, name, phone, date, year, time, clause, list_number, ordinal, duration (连续7年, 30周年) and
    qualifier (35周岁以下, 30万吨级: a threshold or grade inside a name). `text` should come through `aligned`.
    """
    taken = bytearray(len(text))
    for kind, pattern in _COMPILED:
        for match in pattern.finditer(text):
            group = next((g for g in ("n", "n2") if match.groupdict().get(g)), 0)
            start, end = match.span(group)
            if start < end and not any(taken[start:end]):
                taken[start:end] = b"\x01" * (end - start)
                yield kind, start, end


def is_idiom(text: str, start: int, end: int) -> bool:
    """Tell whether the Chinese number at [start, end) is part of a word or an article rather than a count."""
    return any(m.start() <= start and m.end() >= end for m in IDIOM.finditer(text, max(0, start - 1), end + 3))
