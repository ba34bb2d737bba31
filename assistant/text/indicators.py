"""What a number in a sentence is a number of: the words around it, and how well a claim's words agree with them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path

from assistant.text.normalise import aligned, fold
from assistant.text.quantities import Quantity, is_figure
from assistant.text.tokens import content_words, language_of

#: Words that say how a number moved or was counted, not what it counts.
_GENERIC = re.compile(
    r"分别|同比|比上年|较上年|上年|去年|今年|全年|年内|本年|当年|累计|共计|总计|合计|其中|已经|目前|首次|"
    r"再次|连续|增长|增加|提升|提高|上升|升至|升到|"
    r"下降|降低|降至|降到|减少|缩小|扩大|增速|增幅|降幅|涨幅|达到|超过|突破|接近|不低于|不少于|不超过|"
    r"不高于|以上|以下|以内|左右|上下|约|超|近|逾|"
    r"达|为|是|有|的|了|由|从|至|到|占|在|和|与|及|并|已|共|将|拟|再|又|均|比|较|升|降|计划|力争|争取|确保|"
    r"目标|实现|完成|安排|预计|努力|数量|"
    r"集团|全省|全市|全国|我省|我市|公司|\d{4}年|[\d.,，%％]+|[^\u3400-\u9fffA-Za-z0-9]"
)  # fmt: skip
_CLAUSE_END = re.compile(r"[，。；！？：;!?\n]|,(?!\d)|\.(?=\s|$)|:(?!\d)")
_SHORT = 4
#: English words, stemmed, that go with any number and do not say what it counts.
_GENERIC_EN = frozenset(
    str.split(
        "more less least most nearly almost about around approximately over under reach rise rose fell fall grow grew "
        "increase decrease year total come came number up down further also all new only percent million billion"
    )
)
_LIST_MARK = re.compile(r"、|和|与|及|以及")


def clauses(text: str) -> list[tuple[int, int]]:
    """Return half-open offsets of the clauses of `text`, parted at commas, colons and sentence ends."""
    ends = [match.end() for match in _CLAUSE_END.finditer(aligned(text))]
    starts = [0, *ends]
    return [(a, b) for a, b in zip(starts, [*ends, len(text)], strict=True) if text[a:b].strip()]


@lru_cache(maxsize=4096)
def core(text: str) -> str:
    """Return `text` without the words that go with any number: what is left names the indicator."""
    return _GENERIC.sub("", fold(text))


def contexts(text: str, found: Sequence[Quantity], *, lend: bool = False) -> dict[int, str]:
    """Return for every figure of `found` (keyed by its start) the words that say what it counts.

    They are the words between the number before it and itself, within its clause; the words behind it when it comes
    first (80%的县级医院); the words of the figure before it when its own say only how it moved (提升4.6个百分点);
    and its own item of a list where the sentence deals them out (A、B分别增长1%和2%; A 1，B 2，分别增长3%和4%).
    With `lend`, a short item of a list also gets what the item before it may share with it
    (汽车以旧换新40万辆、家电450万台): right for a source, whose words may be many, wrong for a claim, whose words
    must all be met.
    """
    figures = [quantity for quantity in found if is_figure(quantity)]
    result: dict[int, str] = {}
    parts = clauses(text)
    for n, (start, end) in enumerate(parts):
        inside = [quantity for quantity in figures if start <= quantity.start < end]
        if not inside:
            continue
        dealt = _dealt(text, (start, end), inside, list(result.values()), lend)
        for i, quantity in enumerate(inside):
            left = text[inside[i - 1].unit_end if i else start : quantity.start]
            right = text[quantity.unit_end : inside[i + 1].start if i + 1 < len(inside) else end]
            before = result[next(reversed(result))] if result else ""
            if dealt:
                words = dealt[i]
            elif _says(own := _own_words(left, right)):
                # An item of a list leaves out what it shares: 汽车以旧换新40万辆、家电450万台.
                shares = lend and i > 0 and len(core(own)) <= _SHORT and _LIST_MARK.match(left.strip())
                words = own + core(before)[2:] if shares else own
            else:
                words = before or (text[slice(*parts[n - 1])] if n else "")
            result[quantity.start] = words
    return result


def _own_words(left: str, right: str) -> str:
    """The words before a number, and the noun right behind its unit (推进53个国家中医优势专科和...)."""
    if language_of(left + right) == "en":
        return left if _says(left) else right
    noun = re.match(r"[\u3400-\u9fff“”‘’《》]*", right)
    behind = _LIST_MARK.split(noun.group())[0] if noun else ""
    return left + behind


def _says(text: str) -> bool:
    if language_of(text) == "en":
        return bool(concepts(text)) or bool(_words(text) - _GENERIC_EN)
    return len(core(text)) >= 2


def _dealt(
    text: str, clause: tuple[int, int], inside: Sequence[Quantity], earlier: Sequence[str], lend: bool
) -> list[str]:
    """Return one context a figure where 分别 deals them out, or [] where it does not or the counts do not fit."""
    start, end = clause
    word = re.search("分别|依次", text[start:end])
    if not word or start + word.start() > inside[0].start:
        return []
    head, verb = text[start : start + word.start()], text[start + word.end() : inside[0].start]
    count = len(inside)
    if not _says(head):
        return [f"{words}{verb}" for words in earlier[-count:]] if len(earlier) >= count else []
    items = [core(item) for item in _LIST_MARK.split(head) if item.strip()]
    if len(items) != count:
        return []
    # The last item carries what all share: 交通、水利、能源、市政领域投资; its own two characters come first.
    shared = items[-1][2:]
    first = items[0][:-2] if lend and len(items[0]) >= len(items[-1]) + 3 else ""
    return [items[0] + shared, *(first + item + shared for item in items[1:-1]), first + items[-1]]


_STOCK = re.compile(r"累计|总数|总量|存量|保有|现有|现存|拥有|\b(?:cumulative|in total|altogether)\b", re.IGNORECASE)
_FLOW = re.compile(r"新增|新建|新开工|新获|新入选|新签|净增|增加|\b(?:new|newly|added)\b", re.IGNORECASE)


def stock_for_flow(claimed: str, own: str) -> bool:
    """True when one text counts what was added and the other what there is in all (新增711家、累计2215家).

    `own` are the words right before the number in the source. Silence on either side contradicts nothing.
    """
    if _STOCK.search(own) and not _FLOW.search(own):
        return bool(_FLOW.search(claimed)) and not _STOCK.search(claimed)
    return (
        bool(_FLOW.search(own))
        and not _STOCK.search(own)
        and bool(_STOCK.search(claimed) and not _FLOW.search(claimed))
    )


def agreement(claimed: str, source: str) -> float | None:
    """Return from 0 to 1 how much of the claim's words the source's words hold; None when that cannot be told.

    Chinese over Chinese counts characters and character pairs; English over Chinese counts the terms of
    `indicators.toml`; English over English counts stemmed words.
    """
    if language_of(claimed) == "zh":
        return _shared_characters(core(claimed), core(source)) if language_of(source) == "zh" else None
    if language_of(source) == "zh":
        wanted = concepts(claimed)
        return (
            sum(any(fold(word) in fold(source) for word in words) for words in wanted) / len(wanted) if wanted else None
        )
    words = _words(claimed)
    return len(words & _words(source)) / len(words) if words else None


def mentions(claimed: str, own: str, rival: str) -> tuple[float, float]:
    """Return how much the claim mentions of what only `own` says and of what only `rival` says, each from 0 to 1.

    Words that say nothing of their own count as not mentioned; (0, 0) unless all three are Chinese.
    """
    if {language_of(claimed), language_of(own), language_of(rival)} != {"zh"}:
        return 0.0, 0.0
    said, mine, others = set(core(claimed)), set(core(own)), set(core(rival))
    return _part(mine - others, said), _part(others - mine, said)


def pairs_held(wanted: str, text: str, beside: str = "") -> float:
    """Return from 0 to 1 how many character pairs (words in English) of `wanted` stand in `text`.

    Those that also stand in `beside` prove nothing and are left out, unless they are all there is; 1 when there are
    none.
    """
    if language_of(wanted) == "en":
        asked, said, known = _words(wanted), _words(text), _words(beside)
    else:
        asked, said, known = _pairs(core(wanted)), _pairs(fold(text)), _pairs(fold(beside))
    telling = asked - known or asked
    return len(telling & said) / len(telling) if telling else 1.0


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[i : i + 2] for i in range(len(text) - 1))


def _part(wanted: set[str], said: set[str]) -> float:
    return len(wanted & said) / len(wanted) if wanted else 0.0


@lru_cache(maxsize=4096)
def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in content_words(text) if not word[0].isdigit())


def _shared_characters(claimed: str, source: str) -> float | None:
    if not claimed:
        return None
    singles = len(set(claimed) & set(source)) / len(set(claimed))
    pairs = {claimed[i : i + 2] for i in range(len(claimed) - 1)}
    if not pairs:
        return singles
    doubles = sum(pair in source for pair in pairs) / len(pairs)
    return (singles + doubles) / 2


@cache
def _terms() -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    table = tomllib.loads((Path(__file__).parent / "indicators.toml").read_text(encoding="utf-8"))["terms"]
    longest_first = sorted(table.items(), key=lambda item: -len(item[0]))
    return tuple((re.compile(rf"\b{re.escape(term)}"), tuple(words)) for term, words in longest_first)


@lru_cache(maxsize=4096)
def concepts(text: str) -> tuple[tuple[str, ...], ...]:
    """Return for each known English term of `text` the Chinese words that say the same; longer terms first."""
    rest = text.lower()
    found: list[tuple[str, ...]] = []
    for pattern, words in _terms():
        if pattern.search(rest):
            found.append(words)
            rest = pattern.sub(" ", rest)
    return tuple(found)
