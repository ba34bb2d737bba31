from __future__ import annotations

import io
import subprocess
import zipfile
from dataclasses import replace

import pytest

from assistant.domain import Verdict
from assistant.drafting.word import to_docx
from assistant.drafting.word_style import blank
from assistant.drafts import Stale
from assistant.errors import UsageError
from tests.support.drafts import PIPES, PLAN, SUPPLY, draft, signed_off
from tests.support.system_packages import require

HOSTILE = '<w:p/> & "x" \x07 ]]>'


def opened(content):
    import docx

    return docx.Document(io.BytesIO(content))


def part(content, name):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode()


def headers(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist() if "header" in name)


def with_sentence(made, **changed):
    [heading, supply, plan] = made.sections
    first = replace(supply.sentences[0], **changed)
    return replace(made, sections=(heading, replace(supply, sentences=(first, *supply.sentences[1:])), plan))


def test_headings_are_real_ones_and_every_sentence_has_a_real_footnote():
    content = to_docx(draft(), "zh")
    found = [(each.style.name, each.text) for each in opened(content).paragraphs]
    assert ("Title", "清河市供水有限公司2023年工作回顾") in found
    assert ("Heading 1", "一、全年工作") in found
    assert ("Heading 2", "（一）供水保障") in found
    assert part(content, "word/document.xml").count("<w:footnoteReference ") == 4
    notes = part(content, "word/footnotes.xml")
    assert f"《2023年度工作回顾》第3页，2024年2月4日：“{SUPPLY}”" in notes
    assert f"《2024年度工作计划》第1页，第二条，2024年1月15日：“{PLAN}”" in notes


def test_a_source_noted_before_is_referred_to():
    assert "同注1。" in part(to_docx(draft(), "zh"), "word/footnotes.xml")


def test_the_appendix_has_every_figure_with_verdict_and_source():
    [table] = opened(to_docx(draft(), "zh")).tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[1] == [
        "1",
        "6218万吨",
        "总供水量",
        "2023，已实现",
        "与原文一致",
        "《2023年度工作回顾》第3页，2024年2月4日",
    ]
    assert [row[1] for row in rows[1:]] == ["6218万吨", "3%", "31公里", "40公里"]
    assert rows[4][3] == "2024，计划"


def test_a_draft_is_marked_on_every_page_until_every_section_is_signed():
    unsigned, signed = to_docx(draft(), "zh"), to_docx(signed_off(draft()), "zh")
    assert headers(unsigned).count('string="草稿"') == 2  # odd and even pages
    assert "草稿" not in headers(signed) + part(signed, "word/document.xml")
    one = signed_off(draft())
    rest = replace(one, sections=(*one.sections[:2], draft().sections[2]))
    assert "草稿" in headers(to_docx(rest, "zh"))


def test_what_the_papers_lack_is_told_in_a_draft_and_who_signed_in_a_signed_review():
    unsigned = "".join(each.text for each in opened(to_docx(draft(), "zh")).paragraphs)
    assert "资料里没有2023年的漏损率。" in unsigned
    signed = "".join(each.text for each in opened(to_docx(signed_off(draft()), "zh")).paragraphs)
    assert "资料里没有" not in signed
    assert "（一）供水保障：chen，2024-02-21 10:00" in signed


@pytest.mark.parametrize(
    ("changed", "mark"),
    [
        ({"claim": replace(draft().sections[1].sentences[0].claim, verdict=Verdict.UNSUPPORTED)}, "〔出处不支持〕"),
        ({"stale": Stale.CHANGED}, "〔出处已变动〕"),
    ],
)
def test_a_sentence_that_cannot_be_relied_on_is_marked_where_it_stands_and_in_the_table(changed, mark):
    document = opened(to_docx(with_sentence(draft(), **changed), "zh"))
    assert any(mark in each.text for each in document.paragraphs)
    marked = [run for each in document.paragraphs for run in each.runs if 'w:val="ReviewFault"' in run._r.xml]
    assert [run.text for run in marked] == [SUPPLY + mark]
    assert document.tables[0].rows[1].cells[4].text in ("整句未获支持", "出处已变动")


def test_papers_words_are_no_markup():
    made = with_sentence(draft(title=HOSTILE), claim=replace(draft().sections[1].sentences[0].claim, text=HOSTILE))
    texts = [each.text for each in opened(to_docx(made, "zh")).paragraphs]
    assert '<w:p/> & "x"  ]]>' in texts[0]


