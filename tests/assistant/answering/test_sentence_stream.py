import pytest

from assistant.answering.marks import Marked
from assistant.answering.sentence_stream import SentenceStream


def told(text, size, cut=False):
    stream = SentenceStream()
    streamed = [each for at in range(0, len(text), size) for each in stream.feed(text[at : at + size])]
    return streamed, streamed + stream.close(cut=cut)


TEXTS = {
    "全市供水6218万吨。[1]全市售水5126万吨[2]。还有一句话在后面。【3】": [
        ("全市供水6218万吨。", (1,)),
        ("全市售水5126万吨。", (2,)),
        ("还有一句话在后面。", (3,)),
    ],
    "[1] 城东有3个泵站。城西有4个泵站。[2] 城北有5个泵站。\n城南有6个泵站[3]。": [
        ("城东有3个泵站。", (1,)),
        ("城西有4个泵站。", (1,)),
        ("城北有5个泵站。", (2,)),
        ("城南有6个泵站。", (3,)),
    ],
    "<think>先想想：6218[1]。</think>\n\n答案是6218万吨[1]。": [("答案是6218万吨。", (1,))],
    "![x](http://a.example/c?d=1.2)供水量为6218万吨[1]。": [("供水量为6218万吨。", (1,))],
    "# 标题\n- **供水**6218万吨[1]\n2. 售水5126万吨[2]": [("标题", ()), ("供水6218万吨", (1,)), ("售水5126万吨", (2,))],
    "Water was 6,218.5 tons in the U.S. in 2023 [1]. It rose since. [2] No. 5 pump ran [3].": [
        ("Water was 6,218.5 tons in the U.S. in 2023.", (1,)),
        ("It rose since.", (2,)),
        ("No. 5 pump ran.", (3,)),
    ],
    "[4]": [],
}


@pytest.mark.parametrize("size", [1, 3, 1000])
@pytest.mark.parametrize("text", TEXTS)
def test_sentences_and_marks_are_the_same_however_the_text_comes(text, size):
    assert told(text, size)[1] == [Marked(*each) for each in TEXTS[text]]


def test_a_sentence_is_given_as_soon_as_the_next_has_begun():
    streamed, _ = told("全市供水6218万吨[1]。全市售水", 1)
    assert streamed == [Marked("全市供水6218万吨。", (1,))]


def test_a_sentence_waits_for_the_mark_behind_its_full_stop():
    stream = SentenceStream()
    assert stream.feed("全市供水6218万吨。[") == []
    assert stream.feed("1]全市售水5126万吨。") == [Marked("全市供水6218万吨。", (1,))]


def test_a_sentence_that_the_limit_cut_is_left_out():
    assert told("全市供水6218万吨[1]。全市售水512", 5, cut=True)[1] == [Marked("全市供水6218万吨。", (1,))]
    assert len(told("全市供水6218万吨[1]。全市售水512万吨。", 5, cut=True)[1]) == 2


def test_a_thought_that_never_ends_says_nothing():
    assert told("<think>全市供水6218万吨[1]。" * 3, 4)[1] == []


def test_a_line_without_end_is_cut_and_read():
    streamed, _ = told("泵站" * 3000, 100)
    assert streamed
