"""What a rule hangs on: the conditions it holds under and the exceptions it does not hold for."""

from __future__ import annotations

import re

_STOP = "，。；！？\n"
_CONDITIONS = re.compile(
    rf"未经[^{_STOP}不]{{2,30}}(?=[，,]|不得|禁止|严禁)"
    rf"|(?:如果|如(?!下|何|期|实)|若(?!干)|倘若|一旦|除非|只有|遇(?!到?难))[^{_STOP}]{{2,40}}(?=[，,])"
    rf"|[^{_STOP}]{{2,40}}(?:情况下|情形下|条件下|前提下|的情况|的情形)(?=[，,])"
    rf"|[^{_STOP}]{{3,50}}(?:的|时|后|前|之日起)(?=，(?!但))"
    rf"|(?:(?<=^)|(?<=[，；]))(?:对(?:于)?|因|在|凡|凭|经)(?!此)[^{_STOP}]{{3,40}}(?=，)"
    rf"|(?:经|在|凭)[^{_STOP}]{{2,30}}(?:批准|同意|审核|许可|验收合格|审批)(?:后)?(?=方可|可以|可)"
    r"|\b(?:if|unless|until|where|provided that|only (?:if|when|with)|subject to|without|on condition that|"
    r"in the case of)\b[^,.;]{3,80}",
    re.IGNORECASE,
)
_EXCEPTIONS = re.compile(
    rf"除(?!了|非|外|尘|险|草|去|此)[^{_STOP}]{{2,40}}?(?:以外|之外|外)(?=[，,](?!还|也|并|另))"
    rf"|[^{_STOP}]{{0,40}}除外"
    rf"|(?:但(?:是)?|不过)[，,]?[^{_STOP}]{{0,40}}(?:除外|另有|不受|不适用|不得|可以|应当|必须|不超过|免)[^{_STOP}]{{0,30}}"
    r"|\b(?:except|excluding|other than|save for|with the exception of|but (?:not|may|must|shall))\b[^,.;]{3,80}",
    re.IGNORECASE,
)


_EXCEPTING = re.compile(
    r"除[^，。；]*外|但|不过|另有|例外|\b(?:except|excluding|other than|save for|unless|but|exempt)\b", re.IGNORECASE
)


def conditions(sentence: str) -> list[tuple[int, int, bool]]:
    """Return (start, end, is an exception) of the conditions and exceptions in one sentence of a rule, in order.

    Conditions are 未经…, 如果…, …情况下, …的 and 对… before what then follows, and unless, if, subject to;
    exceptions are 除…外, …除外, a 但 that changes the rule, and except, other than.
    """
    found = [(*match.span(), True) for match in _EXCEPTIONS.finditer(sentence)]
    found += [(*match.span(), False) for match in _CONDITIONS.finditer(sentence)]
    kept: list[tuple[int, int, bool]] = []
    for start, end, excepted in sorted(found, key=lambda each: (each[0], not each[2])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end, excepted))
    return kept


def has_exception(text: str) -> bool:
    """True when `text` makes any exception (除外, 但, unless, except)."""
    return _EXCEPTING.search(text) is not None


def opens_exception(text: str) -> bool:
    """True when a sentence behind a semicolon is an exception to the one before it (但…, …的除外)."""
    return re.match(r"\s*但", text) is not None or "除外" in text
