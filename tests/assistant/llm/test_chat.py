"""The seam against a scripted server on this machine, through LangChain and HTTP."""

import logging

import pytest

from assistant.domain import Usage
from assistant.errors import LlmUnavailable
from assistant.llm.chat import MOST_TOKENS, LangChainModel
from assistant.messages import explain
from assistant.settings import LlmSettings
from evals.scripted_llm import Reply, serve

SECRET = "sk-very-secret"


def reply_of(reply, timeout_s=30.0, **settings):
    with serve(lambda request: reply) as server:
        model = LangChainModel(LlmSettings(model="openai:qwen3:8b", url=server.url, timeout_s=timeout_s, **settings))
        pieces = list(model.stream("只用资料", "问题"))
    return pieces, server


def trouble_of(reply, timeout_s=30.0):
    with pytest.raises(LlmUnavailable) as caught:
        reply_of(reply, timeout_s, key=SECRET)
    return caught.value


def test_the_reply_comes_in_pieces_with_the_tokens_it_took():
    pieces, _ = reply_of(Reply(("供水", "6218万吨[1]。"), prompt_tokens=7, completion_tokens=5))
    assert "".join(piece.text for piece in pieces) == "供水6218万吨[1]。"
    assert [piece.usage for piece in pieces if piece.usage] == [Usage(7, 5)]
    assert not any(piece.cut for piece in pieces)


def test_the_request_is_plain_and_bounded_and_has_no_tools():
    _, server = reply_of(Reply(("好",)), key=SECRET)
    (request,) = server.requests
    assert request["temperature"] == 0
    assert request["max_tokens"] == MOST_TOKENS
    assert [each["role"] for each in request["messages"]] == ["system", "user"]
    assert not {"tools", "functions", "response_format"} & request.keys()
    assert request["model"] == "qwen3:8b"
    assert server.keys == [f"Bearer {SECRET}"]


def test_a_reply_that_the_limit_cut_says_so():
    pieces, _ = reply_of(Reply(("供水",), "length"))
    assert pieces[-1].cut


@pytest.mark.parametrize(
    ("reply", "key"),
    [
        (Reply(("供水",), "half"), "llm_broken_off"),
        (Reply(("供水",), "not_json"), "llm_broken_off"),
        (Reply((), "html"), "llm_broken_off"),
        (Reply((), "binary"), "llm_broken_off"),
        (Reply(("供水",), "one_line"), "llm_broken_off"),
        (Reply((), "hangs_up"), "llm_unreachable"),
        (Reply(status=429), "llm_rate_limited"),
        (Reply(status=401), "llm_key_refused"),
        (Reply(status=403), "llm_key_refused"),
        (Reply(status=404), "llm_failed"),
        (Reply(status=500), "llm_failed"),
        (Reply(status=503), "llm_failed"),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{value.manner}{value.status}",
)
def test_every_trouble_has_its_own_sentence(reply, key):
    trouble = trouble_of(reply)
    assert trouble.key == key
    assert all(explain(trouble, language)[0] for language in ("zh", "en"))


@pytest.mark.parametrize("reply", [Reply((), "silent"), Reply(("供水",), "drip"), Reply(("供水",), "endless")])
def test_a_server_that_does_not_end_is_left_when_the_time_is_over(reply):
    trouble = trouble_of(reply, timeout_s=0.4)
    assert trouble.key == "llm_timeout"
    assert explain(trouble, "zh")[0] == "语言模型在 0.4 秒内没有答完"


def test_a_server_that_is_not_there_is_said_so():
    with serve(lambda request: Reply()) as server:
        url = server.url
    model = LangChainModel(LlmSettings(model="openai:x", url=url, timeout_s=30))
    with pytest.raises(LlmUnavailable) as caught:
        list(model.stream("i", "q"))
    assert caught.value.key == "llm_unreachable"


def test_the_key_is_in_no_error_and_no_log(caplog):
    caplog.set_level(logging.DEBUG)
    trouble = trouble_of(Reply(status=401))  # the server sends the key back in its error
    told = f"{trouble!r} {trouble.params} {trouble.__cause__!r} {explain(trouble, 'zh')} {explain(trouble, 'en')}"
    assert SECRET not in told
    assert SECRET not in caplog.text
    assert SECRET not in repr(LlmSettings(model="openai:x", key=SECRET))


def test_a_vendor_whose_package_is_missing_is_named_with_the_package():
    pytest.importorskip("langchain")
    with pytest.raises(LlmUnavailable) as caught:
        list(LangChainModel(LlmSettings(model="mistralai:x")).stream("i", "q"))
    assert "langchain-mistralai" in explain(caught.value, "zh")[0]


def test_an_unknown_vendor_is_named():
    with pytest.raises(LlmUnavailable) as caught:
        list(LangChainModel(LlmSettings(model="nobody:x")).stream("i", "q"))
    assert caught.value.key == "llm_vendor_unknown"


def test_a_reader_who_leaves_ends_the_request():
    with serve(lambda request: Reply(("供水",), "endless")) as server:
        pieces = LangChainModel(LlmSettings(model="openai:x", url=server.url, timeout_s=60)).stream("i", "q")
        next(pieces)
        pieces.close()
    assert len(server.requests) == 1
