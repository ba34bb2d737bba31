"""A Chinese question taken apart: what it asks about, without the words that ask."""

from __future__ import annotations

import re

from assistant.text.tokens import plain_words

MEASURE = (
    r"(?:个?工作日|个月|小时|分钟|学时|[万亿]?(?:立方米|平方米|公里|千米|毫克|毫米|厘米|吨|元|米|度|户|只|件|人次|人)|"
    r"场次|百分点|[个次项处座台套条名天日年月份家种张场秒])"
)
#: Words that ask, with what only leans on them.
ASKING = re.compile(
    rf"(?:分别)?(?:是|为|达到?|有|共|要求?|需要?|用了|占了?|收)?在?(?:多长时间|多少|几(?![乎何])|多久|多[大高长重远])"
    rf"{MEASURE}?(?:之?内|以内)?"
    r"|(?:从|自)?是?在?(?:什么时[候间]|何时|哪[一1]?[天年]|哪个月|什么地方|哪里|哪儿|何处)起?"
    r"|由?(?:谁来|谁|哪位|何人|[哪什][个些么](?:部门|单位|人))"
    r"|(?:为什么|为何|怎么样|怎么办理|怎么办|怎么|如何|怎样)"
    r"|(?:需要?|要|带|提[供交])(?:什么|哪些)(?:材料|资料|手续|证件)"
    r"|(?:是|有|要|需要|带)?(?:什么|哪些|哪几[个种项]|哪个|哪种)"
    r"|是不是|有没有|能不能|可不可以|是否|能否|吗"
)
_END = re.compile(r"[呢啊呀吧？?。！!，,\s]+$")
_LOOSE_END = re.compile(
    r"(?:应当?|应该|必须|可以|需要|需|要|在|是|为|有|的|达到?|了|用了|最多|最少|一次|下降到|压缩到|提高到)+$"
)
_STUB = re.compile(r"[，,][^，,]{0,3}$")
#: Where a name ends when one walks left from its last word.
_FENCES = frozenset(
    str.split(
        "的 了 在 对 向 把 由 是 为 和 与 及 从 到 全市 全省 全国 全区 全县 公司 集团 现在 目前 每月 每年 每户 可以 "
        "应当 必须 累计 新增 新建 完成 实现 实施 计划 实际 共 个 年 月 日 最多 最少 至少 多少 几 办理 受理 进入"
    )
)


def trimmed(text: str) -> str:
    """`text` without the particles and signs at its end."""
    return _END.sub("", text.strip())


def statement(question: str) -> str:
    """What `question` is about: its own words without those that ask (二次供水水箱多久清洗一次 → 二次供水水箱清洗)."""
    plain = ASKING.sub("", trimmed(question))
    for _ in range(3):
        plain = _STUB.sub("", _LOOSE_END.sub("", trimmed(plain)))
    return plain


def with_name(question: str, name: str) -> tuple[str, str] | None:
    """`question` about `name` instead, and what `name` took the place of. None when no place for it is found.

    First where the words end alike (一级抢修 and 二级抢修, 供水量 and 售水量); else what stands before the words that
    ask, else what stands behind them.
    """
    place = _alike(question, name) or _before(question) or _behind(question)
    if place is None:
        return None
    start, end = place
    return question[:start] + name + question[end:], question[start:end]


def _alike(question: str, name: str) -> tuple[int, int] | None:
    words = plain_words(question)
    ends = [sum(len(word) for word in words[: n + 1]) for n in range(len(words))]
    asking = [match.span() for match in ASKING.finditer(question)]
    for length in range(len(name), 0, -1):
        for n, end in enumerate(ends):
            if not question[:end].endswith(name[-length:]) or any(a < end <= b for a, b in asking):
                continue
            if not re.search(r"[\u4e00-\u9fffA-Za-z]$", question[:end]) or words[n] in _FENCES:
                continue
            start = _start(words, n, asking)
            if question[start:end] != name and length <= end - start:
                return start, end
    return None


def _start(words: list[str], last: int, asking: list[tuple[int, int]]) -> int:
    """Where the name that ends with word `last` begins."""
    first = last
    while first > 0:
        before = words[first - 1]
        at = sum(len(word) for word in words[: first - 1])
        asks = any(a < at + len(before) <= b for a, b in asking)
        if before in _FENCES or asks or not re.fullmatch(r"[\u4e00-\u9fffA-Za-z]+", before):
            break
        first -= 1
    return sum(len(word) for word in words[:first])


def _before(question: str) -> tuple[int, int] | None:
    match = ASKING.search(question)
    if match is None:
        return None
    head = question[: match.start()]
    start = max((found.end() for found in re.finditer(r"\d+年(?:\d+月)?(?:末|底|度)?的?|[，,：]", head)), default=0)
    own = _LOOSE_END.sub("", head[start:])
    return (start, start + len(own)) if len(re.sub(r"完成|实现|计划|新增|累计|实际", "", own)) >= 2 else None


def _behind(question: str) -> tuple[int, int] | None:
    match = ASKING.search(question)
    if match is None:
        return None
    tail = _END.sub("", question[match.end() :])
    return (match.end(), match.end() + len(tail)) if len(tail) >= 2 else None
