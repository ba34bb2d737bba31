"""Does a page of several columns come back in the order it is read in? `python -m evals.layout_geometry --data DIR`.

Real texts (work reports, laws) are printed as newspapers are: 2 to 6 columns, headings over all of them, running
headers, page numbers, and drawn column by column, row by row or in no order at all. Then the PDF is read back. The
score is the share of all pairs of sentences that stand in their right order; a sentence that does not come back whole
is in no right pair.
"""

from __future__ import annotations

import argparse
import bisect
import io
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.text import sentences
from ingest.readers import read

FLOOR = 0.99
DRAWN = ("columns", "rows", "shuffled")
_FONT = "STSong-Light"
_SHORTEST_SENTENCE = 8
_NO_LINE_START = frozenset("，。、；：！？”’）》」』】%）")


@dataclass(frozen=True, slots=True)
class Plan:
    """How a document is printed. Sizes in points; `drawn` is one of DRAWN."""

    columns: int
    drawn: str
    size: float = 10.0
    gutter: float = 14.0
    width: float = 595.0
    height: float = 842.0
    centred: bool = False
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """`order`: share of pairs in right order; `whole`: share of sentences that came back whole."""

    order: float
    whole: float
    sentences: int


@dataclass(frozen=True, slots=True)
class _Mark:
    """A string to draw at a place, origin at the bottom left."""

    x: float
    y: float
    size: float
    text: str


def printed(sections: Sequence[Section], plan: Plan, title: str) -> bytes:
    """Return a PDF of `sections`, each under a heading that stands over its columns."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(plan.width, plan.height))
    pages = list(_pages(sections, plan))
    for number, bands in enumerate(pages, start=1):
        _draw(canvas, _Mark(50, plan.height - 30, 8, title))
        _draw(canvas, _Mark(plan.width - 110, plan.height - 30, 8, f"第{number}版"))
        for mark in _in_order(bands, plan):
            _draw(canvas, mark)
        _draw(canvas, _Mark(plan.width / 2 - 10, 24, 8, f"- {number} -"))
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _draw(canvas: Any, mark: _Mark) -> None:
    canvas.setFont(_FONT, mark.size)
    canvas.drawString(mark.x, mark.y, mark.text)


def _in_order(bands: Sequence[tuple[_Mark, ...]], plan: Plan) -> list[_Mark]:
    marks = [mark for band in bands for mark in band]
    if plan.drawn == "rows":
        marks.sort(key=lambda mark: (-mark.y, mark.x))
    elif plan.drawn == "shuffled":
        random.Random(plan.seed).shuffle(marks)
    return marks


def _pages(sections: Sequence[Section], plan: Plan) -> Iterator[list[tuple[_Mark, ...]]]:
    """Pages of bands: a heading over the columns, then the columns of its text, balanced."""
    pitch = plan.size * 1.5
    column = (plan.width - 100 - plan.gutter * (plan.columns - 1)) / plan.columns
    top, bottom = plan.height - 60, 50.0
    y, page = top, list[tuple[_Mark, ...]]()
    for section in sections:
        if y - bottom < 6 * pitch + plan.size * 3:
            yield page
            y, page = top, []
        size = plan.size * 1.5
        shift = (plan.width - 100 - size * len(section.heading)) / 2 if plan.centred else 0.0
        page.append((_Mark(50 + max(shift, 0.0), y - size, size, section.heading),))
        y -= size * 2
        lines = [line for paragraph in section.paragraphs for line in _broken(paragraph, column, plan.size)]
        while lines:
            room = int((y - bottom) / pitch)
            if room < 4:
                yield page
                y, page = top, []
                continue
            depth = min(room, -(-len(lines) // plan.columns))
            taken, lines = lines[: depth * plan.columns], lines[depth * plan.columns :]
            page.append(
                tuple(
                    _Mark(50 + (i // depth) * (column + plan.gutter), y - (i % depth + 1) * pitch, plan.size, line)
                    for i, line in enumerate(taken)
                )
            )
            y -= depth * pitch + plan.size
    if page:
        yield page


def _broken(paragraph: str, width: float, size: float) -> list[str]:
    """The lines of a paragraph, indented by two characters; what may not open a line takes a character with it."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    lines, line = [], "\u3000\u3000"
    for character in paragraph:
        if stringWidth(line + character, _FONT, size) > width:
            stay = len(line)
            while stay > 1 and (character if stay == len(line) else line[stay]) in _NO_LINE_START:
                stay -= 1
            lines.append(line[:stay])
            line = line[stay:]
        line += character
    return [*lines, line]


