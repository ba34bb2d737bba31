from __future__ import annotations

import pytest

from assistant.errors import UnreadableDocument, UnsupportedFormat
from ingest.readers.detect import Format, detect
from tests.support import files


def test_content_decides_and_not_the_name():
    assert detect(files.pdf([["供水"]]), "报告.txt") is Format.PDF
    assert detect(files.docx([("Normal", "供水")]), "报告.pdf") is Format.DOCX


def test_markdown_is_told_from_text_by_its_name():
    assert detect("# 标题".encode(), "a.md") is Format.MARKDOWN
    assert detect("# 标题".encode(), "a.txt") is Format.TXT


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "OLE2"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "PNG"),
        (b"<!DOCTYPE html><html><body>x</body></html>", "HTML"),
        (bytes(range(256)) * 20, "binary"),
        (b"text\x01\x02\x03\x04\x05\x06 more" * 30, "binary"),
    ],
)
def test_other_kinds_are_named_and_refused(content: bytes, found: str):
    with pytest.raises(UnsupportedFormat) as caught:
        detect(content, "file.txt")
    assert found in str(caught.value.params["found"])
    assert "PDF" in str(caught.value.params["supported"])


def test_utf_16_text_is_not_binary():
    assert detect("供水 water\n".encode("utf-16"), "a.txt") is Format.TXT
    assert detect("water supply\n".encode("utf-16-le"), "a.txt") is Format.TXT


def test_a_truncated_word_file_is_unreadable():
    with pytest.raises(UnreadableDocument):
        detect(files.docx([("Normal", "供水")])[:3000], "a.docx")


def test_an_archive_bomb_is_refused_before_it_is_unpacked():
    with pytest.raises(UnreadableDocument, match="unpack"):
        detect(files.bomb(), "a.docx")
