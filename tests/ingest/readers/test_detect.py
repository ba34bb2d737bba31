from __future__ import annotations

import io
import zipfile

import pytest

from assistant.errors import EncryptedDocument, UnreadableDocument, UnsupportedFormat
from ingest.readers.detect import Format, detect, legacy_kind
from tests.support import files


def test_content_decides_and_not_the_name():
    assert detect(files.pdf([["供水"]]), "报告.txt") is Format.PDF
    assert detect(files.docx([("Normal", "供水")]), "报告.pdf") is Format.DOCX


def test_markdown_is_told_from_text_by_its_name():
    assert detect("# 标题".encode(), "a.md") is Format.MARKDOWN
    assert detect("# 标题".encode(), "a.txt") is Format.TXT


def test_pictures_presentations_and_web_pages_are_told_by_their_bytes():
    assert detect(b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "a.txt") is Format.IMAGE
    assert detect(b"RIFF\x10\0\0\0WEBPVP8 ", "a") is Format.IMAGE
    assert detect(files.pptx("供水", ["甲"]), "a.docx") is Format.PPTX
    assert detect(b"\n<!-- made by hand --><!DOCTYPE html><html><body>x</body></html>", "a.txt") is Format.HTML
    assert detect("<html><body>供水</body></html>".encode("utf-16"), "a.txt") is Format.HTML


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (files.ole2("WordDocument"), "doc"),
        (files.ole2("Workbook"), "xls"),
        (files.ole2("PowerPoint Document"), "ppt"),
        (b"{\\rtf1 text}", "doc"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "xls"),
    ],
)
def test_old_office_files_are_told_apart_by_what_they_hold(content: bytes, kind: str):
    assert detect(content, "file.txt") is Format.LEGACY
    assert legacy_kind(content) == kind


@pytest.mark.parametrize(
    "content",
    [
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        bytes(range(256)) * 20,
        b"text\x01\x02\x03\x04\x05\x06 more" * 30,
    ],
)
def test_other_kinds_are_refused_and_the_supported_ones_named(content: bytes):
    with pytest.raises(UnsupportedFormat) as caught:
        detect(content, "file.txt")
    assert "PPTX" in str(caught.value.params["supported"])


def test_an_office_file_with_a_password_says_so():
    with pytest.raises(EncryptedDocument):
        detect(files.ole2("EncryptedPackage"), "a.docx")


def test_an_archive_of_very_many_parts_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "wordprocessingml.document.main")
        for number in range(20_001):
            archive.writestr(f"word/{number}.bin", b"")
    with pytest.raises(UnreadableDocument) as caught:
        detect(out.getvalue(), "a.docx")
    assert caught.value.params["kind"] == "bomb"


def test_utf_16_text_is_not_binary():
    assert detect("供水 water\n".encode("utf-16"), "a.txt") is Format.TXT
    assert detect("water supply\n".encode("utf-16-le"), "a.txt") is Format.TXT


def test_a_truncated_word_file_is_unreadable():
    with pytest.raises(UnreadableDocument):
        detect(files.docx([("Normal", "供水")])[:3000], "a.docx")


def test_an_archive_bomb_is_refused_before_it_is_unpacked():
    with pytest.raises(UnreadableDocument, match="unpack"):
        detect(files.bomb(), "a.docx")
