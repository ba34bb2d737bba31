from __future__ import annotations

import pytest

from ingest.readers.pdf import read_pdf
from ingest.readers.pdf_render import render_page
from ingest.readers.pdfium import PageUnreadable
from tests.support import prints


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_box_lies_on_the_picture_where_its_line_is_printed(rotation: int):
    content = prints.pdf(lambda canvas: prints.column(canvas, 60, 100, ["水质合格率"]), rotation=rotation)
    (block,) = read_pdf(content, "a.pdf").pages[0].blocks
    box = block.box
    assert box is not None
    image = render_page(content, 1, 144).convert("L")
    ink = image.point(lambda level: 255 if level < 128 else 0).getbbox()
    assert ink is not None
    corners = tuple(2 * value for value in (box.x0, box.y0, box.x1, box.y1))
    assert all(abs(a - b) <= 8 for a, b in zip(ink, corners, strict=True))


def test_a_page_that_is_not_there_cannot_be_drawn():
    with pytest.raises(PageUnreadable):
        render_page(prints.pdf(lambda canvas: None), 7, 72)
