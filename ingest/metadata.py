"""What a document says of itself: title, kind, place, issuer, numbers and dates. Detection only; a manifest wins.

`period` is the year (quarter, month) that the title states, as printed: a work report of 2025 is "2025" although it
reviews 2024, because that is the year people file and ask for it under. A newspaper's review, whose title states none,
has the year it says it looks back on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from assistant.domain import Metadata
from assistant.text.tokens import language_of
from ingest.dates import YEAR, date_in_name, dates_in, without_dates
from ingest.kinds import KINDS, kind_of
from ingest.layout import join, width
from ingest.numbering import ARTICLE, CHAPTER, is_finished
from ingest.places import NATION, place_of
from ingest.readers.document import ReadDocument

_HEAD = 3000
_LANGUAGE = 20000
_BYLINE = re.compile(r"^[■●◆▲□○\s]*(?:本报)?(?:特约)?(?:记者|通讯员)")
_DATELINE = re.compile(r"^\W{0,3}(?:19|20)\d\d年\d{1,2}月\d{1,2}日")
_STATED = re.compile(
    r"(?:发布|印发|公布|成文|发文|报送|编制|填报)(?:日期|时间)\s*[:：]\s*(.{6,14})"
    r"|(?:[Ii]ssued|[Pp]ublished)(?: on)?:? (.{8,20})"
)
_ADOPTED = re.compile(r"通过|公布|发布|批准|修订|修正|修改")
_IN_FORCE = re.compile(r"自\s*([^，。；\n]{0,24}?)\s*起\s*(?:正式)?\s*(?:施行|实施|执行|生效)")
_FROM_ENGLISH = re.compile(
    r"(?:effective|in force|takes? effect)(?: from| on| as of)?:? ([A-Z][a-z]+ \d{1,2}, \d{4}|\d{4}-\d\d-\d\d)"
)
_STATED_FORCE = re.compile(r"(?:施行|实施|生效|执行)(?:日期|时间)\s*[:：]\s*(.{6,14})")
_UNTIL = re.compile(r"有效期(?:限)?[至到]\s*([^，。；\n]{6,14})")
_REPEALED = re.compile(r"([^。\n]*)(?:同时|即行|随即)?(?:废止|停止执行)")
_TITLES = re.compile(r"《((?:[^《》]|《[^》]*》)+)》")
_NUMBER = re.compile(r"[\u4e00-\u9fffA-Za-z]{1,12}\s*[〔\[【（(]\s*20\d\d\s*[〕\]】）)]\s*第?\s*\d{1,4}\s*号")
_ORDER = re.compile(r"[\u4e00-\u9fff]{3,20}令第\s*\d{1,4}\s*号")
_DEPARTMENT = re.compile(
    r"(?:责任|编制|发布|主办|归口|牵头|报送|发文|印发|填报)(?:部门|科室)\s*[:：]\s*([^\s，。；:：]{2,20})"
)
_TITLE_DEPARTMENT = re.compile(
    r"^([\u4e00-\u9fff]{2,10}?(?:部|处|科|室|中心|分公司|厂|营业所))(?=20\d\d|年度|关于|[\s　])"
)
_ISSUER = re.compile(r"(?:发布|编制|制定|印发|发文|填报)(?:单位|机关|机构)\s*[:：]\s*([^\s，。；:：]{2,30})")
_COMPANY = re.compile(r"^[\u4e00-\u9fff（）()]{2,28}(?:有限公司|集团|水务局|供水总公司|自来水公司)$")
_ASSEMBLY = re.compile(
    r"日\s*([\u4e00-\u9fff]{2,8}?(?:省|市|自治区|县))?第[一二三四五六七八九十百]+届((?:全国)?人民代表大会)(常务委员会)?"
)
_AUTHORITY = re.compile(
    r"国务院|中共中央|国家[\u4e00-\u9fff]{2,14}?(?:总局|局|委员会)|(?<=经)[\u4e00-\u9fff]{2,14}部(?=第)|[\u4e00-\u9fff]{2,14}部(?=令)"
)
_BINDING = frozenset({"law", "policy", "procedure", "notice", "handbook", "guide", "other"})
"""Kinds that come into force. A report only tells of rules that do."""
_REVIEWED = re.compile(r"(?:过去|回顾|回望)[^。\n]{0,6}?((?:19|20)\d\d)年")
_FISCAL = re.compile(r"(?:fiscal year|year) ended [A-Z][a-z]+ \d{1,2}, ((?:19|20)\d\d)", re.IGNORECASE)
_PART = re.compile(r"((?:19|20)\d\d)年(?:第?([一二三四1-4])季度|([上下])半年|(1[0-2]|[1-9])月(?!\d{0,2}日))")


@dataclass(frozen=True, slots=True)
class _View:
    """The parts of a text that detection looks at. `lines` is its header: what stands above chapters and articles."""

    text: str
    lines: tuple[str, ...]
    running: tuple[str, ...]

    @property
    def header(self) -> str:
        return "\n".join((*self.running, *self.lines))

    @property
    def head(self) -> str:
        return self.text[:_HEAD]


def detect_metadata(document: ReadDocument, name: str) -> Metadata:
    """Return what is known of the document, from its text, its own metadata and its file name, in that order."""
    text = "\n".join(page.text for page in document.pages)
    view = _View(text, tuple(_header_lines(text)), document.running)
    stem = PurePath(name).stem
    fields = dict(document.properties.fields)
    title = _title(document, view, stem)
    kind = fields.get("kind") or kind_of((title, stem), view.header, view.head, document.format)
    published = _published(view, stem, kind)
    binding = kind in _BINDING
    place = fields.get("place") or place_of(title, f"{view.header}\n{view.head}", text, kind == "law")
    return Metadata(
        title=title,
        kind=kind if kind in KINDS else "other",
        place=place,
        organisation=fields.get("organisation") or _organisation(title, place, view),
        department=fields.get("department") or _department(title, view),
        doc_number=fields.get("doc_number") or _doc_number(view),
        language=language_of((text or title)[:_LANGUAGE]),
        published=_field_date(fields, "published") or published,
        period=fields.get("period") or _period(title, stem, view, kind),
        effective_from=_field_date(fields, "effective_from") or (_effective(text, published) if binding else None),
        effective_to=_field_date(fields, "effective_to") or (_until(text) if binding else None),
        replaces=_replaces(text, title) if binding else (),
    )


def _header_lines(text: str) -> list[str]:
    lines: list[str] = []
    for line in text[:_HEAD].split("\n"):
        if len(lines) >= 14 or ARTICLE.match(line) or CHAPTER.match(line):
            break
        lines.append(line.strip())
    return lines


def _title(document: ReadDocument, view: _View, stem: str) -> str:
    stated = dict(document.properties.fields).get("title", "")
    if stated:
        return stated
    named = without_dates(stem) or stem
    if document.format == "xlsx":
        return named
    byline = next((i for i, line in enumerate(view.lines) if _BYLINE.match(line)), 0)
    if byline:
        return _one_line(view.lines[byline - 1])
    headed = _heading_title(document)
    if headed:
        return headed
    first = next((line for line in view.lines if line), "")
    is_title = len(first) >= 4 and width(first) <= 80 and not is_finished(first) and not _DATELINE.match(first)
    has_chinese = re.search(r"[\u4e00-\u9fff]", first) is not None
    if is_title and (has_chinese or document.format != "pdf"):
        return _one_line(first)
    return named


def _heading_title(document: ReadDocument) -> str:
    """The first headings of the first level, when they open the document; a title may take two lines."""
    page = next((page for page in document.pages if page.text), None)
    if page is None:
        return ""
    title = ""
    for index, block in enumerate(page.blocks[:8]):
        is_top = block.kind == "heading" and block.level == 1
        if is_top and (title or index <= 5):
            title = join(title, page.text[block.start : block.end]) if title else page.text[block.start : block.end]
        elif title:
            break
    return _one_line(title) if width(title) <= 160 else ""


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _published(view: _View, stem: str, kind: str) -> date | None:
    """A stated date, the name's, the header's last act or dateline, the date under the text; in that order."""
    stated = _STATED.search(view.head)
    if stated and (found := dates_in(stated.group(1) or stated.group(2))):
        return found[0]
    named = date_in_name(stem)
    acts = [day for line in view.lines if _ADOPTED.search(line) for day in dates_in(line)[:1]]
    if kind == "law":
        return named or (max(acts) if acts else None)
    opening = [day for line in (*view.running, *view.lines[:8]) for day in dates_in(line[:40])[:1]]
    if opening:
        return opening[0]
    if named or acts:
        return named or max(acts)
    last_lines = [line.strip() for line in view.text[-300:].split("\n") if line.strip()][-3:]
    closing = [day for line in last_lines if len(line) <= 40 for day in dates_in(line)]
    return closing[-1] if closing else None


def _effective(text: str, published: date | None) -> date | None:
    """The last 自…起施行 of the text: a quoted rule's comes earlier, the document's own stands at its end."""
    stated = _STATED_FORCE.search(text[:_HEAD])
    if stated and (found := dates_in(stated.group(1))):
        return found[0]
    for match in reversed(list(_IN_FORCE.finditer(text))):
        found = dates_in(match.group(1))
        if found:
            return found[-1]
        if re.search(r"(?:发布|公布|印发|颁布)之?日", match.group(1)):
            return published
    english = _FROM_ENGLISH.search(text)
    return next(iter(dates_in(english.group(1))), None) if english else None


def _until(text: str) -> date | None:
    match = _UNTIL.search(text)
    return next(iter(dates_in(match.group(1))), None) if match else None


def _replaces(text: str, title: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for match in _REPEALED.finditer(text):
        if "同时" in match.group() or "即行" in match.group():
            found |= {_one_line(name): None for name in _TITLES.findall(match.group(1)) if name != title}
    return tuple(found)


def _period(title: str, stem: str, view: _View, kind: str) -> str | None:
    if kind in ("law", "policy", "procedure", "handbook", "guide"):
        return None
    for text in (title, stem if date_in_name(stem) is None else ""):
        part = _PART.search(text)
        if part:
            year, quarter, half, month = part.groups()
            number = {"一": "1", "二": "2", "三": "3", "四": "4"}.get(quarter, quarter)
            tail = f"Q{number}" if quarter else f"H{1 if half == '上' else 2}" if half else f"{int(month):02}"
            return f"{year}-{tail}"
        years = YEAR.findall(text)
        if years:
            return years[0] if len(set(years)) == 1 else f"{min(years)}/{max(years)}"
    looked_back = _REVIEWED.search(view.head) if kind in ("review", "summary") else _FISCAL.search(view.head)
    return looked_back.group(1) if looked_back else None


def _organisation(title: str, place: str, view: _View) -> str:
    stated = _ISSUER.search(view.head)
    if stated:
        return stated.group(1)
    if "政府工作报告" in title and place:
        return f"{place}人民政府" if place != NATION else "国务院"
    header = view.header
    assembly = _ASSEMBLY.search(header)
    if assembly:
        return "".join(part or "" for part in assembly.groups())
    company = next((line for line in view.lines if _COMPANY.match(line)), "")
    authority = _AUTHORITY.search(header)
    return company or (authority.group() if authority else "")


def _department(title: str, view: _View) -> str:
    match = _DEPARTMENT.search(view.header) or _TITLE_DEPARTMENT.match(title)
    return match.group(1) if match else ""


def _doc_number(view: _View) -> str:
    header = view.header
    number = _NUMBER.search(header)
    if number:
        return "".join(number.group().split())
    orders = _ORDER.findall(header)
    return "".join(orders[-1].split()) if orders else ""


def _field_date(fields: Mapping[str, str], name: str) -> date | None:
    return next(iter(dates_in(fields.get(name, ""))), None)
