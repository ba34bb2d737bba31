"""From papers to statements: every sentence and every telling row, with where it stands, its year and its status."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from assistant.citations import locate, quote_of, same_but_white_space
from assistant.domain import Document, Page, Passage, PassageKind, Span, Status
from assistant.drafting.papers import Paper, Statement, Told
from assistant.drafting.table_wording import row_statements_of
from assistant.figures import Figure
from assistant.text import modality, periods
from assistant.text.sentences import split

_LABEL = re.compile(
    r"\s*(?:[（(][一二三四五六七八九十百\d]{1,4}[）)]|[一二三四五六七八九十]{1,3}、|\d{1,2}(?:[、．]|\.(?!\d))|[①-⑳]|"
    r"[-—–•●■◆○▪·]+\s?)\s*"
)
_HEAD_MATTER = re.compile(
    r"^\s*(?:[（(]?样例|发文部门|发布日期|文号|填报单位|责任部门|■?记者|■|编辑|电话|单位[:：]|供稿|作者|来源[:：])"
    r"|E-?mail|@|电话[/：:]\s?\d|版式/|通讯员"
)
_ANNOUNCES = re.compile(
    r"(?:现将|现就|下面|以下)[^。]{0,24}(?:总结|报告|汇报|如下)|请予审议|各位代表|本计划所列|制定本计划|"
    r"如下[。：:]?$|谢谢"
)
_SPEAKER = re.compile(r"[^，。“]{1,30}(?:说|介绍|回忆|评价|告诉|感慨|表示|坦言|讲)[^“。]{0,6}[，。：]")
_RESULTS = frozenset({"summary", "review", "table"})
_NO_PLAN = re.compile(r"(?:年度|投资|生产)计划(?!安排|完成|新|改|实施)|计划(?:停水|生育|投资|外|内)|目标任务")
_CLERICAL = re.compile(
    r"^(?:各部门|责任部门|集团办公室)[^，。]{0,12}(?:应当|按月|负责|于)|本表|^月份?\s|^注[：:]|责任部门[：:]"
)
_FALLS_SHORT = re.compile(r"滞后|不及时|偏[高低长慢大小]|未形成|不够|仍有|缺少|不完整|较慢|不足(?!之处)|尚未|存在")
_COMMA = re.compile(r"(?<=，)")
_LONGEST_JOINED = 170
_STANDING = frozenset({"policy", "procedure", "law", "handbook", "guide"})
_ENDED = re.compile(r"[。！？…!?.；;：:”’」』）)]$")
_LEAST = 6


def gather(papers: Sequence[Paper]) -> list[Statement]:
    """Every statement of the papers, in the order of reading. What may be misread, is rejected or only heads a paper
    is left out."""
    return [each for index, paper in enumerate(papers) for each in _of_paper(index, paper)]


def _of_paper(index: int, paper: Paper) -> Iterator[Statement]:
    texts = paper.texts
    unfit = {each.figure.figure_id for each in paper.figures if not each.fit}
    figures: dict[str, list[Figure]] = {}
    for each in paper.figures:
        figures.setdefault(each.figure.passage_id, []).append(each.figure)
    rows: list[tuple[int, Passage, list[Figure]]] = []
    for at, (passage, told) in enumerate(zip(paper.passages, paper.told, strict=True)):
        held = figures.get(passage.passage_id, [])
        if passage.kind is PassageKind.TABLE and held:
            rows.append((at, passage, [each for each in held if each.figure_id not in unfit]))
            continue
        for found in _sentences(paper.document, passage, texts, (index, at)):
            mine = tuple(each for each in held if _inside(each.spans, found.spans))
            if any(each.figure_id in unfit for each in mine) or _misread(found.spans, paper.pages):
                continue
            yield _read(found, mine, told)
    yield from row_statements_of(paper.document, rows, texts, index)


def _sentences(document: Document, passage: Passage, texts: dict[int, str], at: tuple[int, int]) -> Iterator[Statement]:
    paragraph = 0
    end_before = 0
    for n, (start, end) in enumerate(_with_speakers(passage.text)):
        if "\n" in passage.text[end_before:start]:
            paragraph = start
        end_before = end
        label = _LABEL.match(passage.text, start, end)
        if label and label.end() < end:
            start = label.end()
        text = passage.text[start:end]
        if (
            _CLERICAL.search(text)
            or len(text) < _LEAST
            or _HEAD_MATTER.search(text)
            or _ANNOUNCES.search(text)
            or not _ENDED.search(text)
        ):
            continue
        spans = locate(passage.text, passage.spans, texts, start, end)
        yield Statement(
            text=" ".join(text.split()),
            quote=quote_of(spans, texts, text),
            spans=spans,
            document=document,
            passage=passage,
            status=Status.STATE,
            period=None,
            figures=(),
            place=(*at, n),
            paragraph=(*at, paragraph),
        )


def _with_speakers(text: str) -> list[tuple[int, int]]:
    """The sentences of `text`; words that somebody speaks stay with who speaks them (“…。”检漏班班长说。)."""
    found: list[tuple[int, int]] = []
    for start, end in split(text):
        if found and _goes_on(text, found[-1], (start, end)):
            found[-1] = (found[-1][0], end)
            continue
        spoken = found and text[found[-1][1] - 1] in "”’" and text[found[-1][0]] in "“‘"
        if spoken and text[found[-1][1] : start] == "" and _SPEAKER.match(text, start, end):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _goes_on(text: str, before: tuple[int, int], piece: tuple[int, int]) -> bool:
    """Whether a piece behind a semicolon is told with the one before it: both results, or both plans."""
    first, second = text[slice(*before)], text[slice(*piece)]
    near = "\n" not in text[before[1] : piece[0]] and len(first) + len(second) <= _LONGEST_JOINED
    if not near or first[-1] not in "；;" or _LABEL.match(second):
        return False
    return (modality.plan_word(first) is None) == (modality.plan_word(second) is None)


def _inside(inner: Sequence[Span], outer: Sequence[Span]) -> bool:
    """The last words of a figure's quote stand in the sentence (its first may stand in the one before)."""
    last = inner[-1] if inner else None
    return last is not None and any(span.page == last.page and span.start <= last.end - 1 < span.end for span in outer)


