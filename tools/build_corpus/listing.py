"""Write what lists the corpus: the manifest and the table in its README."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from .source import SOURCE_DIR, Document

COLUMNS = (
    "path", "title", "kind", "department", "place", "doc_number", "published", "period",
    "effective_from", "effective_to", "replaces", "language", "origin", "status",
)  # fmt: skip
ORIGIN = "written for this project"


def manifest_rows(documents: list[Document]) -> list[dict[str, str]]:
    """Return one row for each document."""
    rows = []
    for doc in documents:
        row = {column: doc.get(column) for column in COLUMNS}
        row |= {"path": f"documents/{doc.get('file')}", "origin": ORIGIN, "status": "sample" if doc.english else "样例"}
        rows.append(row)
    return rows


def manifest(documents: list[Document]) -> bytes:
    """Return the manifest as CSV."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(manifest_rows(documents))
    return out.getvalue().encode("utf-8")


def readme(documents: list[Document], source_dir: Path = SOURCE_DIR) -> bytes:
    """Return the README: the written part and the table of documents."""
    text = (source_dir / "README.template.md").read_text(encoding="utf-8")
    lines = ["| # | Document 文件 | Kind 类型 | Issued 发布 | In force 施行 | Number 文号 |", "|" + " --- |" * 6]
    for number, row in enumerate(manifest_rows(documents), start=1):
        name = Path(row["path"]).name
        link = f"[{name}](<{row['path']}>)"
        lines.append(
            f"| {number} | {link} | {row['kind']} | {row['published']} | {row['effective_from'] or '—'} "
            f"| {row['doc_number'] or '—'} |"
        )
    return text.replace("{{documents}}", "\n".join(lines)).encode("utf-8")
