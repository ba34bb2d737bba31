"""One printed form, and offsets that stay valid where they are promised to."""

from __future__ import annotations

from assistant.text.normalise import aligned, fold, squeeze


def test_full_width_digits_and_letters_fold_to_ascii_lower_case():
    assert fold("ＤＮ３００ 管道，㎡") == "dn300 管道,m2"


def test_aligned_text_keeps_every_offset():
    text = "收入比２.０４∶１，提升４．６％（同比）；"
    assert len(aligned(text)) == len(text)
    assert aligned(text) == "收入比2.04:1，提升4.6%（同比）；"


def test_squeeze_takes_out_every_kind_of_white_space():
    assert squeeze(" 供水\u3000量\n5126 万吨\t") == "供水量5126万吨"