def _misread(spans: Sequence[Span], pages: Mapping[int, Page]) -> bool:
    return any(
        low < span.end and span.start < high
        for span in spans
        for block in pages[span.page].blocks
        for low, high in block.doubtful
    )


def _read(found: Statement, figures: tuple[Figure, ...], told: Told) -> Statement:
    """Add year and status to a sentence: its figures know them, else its words and the part it stands in."""
    document = found.document
    published = document.metadata.published
    kinds = {each.status for each in figures} - {Status.STATE}
    if told.status is Status.PLANNED and _falls_short(found.text):
        # What went wrong is told beside what is planned (不足和下一步打算), and is of the year that is over.
        year = told.year - 1 if told.year else None
        years = frozenset({year}) if year else frozenset[int]()
        return replace(found, status=Status.STATE, years=years, period=str(year) if year else None)
    status = _status(found, kinds, told)
    named = _named(found.text, told, published)
    if status is Status.ACHIEVED and told.year and max(named, default=0) > told.year:
        found = replace(found, text=_without_later(found.text, told, published))
        figures = tuple(each for each in figures if each.raw in found.text)
        named = _named(found.text, told, published)
    department = document.metadata.department
    if department and found.text.startswith("部门"):
        found = replace(found, text=department + found.text[2:])
    of_figures = {int(each.period) for each in figures if each.period and each.status is status}
    years = frozenset(of_figures | named or ({told.year} if told.year else set()))
    own = min(of_figures, default=None) or (min(named) if named else told.year)
    return replace(
        found,
        figures=figures,
        status=status,
        years=years,
        period=str(own) if own else None,
        mixed=kinds == {Status.ACHIEVED, Status.PLANNED},
    )


def _falls_short(text: str) -> bool:
    return bool(_FALLS_SHORT.search(text)) and modality.plan_word(_NO_PLAN.sub("", text)) is None


def _named(text: str, told: Told, published: date | None) -> set[int]:
    """The years a sentence names; a month or a day alone is of the year its part tells of."""
    named = set(periods.named_years(text, published))
    if told.year and named and not re.search(r"(?:19|20)\d\d|[去今明前后]年|上年|year", text):
        return {told.year}
    return named


def _without_later(text: str, told: Told, published: date | None) -> str:
    """A result without the clauses, from the first on, that tell of a later year: those are no part of its year."""
    kept: list[str] = []
    for clause in _COMMA.split(text):
        if kept and max(_named(clause, told, published), default=0) > (told.year or 0):
            return "".join(kept).rstrip("，") + "。"
        kept.append(clause)
    return text


def _status(found: Statement, kinds: set[Status], told: Told) -> Status:
    metadata = found.document.metadata
    if metadata.kind in _STANDING:
        return Status.STATE
    if kinds == {Status.PLANNED}:
        return Status.PLANNED
    if Status.ACHIEVED in kinds:
        return Status.ACHIEVED
    planned = modality.plan_word(_NO_PLAN.sub("", found.text)) is not None
    if told.status is Status.PLANNED or planned:
        return Status.PLANNED
    if told.status is Status.ACHIEVED or metadata.kind in _RESULTS:
        return Status.ACHIEVED
    published = metadata.published.year if metadata.published else None
    return modality.status_of(found.text, (), metadata.kind, published, str(told.year) if told.year else None)


def statement_at(paper: Paper, quote: str, spans: Sequence[Span]) -> Statement | None:
    """The statement of a paper that a citation quotes, with its year and status; None where the paper no longer
    says it, or a number of it may be misread. A quote that is no sentence of its own is read as its first sentence is.
    """
    statements = list(_of_paper(0, paper))
    exact = next((each for each in statements if same_but_white_space(each.quote, quote)), None)
    if exact is not None:
        return exact
    texts = paper.texts
    held = all(span.page in texts and span.end <= len(texts[span.page]) for span in spans)
    if not held or not same_but_white_space(quote_of(spans, texts), quote) or _misread(spans, paper.pages):
        return None
    around = [each for each in statements if _inside(spans[:1], each.spans) or _inside(each.spans[:1], spans)]
    return replace(around[0], quote=quote, text=quote, spans=tuple(spans)) if around else None
