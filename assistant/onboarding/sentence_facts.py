"""What a Chinese rule's sentence can be asked: its figures, who has the duty, what to do, and whether it is so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.domain import Passage
from assistant.onboarding import contents
from assistant.onboarding.facts import GAP, Fact, Kind, Paper
from assistant.onboarding.figures import Value, values_in
from assistant.onboarding.grammar import (
    AGENT_END,
    BY,
    MODAL,
    TO,
    Rule,
    balanced,
    is_agent,
    is_condition,
    parse,
    segments,
    subrules,
)
from assistant.onboarding.options import rules_others
from assistant.onboarding.reading import Sentence
from assistant.onboarding.standing import bereft, leaning, nobody_meant, standing
from assistant.question_items import ItemType

LONGEST = 130
_ENOUGH = 30
_CLEAR = 9
_UNFINISHED = re.compile(
    r"(?:内|后|前|时|的|之日起|情况下|过程中|期间|外|以|按照[^，]*|[根依]据[^，]*|依照[^，]*|向[^，]*|对[^，]{0,30}|每[^，]{0,12}|为了?[^，]*)$"
)
_STRONG = re.compile(r"的$|时$|后$|^(?:因|如|发生|发现|逾期|未|违反|需要|确需)|[^，]{2,}(?:前|期间)$|情况下$|之日起$")
_NOBODY = re.compile(
    r"任何|[一二两三\d]名|^(?:单位和个人|单位或者个人|当事人|个人|单位|人|有关|相关|公民|双方|其他|所有|全体|各|一方|对方)|有关(?!部门[^，]*$)|相关|"
    r"其(?!他)|该|主要负责人$|^(?:负责人|人员|部门|机构|企业|机关)$"
)
_IN_CHARGE = re.compile(r"(?:具体)?(?:负责|主管)(?!人|本单位|任|部门)")
_AIM = re.compile(r"制定本(?:条例|办法|规定|规程|规范|制度|细则|法|标准)|适用本|适用于")
_BEFORE_KNOWN = re.compile(r"已|拒不|逾期|仍")
_ADVERB = re.compile(r"(?:最迟|一般|原则上|均|都|也|还|同时|及时|首先|只|[后时前内])$|有关|相关")
_SAYS_LIMIT = re.compile(r"不少于|不超过|不低于|不高于|不得|至少|保存|为|每|罚款")
_NO_SUBJECT = re.compile(
    r"^(?:未|逾期|擅自|违反|对|拒不|隐瞒|伪造|提供虚假|不按|不|在|需要|确需|发现|有|申请|将|利用|超过|从事)"
)
_OTHERS_ACT = re.compile(r"^[^，]{0,10}(?:用户|单位|企业|部门|机关|人员|机构|个人|申请人|当事人|人)")
_ODD_END = re.compile(r"[前内外中上下]$|期间$|情况下$|之日起$")

FIGURE_TYPES = (ItemType.SHORT, ItemType.SINGLE, ItemType.FILL, ItemType.TRUE_FALSE)
HOLDER_TYPES = (ItemType.SHORT, ItemType.SINGLE, ItemType.TRUE_FALSE, ItemType.FILL)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a part of a sentence stands: its passage, its quote, its paper, and whether it needs nothing before it."""

    passage: Passage
    whole: tuple[int, int]
    paper: Paper
    opens: bool
    first: bool
    lent: str = ""

    def told(self, text: str) -> str:
        return standing(text, self.paper)


def facts_of(sentence: Sentence, passage: Passage, paper: Paper) -> Iterator[Fact]:
    """All that one sentence can be asked, each in words that stand alone as well as the sentence allows."""
    bare = sentence.text.rstrip("。！!.;；")
    whole = (sentence.start, sentence.end)
    if (not sentence.first and leaning(bare)) or bereft(bare) or _AIM.search(bare):
        return
    yield from contents.definitions(bare, passage, whole, paper)
    place = Place(passage, whole, paper, sentence.opens, sentence.first)
    seen: list[Fact] = []
    for start, end in segments(bare, "；;"):
        for a, b in subrules(bare[start:end]):
            part = bare[start + a : start + b].strip("，, ")
            here = place if start + a == 0 else Place(passage, whole, paper, False, False, place.lent)
            seen += [fact for fact in _part_facts(part, here) if _stands(fact, here)]
            rule = parse(part)
            if rule and rule.who:
                place = Place(passage, whole, paper, sentence.opens, sentence.first, rule.who)
    yield from seen
    whole_told = place.told(bare)
    halves = segments(bare, "；;")
    if len(halves) > 1:
        half = bare[slice(*halves[0])]
        told = place.told(half)
        if len(half) <= LONGEST and contents.states_of(half) and not nobody_meant(told, sentence.first):
            yield Fact(Kind.RULE, "duty", told, "", "", passage, (whole,), (ItemType.TRUE_FALSE,), role=place.lent,
                       weight=0.5)  # fmt: skip
    states = contents.states_of(bare)
    if len(bare) <= LONGEST + 20 and states and balanced(whole_told) and not nobody_meant(whole_told, sentence.first):
        yield Fact(Kind.RULE, states, whole_told, "", "", passage, (whole,), (ItemType.TRUE_FALSE,), role=place.lent,
                   weight=0.6)  # fmt: skip


