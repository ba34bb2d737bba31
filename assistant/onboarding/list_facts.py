"""What a Chinese rule's list can be asked: all of it, who acts on it, and what follows from one of its cases."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.domain import Passage
from assistant.onboarding.facts import GAP, Fact, Kind, Paper
from assistant.onboarding.figures import values_in
from assistant.onboarding.grammar import BY, MODAL, is_agent
from assistant.onboarding.reading import Listing, flat
from assistant.onboarding.sentence_facts import FIGURE_TYPES, situation_of, who_asked
from assistant.onboarding.standing import leaning, points_elsewhere, standing
from assistant.question_items import ItemType

_BELOW = re.compile(r"(?:下列|以下|如下)(?P<what>[^，。；：]{0,24})$")
_CASES = re.compile(r"有?(?:下列|以下)[^，。；：、]{0,12}?(?:行为|情形|情况|事项|条件)(?:之一)?(?:的)?")
_BREACH = re.compile(r"违反(?:本(?:条例|办法|规定|规程|法)(?:的)?(?:有关)?规定|规定)?$")
_STEPS = re.compile(r"(?:顺序|步骤|程序|流程)[^，。；]{0,8}$")
_RULED = re.compile(r"(?:规定|标准|方式|办法|情况|情形)(?:[^，。；：]{0,8})$")
_REST = re.compile(
    r"^(?:其他|其它|法律、?(?:行政)?法规)|规定的其他|等其他|其他.{0,12}(?:行为|活动|材料|情形|事项|条件|职责)$"
)
_MEANING = re.compile(
    r"(?P<word>[^，。；：]{2,24}?)，?(?:是|系)?指(?P<what>.{6,160})$|(?P<name>[^，。；：]{2,16})：(?P<said>.{6,160})$"
)
_LONGEST = 60


def facts_of_list(listing: Listing, passage: Passage, paper: Paper) -> Iterator[Fact]:
    """The facts of one list. A list whose sentence leans on another paragraph has none."""
    stem = listing.stem
    if points_elsewhere(_CASES.sub("", _BELOW.sub("", standing(stem, paper)))):
        return
    meanings = [_MEANING.match(each) for each in listing.items]
    if sum(each is not None for each in meanings) >= 2 and re.search("含义|用语|定义|术语|称", stem):
        yield from _meanings(listing, passage, paper)
        return
    if _CASES.search(stem) and not stem.endswith(("行为", "情形", "活动")):
        yield from _cases(listing, passage, paper)
    yield from _whole(listing, passage, paper)


def _meanings(listing: Listing, passage: Passage, paper: Paper) -> Iterator[Fact]:
    for item, part in zip(listing.items, listing.item_parts, strict=True):
        found = _MEANING.match(item)
        if found:
            word, what = found["word"] or found["name"], found["what"] or found["said"]
            told = f"{paper.name}所称的“{word.strip('“”')}”是指{GAP}"
            yield Fact(Kind.DEFINITION, "definition", told, "什么", what, passage, (part,),
                       (ItemType.SINGLE, ItemType.SHORT), weight=1.2)  # fmt: skip


def _whole(listing: Listing, passage: Passage, paper: Paper) -> Iterator[Fact]:
    stem, parts = listing.stem, ((listing.start, listing.end),)
    below = _BELOW.search(stem)
    if _STEPS.search(stem) and len(listing.items) >= 3:
        told = f"{standing(_BELOW.sub('', stem), paper)}{GAP}"
        yield Fact(
            Kind.ORDER, "step", told, "", "", passage, parts, (ItemType.ORDER,), members=listing.items, weight=1.6
        )
    named = tuple(each for each in listing.items if not _REST.search(each) and not points_elsewhere(each))
    if not below or len(named) < 2:
        yield from _members(listing, passage, paper)
        return
    noun = below["what"].removeprefix("的") or "内容"
    lead = standing(stem[: below.start()].removesuffix("有"), paper)
    short = tuple(each for each in named if len(each) <= _LONGEST and "。" not in each)
    if _RULED.search(stem) or leaning(lead) or len(lead) < 4:
        yield from _members(listing, passage, paper)
        return
    specific = len(noun) >= 6 or not re.search("行为|活动|情形", noun)
    if len(short) >= 2 and specific:
        yield Fact(Kind.LIST, "duty", lead + GAP, f"下列哪些{noun}", "", passage, parts, (ItemType.MULTIPLE,),
                   members=short, weight=1.6)  # fmt: skip
    answer = flat(passage.text[listing.item_parts[0][0] : listing.item_parts[-1][1]]).rstrip("。；;")
    if len(answer) <= 165:
        yield Fact(Kind.CONTENT, "duty", lead + GAP, f"哪些{noun}", answer, passage, parts, (ItemType.SHORT,),
                   members=listing.items, weight=1.5)  # fmt: skip
    if re.search("禁止|不得|严禁", lead[-30:]) or not specific:
        yield from _members(listing, passage, paper)


def _members(listing: Listing, passage: Passage, paper: Paper) -> Iterator[Fact]:
    """Single items of a ban as statements: 在…范围内，禁止挖沙取土。"""
    stem = standing(listing.stem, paper)
    found = re.search(
        r"(?P<lead>.*(?:禁止|严禁|不得))(?P<verb>从事|实施|进行|有|擅自)?(?:下列|以下)[^，。；：]{0,20}$", stem
    )
    if not found or leaning(found["lead"]):
        return
    for item, part in list(zip(listing.items, listing.item_parts, strict=True))[:2]:
        if not _REST.search(item) and len(item) <= _LONGEST and "，" not in item and not item.endswith("的"):
            told = f"{found['lead']}{item}"
            yield Fact(Kind.RULE, "duty", told, "", "", passage, (listing.stem_part, part), (ItemType.TRUE_FALSE,),
                       weight=0.9)  # fmt: skip


def _cases(listing: Listing, passage: Passage, paper: Paper) -> Iterator[Fact]:
    """有下列行为之一的，由…责令改正: one case stands for the list; figures inside a case are its own."""
    found = _CASES.search(listing.stem)
    assert found is not None
    before = _BREACH.sub("", standing(listing.stem[: found.start()] + "，", paper).rstrip("，").split("，")[-1])
    who = before if is_agent(before) else ""
    behind = re.split("[；;]", listing.stem[found.end() :])[0].lstrip("的，, ")
    usable = [
        (item, part)
        for item, part in zip(listing.items, listing.item_parts, strict=True)
        if not _REST.search(item) and not points_elsewhere(standing(item, paper)) and len(item) <= 100
    ]
    for item, part in usable:
        yield from _own_figures(who, item, (listing.stem_part, part), passage, paper)
    whole = [each for each in usable if each[0].endswith("的") and "，" not in each[0]]
    if not whole:
        whole = [(f"{item}的", part) for item, part in usable if len(item) <= 40 and "，" not in item]
    if whole and behind and len(behind) <= 160 and (not before or who):
        yield from _one_case(listing, who, behind, whole, (passage, paper))


def _one_case(
    listing: Listing,
    who: str,
    behind: str,
    whole: list[tuple[str, tuple[int, int]]],
    where: tuple[Passage, Paper],
) -> Iterator[Fact]:
    passage, paper = where
    by, modal = BY.search(behind), MODAL.search(behind)
    case, part = whole[0]
    if by and not re.search("有关|相关|其(?!他)", by["who"]):
        told = standing(f"{who}{case}，{behind[: by.start('who')]}{GAP}{_short(behind[by.end('who') :])}", paper)
        yield Fact(Kind.HOLDER, "duty", told, who_asked(by["who"]), by["who"], passage, (listing.stem_part, part),
                   (ItemType.SINGLE, ItemType.SHORT), role=by["who"], weight=1.2)  # fmt: skip
    for value in values_in(behind):
        told = standing(f"{who}{case}，{behind[: value.start]}{GAP}{_short(behind[value.end :])}", paper)
        if len(told) <= 120:
            yield Fact(Kind.FIGURE, "amount", told, value.wh, value.raw, passage,
                       (listing.stem_part, part), FIGURE_TYPES,
                       role=who, weight=1.5)  # fmt: skip
    case, part = whole[-1]
    situation = situation_of(standing(f"{who}{case}", paper)) if who else ""
    types = (ItemType.SCENARIO, ItemType.SHORT) if situation else (ItemType.SHORT,)
    if by and by.start() == 0:
        lead, acts, wh, role = f"{who}{case}，由{by['who']}{GAP}", behind[by.end("who") :], "如何处理", who
    elif modal and is_agent(behind[: modal.start()]) and modal.group() in {"应当", "可以", "必须"}:
        lead, acts, wh = f"{who}{case}，{behind[: modal.end()]}{GAP}", behind[modal.end() :], "怎么做"
        role = behind[: modal.start()]
    else:
        return
    if "：" not in acts and not re.search("下列|以下|其|各自", acts) and len(acts) >= 6:
        yield Fact(Kind.ACTION, "amount", standing(lead, paper), wh, acts.rstrip("。；，"), passage,
                   (listing.stem_part, part), types, role=role, situation=situation, weight=1.3)  # fmt: skip


def _short(text: str) -> str:
    return re.split("[，；,]", text)[0]


def _own_figures(
    who: str, item: str, parts: tuple[tuple[int, int], ...], passage: Passage, paper: Paper
) -> Iterator[Fact]:
    if "。" in item:
        return
    for value in values_in(item):
        told = standing(f"{who}{item[: value.start]}{GAP}{item[value.end :]}", paper)
        if 18 <= len(told) <= 110 and re.search("的[，,].*(?:罚|应当|不得|责令)", told):
            states = "amount" if "元" in value.raw else "limit"
            yield Fact(Kind.FIGURE, states, told, value.wh, value.raw, passage, parts, FIGURE_TYPES, role=who,
                       weight=1.4)  # fmt: skip
