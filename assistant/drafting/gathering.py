"""From papers to statements: every sentence and every telling row, with where it stands, its year and its status."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from assistant.citations import locate, quote_of, same_but_white_space
from assistant.domain import Document, Page, Passage, PassageKind, Span, Status
from assistant.drafting.papers import Paper, Statement
from assistant.drafting.table_wording import row_statements_of
from assistant.drafting.years_told import plans, read
from assistant.figures import Figure
from assistant.text.sentences import is_whole, split
from assistant.text.tokens import language_of

_LABEL = re.compile(
    r"\s*(?:[（(][一二三四五六七八九十百\d]{1,4}[）)]|[一二三四五六七八九十]{1,3}、|\d{1,2}(?:[、．]|\.(?!\d))|[①-⑳]|"
    r"[（(][a-z][)）]|[-—–•●■◆○▪·]+\s?)\s*"
)
_HEAD_MATTER = re.compile(
    r"^\s*(?:[（(]?样例|发文部门|发布日期|文号|填报单位|责任部门|■?记者|■|编辑|电话|单位[:：]|供稿|作者|来源[:：])"
    r"|E-?mail|@|电话[/：:]\s?\d|版式/|通讯员"
)
_ANNOUNCES = re.compile(
    r"(?:现将|现就|下面|以下)[^。]{0,24}(?:总结|报告|汇报|如下)|请予审议|各位代表|本计划所列|制定本计划|如下[。：:]?$|谢谢"
)
_CLERICAL = re.compile(
    r"^(?:各部门|责任部门|集团办公室)[^，。]{0,12}(?:应当|按月|负责|于)|本表|^月份?\s|^注[：:]|责任部门[：:]"
)
_ENDED = re.compile(r"[。！？…!?.；;”’」』）)]$")
_SPEAKER = re.compile(r"[^，。“]{1,30}(?:说|介绍|回忆|评价|告诉|感慨|表示|坦言|讲)[^“。]{0,6}[，。：]")
_NO_ENGLISH = re.compile(
    r"check mark|as discussed|the following|as follows|see (?:note|item|part)|\bNote \d|\bItem \d|U\.S\.C\.|GAAP|"
    r"these (?:acquisitions|amounts|factors|items)|covenant|registrant|following table|discount rate|NOL",
    re.IGNORECASE,
)
_LEAST, _LONGEST_JOINED = 6, 170
_SHORT_ENGLISH, _LONG_ENGLISH = 40, 340


def gather(papers: Sequence[Paper]) -> list[Statement]:
    """Every statement of the papers, in the order of reading. What may be misread, is rejected or only heads a paper
    is left out."""
    return [each for index, paper in enumerate(papers) for each in _of_paper(index, paper)]


def statement_at(paper: Paper, quote: str, spans: Sequence[Span]) -> Statement | None:
    """The statement of a paper that a citation quotes, with its year and status; None where the paper no longer
    says it, or a number of it may be misread. A quote that is no sentence of its own is told as the one it lies in.
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


def _of_paper(index: int, paper: Paper) -> Iterator[Statement]:
    texts = paper.texts
    unfit = {each.figure.figure_id for each in paper.figures if not each.fit}
    figures: dict[str, list[Figure]] = {}
    for each in paper.figures:
        figures.setdefault(each.figure.passage_id, []).append(each.figure)
    headings = _run_in_headings(paper)
    rows: list[tuple[int, Passage, list[Figure]]] = []
    for at, (passage, told) in enumerate(zip(paper.passages, paper.told, strict=True)):
        held = figures.get(passage.passage_id, [])
        if passage.kind is PassageKind.TABLE and held:
            rows.append((at, passage, [each for each in held if each.figure_id not in unfit]))
            continue
        under: tuple[str, ...] = ()
        for found in _sentences(paper.document, passage, texts, (index, at)):
            heading = headings.get((passage.section, _letters(found.text)))
            if heading:
                under = heading
                continue
            mine = tuple(each for each in held if _inside(each.spans, found.spans))
            if any(each.figure_id in unfit for each in mine) or _misread(found.spans, paper.pages):
                continue
            yield read(replace(found, under=under), mine, told)
    if paper.document.metadata.language != "en":
        # A row's wording is made for Chinese; English papers tell their main figures in sentences.
        yield from row_statements_of(paper.document, rows, texts, index)


def _run_in_headings(paper: Paper) -> dict[tuple[tuple[str, ...], str], tuple[str, ...]]:
    """Headings that the same paper also prints at the head of a paragraph (（一）着力…。面对…): by the headings above
    and the words, the whole path."""
    return {
        (passage.section[:-1], _letters(passage.section[-1])): passage.section
        for passage in paper.passages
        if len(passage.section) > 1
    }


def _letters(text: str) -> str:
    return re.sub(r"\W", "", _LABEL.sub("", text, count=1))


def _sentences(document: Document, passage: Passage, texts: dict[int, str], at: tuple[int, int]) -> Iterator[Statement]:
    paragraph = end_before = 0
    for n, (start, end) in enumerate(_put_together(passage.text)):
        if "\n" in passage.text[end_before:start]:
            paragraph = start
        end_before = end
        label = _LABEL.match(passage.text, start, end)
        if label and label.end() < end:
            start = label.end()
        text = passage.text[start:end]
        if not _says_something(text):
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


def _says_something(text: str) -> bool:
    """A whole sentence that is neither the head matter of a paper nor an announcement of what follows."""
    if len(text) < _LEAST or not _ENDED.search(text):
        return False
    if _HEAD_MATTER.search(text) or _ANNOUNCES.search(text) or _CLERICAL.search(text):
        return False
    if language_of(text) != "en":
        return True
    fitting = _SHORT_ENGLISH <= len(text) <= _LONG_ENGLISH and is_whole(text) and text[0].isupper()
    return fitting and not _NO_ENGLISH.search(text)


def _put_together(text: str) -> list[tuple[int, int]]:
    """The sentences of `text`; what somebody speaks stays with who speaks it (“…。”检漏班班长说。), and what a
    semicolon only parts, together."""
    found: list[tuple[int, int]] = []
    for start, end in split(text):
        if found and (_goes_on(text, found[-1], (start, end)) or _is_spoken(text, found[-1], (start, end))):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _is_spoken(text: str, before: tuple[int, int], piece: tuple[int, int]) -> bool:
    quoted = text[before[0]] in "“‘" and text[before[1] - 1] in "”’" and before[1] == piece[0]
    return quoted and _SPEAKER.match(text, *piece) is not None


def _goes_on(text: str, before: tuple[int, int], piece: tuple[int, int]) -> bool:
    """Whether a piece behind a semicolon is told with the one before it: both results, or both plans."""
    first, second = text[slice(*before)], text[slice(*piece)]
    near = "\n" not in text[before[1] : piece[0]] and len(first) + len(second) <= _LONGEST_JOINED
    if not near or first[-1] not in "；;" or _LABEL.match(second):
        return False
    return plans(first) == plans(second)


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
