"""What the papers themselves call something for short: （以下简称“…”）, hereinafter “…”, 独立计量区域（DMA）.

Only passages that hold such words are read, found through the keyword index, and only those this person may see. What
was found is kept until the library changes.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable, Iterator

from assistant.access import AccessFilter
from assistant.domain import Filters, Passage, SameWords
from assistant.ports import PassageStore
from assistant.text.tokens import is_cjk, plain_words, query_terms
from assistant.text.variants import alike, simplified

MOST = 600
"""Passages read for definitions; a library with more has told its usual short names in these."""
_MOST_OF_ONE = 30
_MARKS = ("简称", "簡稱", "hereinafter", "hereafter")
_SHORT_ZH = re.compile(
    r"[（(，,]\s*(?:以下|下文|后文)?(?:统称|简称)(?:为|作)?[“\"「『《]?"
    r"(?P<short>[^“”\"「」『』《》（）()，。；、\s]{2,12})[”\"」』》)）]"
)
_SHORT_EN = re.compile(
    r"[(（]\s*(?:hereinafter|hereafter)(?:\s+(?:referred to as|called))?,?\s*(?:the\s+)?"
    r"[“\"‘']?(?P<short>[\w&.-]{2,20})[”\"’']?\s*[)）]",
    re.IGNORECASE,
)
_BRACKETED_ZH = re.compile(r"(?P<long>[\u4e00-\u9fff]{4,16})\s?[（(]\s?(?P<short>[A-Z][A-Za-z&]{1,7})\s?[）)]")
_BRACKETED_EN = re.compile(
    r"(?P<long>(?:[A-Za-z][A-Za-z-]*\s){1,6}[A-Za-z][A-Za-z-]*)\s?[（(]\s?(?P<short>[A-Z]{2,7})s?\s?[）)]"
)
_ABBREVIATION = re.compile(r"(?<![A-Za-z0-9])[A-Z][A-Z&]{1,6}(?![A-Za-z0-9])")
_STOPS = re.compile(r"[，。；：、！？,;:!?\n“”\"（）()「」\s]")
_LONGEST = 30
_NO_PART = frozenset(
    "实施 推进 开展 建立 采用 建设 完成 安装 使用 通过 包括 加强 推广 实行 的 对 和 与 及 为 以 在 将 按".split()
)


class Definitions:
    """The short names of one library. Safe to use from several threads."""

    def __init__(self, store: PassageStore) -> None:
        self._store = store
        self._guard = threading.Lock()
        self._kept: tuple[object, dict[str, tuple[SameWords, ...]]] = (None, {})

    def known_to(self, access: AccessFilter) -> tuple[SameWords, ...]:
        """Short name and full name, as papers in force give them. A short name of two things is left out."""
        return self._at("", _MARKS, MOST, access)

    def of_abbreviations(self, question: str, access: AccessFilter) -> tuple[SameWords, ...]:
        """What the papers write out of the abbreviations (DMA) that stand in `question`.

        Not of one that many papers use and few write out (CEO): its full name would find those few before all others.
        """
        names = dict.fromkeys(_ABBREVIATION.findall(question))
        found = (each for name in names for each in self._at(name, query_terms(name), _MOST_OF_ONE, access))
        return tuple(each for each in found if not self._goes_without(*each.words[:2]))

    def _goes_without(self, short: str, long: str) -> bool:
        own, full = query_terms(short), query_terms(long)
        held = self._store.document_frequencies([*own, *full])
        used = min(held.get(term, 0) for term in own)
        return used > _MOST_OF_ONE and min(held.get(term, 0) for term in full) < used

    def _at(self, name: str, terms: Iterable[str], most: int, access: AccessFilter) -> tuple[SameWords, ...]:
        key = (self._store.generation(), access)
        with self._guard:
            if self._kept[0] != key:
                self._kept = (key, {})
            kept = self._kept[1]
        if name not in kept:
            found = self._mined(terms, most, access)
            kept[name] = tuple(each for each in found if not name or alike(each.words[0]) == alike(name))
        return kept[name]

    def _mined(self, terms: Iterable[str], most: int, access: AccessFilter) -> list[SameWords]:
        scope = self._store.scope(access, Filters())
        if not scope.passages:
            return []
        names = [name for term in terms for name, _ in self._store.keyword([term], scope, most)]
        pairs: dict[str, dict[str, tuple[str, str, Passage]]] = {}
        for passage in self._store.passages(list(dict.fromkeys(names))[:most], access):
            for short, long in defined_in(passage.text):
                pairs.setdefault(alike(short), {}).setdefault(alike(long), (short, long, passage))
        single = [next(iter(longs.values())) for _, longs in sorted(pairs.items()) if len(longs) == 1]
        return [
            SameWords((short, long), "library", source=self._store.document(passage.document_id, access).title)
            for short, long, passage in single
        ]


def defined_in(text: str) -> Iterator[tuple[str, str]]:
    """(short name, full name) pairs that `text` defines, as written; what only names a role (公司) defines nothing."""
    plain = simplified(text)
    for pattern in (_SHORT_ZH, _SHORT_EN):
        for match in pattern.finditer(plain):
            short, long = text[match.start("short") : match.end("short")], _full_name(text, match)
            if long and _says_something(short):
                yield short, long
    for pattern in (_BRACKETED_ZH, _BRACKETED_EN):
        for match in pattern.finditer(plain):
            if long := _written_out(text[match.start("long") : match.end("long")], match["short"]):
                yield match["short"], long


def _full_name(text: str, match: re.Match[str]) -> str:
    """What stands before the brackets: a title whole, else from where the short name's first character stands."""
    before = text[max(0, match.start() - 3 * _LONGEST) : match.start()].rstrip('”"」 ')
    if before.endswith("》") and "《" in before:
        return before[before.rindex("《") + 1 : -1]
    short = match["short"]
    if not is_cjk(short[0]):
        return _written_out(re.split(r"[.;:，。；：\n]", before)[-1].strip(), short)
    run = _STOPS.split(before)[-1]
    at = len(run)
    for character in reversed(simplified(short)):
        at = simplified(run).rfind(character, 0, at)
        if at < 0:
            return ""
    return run[at:] if len(short) < len(run[at:]) <= _LONGEST else ""


def _says_something(short: str) -> bool:
    """A Chinese short name that the dictionary knows as a word (公司, 条例) is used of other things too."""
    return not is_cjk(short[0]) or len(plain_words(short)) > 1


def _written_out(before: str, short: str) -> str:
    """The words before a Latin abbreviation that it stands for: by their initials in English, a noun in Chinese."""
    if before and is_cjk(before[-1]):
        kept: list[str] = []
        for word in reversed(plain_words(before)):
            if word in _NO_PART:
                break
            kept.insert(0, word)
        name = "".join(kept)
        return name if 4 <= len(name) <= 12 else ""
    words, wanted = before.split(), [each for each in short.lower() if each.isalpha()]
    chosen = words[-len(wanted) :]
    return " ".join(chosen) if [word[0].lower() for word in chosen] == wanted else ""