def _stands(fact: Fact, place: Place) -> bool:
    if not balanced(fact.told.replace(GAP, "")) or fact.told.count(GAP) != 1:
        return False
    return not nobody_meant(fact.told, place.first)


def _part_facts(part: str, place: Place) -> Iterator[Fact]:
    rule = parse(part)
    case = part.split("，")[0]
    if not place.first and case.endswith("的") and len(case) < _CLEAR + 4:
        return
    if not leaning(part) or place.opens:
        vague = rule is not None and 0 < len(rule.conditions) < _CLEAR and not rule.who
        clear = place.opens or (len(part) >= 2 * _CLEAR and not vague)
        for value in values_in(part) if clear else ():
            yield from _figure(part, rule, value, place)
        if clear:
            yield from _holders(part, rule, place)
        if rule:
            yield from contents.contents(part, rule, place.passage, place.whole, place.paper)
    if rule and rule.conditions_end:
        yield from _action(rule, place)
    if rule and not rule.conditions:
        yield from _demand(rule, place)
    yield from _penalty(part, place)


def _stop(part: str, needed: int, least: int = 0) -> int:
    """Where a question may end that holds everything to `needed`: at a comma, and not with half a thought."""
    for start, end in segments(part):
        if end >= needed and end >= least and end > start and not _UNFINISHED.search(part[start:end]):
            return end
    return len(part)


def _figure(part: str, rule: Rule | None, value: Value, place: Place) -> Iterator[Fact]:
    stop = _stop(part, max(value.end, rule.modal[1] + 2 if rule else 0))
    if rule is None and stop < len(part) and not _SAYS_LIMIT.search(part[:stop]):
        stop = len(part)
    told = place.told(part[: value.start] + GAP + part[value.end : stop])
    if len(told) > LONGEST and rule and value.start > rule.conditions_end:
        cut = next((a for a, b in segments(part) if a <= value.start < b), 0)
        if cut > rule.modal[1] and rule.who:
            behind = f"{part[cut : value.start].lstrip('并且还')}{GAP}{part[value.end : stop]}"
            told = place.told(part[: rule.modal[1]] + behind)
    if len(told) <= LONGEST + 20 and len(told) >= 14:
        states = "amount" if value.kind in {"fine", "times"} or "元" in value.raw else "limit"
        yield Fact(Kind.FIGURE, states, told, value.wh, value.raw, place.passage, (place.whole,), FIGURE_TYPES,
                   role=rule.who if rule else "", weight=1.7)  # fmt: skip


def who_asked(answer: str) -> str:
    """The words that ask for a duty-holder: 哪个部门, 哪些单位, 谁."""
    names = re.split(r"、|和|或者|及其|以及|或", answer)
    kind = AGENT_END.search(answer)
    if kind and kind.group() in {"部门", "单位", "机构", "机关"} and len({each[-2:] for each in names}) == 1:
        return f"{'哪些' if len(names) > 1 else '哪个'}{kind.group()}"
    if re.search(r"(?<!所有)(?<!使用)(?:部|中心|班|站|营业所|调度室)$", answer):
        return "哪个部门" if len(names) == 1 else "哪些部门"
    return "哪一级人民政府" if re.search("以上(?:地方)?人民政府$", answer) else "谁"


def _holders(part: str, rule: Rule | None, place: Place) -> Iterator[Fact]:
    places: list[tuple[int, int, float]] = []
    if rule and rule.who and rule.force not in {"可以", "有权", "不得"} and len(rule.predicate) >= 10:
        places.append((*rule.holder, 1.2))
    charge = None if rule else _IN_CHARGE.search(part)
    if charge:
        start = next((a for a, b in segments(part) if a <= charge.start() < b), 0)
        if is_agent(part[start : charge.start()]):
            places.append((start, charge.start(), 1.4))
    places += [(*match.span("who"), 1.35) for pattern in (BY, TO) for match in pattern.finditer(part)]
    for start, end, weight in places:
        who = re.sub(r"[（(]以下[^（）()]*[）)]$", "", part[start:end])
        if weight == 1.2 and "的" in who:
            continue
        if _NOBODY.search(who) or not is_agent(who) or who in part[:start] + part[end:] or _in_condition(part, start):
            continue
        stop = _stop(part, max(end + 4, rule.modal[1] if rule else 0), end + _ENOUGH)
        behind = part[end:stop]
        told = place.told(part[:start] + GAP + (behind.lstrip("，, ") if weight == 1.2 else behind))
        if len(told) <= LONGEST and len(told) >= 16:
            yield Fact(Kind.HOLDER, "duty", told, who_asked(who), who, place.passage, (place.whole,), HOLDER_TYPES,
                       role=rule.who if rule else who, weight=weight)  # fmt: skip


