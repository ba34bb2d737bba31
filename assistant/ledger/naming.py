"""What a figure is called: the words of its clause, cut down to what a colleague would write into a table.

A clause leaves out what the figure before it has said: 优良天数比率82.5%、提升4.6个百分点; 改造小区5个、管网4公里;
新获批集群4个，累计14个. So the figures of a sentence are named in order, each knowing the one before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.ledger import name_words as words
from assistant.text import units
from assistant.text.indicators import clauses, contexts, core
from assistant.text.quantities import Quantity
from assistant.text.reading import Reading, landing
from assistant.text.tokens import language_of

_LONGEST = 32
_SHORT = 6
_TINY = 2
_BARE, _MORE = 4, 3
"""An item of a list with so few characters, and so many fewer than the last, leaves to the last what they share."""
_NOUN = re.compile(r"[余多]?(?:的)?(?P<noun>[\u3400-\u9fffA-Za-z“”‘’《》·]*)")


@dataclass(frozen=True, slots=True)
class _Named:
    """A figure's name without what tells its change (增速), and where its clause begins."""

    base: str
    clause: int


def names_of(reading: Reading) -> dict[int, str]:
    """Return a short name for every figure of a sentence, keyed by its start. 增速, 降幅 and 占比 are in the name."""
    if language_of(reading.text) == "en":
        return {start: words.english(text) for start, text in contexts(reading.text, reading.found).items()}
    names: dict[int, str] = {}
    before: _Named | None = None
    for quantity in reading.figures:
        base, change = _name(reading, quantity, before)
        names[quantity.start] = _cut(base, change)
        before = _Named(base, _clause_start(reading, quantity))
    return names


def _cut(base: str, change: str) -> str:
    base = base[-_LONGEST:]
    return base if base.endswith(change) else base + change


def _clause_start(reading: Reading, quantity: Quantity) -> int:
    return next((a for a, b in clauses(reading.text) if a <= quantity.start < b), 0)


def _name(reading: Reading, quantity: Quantity, before: _Named | None) -> tuple[str, str]:
    start = _clause_start(reading, quantity)
    earlier = [each.unit_end for each in reading.figures if start <= each.unit_end <= quantity.start]
    left = reading.text[max([start, *earlier]) : quantity.start]
    change = _change(reading.text, left, quantity)
    if dealt := _dealt(reading, start, quantity):
        return words.trimmed(words.without_change(words.trimmed(dealt))), change
    own = words.trimmed(words.without_change(words.trimmed(left)))
    listed = bool(re.match(r"\s*(?:[、和及与]|以及)", left))
    noun = _NOUN.match(reading.text[quantity.unit_end :])
    behind = re.split(r"、|和|与|及(?!以)|以及|等(?=$)", noun["noun"])[0] if noun else ""
    if len(core(own)) < 2 or words.VERB_ALONE.fullmatch(own):
        return _unnamed(own, behind, left, before, change, reading.text[:start])
    if len(own) <= _TINY and len(behind) > _TINY and units.is_counting(quantity.unit) and not listed:
        return words.trimmed(own + behind), change  # 增设2万个充电端口
    if listed and before and before.clause == start:
        own = _shared(own, before.base)
    return own, change


def _dealt(reading: Reading, start: int, quantity: Quantity) -> str:
    """The item that 分别 deals this number: A、B分别增长1%和2%. Items share what the first has before them and the last
    behind (生产安全事故起数、死亡人数; 交通、水利领域投资); "" where nothing is dealt out."""
    word = re.search("分别|依次|均(?=达|为|超)", reading.text[start : quantity.start])
    if not word:
        return ""
    at = start + word.start()
    end = next((b for a, b in clauses(reading.text) if a <= at < b), at)
    numbers = [each for each in reading.figures if at < each.start < end]
    if quantity not in numbers:
        return ""
    place, head = numbers.index(quantity), words.trimmed(reading.text[start:at])
    if len(numbers) == 2 and "城乡" in head:
        return head.replace("城乡", ("城镇", "农村")[place])
    items = [item for item in re.split(r"、|和|与|及(?!以)|以及", head) if item]
    if len(items) != len(numbers):
        return contexts(reading.text, reading.found).get(quantity.start, "")
    item, first, last = items[place], items[0], items[-1]
    if item is not last and len(item) <= _BARE and len(last) - len(item) >= _MORE:
        return item + last[2:]
    # 生产安全事故起数、死亡人数: what the first has in front belongs to all.
    return first[:-2] + item if place and first[-1] == item[-1] and len(first) > len(item) else item


def _unnamed(own: str, behind: str, left: str, before: _Named | None, change: str, head: str) -> tuple[str, str]:
    """The name of a number with no words of its own before it: the noun behind it, or the name before it."""
    if words.STOCK.search(left) and before:
        return words.FLOW.sub("", before.base).strip() + ("" if "累计" in before.base else "（累计）"), change
    if change and before:
        return before.base, change
    if len(behind) >= 2 and not words.GENERIC_NOUN.fullmatch(behind):
        kept = own if words.KEPT_VERB.fullmatch(own) else ""
        return words.trimmed(kept + behind[:_LONGEST]), change
    if before:
        if words.VERB_ALONE.fullmatch(own) and own not in words.ADDED:
            # 新建、改造供水管网41公里，其中新建18公里: of the same thing, what else was done with it.
            return words.without_verbs(before.base) + own, change
        return (f"{before.base}（其中）" if "其中" in left else before.base), change
    clause = re.split(r"[，。；：]", head.rstrip("，。；： "))[-1]
    return words.trimmed(clause) or own, change


def _shared(own: str, before: str) -> str:
    """An item of a list takes over the verb, or of a short one the words behind the first two characters."""
    if words.KEPT_VERB.match(own):
        return own
    if verb := words.KEPT_VERB.match(before):
        return verb.group() + own
    return own + before[2:] if len(own) <= 2 and len(before) + 1 >= _SHORT and len(before) <= 2 * _SHORT else own


def _change(text: str, left: str, quantity: Quantity) -> str:
    """增速, 涨幅, 降幅, 提升幅度 or 占比 where the number says that; "" where it is the thing itself."""
    share = quantity.kind in {"percent", "percentage_point", "fraction"} or quantity.unit == "倍"
    if not share:
        return _amount(left)
    tail = left.rstrip("约近超过了以上 ")
    if re.search("(?:计划|目标|任务)的$", left):
        return "计划完成率"
    if words.WHOLE.search(left) or tail.endswith("占"):
        return "占比"
    if found := words.UNDER.search(tail):
        return f"低于{found['whom']}幅度"
    if found := words.OVER.search(tail):
        return f"高于{found['whom']}幅度"
    if landing(text, quantity) == "to":
        return ""
    listed = not tail.strip("、和，与及 ")
    if words.RISE.search(tail):
        return "涨幅"
    if words.UP.search(tail) or (listed and quantity.direction == "up"):
        return "提升幅度" if quantity.kind == "percentage_point" else "增速"
    if words.DOWN.search(tail) or (listed and quantity.direction == "down"):
        return "降幅"
    return ""


def _amount(left: str) -> str:
    """增量 or 减量 for an amount by which something changed (比2022年多62处, 同比减少75件)."""
    moved = words.BY.search(left) or re.fullmatch(r"\s*(?P<way>多|少)(?:了|出)?", left)
    if not moved:
        return ""
    return "增量" if moved["way"] in ("多", "增加", "增长", "上升", "提高") else "减量"
