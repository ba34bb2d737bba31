"""Read the source texts: YAML front matter and a small subset of Markdown."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

SOURCE_DIR = Path(__file__).resolve().parent.parent / "corpus_source"
ORGANISATION = "汀澜市清源水务集团有限公司"
SAMPLE_ZH = "（样例文件，内容虚构，仅供演示）"
SAMPLE_EN = "SAMPLE DOCUMENT – fictional, for demonstration only"
CLAUSE = re.compile(r"^(第[一二三四五六七八九十百]+条)\s+(.*)$", re.S)
ITEM = re.compile(r"^（[一二三四五六七八九十]+）")


@dataclass(frozen=True)
class Block:
    """One piece of a document: chapter, section, clause, item, para or table."""

    kind: str
    text: str = ""
    label: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Document:
    """A sample document: its front matter and its blocks."""

    meta: dict[str, str]
    blocks: tuple[Block, ...] = field(default=())

    def get(self, key: str) -> str:
        """Return one front matter value, or an empty string."""
        return self.meta.get(key, "")

    @property
    def english(self) -> bool:
        """Whether the document is in English."""
        return self.get("language") == "en"

    @property
    def sample_line(self) -> str:
        """The line that marks the document as a sample."""
        return SAMPLE_EN if self.english else SAMPLE_ZH


def zh_date(iso: str) -> str:
    """Write an ISO date the way Chinese documents do."""
    day = date.fromisoformat(iso)
    return f"{day.year}年{day.month}月{day.day}日"


def head_lines(doc: Document) -> list[str]:
    """Return the lines that stand between the title and the text."""
    if doc.english:
        return [
            doc.sample_line,
            f"Qingyuan Water Group of Tinglan City · Safety Supervision Department · Issued {doc.get('published')} · "
            f"In force from {doc.get('effective_from')}",
        ]
    if doc.get("dateline"):
        return [doc.sample_line, doc.get("dateline")]
    lines = [doc.sample_line, ORGANISATION]
    if doc.get("doc_number"):
        lines.append(f"文号：{doc.get('doc_number')}")
    lines.append(f"发文部门：{doc.get('department')}")
    lines.append(f"发布日期：{zh_date(doc.get('published'))}")
    if doc.get("effective_from") and doc.get("kind") != "notice":
        lines.append(f"施行日期：{zh_date(doc.get('effective_from'))}")
    return lines


def _table(lines: list[str]) -> Block:
    """Turn the lines of a pipe table into a table block."""
    rows = [tuple(cell.strip() for cell in line.strip().strip("|").split("|")) for line in lines]
    return Block("table", rows=tuple(row for row in rows if not set("".join(row)) <= {"-", ":"}))


def _block(text: str) -> Block:
    """Turn one paragraph of source text into a block."""
    if text.startswith("### "):
        return Block("section", text[4:])
    if text.startswith("## "):
        return Block("chapter", text[3:])
    if text.startswith("|"):
        return _table(text.splitlines())
    clause = CLAUSE.match(text)
    if clause:
        return Block("clause", clause.group(2), label=clause.group(1))
    return Block("item" if ITEM.match(text) else "para", text)


def parse(text: str) -> Document:
    """Parse one source text."""
    _, front, body = text.split("---\n", 2)
    loaded: dict[str, Any] = yaml.safe_load(front)
    meta = {key: str(value) for key, value in loaded.items()}
    pieces = [piece.strip() for piece in body.split("\n\n") if piece.strip()]
    return Document(meta, tuple(_block(piece) for piece in pieces))


def load_all(source_dir: Path = SOURCE_DIR) -> list[Document]:
    """Load every source text, in the order of the file names."""
    paths = sorted(source_dir.glob("[0-9]*.md"))
    return [parse(path.read_text(encoding="utf-8")) for path in paths]
