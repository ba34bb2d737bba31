"""Write a document as Markdown."""

from __future__ import annotations

from .source import Block, Document, head_lines


def _table(block: Block) -> str:
    """Write a table block as a pipe table."""
    lines = ["| " + " | ".join(row) + " |" for row in block.rows]
    lines.insert(1, "|" + " --- |" * len(block.rows[0]))
    return "\n".join(lines)


def _block(block: Block) -> str:
    """Write one block."""
    if block.kind == "chapter":
        return f"## {block.text}"
    if block.kind == "section":
        return f"### {block.text}"
    if block.kind == "table":
        return _table(block)
    if block.kind == "clause":
        return f"**{block.label}**　{block.text}"
    return block.text


def build(doc: Document) -> bytes:
    """Return the Markdown file."""
    parts = [f"# {doc.get('title')}", *head_lines(doc), *(_block(block) for block in doc.blocks)]
    return ("\n\n".join(parts) + "\n").encode("utf-8")
