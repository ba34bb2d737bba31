"""Markdown: headings, lists, tables and paragraphs, without the marks that only a renderer needs."""

from __future__ import annotations

import re

from ingest.layout import join, width
from ingest.numbering import is_finished, opens_part
from ingest.readers.document import LONGEST_BLOCK, PageBuilder, Properties, ReadDocument, clean
from ingest.readers.tables import Cell, add_table, one_line
from ingest.readers.txt import decode

# None of these may look at one place of a line more than a few times: a line can be the whole of a file.
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*)$")
_CLOSING = re.compile(r"(?:^|[ \t])#+$")
_WRAPPED = 60
_RULE = re.compile(r" {0,3}([-*_])(?:\s*\1){2,}\s*$")
_BULLET = re.compile(r"\s*[-*+]\s+")
_ORDERED = re.compile(r"\s*\d{1,3}[.)]\s+")
_TABLE_RULE = re.compile(r":?-{2,}:?")
_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.S)
_FIELD = re.compile(r"([A-Za-z_][\w-]*)\s*:\s*(.*)$")
_LINK = re.compile(r"!?\[([^\[\]]{0,500})\]\((?:[^()\s]|\([^()\s]{0,500}\)){0,2000}(?:\s{1,9}\"[^\"]{0,500}\")?\)")
_EMPHASIS = re.compile(r"(\*\*|__|~~|`)(?=\S)(.{1,500}?)(?<=\S)\1")
_ITALIC = re.compile(r"(?<![\w*])\*(?=\S)([^*\n]{1,500}?)(?<=\S)\*(?![\w*])")
_MAX_COLUMNS, _MAX_PLACES = 500, 400_000


def read_markdown(content: bytes, name: str) -> ReadDocument:
    """Read Markdown as one page. A front matter becomes the file's own metadata and is not part of the text."""
    text = clean(decode(content, name))
    front = _FRONT.match(text)
    fields = _fields(front.group(1)) if front else ()
    lines = _without_comments(text[front.end() :] if front else text).split("\n")
    builder = PageBuilder(1)
    _add_lines(builder, lines)
    page = builder.page()
    title = next((page.text[b.start : b.end] for b in page.blocks if b.kind == "heading" and b.level == 1), "")
    return ReadDocument(
        pages=(page,),
        properties=Properties(title=dict(fields).get("title", title), fields=fields),
        format="markdown",
    )


def _without_comments(text: str) -> str:
    parts = []
    start = 0
    while (opens := text.find("<!--", start)) >= 0 and (closes := text.find("-->", opens + 4)) >= 0:
        parts.append(text[start:opens])
        start = closes + 3
    return "".join((*parts, text[start:]))


def _fields(front: str) -> tuple[tuple[str, str], ...]:
    matches = (_FIELD.match(line) for line in front.split("\n"))
    return tuple((m.group(1).lower(), m.group(2).strip().strip("\"'")) for m in matches if m)


def _add_lines(builder: PageBuilder, lines: list[str]) -> None:
    position = 0
    pending = ""
    fenced = False
    while position < len(lines):
        line = lines[position]
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
            line = ""
        elif position + 1 < len(lines) and "|" in line and _is_table(lines, position):
            builder.add(pending)
            pending = ""
            position = _add_table(builder, lines, position)
            continue
        heading = None if fenced else _HEADING.match(line)
        if heading or not line.strip() or _RULE.match(line) or fenced or _starts_item(line):
            builder.add(pending)
            pending = ""
            if heading:
                words = _CLOSING.sub("", heading.group(2).rstrip())
                builder.add(_plain(words.strip()), "heading", len(heading.group(1)))
            elif _starts_item(line) and not fenced:
                pending = _plain(_BULLET.sub("", line, count=1) if _BULLET.match(line) else line.strip())
            elif line.strip() and not _RULE.match(line):
                builder.add(line.strip())
        else:
            text = _plain(line.strip().removeprefix("> ").removeprefix(">"))
            if pending and _goes_on(pending, text) and not lines[position - 1].endswith("  "):
                pending = join(pending, text)
            else:
                builder.add(pending)
                pending = text
        position += 1
    builder.add(pending)


def _goes_on(before: str, line: str) -> bool:
    """Tell whether `line` belongs to the paragraph. In Markdown every next line does, but office people write Chinese
    with one paragraph a line; so there only a full line, or one that stops at a comma, goes on."""
    if opens_part(line) or len(before) >= LONGEST_BLOCK:
        return False
    last = before[-1]
    if last in "，、" or not (width(last) == 2 or width(line[:1]) == 2):
        return True
    return width(before) >= _WRAPPED and not is_finished(before)


def _starts_item(line: str) -> bool:
    return bool(_BULLET.match(line) or _ORDERED.match(line)) and not _RULE.match(line)


def _is_table(lines: list[str], position: int) -> bool:
    """Tell whether a table begins at `position`: a line of dashes below it, and no more places than a person fills."""
    rule = lines[position + 1].strip().removeprefix("|").removesuffix("|")
    if "-" not in rule or not set(rule) <= set("|:- \t"):
        return False
    if not all(_TABLE_RULE.fullmatch(cell.strip()) for cell in rule.split("|")):
        return False
    columns = lines[position].count("|") + 1
    end = position
    while end < len(lines) and "|" in lines[end] and lines[end].strip():
        end += 1
    return columns <= _MAX_COLUMNS and columns * (end - position) <= _MAX_PLACES


def _add_table(builder: PageBuilder, lines: list[str], position: int) -> int:
    rows = [_cells(lines[position])]
    position += 2
    while position < len(lines) and "|" in lines[position] and lines[position].strip():
        rows.append(_cells(lines[position]))
        position += 1
    columns = len(rows[0])
    grid = [[Cell((row[c] if c < len(row) else ""), (r, c)) for c in range(columns)] for r, row in enumerate(rows)]
    add_table(builder, grid, header_rows=1)
    return position


def _cells(line: str) -> list[str]:
    line = line.strip().removeprefix("|")
    if line.endswith("|") and not line.endswith("\\|"):
        line = line[:-1]
    return [one_line(_plain(cell.replace("\\|", "|"))) for cell in re.split(r"(?<!\\)\|", line)]


def _plain(text: str) -> str:
    text = _LINK.sub(r"\1", _LINK.sub(r"\1", text))  # twice: a picture may be the words of a link
    text = _EMPHASIS.sub(r"\2", text)
    return _ITALIC.sub(r"\1", text)
