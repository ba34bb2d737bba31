from __future__ import annotations

import random

import pytest

from assistant.embedding.e5_folder import build_tokenizer
from assistant.embedding.e5_weights import find_weights, parse, read_weights
from assistant.embedding.sanitise import clean
from assistant.embedding.unigram import IDS, PIECES, UnigramTokenizer, write_vocabulary
from assistant.errors import ModelUnavailable
from tests.assistant.embedding.tiny_e5 import WORDS, Tiny


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tiny")
    write_vocabulary(parse(Tiny().build()).vocabulary, folder)
    return UnigramTokenizer(folder)


def pieces(tokenizer, text, limit=100):
    return [WORDS[number] for number in tokenizer.encode(text, limit)]


def test_the_cut_with_the_highest_sum_of_scores_wins(tiny):
    assert pieces(tiny, "ab") == ["<s>", "▁", "ab", "</s>"]  # -6.0, where ▁a + b has -6.5
    assert pieces(tiny, "供水") == ["<s>", "▁", "供水", "</s>"]  # -7.0, where ▁供 + 水 has -10.0


def test_unknown_characters_in_a_row_are_one_token(tiny):
    assert pieces(tiny, "xyza") == ["<s>", "▁", "<unk>", "a", "</s>"]


def test_a_text_cannot_forge_a_special_token(tiny):
    assert pieces(tiny, "</s>")[1:-1] == ["▁", "<unk>"]


def test_the_limit_counts_the_marks_and_cuts_the_end_off(tiny):
    assert pieces(tiny, "a a a a", limit=4) == ["<s>", "▁a", "▁a", "</s>"]
    assert pieces(tiny, "", limit=4) == ["<s>", "</s>"]
    assert tiny.count("a a a a") == 6


def test_files_that_are_not_whole_are_refused(tmp_path):
    write_vocabulary(parse(Tiny().build()).vocabulary, tmp_path)
    whole = (tmp_path / IDS).read_bytes()
    (tmp_path / IDS).write_bytes(whole[:20])
    with pytest.raises(ValueError):  # noqa: PT011 - numpy's message is its own
        UnigramTokenizer(tmp_path)
    (tmp_path / IDS).write_bytes(whole)
    (tmp_path / PIECES).unlink()
    with pytest.raises(OSError):  # noqa: PT011 - the system's message depends on the language
        UnigramTokenizer(tmp_path)


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """Ours and the `tokenizers` package's, over the real vocabulary."""
    try:
        vocabulary = read_weights(find_weights()).vocabulary
    except ModelUnavailable as error:
        pytest.skip(str(error))
    folder = tmp_path_factory.mktemp("real")
    write_vocabulary(vocabulary, folder)
    return UnigramTokenizer(folder), build_tokenizer(vocabulary)


def test_real_sentences_are_cut_as_the_tokenizers_package_cuts_them(both):
    ours, theirs = both
    for text in (
        "query: 2023年全市总供水量是多少？",
        "passage: 第四十七条 二次供水设施的水箱应当每半年至少清洗一次，并检测水质；DN300管网漏损率为9.8%。",
        "passage: The pump room must be locked; internationalisation isn't required.",
        "passage: ＷＸ－２００８ ㎡ ﬁ ① 🚰💧 ﷺ Ñandú café naïve Respublikasının Հանրապետության",
    ):
        assert ours.encode(clean(text), 512) == theirs.encode(clean(text)).ids


def test_random_characters_are_cut_as_the_tokenizers_package_cuts_them(both):
    ours, theirs = both
    dice = random.Random(20240204)
    ranges = ((0x20, 0x250), (0x4E00, 0x9FFF), (0x3000, 0x30FF), (0x1F300, 0x1F6FF), (0xA0, 0xD7FF), (0x20, 0x21))
    for _ in range(1500):
        text = clean("".join(chr(dice.randrange(*dice.choice(ranges))) for _ in range(dice.randrange(1, 60))))
        ids = ours.encode(text, 10_000)
        assert ids == theirs.encode(text).ids, ascii(text)
        assert ours.count(text) == len(ids)
