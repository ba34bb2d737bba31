"""What a rule contains: the things it lists in its sentence, what it forbids, its principles, what a word means."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.domain import Passage
from assistant.onboarding.facts import GAP, Fact, Kind, Paper
from assistant.onboarding.figures import values_in
from assistant.onboarding.grammar import MODAL, Rule, balanced, segments
from assistant.onboarding.standing import leaning, standing
from assistant.question_items import ItemType

Part = tuple[int, int]
_ASKS = {
    "载明": "哪些内容", "包括": "哪些内容", "注明": "哪些内容", "写明": "哪些内容", "标明": "哪些内容",
    "公示": "哪些内容", "提交": "哪些材料", "检测": "哪些项目", "检查": "哪些内容", "列明": "哪些内容",
}  # fmt: skip
_LISTING = re.compile(rf"(?:主要|至少|一并|如实)?(?P<verb>{'|'.join(_ASKS)})(?P<what>[^，。；：]{{4,90}})$")
_PRINCIPLE = re.compile(r"(?:遵循|坚持|实行)(?P<what>[^。；]{4,60}?)的(?P<noun>原则|方针)$")
_PREREQUISITE = re.compile(
    r"^(?P<head>.{4,40}?)，(?P<need>[^。；]{4,60}?)(?P<after>后)?，?(?P<then>方可[^，；。]{2,30})"
)
_SELF = r"本(?:条例|办法|规定|规程|规范|制度|细则|法|标准)"
_MEANS = re.compile(
    rf"^(?:{_SELF}(?:中)?(?:所)?称(?:的)?)?(?P<word>[^，。；：是]{{2,24}}?)，?(?P<verb>(?:是|系)指|包括)(?P<what>[^；]{{6,160}})$"
)
_PLACE = re.compile(r"^在.{3,}(?:内|上|中|期间|范围|附近|下)$")
_DO = re.compile(r"(?:的行为|的活动|行为|活动)$")
_BEGINS = re.compile(r"自(?P<day>\d{4}年\d{1,2}月\d{1,2}日)起(?:施行|实施|生效)$")


def states_of(text: str) -> str:
    """What a sentence counts as in the coverage: amount, limit, duty, definition, "" for nothing to ask."""
    found = values_in(text)
    if any("元" in each.raw or each.kind in {"fine", "times", "share"} for each in found):
        return "amount"
    if found:
        return "limit"
    if MODAL.search(text) or re.search(r"负责|主管|由[^，。；]{2,30}(?:责令|制定|规定|批准|审批|确定)", text):
        return "duty"
    return "definition" if re.search(r"(?:是|系)指", text) else ""


def definitions(text: str, passage: Passage, whole: Part, paper: Paper) -> Iterator[Fact]:
    """《…》所称的“二次供水”是指什么？ and from which day the paper holds."""
    found = _MEANS.match(text)
    if found and (found["verb"] != "包括" or re.match(_SELF, text)):
        word = re.sub(r"[（(]以下.*", "", found["word"]).strip('“”"「」')
        verb, asked = ("包括", "哪些内容") if found["verb"] == "包括" else ("是指", "什么")
        told = f"{paper.name}所称的“{word}”{verb}{GAP}"
        kind, types = (Kind.DEFINITION, (ItemType.SHORT,)) if verb == "是指" else (Kind.CONTENT, (ItemType.SHORT,))
        if not leaning(word) and not re.search("[应当不得为由]", word):
            yield Fact(kind, "definition", told, asked, found["what"], passage, (whole,), types, weight=1.0)
    begins = _BEGINS.search(text)
    if begins and re.match(_SELF, text):
        told = f"{paper.name}自{GAP}起施行"
        yield Fact(Kind.CONTENT, "limit", told, "什么时候", begins["day"], passage, (whole,),
                   (ItemType.SHORT, ItemType.FILL), weight=0.7)  # fmt: skip


def contents(part: str, rule: Rule, passage: Passage, whole: Part, paper: Paper) -> Iterator[Fact]:
    """What stands behind the modal as a list, a principle, a thing forbidden, or a thing needed first."""
    lead = part[: rule.modal[1]]
    made: list[tuple[str, str, str, float]] = []
    start, end = next((a, b) for a, b in segments(part) if a <= rule.modal[0] < b)
    behind = part[rule.modal[1] : end]
    if rule.force in {"应当", "必须", "应", "须"}:
        whole_list = end == len(part) or re.match("[，,](?:并|且)", part[end:]) is not None
        made += (list(_listed(lead, behind)) if whole_list else []) + list(_principle(lead, behind))
    if rule.force in {"禁止", "严禁"} and _PLACE.match(rule.conditions) and part[start : rule.modal[0]] == "":
        what = _one_ban(rule.predicate)
        made.append((lead + GAP, "哪些行为" if _DO.search(what) or "、" in what else "什么行为", what, 1.6))
    made += list(_needed_first(part))
    for told, wh, answer, weight in made:
        told = standing(told, paper)
        if balanced(answer) and 16 <= len(told) <= 110 and len(answer) >= 4:
            yield Fact(Kind.CONTENT, "duty", told, wh, answer, passage, (whole,), (ItemType.SHORT,),
                       role=rule.who, weight=weight)  # fmt: skip


def _one_ban(predicate: str) -> str:
    """What is forbidden, to where another rule begins."""
    for start, end in segments(predicate)[1:]:
        if MODAL.search(predicate, start, end) or predicate[start:end].endswith("的"):
            return predicate[: start - 1]
    return predicate


def _listed(lead: str, behind: str) -> Iterator[tuple[str, str, str, float]]:
    found = _LISTING.search(behind)
    if found and found["what"].count("、") >= 2 and "的" not in found["what"][:3]:
        told = lead + behind[: found.start("what")] + GAP
        yield told, _ASKS[found["verb"]], re.sub("等(?:内容|材料|事项)$", "", found["what"]), 1.5


def _principle(lead: str, behind: str) -> Iterator[tuple[str, str, str, float]]:
    found = _PRINCIPLE.search(behind)
    if found:
        yield (
            lead + behind[: found.start("what")] + GAP,
            f"什么{found['noun']}",
            f"{found['what']}的{found['noun']}",
            0.9,
        )


def _needed_first(part: str) -> Iterator[tuple[str, str, str, float]]:
    found = _PREREQUISITE.match(part)
    if found and "，" not in found["head"] and not re.search("[因如]|^[未在经]|[后时]$|的$", found["head"]):
        after = "后" if found["after"] else ""
        need = re.sub("^(?:应当|必须)", "", found["need"])
        yield f"{found['head']}，{GAP}{after}，{found['then']}", "满足什么条件", need, 1.4
