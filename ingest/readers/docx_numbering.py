"""The numbers that Word shows before list paragraphs and does not store in their text: 第三条, （二）, 1.2."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from ingest.numbering import chinese

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHINESE_FORMATS = frozenset(
    {"chineseCounting", "chineseCountingThousand", "ideographTraditional", "japaneseCounting", "taiwaneseCounting"}
)
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


class ListNumbers:
    """Counts a document's lists as Word does. Feed it the paragraphs in order."""

    def __init__(self, document: Any) -> None:
        self._abstract: dict[str, Any] = {}
        self._lists: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        for relation in document.part.rels.values():
            if relation.reltype.endswith("/numbering") and not relation.is_external:
                self._load(relation.target_part.element)

    def _load(self, numbering: Any) -> None:
        for abstract in numbering.iterchildren(f"{_W}abstractNum"):
            self._abstract[abstract.get(f"{_W}abstractNumId")] = abstract
        for num in numbering.iterchildren(f"{_W}num"):
            link = num.find(f"{_W}abstractNumId")
            if link is not None:
                self._lists[num.get(f"{_W}numId")] = link.get(f"{_W}val")

    def mark(self, paragraph: Any, style_elements: list[Any]) -> str:
        """Return the mark of `paragraph` with what follows it (“第三条 ”, “（二）”), or "" when it has none."""
        list_id, level = _place(paragraph, style_elements)
        abstract = self._abstract.get(self._lists.get(list_id, ""))
        if abstract is None:
            return ""
        levels = {int(item.get(f"{_W}ilvl", "0")): item for item in abstract.iterchildren(f"{_W}lvl")}
        if level not in levels:
            return ""
        counts = self._counts[self._lists[list_id]]
        counts[level] = counts.get(level, _start(levels[level]) - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        if _value(levels[level], "numFmt") in ("bullet", "none"):
            return ""
        text = _value(levels[level], "lvlText")
        for other, definition in levels.items():
            if f"%{other + 1}" in text:
                count = counts.get(other, _start(definition))
                text = text.replace(f"%{other + 1}", written(count, _value(definition, "numFmt")))
        return text if text.endswith(("、", "）", ")")) else f"{text} " if text else ""


def written(count: int, number_format: str) -> str:
    """Return `count` in one of Word's number formats; an unknown one counts 1, 2, 3."""
    if number_format in _CHINESE_FORMATS and 0 < count < 10000:
        return chinese(count)
    if number_format in ("lowerLetter", "upperLetter") and count > 0:
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter if number_format == "lowerLetter" else letter.upper()
    if number_format in ("lowerRoman", "upperRoman") and 0 < count < 40:
        roman = ""
        for value, sign in _ROMAN:
            while count >= value:
                roman, count = roman + sign, count - value
        return roman if number_format == "lowerRoman" else roman.upper()
    if number_format == "decimalEnclosedCircle" and 0 < count <= 20:
        return chr(0x245F + count)
    return str(count)


def _place(paragraph: Any, style_elements: list[Any]) -> tuple[str, int]:
    list_id, level = "", 0
    for properties in (paragraph, *style_elements):
        found = properties.find(f"{_W}pPr/{_W}numPr")
        if found is None:
            continue
        number, depth = found.find(f"{_W}numId"), found.find(f"{_W}ilvl")
        if depth is not None:
            level = int(depth.get(f"{_W}val", "0"))
        if number is not None:
            list_id = number.get(f"{_W}val", "")
            break
    return list_id, level


def _value(level: Any, name: str) -> str:
    found = level.find(f"{_W}{name}")
    return found.get(f"{_W}val", "") if found is not None else ""


def _start(level: Any) -> int:
    value = _value(level, "start")
    return int(value) if value.isdigit() else 1
