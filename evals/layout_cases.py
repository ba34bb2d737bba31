"""Makes pages with shuffled columns from real documents: the cases that stitching is measured and fitted on.

A document's paragraphs are set in lines of `width` characters and columns of `height` lines; what a column holds
becomes one block or several, and the blocks are shuffled. A pair of blocks is a true join when one paragraph runs
from the end of the first into the start of the second.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

_NOT_LINE_START = "，。、；：！？）》”’〉】%％"
_SENTENCE_END = re.compile(r"[。！？!?…][”’」』）)]*$")
FOLDS = 4
_SHORT_CLAUSE = re.compile(r"(?<=[，。；])[\u4e00-\u9fff]{4,9}(?=[，。；])")
_ENDS_PARAGRAPH = re.compile(r"[。！？：:；…][”’）)]*$")
_HEADING = re.compile(r"[（(]?[一二三四五六七八九十]+[、）)].{0,40}$|.{0,12}$|——")
_MARKDOWN = re.compile(r"^(#+\s*|<!--.*-->\s*$)")


class Kind(StrEnum):
    """What a document is: the kinds are measured apart."""

    REPORT = "report"
    LAW = "law"
    NEWS = "news"


class Cut(StrEnum):
    """How blocks are cut out of columns."""

    COLUMN = "column"
    PIECE = "piece"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class Source:
    """A document as its paragraphs. `fold` (0 to 3) goes by the id: fold 0 is held out from all counting and fitting,
    the weights are fitted on fold 1 with what was counted without it."""

    id: str
    kind: Kind
    paragraphs: tuple[str, ...]

    @property
    def fold(self) -> int:
        return zlib.crc32(self.id.encode()) % FOLDS

    @property
    def held_out(self) -> bool:
        return self.fold == 0


@dataclass(frozen=True, slots=True)
class Page:
    """How a page is set: columns, characters a line, lines a column, and what is left in the text. `newspaper`: short
    paragraphs, with headlines, 【…】 and bylines between them."""

    columns: int
    width: int
    height: int
    pages: int
    cut: Cut
    keep_lines: bool
    newspaper: bool
    indent: str
    separator: str
    hanging_punctuation: bool


@dataclass(frozen=True, slots=True)
class Case:
    """Shuffled blocks. `joins`: true joins whose cut fell inside a sentence; `at_sentence_end`: the other ones."""

    id: str
    kind: Kind
    page: Page
    blocks: tuple[str, ...]
    joins: frozenset[tuple[int, int]]
    at_sentence_end: frozenset[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _Line:
    paragraph: int
    start: int
    text: str


def load_sources(docs: Path) -> list[Source]:
    """Read the work reports, laws and news under `docs` (the shared `data/docs`), sorted by id."""
    return sorted([*_reports(docs), *_laws(docs), *_national(docs), *_news(docs)], key=lambda source: source.id)


def _reports(docs: Path) -> Iterator[Source]:
    import docx

    for path in sorted((docs / "gov_reports_2025_docx").glob("*.docx")):
        paragraphs = [paragraph.text.strip() for paragraph in docx.Document(str(path)).paragraphs]
        yield Source(path.stem, Kind.REPORT, tuple(text for text in paragraphs if text))


def _laws(docs: Path) -> Iterator[Source]:
    for path in sorted((docs / "laws").glob("*.md")):
        lines = [_MARKDOWN.sub("", line).strip() for line in path.read_text(encoding="utf-8").splitlines()]
        yield Source(path.stem, Kind.LAW, tuple(line for line in lines if line))


def _national(docs: Path) -> Iterator[Source]:
    for row in _rows(docs / "text" / "gov_work_reports.jsonl.gz"):
        lines = [line.replace("\u200d", "").strip() for line in str(row["text"]).splitlines()]
        yield Source(str(row["id"]), Kind.REPORT, tuple(_unbroken(line for line in lines if line)))


def _unbroken(lines: Iterable[str]) -> list[str]:
    """Put lines together that were broken inside a sentence, as those of the national reports are at old links."""
    result: list[str] = []
    for line in lines:
        before = result[-1] if result else "。"
        open_end = not _ENDS_PARAGRAPH.search(before) and not _HEADING.match(before)
        if result and (open_end or line[0] in "，。、；"):
            result[-1] += line
        else:
            result.append(line)
    return result


def _news(docs: Path) -> Iterator[Source]:
    rows = list(_rows(docs / "text" / "water_news_2023.jsonl.gz"))
    for first in range(0, len(rows), 4):
        texts = [str(row["text"]) for row in rows[first : first + 4]]
        yield Source(f"news-{first:03}", Kind.NEWS, tuple(piece for text in texts for piece in _news_paragraphs(text)))


def _news_paragraphs(text: str) -> list[str]:
    """The news come without paragraphs: take three sentences for one."""
    sentences = re.findall(r"[^。！？]+[。！？]*[”）]*", text)
    return ["".join(sentences[first : first + 3]).strip() for first in range(0, len(sentences), 3)]


def _rows(path: Path) -> Iterator[dict[str, object]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def random_page(rng: random.Random, cut: Cut | None = None, columns: int | None = None) -> Page:
    """Draw the setting of a page."""
    columns = columns or rng.randint(2, 6)
    return Page(
        columns=columns,
        width=rng.randint(8, 28),
        height=rng.randint(8, 45),
        pages=rng.randint(1, 3),
        cut=cut or rng.choice(list(Cut)),
        keep_lines=rng.random() < 0.2,
        newspaper=rng.random() < 0.4,
        indent=rng.choice(["", "", "", "　　"]),
        separator=rng.choice(["\n", "\n\n"]),
        hanging_punctuation=rng.random() < 0.5,
    )


def make_case(source: Source, page: Page, seed: int) -> Case:
    """Set the document from a random paragraph on, cut it into blocks and shuffle them. A seed gives one case."""
    rng = random.Random(f"{source.id}/{seed}")
    capacity = page.columns * page.height * page.pages
    paragraphs = _as_newspaper(source.paragraphs, rng) if page.newspaper else source.paragraphs
    lines = _set_lines(paragraphs, page)
    first = rng.randrange(max(1, len(lines) - capacity))
    lines = lines[first : first + capacity]
    columns = [lines[start : start + page.height] for start in range(0, len(lines), page.height)]
    runs = [run for column in columns for run in _runs(column, page.cut, rng)]
    shuffled = list(range(len(runs)))
    rng.shuffle(shuffled)
    place = {run: position for position, run in enumerate(shuffled)}
    inside: set[tuple[int, int]] = set()
    at_end: set[tuple[int, int]] = set()
    for run in range(len(runs) - 1):
        last, following = runs[run][-1], runs[run + 1][0]
        if last.paragraph == following.paragraph:
            ends = _SENTENCE_END.search(_paragraph_text(runs[run], last.paragraph))
            (at_end if ends else inside).add((place[run], place[run + 1]))
    blocks = tuple(_block_text(runs[run], page) for run in shuffled)
    return Case(f"{source.id}/{seed}", source.kind, page, blocks, frozenset(inside), frozenset(at_end))


def _as_newspaper(paragraphs: Sequence[str], rng: random.Random) -> list[str]:
    """Cut long paragraphs at sentence ends, and put headlines (made of the document's own clauses), markers and
    bylines between them."""
    clauses = [clause for text in paragraphs for clause in _SHORT_CLAUSE.findall(text)] or ["综述", "要闻"]
    result = []
    for paragraph in paragraphs:
        sentences = re.findall(r"[^。！？]+[。！？]*[”）]*", paragraph) if len(paragraph) > 150 else [paragraph]
        while sentences:
            count = rng.randint(1, 4)
            if rng.random() < 0.25:
                result += _headline(clauses, rng)
            result.append("".join(sentences[:count]))
            sentences = sentences[count:]
    return result


def _headline(clauses: Sequence[str], rng: random.Random) -> list[str]:
    first, second = rng.choice(clauses), rng.choice(clauses)
    quoted = f"{second[:2]}“{second[2:]}”"
    headline = rng.choice(
        [f"{first} {second}", f"{first} {quoted}", first, f"{first}—— {second}", f"{first} 本报特别报道"]
    )
    marker = rng.choice([[], [f"【{second[:2]}】"], [f"■记者 {second[:3]} 通讯员 {first[:2]}"], [f"（{second}）"]])
    return rng.choice([[headline, *marker], marker, [headline], [headline, f"{first}：{second}"]])


def _set_lines(paragraphs: Sequence[str], page: Page) -> list[_Line]:
    lines = []
    for number, paragraph in enumerate(paragraphs):
        start = 0
        while start < len(paragraph):
            room = page.width - (2 if start == 0 and page.indent else 0)
            end = start + room
            if page.hanging_punctuation:
                while end < len(paragraph) and paragraph[end] in _NOT_LINE_START:
                    end += 1
            lines.append(_Line(number, start, paragraph[start:end]))
            start = end
    return lines


def _runs(column: Sequence[_Line], cut: Cut, rng: random.Random) -> list[list[_Line]]:
    """Cut a column where its paragraphs change: never, always, or now and then."""
    chance = {Cut.COLUMN: 0.0, Cut.PIECE: 1.0, Cut.MIXED: 0.4}[cut]
    runs: list[list[_Line]] = []
    for line in column:
        if not runs or (line.paragraph != runs[-1][-1].paragraph and rng.random() < chance):
            runs.append([])
        runs[-1].append(line)
    return runs


def _paragraph_text(run: Sequence[_Line], paragraph: int) -> str:
    return "".join(line.text for line in run if line.paragraph == paragraph)


def _block_text(run: Sequence[_Line], page: Page) -> str:
    pieces: list[str] = []
    for index, line in enumerate(run):
        opens = index == 0 or line.paragraph != run[index - 1].paragraph
        text = (page.indent if line.start == 0 else "") + line.text
        pieces.append(text if index == 0 else (page.separator if opens else "\n" if page.keep_lines else "") + text)
    return "".join(pieces)
