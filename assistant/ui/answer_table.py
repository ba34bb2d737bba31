"""A comparison's Markdown table as a table on the page: its cells are text and nothing else."""

from __future__ import annotations

from assistant.ui.wording import html


def table_html(text: str) -> str:
    """The table that `text` begins with as HTML, every cell escaped; "" when it begins with none."""
    lines = [line for line in text.split("\n") if line.startswith("|") and line.endswith("|")]
    if len(lines) < 3 or not text.startswith("|"):
        return ""
    head, _, *rows = [[cell.strip() for cell in line[1:-1].split("|")] for line in lines]
    top = "".join(f"<th>{html(cell)}</th>" for cell in head)
    body = "".join(f"<tr>{''.join(f'<td>{html(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f'<div class="cw-table"><table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>'
