import pytest

from assistant.answering.plain_text import plain, remote


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("![图](http://a.example/x.png)供水[1]。", "供水[1]。"),
        ("![图][r]供水。", "供水。"),
        ("[详情](http://a.example)供水。", "详情供水。"),
        ("供水[1](http://a.example)。", "供水[1]。"),
        ("<img src='http://a.example'>供水<b>量</b>。", "供水量。"),
        ("<script>fetch('http://a.example')</script>供水。", "供水。"),
        ("<!-- 藏着的话 -->供水。", "供水。"),
        ("供水<sup>1</sup>。", "供水[1]。"),
        ("[r]: http://a.example/x", ""),
        ("## 供水", "供水"),
        ("- **供水**`量`", "供水量"),
        ("> 1. 供水", "供水"),
        ("| 供水 | 6218 |", "供水 6218"),
        ("|---|:--|", ""),
        ("供\u200b水\u202e量\u0000", "供水量"),
        ("余氯<0.5mg/L，pH>7", "余氯<0.5mg/L，pH>7"),
        ("1.5万吨", "1.5万吨"),
        ("-3℃", "-3℃"),
    ],
)
def test_markup_goes_and_words_stay(written, left):
    assert plain(written) == left


@pytest.mark.parametrize(
    "sentence",
    [
        "见 http://a.example",
        "见//a.example/x",
        "见www.a.example",
        "](x)",
        "![x",
        "<img src=x",
        "&lt;img&gt;",
        "javascript:alert(1)",
        '{"answer": "6218万吨"}',
        "[1]: x",
    ],
)
def test_what_a_reader_of_markup_could_follow_is_noticed(sentence):
    assert remote(sentence)


@pytest.mark.parametrize(
    "sentence", ["供水量为6218万吨。", "余氯<0.5mg/L。", "比例为2.04:1。", "《办法》（试行）", "1/3的用户"]
)
def test_ordinary_sentences_hold_nothing_remote(sentence):
    assert not remote(sentence)
