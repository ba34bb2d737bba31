"""An assistant of a small invented utility, with the methods the pages call. It stands at the pages' one seam."""

from __future__ import annotations

import hashlib
import io
import time
from dataclasses import dataclass, field, replace
from datetime import date

from assistant.curation import (
    Basis,
    Decision,
    Described,
    NearDuplicate,
    PageAccount,
    ReadingAccount,
    Replacement,
    Standing,
)
from assistant.domain import (
    Answer,
    AnswerStatus,
    Block,
    Citation,
    Claim,
    Document,
    Facets,
    FileOutcome,
    FileStatus,
    Filters,
    Metadata,
    Page,
    QuoteInContext,
    ReadAs,
    Reason,
    Span,
    Status,
    Verdict,
)
from assistant.errors import ClearwellError, NotFound, UsageError
from assistant.ports import IngestProgress
from ingest.corrections import with_order, with_texts
from tests.assistant.ui.fake_desk import FakeDesk

HOSTILE = (
    "![x](http://evil.invalid/x.png) <script>alert(1)</script> <b>粗</b> $x^2$ :smile: :red[红] **星** www.evil.invalid"
)

REVIEW = """二、供水生产

2023年，公司全年完成总供水量4218万吨，同比增长3.1%；完成售水量3790万吨，产销差率10.1%。水质综合合格率保持在100%，全年没有发生水质事故。

三、管网建设

全年改造老旧管网26.4公里，更换水表1.95万户。2024年计划改造老旧管网31公里，新建二次供水泵房12座，计划安排投资项目18个。"""
RULES = """第三章 维护

第十二条 二次供水水箱由管理单位委托具备条件的机构清洗消毒，每半年不少于一次，清洗后3日内送检水样并在小区公示结果。

第十三条 泵房实行专人巡查，每周不少于两次；发现渗漏、异响或者水压异常的，应当在2小时内到场处置，并做好记录。"""


def document(
    key: str, title: str, pages: int = 1, passages: int = 8, status: str = "in_force", **known: object
) -> Document:
    return Document(
        document_id=key,
        version=1,
        metadata=Metadata(title=title, **known),  # type: ignore[arg-type]
        path=f"documents/{title}.pdf",
        sha256="3f1c9a" + "0" * 58,
        pages=pages,
        passages=passages,
        status=status,
    )


DOCUMENTS = (
    document(
        "d1",
        "清河市供水有限公司2023年工作回顾（样例）",
        pages=2,
        kind="review",
        period="2023",
        published=date(2024, 2, 4),
        organisation="清河市供水有限公司",
        language="zh",
    ),
    document(
        "d2",
        "二次供水泵房管理办法（样例）",
        kind="policy",
        effective_from=date(2022, 7, 1),
        published=date(2022, 5, 18),
        doc_number="清供水〔2022〕12号",
        department="二次供水科",
    ),
    document(
        "d3",
        "二次供水设施管理规定（2016，样例）",
        kind="policy",
        published=date(2016, 3, 1),
        status="superseded",
        superseded_by="d2",
    ),
    document("d4", "2023年逐月运行数据表（样例）", kind="table", period="2023", pages=3),
    document("d5", "Meter reading procedure (sample)", kind="procedure", published=date(2023, 9, 1), language="en"),
    document("d6", "2021年会议纪要扫描件（样例）", kind="other", pages=4, passages=0),
    document("d7", "2024年重点工作计划（样例）", kind="plan", period="2024", published=date(2024, 1, 15)),
)
TEXTS = {
    "d1": REVIEW,
    "d2": RULES,
    "d3": "第九条 水箱每年清洗一次。",
    "d5": "Meters are read every two months.",
    "hostile": f"前 {HOSTILE} 后",
}


def page_of(number: int, *blocks: tuple[str, str], **known: object) -> Page:
    """A page of (kind, text) blocks; a kind may carry a level: heading1."""
    text = "\n".join(words for _, words in blocks)
    made, at = [], 0
    for kind, words in blocks:
        name = kind.rstrip("0123456789")
        made.append(Block(at, at + len(words), name, int(kind[len(name) :] or 0)))
        at += len(words) + 1
    return Page(number, text, blocks=tuple(made), as_read=_hash(text), **known)  # type: ignore[arg-type]


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def tabled(page: Page, header: int, *rows: int) -> Page:
    """The page with the cells of `rows` under those of the row `header`, column by column."""

    def cells(block: Block) -> list[tuple[int, int]]:
        found, at = [], block.start
        for text in page.text[block.start : block.end].split("\t"):
            found.append((at, at + len(text)))
            at += len(text) + 1
        return found

    heads = cells(page.blocks[header])
    blocks = list(page.blocks)
    for row in rows:
        pairs = zip(heads, cells(blocks[row]), strict=True)
        blocks[row] = replace(blocks[row], cells=tuple((*head, *cell) for head, cell in pairs))
    return replace(page, blocks=tuple(blocks))


