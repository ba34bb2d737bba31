"""The sample corpus: the manifest, the files, their figures and the script that builds them agree."""

import csv
import io
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest

docx = pytest.importorskip("docx")
openpyxl = pytest.importorskip("openpyxl")
pypdf = pytest.importorskip("pypdf")

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "corpus"
DOCUMENTS = CORPUS / "documents"
KINDS = {"review", "plan", "summary", "table", "policy", "procedure", "handbook", "notice", "guide"}
SCANNED = "关于开展2024年春季二次供水水箱清洗的通知.pdf"
KNOWN_FONTS = ("wqy-microhei.ttc", "wqy-zenhei.ttc")
MAX_BYTES = 6 * 1024 * 1024
TABLE = "2023年生产经营月报表.xlsx"


def manifest() -> list[dict[str, str]]:
    with (CORPUS / "manifest.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def text_of(path: Path) -> str:
    """The text of one document, without the line breaks a PDF puts inside sentences."""
    if path.suffix == ".md":
        return path.read_text(encoding="utf-8")
    if path.suffix == ".pdf":
        return "".join(page.extract_text() for page in pypdf.PdfReader(path).pages).replace("\n", "")
    if path.suffix == ".docx":
        word = docx.Document(str(path))
        cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
        return "\n".join([paragraph.text for paragraph in word.paragraphs] + cells)
    book = openpyxl.load_workbook(path)
    return "\n".join(str(cell) for sheet in book for row in sheet.values for cell in row if cell is not None)


def monthly_rows() -> list[tuple]:
    """The rows of the monthly sheet from its header row to its total row."""
    rows = list(openpyxl.load_workbook(DOCUMENTS / TABLE)["月度运行"].values)
    start = next(index for index, row in enumerate(rows) if row[0] == "月份")
    end = next(index for index, row in enumerate(rows) if row[0] == "合计/平均")
    return rows[start : end + 1]


def build(out: Path, formats: str, *extra: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "tools.build_corpus", "--out", str(out), "--formats", formats, *extra]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)


def content(path: Path) -> dict[str, bytes]:
    """What a file holds: its members where it is an archive, so that a zip library cannot make a difference."""
    data = path.read_bytes()
    if path.suffix not in (".docx", ".xlsx"):
        return {path.name: data}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_manifest_and_files_agree() -> None:
    listed = [row["path"] for row in manifest()]
    assert len(listed) == len(set(listed))
    assert set(listed) == {f"documents/{path.name}" for path in DOCUMENTS.iterdir()}


def test_there_are_enough_documents_of_every_kind_and_format() -> None:
    rows = manifest()
    assert len(rows) >= 20
    assert {row["kind"] for row in rows} == KINDS
    assert {Path(row["path"]).suffix for row in rows} == {".pdf", ".docx", ".md", ".xlsx"}
    assert {row["language"] for row in rows} == {"zh", "en"}
    assert sum(path.stat().st_size for path in DOCUMENTS.iterdir()) < MAX_BYTES


@pytest.mark.parametrize("row", manifest(), ids=lambda row: Path(row["path"]).name)
def test_row_is_complete(row: dict[str, str]) -> None:
    assert row["origin"] == "written for this project"
    assert row["status"] in ("样例", "sample")
    assert row["title"]
    assert row["department"]
    assert row["place"] == "汀澜市"
    published = date.fromisoformat(row["published"])
    if row["kind"] in ("policy", "procedure"):
        assert row["doc_number"].startswith("清水〔")
        assert date.fromisoformat(row["effective_from"]) >= published
    if row["kind"] in ("review", "summary", "table"):
        assert published.year == int(row["period"]) + 1


@pytest.mark.parametrize("name", sorted(path.name for path in DOCUMENTS.iterdir() if path.name != SCANNED))
def test_every_text_document_says_that_it_is_a_sample(name: str) -> None:
    text = text_of(DOCUMENTS / name)
    row = next(row for row in manifest() if row["path"].endswith(f"/{name}"))
    assert ("SAMPLE" if row["language"] == "en" else "样例") in text[:400]
    if row["doc_number"]:
        assert row["doc_number"] in text


def test_the_scanned_notice_has_no_text_layer() -> None:
    pages = pypdf.PdfReader(DOCUMENTS / SCANNED).pages
    assert all(not page.extract_text().strip() for page in pages)
    assert all(len(page.images) == 1 for page in pages)


