import pytest

from assistant.answering.marks import Marked, is_mask, mask, read


@pytest.mark.parametrize(
    ("written", "numbers"),
    [
        ("供水量为6218万吨[1]。", (1,)),
        ("供水量为6218万吨。[1]", (1,)),
        ("供水量为6218万吨【1】。", (1,)),
        ("供水量为6218万吨［１］。", (1,)),
        ("供水量为6218万吨〔2〕。", (2,)),
        ("供水量为6218万吨[编号1]。", (1,)),
        ("供水量为6218万吨[编号：1]。", (1,)),
        ("供水量为6218万吨[来源: 2]。", (2,)),
        ("供水量为6218万吨（来源：[1]）。", (1,)),
        ("供水量为6218万吨[1,2]。", (1, 2)),
        ("供水量为6218万吨[1、3]。", (1, 3)),
        ("供水量为6218万吨[1][2]。", (1, 2)),
        ("供水量为6218万吨[资料1、资料2]。", (1, 2)),
        ("供水量为6218万吨[1-3]。", (1, 2, 3)),
        ("供水量为6218万吨【1†source】。", (1,)),
        ("供水量为6218万吨\\[1\\]。", (1,)),
        ("供水量为6218万吨^1。", (1,)),
        ("供水量为6218万吨[^1]。", (1,)),
        ("供水量为6218万吨¹。", (1,)),
        ("供水量为6218万吨②。", (2,)),
        ("供水量为6218万吨（1）。", (1,)),
        ("供水量为6218万吨(2)。", (2,)),
        ("[1]供水量为6218万吨。", (1,)),
        ("（1）供水量为6218万吨。", (1,)),
        ("[1] 供水量为6218万吨[2]。", (1, 2)),
        ("供水量为6218万吨[99]。", (99,)),
        ("供水量为6218万吨[编号]。", ()),
        ("供水量为6218万吨。", ()),
    ],
)
def test_a_mark_is_read_in_every_form_and_leaves_only_the_sentence(written, numbers):
    assert read(written) == Marked("供水量为6218万吨。", numbers)


@pytest.mark.parametrize(
    "written", ["Supply was 6,218 t [1].", "[Source 1] Supply was 6,218 t.", "Supply was 6,218 t [doc 1]."]
)
def test_an_english_sentence_keeps_its_full_stop(written):
    assert read(written) == Marked("Supply was 6,218 t.", (1,))


@pytest.mark.parametrize(
    "sentence",
    [
        "按清发〔2023〕15号文执行。",
        "适用第（3）项规定。",
        "面积为10m²。",
        "约10^3个。",
        "浊度为[0.5]以下。",
        "在[2023]年。",
        "共4立方米³。",
    ],
)
def test_what_only_looks_like_a_mark_stays(sentence):
    assert read(sentence) == Marked(sentence, ())


def test_a_count_of_items_inside_a_sentence_is_no_mark():
    assert read("材料包括（1）申请书（2）身份证，缺一不可。").numbers == ()


def test_private_characters_of_the_text_cannot_pass_for_marks():
    masked = mask("供水\ue005量[1]。")
    assert sum(map(is_mask, masked.text)) == 1
    assert masked.read(0, len(masked.text)) == Marked("供水量。", (1,))