def doubted(page: Page, *numbers: str) -> Page:
    """The page with these numbers doubtful."""
    places = [(page.text.index(number), page.text.index(number) + len(number)) for number in numbers]
    blocks = (
        replace(each, doubtful=tuple(place for place in places if each.start <= place[0] < each.end))
        for each in page.blocks
    )
    return replace(page, blocks=tuple(blocks), read_as=ReadAs.OCR)


SHUFFLED = replace(
    page_of(
        2,
        ("heading1", "节能降耗见成效"),
        ("paragraph", "公司推动节能降耗，通过工"),
        ("paragraph", "与此同时，泵房实现了无人值守。"),
        ("paragraph", "艺优化等举措，单位电耗下降4.2%。"),
        removed=("页眉“清河供水”",),
        order_confidence=0.82,
        warnings=("这一页的栏目被打乱过，请核对阅读顺序。",),
    ),
    flow=((0,), (1, 3), (2,)),
)
MONTHS = doubted(
    tabled(
        page_of(
            1,
            ("heading1", "2023年逐月供水量"),
            ("table_row", "月份\t供水量（万吨）\t产销差率"),
            ("table_row", "1月\t351.2\t10.4%"),
            ("table_row", "2月\t318.7\t10.9%"),
            ("note", "注：数据来自生产调度系统。"),
        ),
        1,
        2,
        3,
    ),
    "318.7",
)
PAGES = {("d1", 2): SHUFFLED, ("d4", 1): MONTHS}
WITHOUT_LOOK = {"d5"}
"""Documents of a type that has no fixed pages."""


def cite(
    n: int, key: str, quote: str, clause: str | None = None, section: tuple[str, ...] = (), page: int = 1
) -> Citation:
    start = TEXTS[key].index(quote)
    paper = next((each for each in DOCUMENTS if each.document_id == key), document(key, HOSTILE))
    successor = next((each.title for each in DOCUMENTS if each.document_id == paper.metadata.superseded_by), "")
    return Citation(
        n,
        key,
        1,
        f"{key}-p{n}",
        paper.title,
        page,
        clause,
        clause,
        section,
        quote,
        (Span(page, start, start + len(quote)),),
        paper.status,
        paper.metadata.effective_from,
        successor,
    )


def answered(question: str, claims: tuple[Claim, ...], citations: tuple[Citation, ...]) -> Answer:
    text = "".join(claim.text + "".join(f"[{n}]" for n in claim.citations) for claim in claims)
    return Answer(question, AnswerStatus.ANSWERED, None, text, claims, citations, "extractive", 0.21)


def supply(question: str) -> Answer:
    first = "2023年，公司全年完成总供水量4218万吨，同比增长3.1%"
    second = "2024年计划改造老旧管网31公里，新建二次供水泵房12座，计划安排投资项目18个。"
    return answered(
        question,
        (
            Claim(first + "。", (1,), Verdict.SUPPORTED, Status.ACHIEVED, "2023"),
            Claim(second, (2,), Verdict.SUPPORTED, Status.PLANNED, "2024"),
        ),
        (cite(1, "d1", first, section=("二、供水生产",)), cite(2, "d1", second, section=("三、管网建设",))),
    )


def cleaning(question: str) -> Answer:
    rule = "二次供水水箱由管理单位委托具备条件的机构清洗消毒，每半年不少于一次，清洗后3日内送检水样并在小区公示结果。"
    return answered(
        question,
        (Claim(rule, (1, 2), Verdict.SUPPORTED, Status.STATE),),
        (cite(1, "d2", rule, "第十二条", ("第三章 维护",)), cite(2, "d3", "水箱每年清洗一次。", "第九条")),
    )


