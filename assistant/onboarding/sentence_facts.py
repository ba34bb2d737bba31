"""What a Chinese rule's sentence can be asked: its figures, its holder, what to do, what is meant by a word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.domain import Passage
from assistant.onboarding import contents
from assistant.onboarding.facts import GAP, Fact, Kind, Paper
from assistant.onboarding.figures import Value, values_in
from assistant.onboarding.grammar import AGENT_END, BY, Rule, balanced, is_agent, parse, segments, whole_predicate
from assistant.onboarding.reading import Sentence
from assistant.onboarding.standing import leaning, standing
from assistant.question_items import ItemType

_LONGEST = 120
_ENOUGH = 26
_UNFINISHED = re.compile(r"(?:内|后|前|时|的|之日起|情况下|过程中|期间|外|以|按照[^，]*|根据[^，]*)$")
_STRONG = re.compile(r"的$|时$|后$|^(?:因|如|发生|发现|逾期|未|违反|需要|确需)|[^，]{2,}(?:前|期间)$|情况下$|之日起$")
_NOBODY = re.compile(
    r"任何|^(?:单位和个人|单位或者个人|当事人|个人|单位|人|有关|相关|公民|双方|其他|所有|全体|各)|有关|相关|其(?!他)|该"
)
_IN_CHARGE = re.compile(r"(?:具体)?(?:负责|主管)(?!人|本单位|任)")

FIGURE_TYPES = (ItemType.SHORT, ItemType.SINGLE, ItemType.FILL, ItemType.TRUE_FALSE)
HOLDER_TYPES = (ItemType.SHORT, ItemType.SINGLE, ItemType.TRUE_FALSE, ItemType.FILL)


def facts_of(sentence: Sentence, passage: Passage, paper: Paper) -> Iterator[Fact]:
    """All that one sentence can be asked, each in words that stand alone as well as the sentence allows."""
    bare = sentence.text.rstrip("。！!.;；")
    if not sentence.first and leaning(bare):
        return
    whole = (sentence.start, sentence.end)
    yield from contents.definitions(bare, passage, whole, paper)
    lent = ""
    for n, (start, end) in enumerate(segments(bare, "；;")):
        part = bare[start:end].strip()
        rule = parse(part)
        if n and leaning(part) and not (lent and rule and rule.conditions):
            continue
        for fact in _part_facts(part, rule, lent if n else "", passage, whole, paper):
            if balanced(fact.told.replace(GAP, "")):
                yield fact
        if rule and rule.who:
            lent = rule.who
    if len(bare) <= _LONGEST:
        yield Fact(Kind.RULE, contents.states_of(bare), standing(bare, paper), "", "", passage, (whole,),
                   (ItemType.TRUE_FALSE,), role=lent, weight=0.6)  # fmt: skip


def _part_facts(
    part: str, rule: Rule | None, lent: str, passage: Passage, whole: tuple[int, int], paper: Paper
) -> Iterator[Fact]:
    role = rule.who if rule else ""
    if not leaning(part):
        for value in values_in(part):
            yield from _figure(part, rule, value, passage, whole, paper)
        yield from _holders(part, rule, passage, whole, paper)
        if rule:
            yield from contents.contents(part, rule, passage, whole, paper)
    if rule and rule.conditions_end:
        yield from _action(rule, role or lent, passage, whole, paper)
    yield from _penalty(part, passage, whole, paper)


def _stop(part: str, needed: int, least: int = 0) -> int:
    """Where a question may end that holds everything to `needed`: at a comma, and not with half a thought."""
    for start, end in segments(part):
        if end >= needed and end >= least and end > start and not _UNFINISHED.search(part[start:end]):
            return end
    return len(part)


def _figure(
    part: str, rule: Rule | None, value: Value, passage: Passage, whole: tuple[int, int], paper: Paper
) -> Iterator[Fact]:
    needed = max(value.end, rule.modal[1] if rule else 0)
    stop = _stop(part, needed)
    before, behind = part[: value.start], part[value.end : stop]
    told = standing(before + GAP + behind, paper)
    if len(told) > _LONGEST and rule and value.start > rule.conditions_end:
        cut = next((a for a, b in segments(part) if a <= value.start < b), 0)
        if cut > rule.modal[1] and rule.who:
            told = standing(f"{part[: rule.modal[1]]}{part[cut : value.start].lstrip('并且还')}{GAP}{behind}", paper)
    if len(told) <= _LONGEST + 20 and told.count(GAP) == 1:
        states = "amount" if value.kind in {"fine", "times"} or "元" in value.raw else "limit"
        yield Fact(Kind.FIGURE, states, told, value.wh, value.raw, passage, (whole,), FIGURE_TYPES,
                   role=rule.who if rule else "", weight=1.6)  # fmt: skip


def who_asked(answer: str) -> str:
    """The words that ask for a duty-holder: 哪个部门, 哪些单位, 谁."""
    names = re.split(r"、|和|或者|及其|以及|或", answer)
    kind = AGENT_END.search(answer)
    if kind and kind.group() in {"部门", "单位", "机构", "机关"} and len({each[-2:] for each in names}) == 1:
        return f"{'哪些' if len(names) > 1 else '哪个'}{kind.group()}"
    if re.search(r"(?<!所有)(?<!使用)(?:部|中心|班|站|营业所)$", answer):
        return "哪个部门" if len(names) == 1 else "哪些部门"
    return "谁"


def _holders(part: str, rule: Rule | None, passage: Passage, whole: tuple[int, int], paper: Paper) -> Iterator[Fact]:
    places: list[tuple[int, int]] = []
    if rule and rule.who and rule.force not in {"可以", "有权"} and len(whole_predicate(rule)) >= 8:
        places.append(rule.holder)
    charge = None if rule else _IN_CHARGE.search(part)
    if charge:
        start = next((a for a, b in segments(part) if a <= charge.start() < b), 0)
        if is_agent(part[start : charge.start()]):
            places.append((start, charge.start()))
    places += [match.span("who") for match in BY.finditer(part)]
    for start, end in places:
        who = part[start:end]
        if _NOBODY.search(who) or not is_agent(who) or who in part[:start] + part[end:]:
            continue
        stop = _stop(part, max(end, rule.modal[1] if rule else 0), end + _ENOUGH)
        told = standing(part[:start] + GAP + part[end:stop], paper)
        if len(told) <= _LONGEST and len(told) - len(GAP) >= 10:
            yield Fact(Kind.HOLDER, "duty", told, who_asked(who), who, passage, (whole,), HOLDER_TYPES,
                       role=who, weight=1.3)  # fmt: skip


def _action(rule: Rule, who: str, passage: Passage, whole: tuple[int, int], paper: Paper) -> Iterator[Fact]:
    """…的，供水企业应当怎么做？"""
    answer = whole_predicate(rule)
    conditions = rule.text[: rule.conditions_end].rstrip("，, ")
    between = rule.text[rule.holder[1] : rule.modal[0]] if rule.who else ""
    if rule.force not in {"应当", "必须", "须", "可以", "应"} or not 6 <= len(answer) <= 140 or not conditions:
        return
    last = conditions[segments(conditions)[-1][0] :]
    if not _STRONG.search(last) or len(conditions) < 5 or "：" in answer:
        return
    if who and _NOBODY.search(who):
        who = ""
    asked = "如何处理" if not who else ("怎么做" if rule.force != "可以" else "采取什么措施")
    told = standing(f"{conditions}，{who}{between}{rule.force}{GAP}", paper)
    situation = standing(conditions, paper).removesuffix("的")
    types: tuple[ItemType, ...] = (ItemType.SCENARIO, ItemType.SHORT)
    yield Fact(Kind.ACTION, "duty", told, asked, answer, passage, (whole,), types if who else (ItemType.SHORT,),
               role=who, situation=situation if who else "", weight=1.5)  # fmt: skip


def _penalty(part: str, passage: Passage, whole: tuple[int, int], paper: Paper) -> Iterator[Fact]:
    """…的，由城市管理部门如何处理？"""
    for match in BY.finditer(part):
        before = part[: match.start()].rstrip("，, ")
        answer = part[match.end() :].rstrip("。；;，, ")
        told = standing(f"{before}，", paper).rstrip("，")
        if not before.endswith("的") or not re.match("责令|给予|处|没收|吊销|依法|限期|警告|按照|依照", answer):
            continue
        if len(told) >= 8 and 6 <= len(answer) <= 160 and "：" not in answer:
            told = f"{told}，由{standing(match['who'], paper)}{GAP}"
            yield Fact(Kind.ACTION, "amount", told, "如何处理", answer, passage, (whole,),
                       (ItemType.SCENARIO, ItemType.SHORT), role=match["who"],
                       situation=standing(before, paper).removesuffix("的"), weight=1.2)  # fmt: skip
        return