def test_the_superseding_pair_is_there() -> None:
    rows = {row["doc_number"]: row for row in manifest()}
    new, old = rows["清水〔2023〕14号"], rows["清水〔2021〕15号"]
    assert new["replaces"] == old["doc_number"]
    assert (date.fromisoformat(new["effective_from"]) - date.fromisoformat(old["effective_to"])).days == 1
    new_text, old_text = text_of(CORPUS / new["path"]), text_of(CORPUS / old["path"])
    assert "（清水〔2021〕15号）同时废止" in new_text
    assert "每户每月减免水量5立方米" in old_text
    assert "8立方米" in new_text
    assert "8立方米" not in old_text


def test_totals_of_the_operations_table_are_sums_and_means() -> None:
    header, *months, total = monthly_rows()
    assert len(months) == 12
    for index, name in enumerate(header[1:], start=1):
        values = [row[index] for row in months]
        if name.startswith(("供水量", "售水量", "污水处理量", "抢修次数", "热线受理")):
            assert total[index] == sum(values), name
        else:
            assert total[index] == pytest.approx(sum(values) / 12, abs=0.005), name


def test_the_table_the_review_and_the_summary_give_the_same_year() -> None:
    header, *_, total = monthly_rows()
    year = {name.split("(")[0]: value for name, value in zip(header, total, strict=True)}
    sentence = f"全市总供水量{year['供水量']}万吨"
    review = text_of(DOCUMENTS / "2023年度工作回顾.pdf")
    assert year["供水量"] == 6218
    assert f"2023年，{sentence}，污水处理量{year['污水处理量']}万吨。" in review
    assert sentence in text_of(DOCUMENTS / "生产运行部2023年工作总结.docx")
    for phrase in (
        f"售水量{year['售水量']}万吨",
        f"受理各类诉求{year['热线受理']}件",
        f"全年抢修{year['抢修次数']}次",
        f"下降到{year['漏损率']}%",
        f"下降到{year['电耗']:g}千瓦时/千吨",
    ):
        assert phrase in review


def test_the_review_shows_five_themes_with_case_and_inventory() -> None:
    for name in ("2022年度工作回顾.docx", "2023年度工作回顾.pdf"):
        text = text_of(DOCUMENTS / name)
        places = [text.index(f"{theme} ") for theme in ("项目提速", "管理提标", "服务提质", "经营提效", "队伍提振")]
        assert places == sorted(places)
        assert text.count("【看点】") == 5
        assert text.count("【盘点】") == 5


def test_project_sheet_sums_and_merged_header() -> None:
    sheet = openpyxl.load_workbook(DOCUMENTS / TABLE)["重点项目"]
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:G1"]
    rows = [row for row in sheet.values if isinstance(row[0], int)]
    total = next(row for row in sheet.values if row[0] == "合计")
    assert len(rows) == 12
    assert total[2] == sum(row[2] for row in rows)
    assert total[3] == sum(row[3] for row in rows) == 26290


def test_rebuilding_gives_the_same_documents(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    for out in (first, second):
        done = build(out, "md,docx,xlsx")
        assert done.returncode == 0, done.stderr
    built = sorted((first / "documents").iterdir())
    assert len(built) >= 20
    for path in built:
        assert path.read_bytes() == (second / "documents" / path.name).read_bytes(), path.name
        assert content(path) == content(DOCUMENTS / path.name), path.name
    for name in ("manifest.csv", "README.md"):
        assert (first / name).read_bytes() == (CORPUS / name).read_bytes()


def test_rebuilding_gives_the_same_pdf_text(tmp_path: Path) -> None:
    if not any((Path("/usr/share/fonts/truetype/wqy") / name).is_file() for name in KNOWN_FONTS):
        pytest.skip("the PDF documents need a TrueType Chinese font (package fonts-wqy-microhei)")
    pytest.importorskip("reportlab")
    first, second = tmp_path / "first", tmp_path / "second"
    for out in (first, second):
        done = build(out, "pdf")
        assert done.returncode == 0, done.stderr
    built = sorted((first / "documents").iterdir())
    assert [path.name for path in built] == sorted(path.name for path in DOCUMENTS.glob("*.pdf"))
    for path in built:
        assert path.read_bytes() == (second / "documents" / path.name).read_bytes(), path.name
        assert text_of(path) == text_of(DOCUMENTS / path.name), path.name


def test_a_missing_font_is_one_sentence(tmp_path: Path) -> None:
    done = build(tmp_path, "pdf", "--font", str(tmp_path / "none.ttf"))
    assert done.returncode == 1
    assert done.stderr.strip().count("\n") == 0
    assert "fonts-wqy-microhei" in done.stderr