def old_rule(question: str) -> Answer:
    """What a question as of an earlier day may rest on."""
    claim = Claim("水箱每年清洗一次。", (1,), Verdict.SUPPORTED, Status.STATE)
    return answered(question, (claim,), (cite(1, "d3", "水箱每年清洗一次。", "第九条"),))


def refused(question: str) -> Answer:
    near = cite(1, "d1", "2023年，公司全年完成总供水量4218万吨", section=("二、供水生产",))
    text = "资料里没有2022年的总供水量。现有资料记载的是2023年：总供水量4218万吨。"
    return Answer(question, AnswerStatus.REFUSED, Reason.NO_SUCH_VALUE, text, (), (near,), "extractive", 0.12)


def outdated(question: str) -> Answer:
    near = cite(1, "d3", "水箱每年清洗一次。", "第九条")
    text = "现行规定没有提到这一点。只有已被取代的《二次供水设施管理规定（2016，样例）》写过：水箱每年清洗一次。"
    return Answer(question, AnswerStatus.REFUSED, Reason.SUPERSEDED_ONLY, text, (), (near,), "extractive", 0.12)


def unreadable(question: str) -> Answer:
    text = "《2021年会议纪要扫描件（样例）》有4页没有读出文字，答案可能在那里。"
    return Answer(question, AnswerStatus.REFUSED, Reason.UNREADABLE, text, (), (), "extractive", 0.12)


def hostile(question: str) -> Answer:
    claim = Claim(HOSTILE, (1,), Verdict.SUPPORTED, Status.STATE)
    return answered(question, (claim,), (cite(1, "hostile", HOSTILE, HOSTILE, (HOSTILE,)),))


