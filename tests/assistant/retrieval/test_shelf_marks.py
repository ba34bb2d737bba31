import pytest

from assistant.access import LOCAL_PERSON, filter_for
from assistant.retrieval.shelf_marks import ShelfMarks, plain_number, plain_title

STAFF = filter_for(LOCAL_PERSON)


@pytest.mark.parametrize(
    "title",
    [
        "《城市供水條例》",
        "城市供水条例（2023年修订）",
        "城市供水条例.docx",
        "城市供水条例（修订）（2023）",
        "城市 供水条例",
    ],
)
def test_a_title_is_the_same_with_its_edition_its_marks_and_in_the_other_script(title):
    assert plain_title(title) == "城市供水条例"


def test_a_number_is_the_same_in_all_brackets_and_with_zeros():
    assert plain_number("清供水[2022] 012号") == plain_number("清供水〔2022〕第12号") == "清供水〔2022〕12号"


@pytest.fixture
def marks(library, publish):
    publish("东营市城市供水条例", "甲", place="东营市")
    publish("供水", "乙")
    publish("东营市城市供水条例实施细则", "丙", place="东营市")
    return ShelfMarks(library)


def titles(found):
    return [each.title for each in found]


def test_the_longest_title_that_stands_in_the_question_is_meant(marks):
    assert titles(marks.by_title("东营市城市供水条例实施细则第三条", (), STAFF)) == ["东营市城市供水条例实施细则"]
    assert titles(marks.by_title("东营市城市供水条例第三条", (), STAFF)) == ["东营市城市供水条例"]


def test_a_rule_is_known_without_its_place(marks):
    assert titles(marks.by_title("《城市供水条例》第三条", ("城市供水条例",), STAFF)) == ["东营市城市供水条例"]


def test_a_title_of_two_characters_is_no_name_in_a_sentence(marks):
    assert marks.by_title("供水第三条", (), STAFF) == ()


def test_a_paper_that_came_later_is_known(marks, publish):
    assert marks.by_title("清河市节水办法第三条", (), STAFF) == ()
    publish("清河市节水办法", "丁")
    assert titles(marks.by_title("清河市节水办法第三条", (), STAFF)) == ["清河市节水办法"]
