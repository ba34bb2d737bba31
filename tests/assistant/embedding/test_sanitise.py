from __future__ import annotations

import unicodedata

import pytest

from assistant.embedding.sanitise import clean


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        (" \t\r\n ", ""),
        ("供水\n总量\t5906 万吨", "供水 总量 5906 万吨"),
        ("a\r\nb\rc", "a b c"),
        ("供\0水", "供水"),
        ("\ud83d供水\udc00", "供水"),
        ("\x1b[31m红\x7f\x9b", "[31m红"),
        ("１２３ｍ³ ㎡ ﬁ", "123m3 m2 fi"),
        ("零\u200b宽\ufeff字", "零 宽 字"),
        ("▁供水", "供水"),
        ("\u3000供水\u3000", "供水"),
    ],
)
def test_a_text_becomes_plain(text, expected):
    assert clean(text) == expected


def test_no_character_leaves_a_control_or_a_surrogate_and_cleaning_twice_changes_nothing():
    for start in range(0, 0x110000, 0x400):
        once = clean("".join(map(chr, range(start, start + 0x400))))
        assert not [c for c in once if unicodedata.category(c) in {"Cc", "Cs"}]
        assert clean(once) == once


def test_the_ligature_that_overflows_other_tokenizers_is_written_out():
    assert clean("\ufdfa" * 3000).count("صلى") == 3000
