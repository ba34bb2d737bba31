"""Titles of rules as they are compared: the same rule under two spellings, and two rules on the same subject."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.text.normalise import fold, squeeze

_NATION = "中华人民共和国"
_MARKS = re.compile(r"[<>〈〉《》「」『』“”\"'·]")
_YEAR = r"(?:19|20)\d\d(?:年度?|[-./]\d{1,2}[-./]\d{1,2})?"
_STATE = r"(?:第?[一二三四五六七八九十\d]+次)?(?:修订|修正|修改)(?:版|本)?|试行|暂行|版"
_VARIANT = re.compile(rf"[(\[【〔](?:{_YEAR})?(?:{_STATE})?[)\]】〕]$")
_SUFFIX = re.compile(r"(?:的?(?:工作|管理|实施|若干|暂行|试行))*(?:条例|规定|办法|细则|规则|规程|规范|制度)$")
_REACH = re.compile(r"^(?:城市|城镇|城乡)")
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Subject:
    """What a rule is about. `carries_out` tells that it implements another rule, and so never stands in its place."""

    core: str
    carries_out: bool


def normal(title: str) -> str:
    """The form in which two spellings of one title are equal.

    Width, spaces and brackets do not count, nor 中华人民共和国 in front, nor （试行） or （2023年修订） behind.
    A draft (征求意见稿) keeps its mark: it is not the rule.
    """
    plain = _MARKS.sub("", squeeze(fold(title)))
    plain = plain.removeprefix(_NATION) or plain
    while (shorter := _VARIANT.sub("", plain)) and shorter != plain:
        plain = shorter
    return plain


def subject(title: str, place: str) -> Subject | None:
    """What the rule of this title and place is about, None for a title that does not end as rules do."""
    plain = normal(title)
    suffix = _SUFFIX.search(plain)
    if suffix is None:
        return None
    core = plain[: suffix.start()].removeprefix(place)
    core = _REACH.sub("", core)
    return Subject(core, "实施" in suffix.group()) if len(core) >= _SHORTEST else None