@dataclass
class FakeAssistant(FakeDesk):
    """Answers by words in the question. `fails` is raised by `ask`; `pause` is how long each step takes."""

    held: tuple[Document, ...] = DOCUMENTS
    questions: tuple[str, ...] = (
        "2023年总供水量是多少？",
        "二次供水水箱多久清洗一次？",
        "2024年计划改造多少公里老旧管网？",
        "泵房多久巡查一次？",
    )
    fails: ClearwellError | None = None
    pause: float = 0.0
    asked: list[tuple[str, Filters]] = field(default_factory=list)
    pages: dict[tuple[str, int], Page] = field(default_factory=lambda: dict(PAGES))
    chosen: dict[str, dict[str, object]] = field(default_factory=dict)
    corrected: dict[tuple[str, int], Page] = field(default_factory=dict)
    pairs: tuple[Replacement, ...] = (
        Replacement("d3", "d2", Basis.REPEAL, Decision.IN_EFFECT, date(2022, 7, 1), quote="2016年的规定同时废止。"),
        Replacement("d7", "d1", Basis.SIMILAR, Decision.SUGGESTED),
    )
    pictured: list[tuple[str, int]] = field(default_factory=list)

    def ask(self, question, principal, filters=Filters()):  # noqa: B008
        time.sleep(self.pause)
        self.asked.append((question, filters))
        if self.fails is not None:
            raise self.fails
        for word, answer in (
            ("2022", refused),
            ("水箱", cleaning),
            ("tank", cleaning),
            ("恶意", hostile),
            ("每年", outdated),
            ("旧规定", old_rule),
            ("纪要", unreadable),
        ):
            if word in question:
                return answer(question)
        return supply(question)

    def suggestions(self, principal, count=4):
        return self.questions[:count] if self.held else ()

    def facets(self, principal):
        kinds = tuple(sorted({each.metadata.kind for each in self.held if each.metadata.kind}))
        return Facets((2024, 2023, 2022) if self.held else (), kinds, ())

    def documents(self, principal, filters=Filters()):  # noqa: B008
        return self.held

    def document(self, document_id, principal):
        for each in self.held:
            if each.document_id == document_id:
                return each
        raise NotFound(what="文件")

    def page(self, document_id, number, principal, version=None):
        held = self.document(document_id, principal)
        if held.passages == 0:
            return Page(number, "", ReadAs.NONE, warnings=("没有文字层，未能读取（扫描件）",))
        if (document_id, number) in self.pages:
            return self.pages[document_id, number]
        return Page(number, TEXTS.get(document_id, f"{held.title}\n\n第{number}页的文字。"))

    def page_image(self, document_id, number, principal):
        self.document(document_id, principal)
        self.pictured.append((document_id, number))
        return None if document_id in WITHOUT_LOOK else _picture()

    def reading_account(self, document_id, principal):
        held = self.document(document_id, principal)
        chosen = self.chosen.get(document_id, {})
        detected = next((each.metadata for each in DOCUMENTS if each.document_id == document_id), held.metadata)
        pages = [self.page(document_id, number + 1, principal) for number in range(held.pages)]
        manifest = (("department", detected.department),) if detected.department else ()
        return ReadingAccount(
            held,
            Standing(held.status),
            Described(detected, manifest, tuple(chosen.items()), "local" if chosen else ""),
            tuple(_account(page, (document_id, page.number) in self.corrected) for page in pages),
            ("文件带有密码保护的附件，附件没有读取。",) if document_id == "d1" else (),
            tuple(each for each in self.pairs if document_id in (each.older, each.newer)),
            (NearDuplicate(self.held[1], 0.93),) if document_id == "d3" and len(self.held) > 1 else (),
            3 if document_id == "d2" else 0,
        )

    def describe(self, document_id, values, principal):
        held = self.document(document_id, principal)
        if values.get("title") == "":
            raise UsageError("title is empty", key="empty_question")
        mine = {**self.chosen.get(document_id, {}), **values}
        self.chosen[document_id] = {name: value for name, value in mine.items() if value is not None}
        detected = next(each.metadata for each in DOCUMENTS if each.document_id == document_id)
        new = replace(held, metadata=replace(detected, **self.chosen[document_id]))
        self.held = tuple(new if each is held else each for each in self.held)
        return new

    def replacements(self, principal):
        return self.pairs

    def decide(self, older, newer, state, principal):
        self.pairs = tuple(
            replace(each, basis=Basis.PERSON, state=state, by=principal.user)
            if (each.older, each.newer) == (older, newer)
            else each
            for each in self.pairs
        )

    def correct_text(self, document_id, page, block, text, principal):
        return self._corrected(document_id, page, lambda read: with_texts(read, {block: text}))

    def correct_order(self, document_id, page, order, principal):
        return self._corrected(document_id, page, lambda read: with_order(read, tuple(map(tuple, order))))

    def _corrected(self, document_id, page, change):
        time.sleep(self.pause)
        self.corrected.setdefault((document_id, page), self.pages[document_id, page])
        self.pages[document_id, page] = change(self.pages[document_id, page])
        return FileOutcome("documents/x.pdf", FileStatus.REPLACED, document_id)

    def take_back_corrections(self, document_id, page, principal):
        self.pages[document_id, page] = self.corrected.pop((document_id, page))
        return FileOutcome("documents/x.pdf", FileStatus.REPLACED, document_id)

    def quote_in_context(self, citation, principal, around=160):
        if citation.document_id != "hostile":
            self.document(citation.document_id, principal)
        text, span = TEXTS[citation.document_id], citation.spans[0]
        return QuoteInContext(
            span.page, text[max(0, span.start - around) : span.start], citation.quote, text[span.end :][:around]
        )

    def add_upload(self, name, content, principal, on_progress=None):
        for stage in ("waiting", "reading", "embedding", "publishing"):
            if on_progress is not None:
                on_progress(IngestProgress(name, 0, 1, stage))
            time.sleep(self.pause)
        if not content.strip():
            return FileOutcome(name, FileStatus.REJECTED, reason="文件是空的，没有可读的内容。请确认文件是否正确。")
        new = document(f"u{len(self.held)}", name.rsplit(".", 1)[0], kind="notice")
        self.held = (*self.held, replace(new, path=name))
        return FileOutcome(name, FileStatus.ADDED, new.document_id, pages=1, warnings=("第1页有一张图片没有文字",))

    def remove(self, document_id, principal):
        gone = self.document(document_id, principal)
        self.held = tuple(each for each in self.held if each is not gone)
        return FileOutcome(gone.path, FileStatus.REMOVED, document_id)


def _account(page: Page, corrected: bool) -> PageAccount:
    return PageAccount(
        page.number,
        page.read_as.value,
        len("".join(page.text.split())),
        int(any(each.cells for each in page.blocks)),
        page.order_confidence,
        sum(len(each.doubtful) for each in page.blocks),
        page.removed,
        page.warnings,
        corrected,
    )


def _picture() -> bytes:
    from PIL import Image

    kept = io.BytesIO()
    Image.new("RGB", (595, 842), "#fdfdf8").save(kept, "PNG")
    return kept.getvalue()
