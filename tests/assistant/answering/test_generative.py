"""The engine over the sample corpus: the extractive engine and verification are the real ones, the model's words are
given."""

import re

import pytest

from assistant.access import LOCAL_PERSON, filter_for
from assistant.answering.extractive import ExtractiveAnswerer
from assistant.answering.generative import MOST_CHARACTERS, GenerativeAnswerer
from assistant.bootstrap import assemble
from assistant.domain import AnswerStatus, Filters, SearchMode, Usage, Verdict
from assistant.settings import Settings
from tests.support.spoken_model import SpokenModel

QUESTION = "2023年全市总供水量是多少？"
TRUE = "2023年全市总供水量为6218万吨"
WASTE = "2023年全市污水处理量为5437万吨，同比增长4.2%"
STAFF = filter_for(LOCAL_PERSON)


@pytest.fixture(scope="module")
def asking(corpus_home):
    """Ask with a model that says given words, [*] being the right mark of what holds 6218 and [!] another one."""
    parts = assemble(Settings(home=corpus_home))
    plain = ExtractiveAnswerer(parts.library, parts.embedder)

    def ask(words, question=QUESTION, **how):
        model = SpokenModel(lambda request: with_marks(words, request), **how)
        found = parts.retriever.retrieve(question, STAFF, Filters(), 40, SearchMode.HYBRID)
        pieces = list(GenerativeAnswerer(plain, parts.library, model).stream(question, found, STAFF))
        assert "".join(piece.text for piece in pieces) == pieces[-1].answer.text
        return pieces, model

    return ask


def with_marks(words, request):
    right = re.findall(r"^\[(\d+)\] ", request[: request.find("总供水量6218")], re.MULTILINE)[-1]
    return words.replace("[*]", f"[{right}]").replace("[!]", "[1]" if right != "1" else "[2]")


def test_a_sentence_that_holds_is_shown_in_the_model_s_words_with_its_quote(asking):
    pieces, _ = asking(f"{TRUE}[*]。")
    answer = pieces[-1].answer
    assert (answer.text, answer.engine, answer.note) == (f"{TRUE}。[1]", "spoken", "")
    assert answer.usage == Usage(100, 20)
    assert "6218" in answer.citations[0].quote
    assert answer.claims[0].verdict is Verdict.SUPPORTED


def test_each_sentence_is_sent_when_it_is_checked_not_at_the_end(asking):
    pieces, _ = asking(f"{TRUE}[*]。2023年全市售水量为1万吨。")
    assert pieces[0].claim.text == f"{TRUE}。"
    assert pieces[0].answer is None
    assert [citation.n for citation in pieces[0].citations] == [1]


def test_an_invented_figure_gives_way_to_the_paper_s_sentence_and_can_be_seen(asking):
    plain = asking("")[0][-1].answer
    answer = asking("2023年全市总供水量为7777万吨[1]。")[0][-1].answer
    assert (answer.text, answer.engine) == (plain.text, "extractive")
    assert [each.text for each in answer.dropped] == ["2023年全市总供水量为7777万吨。"]
    assert answer.note


def test_a_false_sentence_after_a_true_one_is_left_out_alone(asking):
    answer = asking(f"{TRUE}[*]。2023年漏损率降为百分之零点一[1]。")[0][-1].answer
    assert answer.engine == "spoken"
    assert answer.claims[0].text == f"{TRUE}。"
    assert "百分之零点一" not in answer.text
    assert [each.why for each in answer.dropped] != []


def test_a_sentence_is_told_once_however_often_the_model_says_it(asking):
    answer = asking(f"{TRUE}[*]。{TRUE}[*]。{TRUE}[*]。")[0][-1].answer
    assert answer.text.count("6218") == 1
    assert answer.dropped == ()


def test_a_model_that_finds_nothing_does_not_overrule_the_papers(asking):
    plain = asking("")[0][-1].answer
    answer = asking("资料中没有提到。")[0][-1].answer
    assert (answer.status, answer.text) == (AnswerStatus.ANSWERED, plain.text)
    assert [each.why for each in answer.dropped] == ["refusal"]
    assert "没有找到" in answer.note


@pytest.mark.parametrize("question", ["火星上有多少座水厂？", "2019年全市总供水量是多少？"])
def test_where_the_papers_do_not_answer_the_model_is_not_asked(asking, question):
    pieces, model = asking("火星上有3座水厂[1]。", question)
    assert model.asked == []
    assert len(pieces) == 1
    assert pieces[0].answer.status is AnswerStatus.REFUSED
    assert pieces[0].answer.engine == "extractive"


@pytest.mark.parametrize(
    "trouble", ["llm_timeout", "llm_unreachable", "llm_rate_limited", "llm_failed", "llm_broken_off"]
)
def test_trouble_before_a_whole_sentence_leaves_the_extractive_answer_and_one_line(asking, trouble):
    plain = asking("")[0][-1].answer
    pieces, _ = asking("2023年全市总供水量为62", breaks=trouble)
    answer = pieces[-1].answer
    assert (answer.text, answer.claims, answer.engine) == (plain.text, plain.claims, "extractive")
    assert answer.note
    assert "\n" not in answer.note


def test_a_reply_that_breaks_off_is_completed_from_the_papers_and_nothing_sent_is_taken_back(asking):
    pieces, _ = asking(f"{WASTE}[*]。然后", breaks="llm_broken_off")
    answer = pieces[-1].answer
    assert answer.engine == "spoken"
    assert [claim.text for claim in answer.claims] == [f"{WASTE}。", asking("")[0][-1].answer.claims[0].text]
    assert pieces[0].claim == answer.claims[0]
    assert "补足" in answer.note


def test_a_true_figure_of_another_thing_is_followed_by_the_one_asked_for(asking):
    answer = asking(f"{WASTE}[*]。")[0][-1].answer
    assert [("6218" in claim.text) for claim in answer.claims] == [False, True]


def test_a_bare_figure_gives_way_to_the_paper_s_sentence(asking):
    answer = asking("5437万吨[*]。")[0][-1].answer
    assert answer.engine == "extractive"
    assert [each.why for each in answer.dropped] == ["fragment"]


def test_an_endless_reply_is_stopped(asking):
    pieces, model = asking(f"{TRUE}[*]。水泵" + "泵" * 50 + "。", endless=True)
    assert model.left_early
    assert pieces[-1].answer.claims[0].text == f"{TRUE}。"
    assert len(pieces[-1].answer.text) < MOST_CHARACTERS


def test_a_sentence_cut_by_the_limit_is_not_judged(asking):
    answer = asking(f"{TRUE}[*]。2023年全市售水量为512", cut=True)[0][-1].answer
    assert answer.dropped == ()
    assert answer.note


def test_a_mark_of_no_source_falls_back_on_the_single_place_that_holds_the_sentence(asking):
    sentence = "2023年全年检测水样"
    pieces, _ = asking(f"{TRUE}[*]。{sentence}99999份[!]。")
    assert pieces[-1].answer.claims[0].text == f"{TRUE}。"
    assert sentence not in pieces[-1].answer.text


def test_nothing_a_page_would_fetch_is_left_of_a_reply(asking):
    hidden = "![x](http://a.example/?q=6218)<img src=http://a.example>[看](http://a.example)"
    answer = asking(f"{hidden}{TRUE}[*](http://a.example)。\n[1]: http://a.example\n(//a.example){TRUE}。")[0][
        -1
    ].answer
    assert not re.search(r"//|!\[|\]\(|<[a-z]", answer.text)
    assert "6218" in answer.text
