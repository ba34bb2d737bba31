"""Quotes with figures or rules from the shared papers, cut with plain patterns, not with the product's own reading."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.domain import Status

UNITS = (
    "个百分点|微克/立方米|立方米/日|吨/日|平方公里|平方米|立方米|千瓦时|美元|公里|千瓦|人次|公顷|%|元|吨|米|户|人|家|个|项|亩|"
    "台|辆|件|次|斤|倍|所|座|处|套|名|列"
)
NUMBER = re.compile(rf"(?<![\d.,A-Za-z第])(?P<n>\d+(?:\.\d+)?)(?P<scale>万亿|亿|万)?(?P<unit>{UNITS})(?![·/])")
PLAN = re.compile("计划|力争|争取|确保|目标|预计|拟|将|要|努力|安排")


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch of a paper with what its part of the paper tells: the year, a plan or a result."""

    text: str
    period: str | None = None
    status: Status | None = None
    title: str | None = None


def quotes(data: Path) -> Iterator[Quote]:
    """Yield quotes of one or two clauses with one to four figures from every Chinese paper that holds prose."""
    yield from _reports(data / "docs" / "gov_reports_2025_docx")
    for path in sorted((data / "docs" / "newspaper").glob("*.txt")):
        for text in _clause_pairs(path.read_text(encoding="utf-8")):
            yield Quote(text)
    for name in ("gov_work_reports", "water_news_2023", "安靠智电_2019_annual_report_pages"):
        for row in rows(data / "docs" / "text" / f"{name}.jsonl.gz"):
            for text in _clause_pairs(str(row["text"])):
                yield Quote(text)


def rows(path: Path) -> list[dict[str, object]]:
    """The JSON lines of a file, packed or plain."""
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def rules(data: Path) -> Iterator[Quote]:
    """Yield sentences of laws that bind: 应当, 必须, 可以, 不得."""
    for path in sorted((data / "docs" / "laws").glob("*.md")):
        for sentence in re.split(r"(?<=。)|\n", path.read_text(encoding="utf-8")):
            sentence = re.sub(r"^\s*第\S+?条\s*", "", sentence).strip()
            if 16 <= len(sentence) <= 110 and re.search("应当|必须|可以|不得|除外", sentence) and sentence[-1] == "。":
                yield Quote(sentence)


def english(data: Path) -> Iterator[Quote]:
    """Yield English sentences with amounts from the yearly reports of a water utility."""
    import pypdf

    path = data / "docs" / "pdf" / "AMERICANWATERWORKS_2019_10K.pdf"
    for page in pypdf.PdfReader(path).pages[36:96]:
        text = re.sub(r"\s+", " ", page.extract_text())
        for sentence in re.split(r"(?<=[a-z)]\.) (?=[A-Z])", text):
            if 40 <= len(sentence) <= 260 and re.search(r"\$\d[\d.,]* (?:million|billion)|\d(?:\.\d+)?%", sentence):
                yield Quote(sentence)


def _reports(folder: Path) -> Iterator[Quote]:
    import docx

    for path in sorted(folder.glob("*.docx")):
        planned = False
        for paragraph in docx.Document(str(path)).paragraphs:
            text = paragraph.text.strip()
            planned = planned or text.startswith("二、")
            for quote in _clause_pairs(text):
                if not planned and PLAN.search(quote):
                    continue
                status = Status.PLANNED if planned else Status.ACHIEVED
                yield Quote(quote, "2025" if planned else "2024", status)


def _clause_pairs(text: str) -> Iterator[str]:
    for sentence in re.split(r"[。；！？\n]", text):
        parts = [part.strip() for part in sentence.split("，")]
        for size in (1, 2):
            for i in range(0, len(parts) - size + 1, size):
                piece = "，".join(parts[i : i + size])
                figures = list(NUMBER.finditer(piece))
                whole = not re.search(r"[^\d一-龥，、%./“”《》（）()∶A-Za-z]", piece) and piece.count(
                    "“"
                ) == piece.count("”")
                spoken = all(NUMBER.search(part) for part in piece.split("，"))
                if whole and spoken and 8 <= len(piece) <= 64 and 1 <= len(figures) <= 4:
                    yield piece
