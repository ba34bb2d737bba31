from assistant.domain import Hint, Understood
from assistant.retrieval.snippets import snippet, sought


def marked(pieces):
    return [each.text for each in pieces if each.marked]


def test_the_pieces_joined_are_the_text_and_the_words_are_marked():
    pieces = snippet("水箱每半年清洗一次，水箱要加盖。", ["水箱", "清洗"])
    assert "".join(each.text for each in pieces) == "水箱每半年清洗一次，水箱要加盖。"
    assert marked(pieces) == ["水箱", "清洗", "水箱"]


def test_words_are_marked_whatever_their_script_width_and_case():
    assert marked(snippet("應當檢查ＤＭＡ分區", ["检查", "dma"])) == ["檢查ＤＭＡ"]


def test_an_english_word_is_marked_whole_and_not_inside_another():
    assert marked(snippet("Meters are metered; diameters not.", ["meter"])) == ["Meters", "metered"]


def test_a_long_text_is_cut_where_its_words_stand():
    pieces = snippet("无关。" * 200 + "水箱清洗" + "无关。" * 200, ["水箱", "清洗"], 60)
    assert pieces[0].text == pieces[-1].text == "…"
    assert marked(pieces) == ["水箱清洗"]
    assert len("".join(each.text for each in pieces)) <= 62


def test_a_text_without_the_words_begins_at_its_beginning():
    assert snippet("一" * 300, ["水"], 10)[0].text == "一" * 10


def test_what_is_marked_are_content_words_phrases_and_other_names():
    understood = Understood("zh", (Hint("phrase", "抄表到户"), Hint("word", "二次供水、SWS", words="二供")))
    words = sought("二供水箱的“抄表到户”怎么样", understood)
    assert {"抄表到户", "二次供水", "SWS", "水箱"} <= set(words)
    assert "的" not in words
