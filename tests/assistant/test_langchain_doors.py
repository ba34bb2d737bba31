import pytest
from langchain_core.messages import AIMessageChunk
from langchain_core.retrievers import BaseRetriever

from assistant import open_assistant, shapes
from assistant.access import LOCAL_PERSON
from assistant.errors import UsageError
from assistant.langchain_doors import pieces

QUESTION = "2023年全市总供水量是多少？"


def test_the_retriever_is_langchain_s_and_finds_what_search_finds(corpus_home):
    assistant = open_assistant(corpus_home)
    retriever = assistant.as_retriever(LOCAL_PERSON, limit=3)
    assert isinstance(retriever, BaseRetriever)
    documents = retriever.invoke(QUESTION)
    hits = assistant.search(QUESTION, LOCAL_PERSON, limit=3).hits
    assert [document.page_content for document in documents] == [hit.passage.text for hit in hits]
    assert documents[0].metadata["document_id"] == hits[0].document.document_id


def test_the_chain_streams_pieces_that_add_up_to_the_answer(corpus_home):
    assistant = open_assistant(corpus_home)
    chain = assistant.as_chain(LOCAL_PERSON)
    pieces = list(chain.stream(QUESTION))
    answer = assistant.ask(QUESTION, LOCAL_PERSON)
    assert len(pieces) > 1
    assert all(isinstance(piece, AIMessageChunk) for piece in pieces)
    assert "".join(str(piece.content) for piece in pieces) == answer.text
    told = pieces[-1].response_metadata["answer"]
    assert told["claims"] == [shapes.claim(claim) for claim in answer.claims]


def test_invoke_returns_the_whole_message(corpus_home):
    message = open_assistant(corpus_home).as_chain(LOCAL_PERSON).invoke(QUESTION)
    assert "6218万吨" in str(message.content)
    assert message.response_metadata["answer"]["citations"]


def test_a_chain_takes_the_question_in_a_dictionary_too(corpus_home):
    chain = open_assistant(corpus_home).as_chain(LOCAL_PERSON)
    assert chain.invoke({"question": QUESTION}).content == chain.invoke(QUESTION).content


@pytest.mark.parametrize("given", [5, ["x"], {"words": "x"}, {"question": None}])
def test_a_chain_says_what_it_takes_when_it_is_given_something_else(corpus_home, given):
    with pytest.raises(UsageError, match="a chain takes a question"):
        open_assistant(corpus_home).as_chain(LOCAL_PERSON).invoke(given)


def test_an_answer_is_cut_after_each_sentence_s_marks_and_at_lines():
    text = "甲6218万吨。[1][2]乙[3]。\n\n丙"
    assert pieces(text) == ["甲6218万吨。[1][2]", "乙[3]。\n", "\n", "丙"]
    assert pieces("") == []