def test_the_same_draft_makes_the_same_file():
    assert to_docx(draft(), "zh") == to_docx(draft(), "zh")


def test_an_english_review_has_english_notes_and_appendices():
    content = to_docx(draft(language="en"), "en")
    assert "Appendix 1. Figures and their sources" in [each.text for each in opened(content).paragraphs]
    assert 'string="DRAFT"' in headers(content)
    assert "2023年度工作回顾, p. 3, 2024-02-04" in part(content, "word/footnotes.xml")


def test_the_official_style_has_its_page_and_fonts():
    document = opened(blank("zh"))
    [page] = document.sections
    assert (round(page.top_margin.mm), round(page.left_margin.mm)) == (37, 28)
    assert round(page.page_width.mm - page.left_margin.mm - page.right_margin.mm) == 156
    assert round(page.page_height.mm - page.top_margin.mm - page.bottom_margin.mm) == 225
    styles = {each.name: each.element.xml for each in document.styles}
    assert 'w:eastAsia="仿宋"' in styles["Normal"]
    assert 'w:line="560" w:lineRule="exact"' in styles["Normal"]
    assert 'w:eastAsia="黑体"' in styles["Heading 1"]
    assert 'w:eastAsia="楷体"' in styles["Heading 2"]
    assert 'w:eastAsia="方正小标宋简体"' in styles["Title"]
    assert "PAGE" in page.footer._element.xml


@pytest.fixture
def office_file():
    """Last year's review of an office, with its own page, header, picture and comment-like old text."""
    import docx
    from docx.shared import Mm, Pt
    from PIL import Image

    document = docx.Document()
    document.sections[0].page_width = Mm(182)
    document.sections[0].header.paragraphs[0].text = "清河水务内部资料"
    document.add_heading("去年的标题", 1)
    for _ in range(3):
        run = document.add_paragraph().add_run("去年全市总供水量六千万吨，这一段是去年的正文，足够长，看得出字体。")
        run.font.size, run.font.name = Pt(13), "KaiTi"
    picture = io.BytesIO()
    Image.new("RGB", (40, 40), "red").save(picture, "PNG")
    document.add_picture(picture)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def test_an_offices_own_file_gives_its_page_header_and_text_and_nothing_of_what_it_said(office_file):
    content = to_docx(draft(), "zh", office_file)
    document = opened(content)
    assert round(document.sections[0].page_width.mm) == 182
    assert "清河水务内部资料" in headers(content)
    assert 'string="草稿"' in headers(content)
    whole = part(content, "word/document.xml")
    assert "去年" not in whole
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert not [name for name in archive.namelist() if "media" in name]
    [text] = [each for each in document.paragraphs if each.text.startswith(SUPPLY)]
    assert (text.runs[0].font.size.pt, text.runs[0].font.name) == (13, "KaiTi")
    assert ("Heading 1", "一、全年工作") in [(each.style.name, each.text) for each in document.paragraphs]
    assert part(content, "word/footnotes.xml").count("<w:footnote ") == 2 + 4


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x05\x06" + b"\0" * 18], ids=["empty", "text", "empty zip"])
def test_a_style_that_is_no_word_file_is_refused(content):
    with pytest.raises(UsageError) as refused:
        to_docx(draft(), "zh", content)
    assert refused.value.key == "bad_style"


@pytest.mark.slow
def test_libreoffice_opens_it_and_sets_headings_and_footnotes(tmp_path):
    soffice = require("libreoffice-writer", "soffice")
    (tmp_path / "review.docx").write_bytes(to_docx(draft(revision=2), "zh"))
    profile = (tmp_path / "profile").as_uri()
    for form in ("pdf", "txt:Text (encoded):UTF8", "html"):
        command = [soffice, f"-env:UserInstallation={profile}", "--headless", "--convert-to", form]
        subprocess.run(
            [*command, "--outdir", str(tmp_path), str(tmp_path / "review.docx")],
            check=True, capture_output=True, timeout=240,
        )  # fmt: skip
    page = (tmp_path / "review.html").read_text(encoding="utf-8")
    assert page.count("<h1") >= 3  # two of the text and the appendix
    assert page.count("<h2") == 1
    assert page.count('class="sdfootnoteanc"') == 4
    assert page.count('class="sdfootnotesym"') == 4
    from pypdf import PdfReader

    pages = [each.extract_text() for each in PdfReader(tmp_path / "review.pdf").pages]
    assert PIPES.rstrip("。") in "".join("".join(pages).split())
    assert len(pages) == 2