def _in_condition(part: str, at: int) -> bool:
    """Whether a place lies in a segment that only says when the rule holds."""
    start, end = next((a, b) for a, b in segments(part) if a <= at < b)
    words = part[start:end]
    return words.endswith("的") or (is_condition(words) and MODAL.search(words) is None)


def situation_of(conditions: str) -> str:
    """A condition as a short situation, "" where it makes no sentence: 停水的 → 停水, 竣工后 → 竣工."""
    text = conditions
    if _NO_SUBJECT.search(text) or _ODD_END.search(text):
        return ""
    text = re.sub(r"(?:的|时|后)$", "", text)
    return text if 8 <= len(text) <= 70 else ""


def _action(rule: Rule, place: Place) -> Iterator[Fact]:
    """…的，供水企业应当怎么做？"""
    answer, conditions = rule.predicate, rule.conditions
    if rule.force not in {"应当", "必须", "须", "可以", "应"} or not 8 <= len(answer) <= 140 or "：" in answer:
        return
    if not place.first and (re.search(r"(?:确需|需要)[^，]{2,4}的?$", conditions) or _BEFORE_KNOWN.search(conditions)):
        return
    last = conditions[segments(conditions)[-1][0] :] if conditions else ""
    clear = place.opens or (len(conditions) >= _CLEAR and not leaning(conditions)) or bool(place.lent)
    if not _STRONG.search(last) or len(conditions) < 5 or not clear:
        return
    head = rule.head
    if not head and place.lent and not place.first and rule.force != "可以" and not _OTHERS_ACT.search(conditions):
        head = place.lent
    if (head and not is_agent(head) and not rule.who) or _NOBODY.search(head):
        return
    asked = "怎么做" if head and rule.force != "可以" else ("采取什么做法" if head else "怎么做")
    told = place.told(f"{conditions}，{head}{rule.force}{GAP}")
    situation = situation_of(place.told(conditions)) if head and rule.force != "可以" else ""
    types = (ItemType.SCENARIO, ItemType.SHORT) if situation else (ItemType.SHORT,)
    if not head and place.told(answer) != answer:
        return
    yield Fact(Kind.ACTION, "duty", told, asked, answer, place.passage, (place.whole,), types,
               role=rule.who or place.lent, situation=situation, weight=1.5 if head else 1.1)  # fmt: skip


def _demand(rule: Rule, place: Place) -> Iterator[Fact]:
    """需要临时用水的用户应当怎么做？ and of things: 城市供水设施应当符合什么要求？"""
    head = rule.head.rstrip("，, ") if rule.head else ""
    told = place.told(head)
    if rule.force not in {"应当", "必须"} or not 10 <= len(rule.predicate) <= 110 or not 5 <= len(told) <= 50:
        return
    if _NOBODY.search(head) or leaning(head) or ("的" not in head and is_agent(head)) or "，" in head:
        return
    if _ADVERB.search(head):
        return
    if is_agent(head) or AGENT_END.search(head):
        asked, answer, verb = "怎么做", rule.predicate, ""
    elif rule.predicate.startswith("符合") and "，" not in rule.predicate:
        asked, answer, verb = ("什么标准" if "标准" in rule.predicate[-6:] else "什么要求"), rule.predicate[2:], "符合"
    elif re.search("[对在自由经按以为]", head[:1]) or rule.predicate.startswith(("由", "为", "是")):
        return
    else:
        asked, answer, verb = "符合什么要求", rule.predicate, ""
    if "有关规定" in answer and len(answer) < 20:
        return
    yield Fact(Kind.ACTION, "duty", f"{told}{rule.force}{verb}{GAP}", asked, answer, place.passage, (place.whole,),
               (ItemType.SHORT,), role=rule.who, weight=1.0)  # fmt: skip


def _penalty(part: str, place: Place) -> Iterator[Fact]:
    """…的，由城市管理部门如何处理？"""
    for match in BY.finditer(part):
        before = part[: match.start()].rstrip("，, ")
        answer = part[match.end() :].rstrip("。；;，, ")
        told = place.told(f"{before}，").rstrip("，")
        if (
            not before.endswith("的")
            or not rules_others(match["who"])
            or not re.match("责令|给予|处|没收|吊销|依法|限期|警告|按照|依照", answer)
        ):
            continue
        if len(told) >= _CLEAR and not leaning(told[:2] if place.opens else told) and 6 <= len(answer) <= 160:
            told = f"{told}，由{place.told(match['who'])}{GAP}"
            situation = situation_of(place.told(before))
            types = (ItemType.SCENARIO, ItemType.SHORT) if situation else (ItemType.SHORT,)
            yield Fact(Kind.ACTION, "amount", told, "如何处理", answer, place.passage, (place.whole,), types,
                       role=match["who"], situation=situation, weight=1.3)  # fmt: skip
        return
