"""A newspaper page whose columns were torn apart: cut sentences are found, given and cited as one, in both places."""

from __future__ import annotations

import pytest

from assistant import open_assistant
from assistant.access import LOCAL_PERSON
from assistant.citations import same_but_white_space
from tests.support.torn_page import torn_page


def _asked(assistant, question):
    """The first claim of the answer with its citation and the stored text of page 1."""
    answer = assistant.ask(question, LOCAL_PERSON)
    citation = answer.citations[0]
    return answer.claims[0], citation, assistant.page(citation.document_id, 1, LOCAL_PERSON).text


def _assert_cited_in_two_places(claim, citation, text, before, after):
    first, second = citation.spans
    assert text[first.start : first.end].endswith(before)
    assert text[second.start : second.end].startswith(after)
    assert same_but_white_space(citation.quote, "".join(text[span.start : span.end] for span in citation.spans))
    assert before + after in citation.quote
    assert before + after in claim.text


@pytest.fixture(scope="module")
def newspaper(shared, tmp_path_factory):
    assistant = open_assistant(tmp_path_factory.mktemp("newspaper") / "home")
    assistant.ingest([shared / "newspaper"], LOCAL_PERSON)
    return assistant


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sample")
    (folder / "样例版面.txt").write_text(torn_page().text, encoding="utf-8")
    assistant = open_assistant(folder / "home")
    assistant.ingest([folder / "样例版面.txt"], LOCAL_PERSON)
    return assistant


@pytest.mark.parametrize(
    ("question", "before", "after"),
    [
        ("怎样降低水厂生产电耗、药耗？", "通过工", "艺优化等举措"),
        ("“一窗受理、四端协同”关联共享的服务体系是怎样的？", "与此同时，落实", "两级服务中心"),
        ("以前抄表发现抄表异常怎么办？", "手工输入系统，如", "发现抄表异常"),
    ],
)
def test_a_sentence_cut_on_the_newspaper_page_is_given_whole_and_cited_in_both_places(
    newspaper, question, before, after
):
    _assert_cited_in_two_places(*_asked(newspaper, question), before, after)


@pytest.mark.parametrize(("question", "seam"), [("吨水电耗下降多少？", 3), ("读数有疑问的怎么办？", 1)])
def test_a_sentence_cut_on_the_sample_page_is_given_whole_and_cited_in_both_places(sample, question, seam):
    _assert_cited_in_two_places(*_asked(sample, question), *torn_page().seams[seam])


def test_a_search_shows_the_theme_and_mark_of_a_cut_passage(sample):
    best = sample.search("优化加药工艺和泵组运行方式", LOCAL_PERSON).hits[0].passage
    assert best.section == ("节能降耗见成效 激活“水经济”", "【盘点】")


def test_the_page_is_shown_in_the_file_s_own_order_with_a_word_on_its_columns(sample):
    document = sample.documents(LOCAL_PERSON)[0]
    page = sample.page(document.document_id, 1, LOCAL_PERSON)
    assert page.text == torn_page().text.replace("\n\n", "\n")
    assert any("4" in warning for warning in page.warnings)
