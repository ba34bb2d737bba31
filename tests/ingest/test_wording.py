from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant.domain import Page, ReadAs
from assistant.errors import UnreadableDocument
from assistant.messages import Language, keys
from ingest.readers.detect import unsupported
from ingest.readers.document import ReadDocument, notice
from ingest.wording import annotated, reason, warnings_of


def test_the_same_notice_for_many_pages_is_one_line():
    pages = tuple(Page(n, "甲" if n == 5 else "", ReadAs.TEXT if n == 5 else ReadAs.NONE) for n in range(1, 6))
    document = ReadDocument(pages, notices=tuple(notice("page_without_text", page=n) for n in (1, 2, 3, 4)))
    assert warnings_of(document, "en") == ("not read: no text layer on page 1-4",)


def test_a_document_of_which_nothing_was_read_says_so_first():
    document = ReadDocument((Page(1, "", ReadAs.NONE),), notices=(notice("page_without_text", page=1),))
    assert len(warnings_of(document, "zh")) == 2


def test_a_page_says_what_is_to_be_known_of_it_and_what_was_taken_out():
    document = ReadDocument(
        (Page(1, "甲", warnings=("先有的话",)), Page(2, "乙")),
        notices=(notice("page_by_ocr", page=1), notice("converted")),
        removed=(notice("removed_running", page=2, text="年度报告"), notice("removed_hidden", page=2, text="密")),
    )
    first, second = annotated(document, "zh")
    assert (first.warnings[0], len(first.warnings), first.removed) == ("先有的话", 2, ())
    assert second.warnings == ()
    assert ["年度报告" in second.removed[0], "密" in second.removed[1]] == [True, True]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_old_office_file_is_named_with_a_way_out(language: Language):
    text = reason(unsupported("OLE2", "x", kind="old_office"), language)
    assert ".docx" in text
    assert "OLE2" not in text


def test_an_archive_bomb_has_words_of_its_own():
    assert reason(UnreadableDocument("x", kind="bomb"), "zh") != reason(UnreadableDocument("x"), "zh")


def test_every_notice_that_the_readers_raise_has_words():
    source = "".join(path.read_text(encoding="utf-8") for path in Path("ingest").rglob("*.py"))
    used = set(re.findall(r'notice\(\s*"(\w+)"', source)) | set(re.findall(r'"ingest\.(\w+)"', source))
    packages = {path.name for path in Path("ingest").iterdir() if path.is_dir()}  # "ingest.stitching" is no message
    assert used - packages <= keys("ingest").keys()
    assert all(set(texts) == {"zh", "en"} for texts in keys("ingest").values())
