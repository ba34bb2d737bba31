"""Sentences as offsets: nothing lost, nothing split that belongs together."""

from __future__ import annotations

import gzip
import json
from itertools import pairwise
from pathlib import Path

import pytest

from assistant.text.sentences import is_whole, split

SHARED = Path(__file__).parents[3].parent / "shared" / "data"


def pieces(text):
    return [text[a:b] for a, b in split(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("供水量为5126万吨。售水量为4800万吨！", ["供水量为5126万吨。", "售水量为4800万吨！"]),
        ("他说：“水质好；水压稳。我们很满意。”大家都同意。", ["他说：“水质好；水压稳。我们很满意。”", "大家都同意。"]),
        ("供水量（含损失；不含自用）为5126万吨。", ["供水量（含损失；不含自用）为5126万吨。"]),
        ("按时缴纳水费；保护供水设施。", ["按时缴纳水费；", "保护供水设施。"]),
        ("这是怎么回事？！没有人知道。", ["这是怎么回事？！", "没有人知道。"]),
        (
            "The U.S. plant, No. 5, treats 3.5 ML/d. It was built by ABC Inc. The cost, e.g. pipes, was $1.2 million.",
            [
                "The U.S. plant, No. 5, treats 3.5 ML/d.",
                "It was built by ABC Inc.",
                "The cost, e.g. pipes, was $1.2 million.",
            ],
        ),
        ('"Is it safe?" Dr. J. Smith asked. Yes, it is.', ['"Is it safe?"', "Dr. J. Smith asked.", "Yes, it is."]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text, expected):
    assert pieces(text) == expected


def test_every_item_at_a_line_start_begins_a_sentence():
    text = "用户应当：\n（一）按时缴纳水费；\n（二）保护供水设施\n第三条 公司负责检查"
    assert pieces(text) == ["用户应当：", "（一）按时缴纳水费；", "（二）保护供水设施", "第三条 公司负责检查"]


def test_a_wrapped_line_does_not_end_a_sentence_but_a_heading_does():
    wrapped = "这是一个很长的被折断的行因为版面的宽度有限所以没有结\n束。下面还有一句话。"
    assert pieces(wrapped) == ["这是一个很长的被折断的行因为版面的宽度有限所以没有结\n束。", "下面还有一句话。"]
    assert pieces("供水工作回顾\n全年供水5126万吨。") == ["供水工作回顾", "全年供水5126万吨。"]


def test_a_piece_too_short_to_be_a_sentence_joins_its_neighbour():
    assert pieces("对。水质完全合格。") == ["对。水质完全合格。"]
    assert pieces("①\n受理申请材料。") == ["①\n受理申请材料。"]


def test_white_space_alone_has_no_sentence():
    assert split(" \n\u3000") == []


def test_an_unclosed_quotation_mark_does_not_swallow_the_rest():
    assert pieces("培育“小巨人企业414家。全年增长5%。") == ["培育“小巨人企业414家。", "全年增长5%。"]


@pytest.mark.parametrize("name", ["cmrc2018", "xquad_en"])
def test_no_character_of_real_passages_is_lost(name):
    path = SHARED / name / "corpus.jsonl.gz"
    if not path.exists():
        pytest.skip("the shared data is not beside the project")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for _, line in zip(range(200), lines, strict=False)]
    for text in texts:
        spans = split(text)
        assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())
        assert all(text[a:b].strip() == text[a:b] for a, b in spans)
        assert all(before[1] <= after[0] for before, after in pairwise(spans))


@pytest.mark.parametrize("text", ["产销差率下降5%。", "The plant is new.", "他说：“好极了。”"])
def test_whole_sentences_are_recognised(text):
    assert is_whole(text)


@pytest.mark.parametrize("text", ["，同比下降5%。", "the plant is new.", "产销差率下降", "好”，他说这是真的。", "。"])
def test_fragments_are_recognised(text):
    assert not is_whole(text)
