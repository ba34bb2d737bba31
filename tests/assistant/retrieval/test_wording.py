from assistant.domain import SameWords
from assistant.retrieval.synonyms import shipped
from assistant.retrieval.wording import meant, worded


class Terms:
    """A library that holds these terms."""

    def __init__(self, *terms):
        self.terms = terms

    def document_frequencies(self, terms):
        return {term: int(term in self.terms) for term in terms}


def test_latin_abbreviations_are_found_as_words_of_their_own():
    assert [each.words for each in meant("DMA是什么", shipped())] == ["DMA"]
    assert meant("ADMAX是什么", shipped()) == ()


def test_cubic_metres_are_tonnes_of_water_alone():
    assert "吨" in meant("每立方米水多少钱", shipped())[0].value
    assert meant("每立方米沙子多少钱", shipped()) == ()


def test_a_word_inside_a_longer_one_with_another_name_is_not_asked():
    groups = (SameWords(("水表", "meter"), "person"), SameWords(("智能水表", "远传表"), "person"))
    assert [each.words for each in meant("智能水表怎么换", groups)] == ["智能水表"]


def test_only_terms_that_the_library_has_are_added():
    found = worded("二供", meant("二供", shipped()), Terms("二供", "二次", "供水"))
    assert found.terms == ("二供", "二次", "供水")


def test_a_term_that_is_known_in_the_other_script_is_known():
    assert worded("設施檢查", (), Terms("设施", "检查")).known > 0
    assert worded("設施檢查", (), Terms()).known == 0


def test_an_abbreviation_that_is_all_a_question_says_is_written_out_for_the_model():
    hints = meant("DMA是什么？", shipped())
    assert worded("DMA是什么？", hints, Terms()).text == "DMA（独立计量区域）是什么？"
    longer = "DMA分区边界阀门多久检查一次？"
    assert worded(longer, meant(longer, shipped()), Terms()).text == longer


def test_exact_words_are_left_alone_where_the_library_has_them():
    hints = meant("二供", shipped())
    assert worded("二供", hints, Terms("二供", "二次"), exact=True).terms == ("二供",)
    assert worded("二供", hints, Terms("二次"), exact=True).terms == ("二供", "二次")
