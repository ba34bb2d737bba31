import pytest

from assistant.answering.own_words import adds, comparable, says_enough

SOURCE = "2023年，南山泵站供水量为1321万吨，全年检修水泵300台。"


@pytest.mark.parametrize(
    "sentence",
    [
        "2023年，南山泵站供水量为1321万吨。",
        "南山泵站在2023年的供水量达到1321万吨。",
        "全年共检修水泵300台。",
        "供水量约为0.13亿吨。",
    ],
)
def test_the_papers_words_in_another_order_add_nothing(sentence):
    assert not adds(sentence, SOURCE)


@pytest.mark.parametrize(
    "sentence",
    [
        "南山泵站因水质污染停产，供水量为1321万吨。",
        "南山泵站的污水处理能力为1321万吨。",
        "供水量为1321万吨，经理已被免职。",
    ],
)
def test_a_clause_of_other_words_beside_a_true_figure_is_noticed(sentence):
    assert adds(sentence, SOURCE)


def test_english_words_are_compared_without_their_endings():
    source = "In 2023 the plant supplied 1,321 tons of water."
    assert not adds("The plant supplied 1,321 tons of water in 2023.", source)
    assert adds("The plant was closed after serious poisoning.", source)


def test_two_languages_cannot_be_compared():
    assert not comparable("The plant supplied 1,321 tons of water.", SOURCE)
    assert comparable("供水量为1321万吨。", SOURCE)


def test_a_name_that_the_source_does_not_know_is_noticed():
    assert adds("城西水厂更换阀门48个。", "全年检修水泵36台，更换阀门48个。")
    assert not adds("城西水厂更换阀门48个。", "城西水厂全年检修水泵36台，更换阀门48个。")


def test_a_bare_figure_says_too_little_and_a_sentence_enough():
    assert not says_enough("1个工作日内。")
    assert not says_enough("6218万吨")
    assert not says_enough("1,321 tons.")
    assert says_enough("全市供水6218万吨。")
    assert says_enough("The plant supplied 1,321 tons of water.")
