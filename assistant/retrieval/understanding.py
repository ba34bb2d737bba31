"""What a question says of what it looks for, read from its words alone: no library, no model. Pure functions.

Whether something is certain is decided where the library is known (assistant/retrieval/narrowing.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from assistant.domain import Hint, Understood
from assistant.retrieval.clauses import named_clauses
from assistant.text import periods
from assistant.text.normalise import fold, squeeze
from assistant.text.tokens import language_of
from assistant.text.variants import simplified

_QUOTED = re.compile(r"“([^“”]+)”|「([^「」]+)」|『([^『』]+)』|\"([^\"]+)\"")
_LONGEST_PHRASE = 80
_DOC_NUMBER = re.compile(r"[〔\[【（(]\s?(?P<year>(?:19|20)\d\d)\s?[〕\]】）)]\s?第?\s?(?P<serial>\d{1,5})\s?[号號]")
_TITLE = re.compile(r"《([^《》]{2,80})》")
PAPERS: tuple[tuple[str, str], ...] = (
    ("review", r"年度回顾|年度总结|全年总结|年终总结|annual review"),
    ("summary", r"(?:部门|科室|个人)(?:工作)?总结"),
    ("plan", r"工作计划|年度计划|工作要点|工作安排|work plan"),
    ("procedure", r"(?:操作|作业|技术)?规程|作业指导书|操作流程"),
    ("law", r"条例|法规|regulations?\b"),
    ("policy", r"管理办法|管理制度|管理规定|实施细则"),
    ("report", r"政府工作报告|work report"),
    ("annual_report", r"年度报告|年报|annual report|10-K"),
    ("handbook", r"员工手册|用户手册|手册|handbook|manual\b"),
    ("notice", r"(?<!收到)通知(?:里|中|要求|规定)|通告|公告"),
    ("guide", r"办事指南|指南|guideline"),
)
"""Kinds of papers as they are told by a question's words."""


def read(question: str, today: date) -> Understood:
    """Read a question; 去年 and the like are resolved from `today`. Nothing is certain yet."""
    hints = [*_years(question, today), *_papers(question), *_phrases(question), *_clauses(question)]
    return Understood(language_of(question), tuple(dict.fromkeys([*hints, *_numbers(question), *_titles(question)])))


def _years(question: str, today: date) -> Iterator[Hint]:
    seen: set[int] = set()
    for period in periods.find(question, today):
        for year in sorted(periods.years_of(period.value) - seen):
            seen.add(year)
            yield Hint("year", str(year), words="" if re.search(r"\d{4}", period.raw) else period.raw)


def _papers(question: str) -> Iterator[Hint]:
    plain = simplified(_TITLE.sub("", question))  # what kind of paper a named title is, its own kind says
    for kind, words in PAPERS:
        if match := re.search(words, plain, re.IGNORECASE):
            yield Hint("paper", kind, words=match.group())


def _phrases(question: str) -> Iterator[Hint]:
    for match in _QUOTED.finditer(question):
        phrase = next(group for group in match.groups() if group is not None).strip().strip("，。；：？！,.;:?!")
        if 2 <= len(squeeze(phrase)) <= _LONGEST_PHRASE:
            yield Hint("phrase", phrase)


def _clauses(question: str) -> Iterator[Hint]:
    yield from (Hint("clause", squeeze(words) if "第" in words else words) for words, _ in named_clauses(question))


def _numbers(question: str) -> Iterator[Hint]:
    for match in _DOC_NUMBER.finditer(fold(question)):
        value = f"〔{match['year']}〕{int(match['serial'])}号"
        yield Hint("number", value)


def _titles(question: str) -> Iterator[Hint]:
    yield from (Hint("title", match[1].strip()) for match in _TITLE.finditer(question))
