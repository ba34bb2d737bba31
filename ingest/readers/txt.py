"""Plain text in the encodings that Chinese offices write."""

from __future__ import annotations

import codecs
import re

from assistant.errors import UnreadableDocument
from ingest.layout import Line, paragraphs, wraps
from ingest.readers.document import PageBuilder, ReadDocument, clean
from ingest.readers.shuffled import in_reading_order

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_USUAL = re.compile(r"[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef\x09\x0a\x0d\x20-\x7e\u2010-\u2027\u00b7\u2460-\u24ff]")


def read_txt(content: bytes, name: str) -> ReadDocument:
    """Read plain text as one page. Every line is a paragraph, unless the file is wrapped at a fixed width.

    Where its columns were evidently shuffled, as those of a newspaper page, the page says in what order to read it.
    Raises UnreadableDocument when no encoding gives plausible text.
    """
    lines = [Line(line) for line in clean(decode(content, name)).split("\n")]
    builder = PageBuilder(1)
    if wraps(lines):
        for paragraph in paragraphs(lines):
            builder.add(paragraph.text)
    else:
        for line in lines:
            builder.add(line.text)
    page, notices = in_reading_order(builder.page())
    return ReadDocument(pages=(page,), notices=notices, format="txt")


def decode(content: bytes, name: str) -> str:
    """Return the text of `content`: by its byte-order mark, else UTF-8, else UTF-16, else GB18030, else a guess."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.end >= len(content) - 4 and error.start >= len(content) - 4 and len(content) > 64:
            return content.decode("utf-8", errors="ignore")  # cut in the middle of its last character
    if b"\0" in content[:65536]:
        encoding = "utf-16-le" if content[1:400:2].count(0) >= content[0:400:2].count(0) else "utf-16-be"
        return content.decode(encoding, errors="replace")
    text = _gb18030(content)
    return text if text is not None else _guessed(content, name)


def _gb18030(content: bytes) -> str | None:
    """GB18030 decodes nearly anything, so the result must also look like Chinese text."""
    try:
        text = content.decode("gb18030")
    except UnicodeDecodeError as error:
        if error.start < len(content) - 4:
            return None
        text = content.decode("gb18030", errors="ignore")
    sample = text[:20000]
    return text if len(_USUAL.findall(sample)) >= 0.9 * len(sample) else None


def _guessed(content: bytes, name: str) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(content).best()
    if best is None:
        raise UnreadableDocument(f"{name!r}: no encoding gives text")
    return str(best)
