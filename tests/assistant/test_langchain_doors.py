import re

import pytest
from langchain_core.messages import AIMessageChunk
from langchain_core.retrievers import BaseRetriever

from assistant import open_assistant, shapes
from assistant.access import LOCAL_PERSON
from assistant.bootstrap import assemble
from assistant.errors import UsageError
from assistant.langchain_doors import pieces
from assistant.settings import LlmSettings, Settings
from evals.scripted_llm import Reply, serve

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


def test_with_a_language_model_the_chain_streams_its_checked_sentences(corpus_home):
    def script(request):
        told = request["messages"][-1]["content"]
        right = re.findall(r"^\[(\d+)\] ", told[: told.find("总供水量6218")], re.MULTILINE)[-1]
        return Reply((f"2023年全市总供水量为6218万吨[{right}]。", f"2023年全市总供水量为7777万吨[{right}]。"))

    with serve(script) as server:
        llm = LlmSettings(model="openai:scripted", url=server.url)
        chain = assemble(Settings(home=corpus_home, llm=llm)).assistant.as_chain(LOCAL_PERSON)
        chunks = list(chain.stream(QUESTION))
        whole = chain.invoke(QUESTION)
    assert chunks[0].content == "2023年全市总供水量为6218万吨。[1]"
    told = chunks[-1].response_metadata["answer"]
    assert "".join(str(chunk.content) for chunk in chunks) == told["answer"] == whole.content
    assert [each["text"] for each in told["dropped"]] == ["2023年全市总供水量为7777万吨。"]
    assert (told["engine"], told["usage"]) == ("scripted", {"prompt_tokens": 100, "completion_tokens": 20})
    assert whole.usage_metadata["total_tokens"] == 120


def test_with_the_server_down_the_chain_answers_from_the_papers_with_a_note(corpus_home):
    with serve(lambda request: Reply()) as server:
        url = server.url
    llm = LlmSettings(model="openai:scripted", url=url)
    down = assemble(Settings(home=corpus_home, llm=llm)).assistant.as_chain(LOCAL_PERSON).invoke(QUESTION)
    plain = open_assistant(corpus_home).as_chain(LOCAL_PERSON).invoke(QUESTION)
    assert down.content == plain.content
    assert "连接不上" in down.response_metadata["answer"]["note"]


def test_suggestions_do_not_ask_the_language_model(corpus_home):
    with serve(lambda request: Reply(("不知道。",))) as server:
        llm = LlmSettings(model="openai:scripted", url=server.url)
        assert assemble(Settings(home=corpus_home, llm=llm)).assistant.suggestions(LOCAL_PERSON, 2)
    assert server.requests == []
