from assistant.answering.forms.enumerations import behind_label, enumeration_in
from assistant.domain import PassageKind
from tests.support.builders import make_passage

CLAUSE = (
    "第五条 抢修分为两级：\n（一）一级：管径600毫米以上；\n（二）二级：管径不足600毫米。\n"
    "同时符合的，按照较高级别执行。"
)


def _texts(passage):
    found = enumeration_in(passage)
    stem = passage.text[slice(*found.stem)] if found.stem else None
    return stem, [passage.text[slice(*item)] for item in found.items]


def test_a_list_has_the_sentence_it_hangs_on_and_every_item_with_its_label():
    stem, items = _texts(make_passage(CLAUSE, kind=PassageKind.CLAUSE))
    assert stem == "抢修分为两级："
    assert items == ["（一）一级：管径600毫米以上；", "（二）二级：管径不足600毫米。"]


def test_points_within_an_item_belong_to_it():
    text = "应当做到：\n（一）检查：\n1. 水泵；\n2. 电源；\n（二）记录。"
    stem, items = _texts(make_passage(text))
    assert stem == "应当做到："
    assert items == ["（一）检查：\n1. 水泵；\n2. 电源；", "（二）记录。"]


def test_a_list_under_a_heading_alone_has_no_stem():
    stem, items = _texts(make_passage("2.1 Sign the log.\n2.2 Wear a helmet."))
    assert stem is None
    assert items == ["2.1 Sign the log.", "2.2 Wear a helmet."]


def test_a_single_label_or_a_decimal_number_makes_no_list():
    assert enumeration_in(make_passage("（一）只有一项。")) is None
    assert enumeration_in(make_passage("浊度为0.5 NTU。\n压力为1.2 MPa。")) is None


def test_a_table_s_row_is_no_list():
    assert enumeration_in(make_passage("1. 一级\n2. 二级", kind=PassageKind.TABLE)) is None


def test_the_words_of_an_article_begin_behind_its_number():
    assert CLAUSE[behind_label(CLAUSE) :].startswith("抢修分为两级")
    assert behind_label("抢修分为两级。") == 0
