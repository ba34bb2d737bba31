"""What kind of paper a document is: one word of a fixed vocabulary, told by its title first."""

from __future__ import annotations

import re
from collections.abc import Sequence

KINDS = (
    "review", "plan", "summary", "table", "policy", "procedure", "law", "report", "annual_report", "news", "handbook",
    "notice", "guide", "other",
)  # fmt: skip

_TITLE_WORDS: tuple[tuple[str, str], ...] = (
    ("annual_report", r"年度报告|年报(?!表)|annual report|\b10-?k\b"),
    ("law", r"条例|(?<!办)法(?=$|[（(])"),
    ("procedure", r"规程|操作流程|业务流程|工作流程|处理流程|流程|作业指导书|操作程序|规范|procedure|\bsop\b"),
    ("policy", r"办法|规定|制度|细则|规则|守则|准则|政策|实施意见|policy|regulations?\b"),
    ("handbook", r"手册|handbook|manual"),
    ("guide", r"指南|须知|指引|guide"),
    ("notice", r"通知|公告|通告|公示|notice"),
    ("plan", r"计划|规划|工作要点|行动方案|实施方案|方案|plan\b"),
    ("summary", r"总结|小结|summary"),
    ("review", r"回顾|回眸|综述|review\b"),
    ("table", r"报表|月报|统计表|一览表|明细表|台账|清单"),
    ("report", r"报告|report"),
)
_STATE_RULE = re.compile(r"办法|规定|决定|细则|条例")
_STATE = re.compile(
    r"人民代表大会|国务院|人民政府令|(?:部|总局|委员会|委)令|部务会议|国家[^\s，。]{2,10}局发布|中共中央"
)
_REVIEWS = re.compile(r"回顾.{0,6}过去|【盘点】|一年来|回望")
_PRESS = re.compile(r"(?:本报)?记者[\s:：]?[^\s，。]|通讯员|[Rr]eported by")


def kind_of(names: Sequence[str], header: str, head: str, file_format: str) -> str:
    """Return the kind. `names` are the title and the file's name, `header` the lines above the first article.

    `head` is the beginning of the text, `file_format` the reader's name for the format.

    The word that stands last in the title decides (工作计划完成情况报告 is a report); the state's rules are `law`.
    """
    for name in names:
        if kind := _by_title(name, header):
            return kind
    if file_format == "xlsx":
        return "table"
    if _PRESS.search(head[:1500]):
        return "review" if _REVIEWS.search(head) else "news"
    return "annual_report" if re.search(r"FORM 10-K|ANNUAL REPORT", head[:3000]) else "other"


def _by_title(title: str, header: str) -> str:
    forwarded = re.search(r"关于(?:印发|发布|转发)[《〈](.+?)[》〉].*通知", title)
    if forwarded:
        return _by_title(forwarded.group(1), header)
    if _STATE_RULE.search(title) and _STATE.search(header):
        return "law"
    best, position = "", -1
    for kind, words in _TITLE_WORDS:
        for match in re.finditer(words, title, re.IGNORECASE):
            if match.end() > position:
                best, position = kind, match.end()
    return best
