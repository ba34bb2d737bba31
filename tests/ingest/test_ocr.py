"""Text recognition with the real engine, on pictures drawn here and on one page of a real scan."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest

from assistant.domain import ReadAs
from assistant.errors import UnsupportedFormat
from evals.bench_ocr import accuracy, gold_of, selected
from ingest.ocr import read_image
from ingest.readers import Reading, read
from tests.support import files

LINES = ["WATER SUPPLY REPORT 2023", "Total supplied 5906 in 2023", "Loss rate 8.75 percent", "Complaints handled 412"]


@pytest.fixture(scope="module")
def picture() -> np.ndarray:
    return np.asarray(files.picture(LINES))


def test_lines_of_a_picture_come_with_their_places_and_confidence(picture: np.ndarray):
    found = sorted(read_image(picture), key=lambda line: line.box.y0)
    assert ["".join(line.text.split()) for line in found] == ["".join(line.split()) for line in LINES]
    assert all(0.5 < line.confidence <= 1 for line in found)
    height, width, _ = picture.shape
    assert all(0 <= line.box.x0 < line.box.x1 <= width and 0 <= line.box.y0 < line.box.y1 <= height for line in found)


@pytest.mark.slow
@pytest.mark.parametrize("turns", [1, 2])
def test_a_page_that_lies_on_its_side_or_head_is_turned(picture: np.ndarray, turns: int):
    found = sorted(read_image(np.rot90(picture, turns)), key=lambda line: line.box.y0)
    assert "5906" in found[1].text
    assert "412" in found[-1].text


def test_an_empty_picture_has_no_lines():
    assert read_image(np.full((400, 300, 3), 255, dtype=np.uint8)) == ()


@pytest.mark.slow
def test_an_image_file_is_read_frame_by_frame():
    out = io.BytesIO()
    frames = [files.picture(["Total supplied 5906"]), files.picture(["Loss rate 8.75"])]
    frames[0].save(out, format="TIFF", save_all=True, append_images=frames[1:])
    told: list[tuple[int, int]] = []
    document = read(out.getvalue(), "a.tif", Reading(on_page=lambda page, pages: told.append((page, pages))))
    assert [page.read_as for page in document.pages] == [ReadAs.OCR, ReadAs.OCR]
    assert "5906" in document.pages[0].text
    assert "8.75" in document.pages[1].text
    assert told == [(1, 2), (2, 2)]


def test_an_image_is_refused_with_a_reason_when_recognition_is_off():
    out = io.BytesIO()
    files.picture(["Total"]).save(out, format="PNG")
    with pytest.raises(UnsupportedFormat) as caught:
        read(out.getvalue(), "a.png", Reading(ocr=False))
    assert caught.value.params["kind"] == "image_without_ocr"


def test_of_a_mixed_pdf_only_the_scanned_page_is_recognised_and_a_blank_one_is_told():
    text = "The company supplied 59.06 million tonnes of water in 2023."
    document = read(files.mixed_pdf([text, files.picture(["Loss rate 8.75 percent"]), ""]), "a.pdf")
    assert [page.read_as for page in document.pages] == [ReadAs.TEXT, ReadAs.OCR, ReadAs.NONE]
    assert "8.75" in document.pages[1].text
    assert {(item.key, item.page) for item in document.notices} >= {("page_by_ocr", 2), ("page_without_text", 3)}


def test_a_page_with_few_letters_and_no_picture_is_no_scan():
    told: list[int] = []
    content = files.mixed_pdf(["Annex", "", files.picture(["Loss rate 8.75 percent"])])
    document = read(content, "a.pdf", Reading(on_page=lambda page, _: told.append(page)))
    assert [page.read_as for page in document.pages] == [ReadAs.TEXT, ReadAs.NONE, ReadAs.OCR]
    assert told == [3]


def test_without_recognition_a_scanned_page_stays_unread_and_says_so():
    document = read(files.mixed_pdf([files.picture(["Loss rate 8.75"])]), "a.pdf", Reading(ocr=False))
    assert [page.read_as for page in document.pages] == [ReadAs.NONE]
    assert [(item.key, item.page) for item in document.notices] == [("page_without_text", 1)]


@pytest.mark.slow
def test_a_real_scanned_page_is_read_as_its_gold_text_says(shared: Path):
    """The page with a line that the engine's own judge of direction turns on its head."""
    scan = shared / "scanned" / "生物股份_2020_annual_report_scan_p8-13.pdf"
    gold = gold_of(scan.with_suffix(".gold.jsonl"))
    document = read(selected(scan.read_bytes(), [2]), scan.name)
    assert float(str(accuracy(document.pages, {1: gold[2]})["accuracy"])) >= 0.97
    page = document.pages[0]
    lines = [line for block in page.blocks for line in block.confidences]
    assert len(lines) > 30
    assert all(0.5 <= confidence <= 1 for _, _, confidence in lines)
