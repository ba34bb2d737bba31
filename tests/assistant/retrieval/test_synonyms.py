import pytest

from assistant.domain import SameWords
from assistant.errors import UsageError
from assistant.retrieval.synonyms import NAME, SynonymList, shipped
from assistant.text.variants import alike

MINED = (SameWords(("农污设施", "农村生活污水处理设施"), "library", source="办法"),)


def words(groups):
    return [each.words for each in groups]


def test_what_comes_along_holds_no_word_twice_in_a_group():
    for group in shipped():
        assert len(set(map(alike, group.words))) == len(group.words) > 1


def test_a_group_that_is_added_is_kept_and_comes_first(tmp_path):
    SynonymList(tmp_path).add(["水司", " 供水公司 "])
    assert SynonymList(tmp_path).groups(MINED)[0] == SameWords(("水司", "供水公司"), "person")


@pytest.mark.parametrize("given", [["水司"], ["水司", "水司"], ["水司", "。"], []])
def test_one_word_is_no_group(tmp_path, given):
    with pytest.raises(UsageError):
        SynonymList(tmp_path).add(given)
    assert not (tmp_path / NAME).exists()


def test_groups_of_any_origin_can_be_taken_out_and_had_again(tmp_path):
    held = SynonymList(tmp_path)
    held.add(["水司", "供水公司"])
    held.remove(["供水公司"])
    held.remove(["dma"])
    held.remove(["农污设施"], MINED)
    left = words(held.groups(MINED))
    assert not [group for group in left if {"水司", "供水公司"} == set(group) or "DMA" in group or "农污设施" in group]
    held.add(["DMA", "独立计量区域", "分区计量", "计量分区", "district metered area"])
    assert "DMA" in words(held.groups())[0]


def test_what_no_group_holds_cannot_be_taken_out(tmp_path):
    with pytest.raises(UsageError):
        SynonymList(tmp_path).remove(["二供", "DMA"])


def test_the_file_may_be_edited_by_hand_while_it_is_in_use(tmp_path):
    held = SynonymList(tmp_path)
    held.groups()
    (tmp_path / NAME).write_text('added = [["老厂", "一水厂"]]\n', encoding="utf-8-sig")
    assert words(held.groups())[0] == ("老厂", "一水厂")


@pytest.mark.parametrize("text", ["added = [", 'added = "水司"', "added = [[1, 2]]", "removed = [[]]\nadded = 3"])
def test_a_file_that_cannot_be_read_is_named(tmp_path, text):
    (tmp_path / NAME).write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=NAME):
        SynonymList(tmp_path).groups()


def test_words_with_quotation_marks_and_backslashes_come_back_as_they_were(tmp_path):
    SynonymList(tmp_path).add(['a"b', "c\\d"])
    assert words(SynonymList(tmp_path).groups())[0] == ('a"b', "c\\d")
