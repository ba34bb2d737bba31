"""What a choice offers besides the right answer: values, holders and meanings that stand near it and are not true."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.onboarding import numbers
from assistant.onboarding.facts import Fact, Kind
from assistant.onboarding.grammar import parse

_COMMON = re.compile(
    r"自治区|直辖市|自治[州县旗]|流域|县级以上|地方|行政|主管|管理|人民政府|部门|单位|机构|企业|人员|国务院|[省市县区]|本级|有关|相关|或者|和|及其|、|的|负责"
)


_RANKED = re.compile(r"人民政府|国务院|政府$|部门$")
"""Bodies of which a higher one may hold a lower one (县级以上人民政府, 县级人民政府)."""
_VAGUE = re.compile(r"[的有其该各]|法律|具备|相应|所在地|原|上级|上一级|本级|授权|直接责任|其他")
_NOUN = re.compile(r"材料|资料|文件|内容|事项|条件|职责|义务|行为|活动|情形|措施|制度|信息|要求")
#: A rule turned round by one word. Only words that verification weighs, or that mean the contrary, stand here.
_TURNS = (
    ("无偿", "有偿"), ("免费", "有偿"), ("书面", "口头"), ("事先", "事后"), ("专用", "共用"), ("优先", "最后"),
    ("分表计量", "合并计量"), ("同时", "先后"), ("不再", "继续"), ("连带责任", "按份责任"), ("不收取", "收取"),
)  # fmt: skip
_ENGLISH_TURNS = (
    ("must not", "may"),
    ("may not", "may"),
    ("shall not", "may"),
    ("must", "need not"),
    ("shall", "need not"),
)
_UNTURNED = re.compile(r"立即|予以|做好|承担|符合|遵守|遵循|坚持|对|履行|负|赔偿|支付|同时|确保|保证|配合|接受")
_TOO_PLAIN = re.compile(
    r"擅自|违法|非法|任何|危害|破坏|污染|盗|欺|毁|挪用|泄露|伪造|虚假|依法|及时|妥善|加强|积极|严格|高效|认真|侵占"
)


@dataclass(frozen=True, slots=True)
class Siblings:
    """What the same paper says elsewhere: figures, holders and meanings, and the lists with what they are lists of."""

    figures: tuple[str, ...] = ()
    holders: tuple[str, ...] = ()
    meanings: tuple[str, ...] = ()
    lists: tuple[tuple[str, tuple[str, ...]], ...] = ()


def siblings_of(facts: Sequence[Fact]) -> Siblings:
    """Gather what distractors are drawn from."""
    return Siblings(
        figures=_once(fact.answer for fact in facts if fact.kind is Kind.FIGURE),
        holders=_once(fact.answer for fact in facts if fact.kind is Kind.HOLDER),
        meanings=_once(fact.answer for fact in facts if fact.kind is Kind.DEFINITION),
        lists=tuple((fact.core, fact.members) for fact in facts if fact.kind is Kind.LIST),
    )


def _once(texts: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))


def wrong_for(fact: Fact, siblings: Siblings) -> Iterator[str]:
    """Candidates for a wrong option, likeliest first. None of them is checked yet."""
    if fact.kind is Kind.FIGURE:
        yield from _figures(fact, siblings.figures)
    elif fact.kind is Kind.HOLDER:
        yield from _holders(fact.answer, fact.told, siblings.holders)
    elif fact.kind is Kind.DEFINITION:
        yield from sorted((each for each in siblings.meanings if apart(each, fact.answer)),
                          key=lambda each: abs(len(each) - len(fact.answer)))  # fmt: skip
    elif fact.kind is Kind.LIST:
        yield from _members(fact, siblings.lists)
    elif fact.kind is Kind.RULE:
        yield from turned(fact.told)


def shape_of(raw: str) -> str:
    """A figure's unit and form without its numbers: 五日 and 十日 are alike, 五万元以上十万元以下 is another."""
    return re.sub(r"\d+(?:,\d{3})*(?:\.\d+)?[万亿]?|[一二两三四五六七八九十百千零〇半]+[万亿]?", "#", raw)


