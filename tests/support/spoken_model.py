"""A chat model whose words are given: fulfils `assistant.ports.ChatModel` without any server."""

from __future__ import annotations

from collections.abc import Callable, Generator

from assistant.domain import Usage
from assistant.errors import LlmUnavailable
from assistant.ports import ChatPiece


class SpokenModel:
    """Says `words`, or what they make of the request, two characters at a time; then breaks off when told to.

    `asked` are the requests so far.
    """

    name = "spoken"

    def __init__(
        self, words: str | Callable[[str], str], *, breaks: str = "", cut: bool = False, endless: bool = False
    ) -> None:
        self.asked: list[str] = []
        self.left_early = False
        self._words, self._breaks, self._cut, self._endless = words, breaks, cut, endless

    def stream(self, instruction: str, request: str) -> Generator[ChatPiece, None, None]:
        self.asked.append(request)
        words = self._words if isinstance(self._words, str) else self._words(request)
        try:
            while True:
                for at in range(0, len(words), 2):
                    yield ChatPiece(words[at : at + 2])
                if not self._endless:
                    break
            if self._breaks:
                raise LlmUnavailable("scripted", key=self._breaks, seconds="1", status=500)
            yield ChatPiece(usage=Usage(100, 20), cut=self._cut)
        except GeneratorExit:
            self.left_early = True
            raise