def score(content: bytes, expected: Sequence[str]) -> Score:
    """Read a printed document back and compare the order of its sentences with the order they were written in."""
    document = read(content, "printed.pdf")
    text = "".join("".join(page.text.split()) for page in document.pages)
    places = [text.find("".join(sentence.split())) for sentence in expected]
    found = [place for place in places if place >= 0]
    total = len(expected) * (len(expected) - 1) // 2
    return Score(_concordant(found) / total if total else 1.0, len(found) / max(len(expected), 1), len(expected))


def _concordant(places: Sequence[int]) -> int:
    before: list[int] = []
    count = 0
    for place in places:
        count += bisect.bisect_left(before, place)
        bisect.insort(before, place)
    return count


def sentences_of(sections: Sequence[Section]) -> list[str]:
    """The sentences that a score looks for: not too short to be found by chance, and each but once."""
    every = [
        paragraph[start:end].strip()
        for section in sections
        for paragraph in section.paragraphs
        for start, end in sentences.split(paragraph)
    ]
    bare = ["".join(sentence.split()) for sentence in every]
    whole = "\n".join(bare)
    return [one for one in bare if len(one) >= _SHORTEST_SENTENCE and whole.count(one) == 1]


def sections_of(path: Path, most: int = 6, paragraphs: int = 9) -> list[Section]:
    """Some sections of a real document. Its paragraphs as read; every few of them get a heading made of the first."""
    document = read(path.read_bytes(), path.name)
    texts = ["".join(page.text[b.start : b.end].split()) for page in document.pages for b in page.blocks]
    texts = [text for text in texts if len(text) >= 20 and text.isprintable()]
    groups = [texts[start : start + paragraphs] for start in range(0, len(texts), paragraphs)][:most]
    return [Section(f"第{n}部分 {group[0][:12]}", tuple(group)) for n, group in enumerate(groups, start=1)]


def plans(seed: int = 1) -> list[Plan]:
    """Every number of columns in every drawing order; wide pages for many columns."""
    chance = random.Random(seed)
    result = []
    for columns in range(2, 7):
        for drawn in DRAWN:
            width, height = (842.0, 1191.0) if columns > 4 else (595.0, 842.0)
            size = chance.choice((8.0, 9.0)) if columns > 3 else chance.choice((9.0, 10.5))
            gutter = chance.choice((10.0, 14.0, 18.0))
            centred = chance.random() < 0.5
            result.append(Plan(columns, drawn, size, gutter, width, height, centred, chance.randrange(1000)))
    return result


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="a folder with docs/gov_reports… and docs/laws")
    parser.add_argument("--documents", type=int, default=3, help="of either kind")
    arguments = parser.parse_args()
    kinds = [sorted(arguments.data.glob(pattern)) for pattern in ("docs/gov_reports*/*.docx", "docs/laws/*.md")]
    chance = random.Random(arguments.documents)
    chosen = [path for files in kinds for path in chance.sample(files, min(arguments.documents, len(files)))]
    rows = []
    for path in chosen:
        sections = sections_of(path)
        expected = sentences_of(sections)
        for plan in plans():
            content = printed(sections, plan, "清源水务特刊")
            result = score(content, expected)
            rows.append(result)
            if result.order < FLOOR:
                print(json.dumps({"file": path.name, "plan": repr(plan), "order": round(result.order, 4)}))
    mean = {
        "order": sum(row.order for row in rows) / len(rows),
        "whole": sum(row.whole for row in rows) / len(rows),
        "worst": min(row.order for row in rows),
        "printed": len(rows),
        "sentences": sum(row.sentences for row in rows),
    }
    print(json.dumps({name: round(value, 4) for name, value in mean.items()}))
    return 0 if mean["order"] >= FLOOR else 1


if __name__ == "__main__":
    raise SystemExit(main())