def _figures(fact: Fact, others: Sequence[str]) -> Iterator[str]:
    answer = fact.answer
    close = list(numbers.near(answer, fact.told))
    alike = [each for each in others if each != answer and shape_of(each) == shape_of(answer)]
    # One from each side of the value first, then what the same paper says of other things.
    yield from dict.fromkeys((*close[:2], *alike[:1], *close[2:], *alike[1:]))


def apart(a: str, b: str) -> bool:
    """True when two names cannot be the same body, nor one be part of the other."""
    if a in b or b in a:
        return False
    mine, theirs = _COMMON.sub("", a), _COMMON.sub("", b)
    if not mine or not theirs:
        return not (_RANKED.search(a) and _RANKED.search(b))
    pairs = {mine[i : i + 2] for i in range(len(mine) - 1)} or {mine}
    other = {theirs[i : i + 2] for i in range(len(theirs) - 1)} or {theirs}
    return not pairs & other


def rules_others(name: str) -> bool:
    """True for authorities (部门, 机关, 政府), False for those who are ruled (企业, 单位, 用户)."""
    return re.search(r"(?:部门|机关|政府|国务院|法院|委员会|局|部)$", name) is not None


def _holders(answer: str, told: str, others: Sequence[str]) -> Iterator[str]:
    ending = answer[-2:]
    fit = [
        each
        for each in others
        if apart(each, answer)
        and each not in told
        and len(each) <= 2 * len(answer) + 6
        and not _VAGUE.search(each)
        and rules_others(each) == rules_others(answer)
    ]
    yield from sorted(fit, key=lambda each: (each[-2:] != ending, "、" in each, abs(len(each) - len(answer))))


def turned(told: str) -> Iterator[str]:
    """The rule with one word turned round: 不得 told as 可以, 应当 as 可以, 书面 as 口头."""
    for word, other in _TURNS:
        if told.count(word) == 1:
            yield told.replace(word, other)
    for word, other in _ENGLISH_TURNS:
        if len(re.findall(rf"\b{word}\b(?! never)", told)) == 1:
            yield re.sub(rf"\b{word}\b", other, told)
            return
    if _TOO_PLAIN.search(told) or re.search("可以|有权|禁止", told):
        return
    if told.count("不得") == 1 and "应当" not in told:
        yield told.replace("不得", "可以")
    for must in ("应当", "必须"):
        # Of a thing (水质可以符合标准) the turned sentence is no Chinese.
        rule = parse(told) if told.count(must) == 1 and "不得" not in told else None
        if rule and rule.who and rule.force == must and not _UNTURNED.match(rule.predicate):
            yield told.replace(must, "可以")


def _members(fact: Fact, lists: Sequence[tuple[str, tuple[str, ...]]]) -> Iterator[str]:
    """Things of the paper's other lists of the same sort (材料, 职责), or of another sort where there are none."""
    length = sum(map(len, fact.members)) / max(1, len(fact.members))
    noun = _NOUN.findall(fact.wh)[-1:]

    def far(each: tuple[str, tuple[str, ...]]) -> tuple[bool, float]:
        return noun != _NOUN.findall(each[0])[-1:], abs(sum(map(len, each[1])) / len(each[1]) - length)

    others = [each for each in lists if each[1] != fact.members and not set(each[1]) & set(fact.members)]
    for core, members in sorted(others, key=far):
        if noun and noun != _NOUN.findall(core)[-1:]:
            continue
        for member in members:
            if len(member) <= 1.8 * length + 8 and all(_unlike(member, mine) for mine in fact.members):
                yield member


def _unlike(a: str, b: str) -> bool:
    pairs = {a[i : i + 2] for i in range(len(a) - 1)}
    others = {b[i : i + 2] for i in range(len(b) - 1)}
    return len(pairs & others) <= 0.2 * max(1, min(len(pairs), len(others)))
