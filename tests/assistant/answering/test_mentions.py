from assistant.answering.mentions import mentions
from assistant.answering.sought import Sought


def _names(kind, text, dimension=""):
    return {each.name for each in mentions(kind, dimension, text)}


def test_a_day_has_one_name_however_it_is_written():
    assert _names(Sought.WHEN, "5月30日发射") == {"5-30"}
    assert _names(Sought.WHEN, "五月三十日发射") == {"5-30"}
    assert "5-30" in _names(Sought.WHEN, "launched on may 30th, 2023")


def test_a_figure_has_one_name_however_it_is_written():
    assert _names(Sought.FIGURE, "收入5.6万元") == _names(Sought.FIGURE, "收入56,000元") == {"56000"}


def test_a_figure_of_another_dimension_is_less_likely():
    found = {each.name: each.likely for each in mentions(Sought.FIGURE, "percent", "售水量50万吨，漏损率7.2%")}
    assert found["7.2"] > found["500000"]


def test_people_places_and_bodies_are_told_apart():
    text = "蒋万安当选台北市市长，市水务集团有限公司到场"
    assert "蒋万安" in _names(Sought.PERSON, text)
    place = {each.name: each.likely for each in mentions(Sought.PLACE, "", text)}
    assert place["台北市"] == 1.0
    assert any(name.endswith("公司") for name in _names(Sought.BODY, text))


def test_a_transcribed_name_is_a_person_s():
    assert "阿尔卡拉斯" in _names(Sought.PERSON, "阿尔卡拉斯夺得冠军")


def test_english_names_are_runs_of_capitals_without_the_word_that_opens_a_sentence():
    assert "elon musk" in _names(Sought.PERSON, "However Elon Musk said so.")
