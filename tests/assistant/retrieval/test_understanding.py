from datetime import date

import pytest

from assistant.retrieval.understanding import read

TODAY = date(2024, 5, 1)


def hints(question):
    return {(each.kind, each.value) for each in read(question, TODAY).hints}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("去年的供水量", {("year", "2023")}),
        ("比较2021年至2023年的产销差", {("year", "2021"), ("year", "2022"), ("year", "2023")}),
        ("“抄表到户”是什么", {("phrase", "抄表到户")}),
        ("「抄表」與『到戶』", {("phrase", "抄表"), ("phrase", "到戶")}),
        ("第十二条第二款", {("clause", "第十二条第二款")}),
        ("Article 12 paragraph 2", {("clause", "Article 12 paragraph 2")}),
        ("粤水〔2023〕12号", {("number", "〔2023〕12号")}),
        ("粤水[2023] 第012号", {("number", "〔2023〕12号")}),
        ("《供水条例》怎么说", {("title", "供水条例")}),
        ("工作计划里有什么", {("paper", "plan")}),
        ("水箱多久清洗", set()),
    ],
)
def test_what_a_question_says_of_its_papers_is_read(question, expected):
    assert hints(question) == expected


def test_nothing_is_certain_before_the_library_is_asked():
    assert read("《条例》第十二条“水箱”〔2023〕1号", TODAY).certain == ()


def test_the_language_is_the_question_s():
    assert read("How often?", TODAY).language == "en"
    assert read("多久一次？", TODAY).language == "zh"


def test_a_single_quoted_character_is_no_phrase():
    assert hints("“水”字") == set()
