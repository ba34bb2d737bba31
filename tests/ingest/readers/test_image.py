from __future__ import annotations

import io
import struct
import zlib

import pytest

from assistant.errors import UnreadableDocument
from ingest.readers import read
from tests.support import files


def test_a_picture_that_claims_to_be_enormous_is_refused_unopened():
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + header
    rest = struct.pack(">I", 0) + b"IDAT" + struct.pack(">I", zlib.crc32(b"IDAT"))
    content = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk)) + rest
    with pytest.raises(UnreadableDocument) as caught:
        read(content, "a.png")
    assert caught.value.params["kind"] == "bomb"


@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF", "BMP", "WEBP"])
def test_a_cut_off_picture_is_unreadable(form: str):
    out = io.BytesIO()
    files.picture(["Total"] * 8).save(out, format=form)
    with pytest.raises(UnreadableDocument):
        read(out.getvalue()[: len(out.getvalue()) // 3], "a")
