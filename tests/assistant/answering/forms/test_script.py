from assistant.answering.forms.script import as_the_papers
from tests.support.builders import make_hit


def test_a_traditional_question_is_read_in_the_characters_of_simplified_papers():
    assert as_the_papers("離職如何辦理？", [make_hit("离职应当提前三十日书面提出，办理移交。")]) == "离职如何办理？"


def test_over_traditional_papers_it_stays_as_it_is():
    hits = [make_hit("離職應當提前三十日書面提出，辦理移交。")]
    assert as_the_papers("離職如何辦理？", hits) == "離職如何辦理？"
