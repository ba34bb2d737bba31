from __future__ import annotations

import pytest

from assistant.library.ids import new_document_id, parse_passage_id, passage_id


@pytest.mark.parametrize("document_id", ["a1b2c3d4e5f6", "a1b2c3d4e5f6-2", "law.第三版.2"])
def test_a_passage_name_is_read_back_as_it_was_made(document_id: str) -> None:
    assert parse_passage_id(passage_id(document_id, 3, 41)) == (document_id, 3, 41)


@pytest.mark.parametrize("name", ["", "abc", "abc.1", "abc.x.1", "abc.1.-2"])
def test_a_strange_name_is_no_passage(name: str) -> None:
    assert parse_passage_id(name) is None


def test_a_document_is_named_by_its_content_and_bumped_when_the_name_is_taken() -> None:
    digest = "ABCDEF0123456789" * 4
    assert new_document_id(digest, lambda _: False) == "abcdef012345"
    assert new_document_id(digest, {"abcdef012345", "abcdef012345-2"}.__contains__) == "abcdef012345-3"
