"""What a rule contains: the things it lists in its sentence, what it forbids, its principles, what a word means."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.domain import Passage
from assistant.onboarding.facts import GAP, Fact, Kind, Paper
from assistant.onboarding.figures import values_in
from assistant.onboarding.grammar import MODAL, Rule, balanced, segments, whole_predicate
from assistant.onboarding.standing import standing
from assistant.question_items import ItemType

Part = tuple[int, int]
_ASKS = {
    "载明": "哪些内容", "包括": "哪些内容", "注明": "哪些内容", "写明": "哪些内容", "标明": "哪些内容",
    "公示": "哪些内容", "公布": "哪些内容", "明确": "哪些内容", "提交": "哪些材料", "提供": "哪些材料",
    "检测": "哪些项目", "检查": "哪些内容", "建立": "哪些制度", "说明": "哪些内容", "记录": "哪些内容",
}  # fmt: skip
_LISTING = re.compile(rf"(?:主要|至少|一并|如实)?(?P<verb>{'|'.join(_ASKS)})(?P<what>[^，。；：]{{4,90}})$")
_PRINCIPLE = re.compile(r"(?:遵循|坚持|实行|按照)(?P<what>[^。；]{4,60}?)的(?P<noun>原则|方针|制度)$")
_PREREQUISITE = re.compile(r"^(?P<head>.{4,60}?)，(?P<need>[^。；]{4,60}?)(?:后)?，?(?P<then>方可.{2,40})$")
_MEANS = re.compile(
    r"^(?:本(?:条例|办法|规定|规程|规范|制度|细则|法|标准)(?:中)?(?:所)?称(?:的)?)?(?P<word>[^，。；：是]{2,24}?)，?(?:是|系)指(?P<what>.{6,160})$"
)
_PLACE = re.compile(r"^(?:在|从事|进行)")
_DO = re.compile(r"(?:行为|活动|物品|设施|业务|作业|项目)$")


def states_of(text: str) -> str:
    """What a sentence counts as in the coverage: amount, limit, duty, definition, condition, "" for nothing to ask."""
    found = values_in(text)
    if any("元" in each.raw or each.kind in {"fine", "times", "share"} for each in found):
        return "amount"
    if found:
        return "limit"
    if MODAL.search(text) or re.search(r"负责|主管|由[^，。；]{2,30}(?:责令|制定|规定|批准|审批|确定)", text):
        return "duty"
    return "definition" if re.search(r"(?:是|系)指", text) else ""


def definitions(text: str, passage: Passage, whole: Part, paper: Paper) -> Iterator[Fact]:
    """《…》所称的“二次供水”是指什么？"""
    found = _MEANS.match(text)
    if not found:
        return
    word = found["word"].strip('“”"「」')
    told = f"{paper.name}所称的“{word}”是指{GAP}"
    yield Fact(Kind.DEFINITION, "definition", told, "什么", found["what"], passage, (whole,),
               (ItemType.SHORT, ItemType.SINGLE), weight=1.0)  # fmt: skip


def contents(part: str, rule: Rule, passage: Passage, whole: Part, paper: Paper) -> Iterator[Fact]:
    """What stands behind the modal as a list, a principle, a thing forbidden, or a thing needed first."""
    lead = part[: rule.modal[1]]
    made: list[tuple[str, str, str, float]] = []
    first = next((part[a:b] for a, b in segments(part) if a <= rule.modal[0] < b), "")
    behind = first[first.find(rule.force) + len(rule.force) :]
    if rule.force in {"应当", "必须", "应", "须"}:
        made += list(_listed(lead, behind)) + list(_principle(lead, behind))
    if rule.force in {"禁止", "严禁"} and rule.conditions and _PLACE.match(rule.conditions):
        what = whole_predicate(rule)
        noun = _DO.search(what)
        made.append((lead + GAP, f"哪些{noun.group()}" if noun else "哪些行为", what, 1.5))
    if rule.force == "不得" and rule.who and 8 <= len(whole_predicate(rule)) <= 90:
        made.append((lead + GAP, "有哪些行为", whole_predicate(rule), 1.1))
    made += list(_needed_first(part))
    for told, wh, answer, weight in made:
        if balanced(answer) and len(told) <= 110 and len(answer) >= 4:
            yield Fact(Kind.CONTENT, "duty", standing(told, paper), wh, answer, passage, (whole,), (ItemType.SHORT,),
                       role=rule.who, members=_members(answer), weight=weight)  # fmt: skip


def _listed(lead: str, behind: str) -> Iterator[tuple[str, str, str, float]]:
    found = _LISTING.search(behind)
    if found and found["what"].count("、") >= 2:
        told = lead + behind[: found.start("what")] + GAP
        yield told, _ASKS[found["verb"]], found["what"].removesuffix("内容"), 1.4


def _principle(lead: str, behind: str) -> Iterator[tuple[str, str, str, float]]:
    found = _PRINCIPLE.search(behind)
    if found and not values_in(behind):
        yield (
            lead + behind[: found.start("what")] + GAP,
            f"什么{found['noun']}",
            found["what"] + "的" + found["noun"],
            0.9,
        )


def _needed_first(part: str) -> Iterator[tuple[str, str, str, float]]:
    found = _PREREQUISITE.match(part)
    if found and "，" not in found["head"] and not re.search("[因如]|^未", found["head"]):
        yield f"{found['head']}，{GAP}，{found['then']}", "满足什么条件后", found["need"], 1.3


def _members(answer: str) -> tuple[str, ...]:
    if "，" in answer or "；" in answer:
        return ()
    return tuple(re.split(r"、|以及|和|及", re.sub(r"等[^、]{0,12}$", "", answer)))
