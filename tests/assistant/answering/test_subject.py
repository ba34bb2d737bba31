from assistant.answering.subject import answers_in, subject_of, told_in, words_of
from tests.support.builders import make_document, make_hit


def _subject(question):
    return subject_of(question, dict.fromkeys(words_of(question), 2.0))


def _answers(question, *texts):
    hits = [make_hit(text, make_document(f"d{n}", title="")) for n, text in enumerate(texts)]
    return answers_in(told_in(_subject(question), hits))


def test_question_words_and_years_are_no_subject():
    words = words_of("2023年全市总供水量是多少？")
    assert "供水量" in words
    assert not {"多少", "2023", "是"} & set(words)


def test_the_figure_beside_the_question_s_words_is_the_likeliest():
    found = _answers(
        "污水输送量是多少？", "全年投资3200万元，推进了许多项目建设，成效明显，各方反映良好。去年污水输送量5278万吨。"
    )
    assert found[0].name == f"{52_780_000:g}"


def test_passages_that_tell_the_same_agree():
    alone = _answers("污水输送量是多少？", "污水输送量5278万吨。", "污水输送量4000万吨。")
    agreed = _answers("污水输送量是多少？", "污水输送量5278万吨。", "去年污水输送量为5278万吨。")
    assert agreed[0].agreed > alone[0].agreed


def test_what_the_question_says_itself_is_no_answer():
    assert not _answers("污水输送量5278万吨是多少？", "污水输送量5278万吨。")


def test_a_figure_of_another_year_counts_for_less():
    right = _answers("2023年污水输送量是多少？", "2023年污水输送量5278万吨。")[0]
    other = _answers("2023年污水输送量是多少？", "2019年污水输送量5278万吨。")[0]
    assert (right.year, other.year) == (1.0, -1.0)
    assert right.near > other.near


def test_a_passage_about_something_else_tells_nothing():
    assert not _answers("污水输送量是多少？", "食堂采购大米300公斤。")
