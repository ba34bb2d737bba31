"""What a Chinese rule's list can be asked: all of it, who acts on it, and what follows from one of its cases."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.domain import Passage
from assistant.onboarding.facts import GAP, Fact, Kind, Paper
from assistant.onboarding.figures import values_in
from assistant.onboarding.grammar import BY, MODAL, is_agent
from assistant.onboarding.reading import Listing
from assistant.onboarding.sentence_facts import FIGURE_TYPES, who_asked
from assistant.onboarding.standing import points_elsewhere, standing
from assistant.question_items import ItemType

_BELOW = re.compile(r"(?:下列|以下|如下)(?P<what>[^，。；：]{0,24})$")
_CASES = re.compile(r"有?(?:下列|以下)(?:行为|情形|情况|事项|条件)(?:之一)?(?:的)?")
_STEPS = re.compile(r"(?:顺序|步骤|程序|流程)[^，。；]{0,8}$")
_REST = re.compile(r"^(?:其他|其它|法律、?(?:行政)?法规|国家规定的其他|国务院[^，]{0,20}规定的其他)|规定的其他|等其他")


def facts_of_list(listing: Listing, passage: Passage, paper: Paper) -> Iterator[Fact]:
    """The facts of one list. A list whose sentence leans on another paragraph has none."""
    stem = listing.stem
    if points_elsewhere(_CASES.sub("", _BELOW.sub("", standing(stem, paper)))):
        return
    meanings = [
        re.match(r"(?P<word>[^，。；]{2,24}?)，?(?:是|系)?指(?P<what>.{6,160})$", each) for each in listing.items
    ]
    if sum(each is not None for each in meanings) >= 2:
        yield from _meanings(listing, passage, paper)
        return
    if _CASES.search(stem) and not stem.endswith(("行为", "情形", "活动")):
        yield from _cases(listing, passage, paper)
    yield from _whole(listing, passage, paper)


def _meanings(listing: Listing, passage: Passage, paper: Paper) -> Iterator[Fact]:
    for item, part in zip(listing.items, listing.item_parts, strict=True):
        found = re.match(r"(?P<word>[^，。；]{2,24}?)，?(?:是|系)?指(?P<what>.{6,160})$", item)
        if found:
            told = f"{paper.name}所称的“{found['word'].strip('“”')}”是指{GAP}"
            yield Fact(Kind.DEFINITION, "definition", told, "什么", found["what"], passage, (part,),
                       (ItemType.SHORT, ItemType.SINGLE), weight=1.0)  # fmt: skip


def _whole(listing: Listing, passage: Passage, paper: Paper) -> Iterator[Fact]:
    stem, parts = listing.stem, ((listing.start, listing.end),)
    below = _BELOW.search(stem)
    named = tuple(each for each in listing.items if not _REST.search(each))
    if _STEPS.search(stem):
        told = f"{standing(_BELOW.sub('', stem), paper)}{GAP}"
        yield Fact(
            Kind.ORDER, "step", told, "", "", passage, parts, (ItemType.ORDER,), members=listing.items, weight=1.6
        )
    if not below or len(named) < 2:
        return
    noun = below["what"] or "内容"
    lead = stem[: below.start()]
    noun = noun.removeprefix("的")
    yield Fact(Kind.LIST, "duty", standing(lead, paper) + GAP, f"哪些{noun}", "", passage, parts,
               (ItemType.MULTIPLE,), members=named, weight=1.5)  # fmt: skip


def _cases(listing: Listing, passage: Passage, paper: Paper) -> Iterator[Fact]:
    """有下列行为之一的，由…责令改正: one case stands for the list; figures inside a case are its own."""
    found = _CASES.search(listing.stem)
    assert found is not None
    before = standing(listing.stem[: found.start()] + "，", paper).rstrip("，").split("，")[-1].removesuffix("违反规定")
    who = before if is_agent(before) else ""
    behind = listing.stem[found.end() :].lstrip("的，, ")
    usable = [
        (item, part)
        for item, part in zip(listing.items, listing.item_parts, strict=True)
        if not _REST.search(item) and not points_elsewhere(standing(item, paper)) and len(item) <= 90
    ]
    for item, part in usable:
        yield from _own_figures(who, item, (listing.stem_part, part), passage, paper)
    whole = [each for each in usable if each[0].endswith("的") and "，" not in each[0]]
    if not whole or not behind or len(behind) > 160:
        return
    by = BY.search(behind)
    if by and not re.search("有关|相关", by["who"]):
        case, part = whole[0]
        told = standing(f"{who}{case}，{behind[: by.start('who')]}{GAP}{_short(behind[by.end('who') :])}", paper)
        yield Fact(Kind.HOLDER, "duty", told, who_asked(by["who"]), by["who"], passage, (listing.stem_part, part),
                   (ItemType.SINGLE, ItemType.SHORT), role=by["who"], weight=1.2)  # fmt: skip
    case, part = whole[-1]
    acts = behind[by.end("who") :] if by and by.start() == 0 else ""
    modal = MODAL.search(behind)
    if acts and "：" not in acts and "下列" not in acts and len(acts) >= 6:
        lead = f"{who}{case}，由{by['who'] if by else ''}{GAP}"
        yield Fact(Kind.ACTION, "amount", standing(lead, paper), "如何处理", acts.rstrip("。；，"), passage,
                   (listing.stem_part, part), (ItemType.SCENARIO, ItemType.SHORT), role=who,
                   situation=standing(f"{who}{case}", paper).removesuffix("的"), weight=1.3)  # fmt: skip
    elif modal and is_agent(behind[: modal.start()]) and modal.group() in {"应当", "可以", "必须"}:
        lead = f"{who}{case}，{behind[: modal.end()]}{GAP}"
        yield Fact(Kind.ACTION, "duty", standing(lead, paper), "怎么做",
                   behind[modal.end() :].rstrip("。；，"), passage,
                   (listing.stem_part, part), (ItemType.SCENARIO, ItemType.SHORT), role=behind[: modal.start()],
                   situation=standing(f"{who}{case}", paper).removesuffix("的"), weight=1.3)  # fmt: skip


def _short(text: str) -> str:
    return re.split("[，；,]", text)[0]


def _own_figures(
    who: str, item: str, parts: tuple[tuple[int, int], ...], passage: Passage, paper: Paper
) -> Iterator[Fact]:
    for value in values_in(item):
        told = standing(f"{who}{item[: value.start]}{GAP}{item[value.end :]}", paper)
        if 14 <= len(told) <= 110 and re.search("的[，,]|罚|应当|不得|[不超至]", told):
            yield Fact(Kind.FIGURE, "amount" if "元" in value.raw else "limit", told, value.wh, value.raw,
                       passage, parts,
                       FIGURE_TYPES, role=who, weight=1.4)  # fmt: skip
