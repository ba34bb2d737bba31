"""For LangChain users: the retriever as a `BaseRetriever` and the whole product as a streaming `Runnable`.

Imported on demand by `Assistant.as_retriever` and `Assistant.as_chain`, so that the command line never loads LangChain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.messages import AIMessageChunk
from langchain_core.messages.ai import UsageMetadata
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableGenerator

from assistant import shapes
from assistant.domain import Answer, Principal
from assistant.errors import UsageError

if TYPE_CHECKING:
    from assistant.service import Assistant

_PIECE = re.compile(r".*?(?:(?:\[\d+\])+[。．.；;！!？?）)]*[^\S\n]*\n?|\n|$)")
"""A sentence with its marks and what closes it, or a line."""


class ClearwellRetriever(BaseRetriever):
    """LangChain's retriever interface over `Assistant.search`; metadata is a search result without its text."""

    assistant: Any
    principal: Any
    limit: int = 10

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002 - LangChain passes it by name
    ) -> list[LangChainDocument]:
        found = self.assistant.search(query, self.principal, limit=self.limit)
        documents = []
        for each in found.hits:
            metadata = shapes.hit(each)
            documents.append(LangChainDocument(page_content=metadata.pop("text"), metadata=metadata))
        return documents


def as_chain(assistant: Assistant, principal: Principal) -> Runnable[str | dict[str, Any], AIMessageChunk]:
    """A Runnable from a question, or a dictionary with "question", to a message that streams sentence by sentence,
    each checked before it is sent: with a language model while it writes, without one when the answer is made.

    The last chunk's `response_metadata["answer"]` is the whole answer in the shape of `clearwell ask --json`; chunks
    add up to one message, so `invoke` returns it whole. Anything else than a question raises UsageError.
    """

    def stream(questions: Iterator[str | dict[str, Any]]) -> Iterator[AIMessageChunk]:
        question = "".join(_question(part) for part in questions)
        for told in assistant.ask_in_pieces(question, principal):
            for piece in pieces(told.text):
                yield AIMessageChunk(content=piece)
            if told.answer is not None:
                whole = {"answer": shapes.answer(told.answer)}
                yield AIMessageChunk(content="", response_metadata=whole, usage_metadata=_usage(told.answer))

    return RunnableGenerator(stream)


def _usage(answer: Answer) -> UsageMetadata | None:
    """The language model's tokens as LangChain counts them; None when none was asked."""
    if answer.usage is None:
        return None
    read, written = answer.usage.prompt_tokens, answer.usage.completion_tokens
    return UsageMetadata(input_tokens=read, output_tokens=written, total_tokens=read + written)


def pieces(text: str) -> list[str]:
    """Cut an answer after each sentence's marks and at line ends; joined, the pieces are the text."""
    return [piece for piece in _PIECE.findall(text) if piece]


def _question(part: object) -> str:
    """The question, or a piece of it when LangChain streams it in."""
    asked = part.get("question") if isinstance(part, dict) else part
    if not isinstance(asked, str):
        raise UsageError(f"a chain takes a question, not {part!r}", key="not_a_chain_question", found=repr(part))
    return asked
