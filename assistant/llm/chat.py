"""LangChain's chat models behind our seam: the one file that imports `init_chat_model` and knows its faults.

Nothing a server or its package says is repeated: error texts may hold the key or the question. What is told is the kind
of trouble and the status code.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from typing import Any

from assistant.domain import Usage
from assistant.errors import LlmUnavailable
from assistant.llm.deadline import TooMany, within
from assistant.ports import ChatPiece
from assistant.settings import LlmSettings

MOST_TOKENS = 800
"""A reply is a few sentences; a model that goes on is stopped."""
_MOST_BYTES = 8 << 20
"""A stream of small pieces is far below; a line that never ends is not."""
_log = logging.getLogger("clearwell")
_PACKAGES = {"ollama": "langchain-ollama", "anthropic": "langchain-anthropic"}
_UNAUTHORISED = (401, 403)
_TOO_MANY_REQUESTS = 429


class LangChainModel:
    """Implements `ports.ChatModel`. LangChain is imported at the first question, not before."""

    def __init__(self, settings: LlmSettings) -> None:
        assert settings.model is not None
        self._settings = settings
        self._vendor, _, self._model = settings.model.partition(":")

    @property
    def name(self) -> str:
        return self._model

    def stream(self, instruction: str, request: str) -> Generator[ChatPiece, None, None]:
        """Yield the reply. Raises LlmUnavailable; see `ports.ChatModel`."""
        # Before the clock starts: the first import takes seconds, and the server is not to blame for them.
        import langchain.chat_models  # noqa: F401
        import langchain_openai  # noqa: F401

        opened = _Opened()
        pieces = within(
            self._settings.timeout_s, lambda: self._pieces(opened, instruction, request), lambda: opened.close()
        )
        try:
            with closing(pieces):
                yield from pieces
        except LlmUnavailable:
            raise
        except TooMany:
            raise LlmUnavailable("too many replies are under way", key="llm_busy") from None
        except TimeoutError:
            seconds = f"{self._settings.timeout_s:g}"
            raise LlmUnavailable(f"no end within {seconds} s", key="llm_timeout", seconds=seconds) from None
        except Exception as error:
            # Not chained: a server's words may repeat the key.
            raise _translated(error, self._settings.timeout_s) from None

    def _pieces(self, opened: _Opened, instruction: str, request: str) -> Iterator[ChatPiece]:
        """The reply from the model, blocking. An OpenAI-compatible server must say that it has finished."""
        from langsmith import tracing_context

        model = self._made(opened)
        finish = ""
        # Tracing would send questions and papers elsewhere because of some variable in the environment.
        with tracing_context(enabled=False):
            for chunk in model.stream([("system", instruction), ("human", request)]):
                finish = _finish(chunk.response_metadata) or finish
                yield ChatPiece(_text(chunk), _usage(chunk))
        if finish not in ("stop", "length") and self._vendor == "openai":
            raise LlmUnavailable(f"the reply ended with {finish[:20]!r}", key="llm_broken_off")
        yield ChatPiece(cut=finish in ("length", "max_tokens"))

    def _made(self, opened: _Opened) -> Any:
        """The chat model, made anew for each reply so that closing one touches no other."""
        from langchain.chat_models import init_chat_model

        options: dict[str, Any] = {"temperature": 0, "max_retries": 0, "timeout": self._settings.timeout_s}
        if self._settings.key is not None:
            options["api_key"] = self._settings.key.get_secret_value()
        if self._settings.url is not None:
            options["base_url"] = self._settings.url
        if self._vendor == "openai":
            options |= self._for_openai(opened)
        else:
            options["max_tokens"] = MOST_TOKENS
        try:
            return init_chat_model(self._model, model_provider=self._vendor, **options)
        except ImportError:
            package = _PACKAGES.get(self._vendor, f"langchain-{self._vendor.replace('_', '-')}")
            detail = f"package {package!r} is not installed"
            raise LlmUnavailable(detail, key="llm_package_missing", vendor=self._vendor, package=package) from None
        except Exception as error:
            _log.debug("init_chat_model: %s", type(error).__name__)
            unknown = isinstance(error, ValueError) and "nsupported" in str(error)[:40]
            detail = f"vendor {self._vendor!r}: {type(error).__name__}"
            if unknown:
                raise LlmUnavailable(detail, key="llm_vendor_unknown", vendor=self._vendor) from None
            raise LlmUnavailable(detail, key="llm_settings_refused", vendor=self._vendor) from None

    def _for_openai(self, opened: _Opened) -> dict[str, Any]:
        from openai import DefaultHttpxClient

        client = DefaultHttpxClient(timeout=self._settings.timeout_s, event_hooks={"response": [_limited]})
        opened.closers.append(client.close)
        own: dict[str, Any] = {"http_client": client, "stream_usage": True, "use_responses_api": False}
        if self._settings.url is None:
            return own | {"max_tokens": MOST_TOKENS}
        # Servers other than OpenAI's know the limit by its old name, and mostly need no key.
        own["extra_body"] = {"max_tokens": MOST_TOKENS}
        if self._settings.key is None:
            own["api_key"] = "not-needed"
        return own


class _Opened:
    """What must be closed to end a reply that is being waited for."""

    def __init__(self) -> None:
        self.closers: list[Callable[[], None]] = []

    def close(self) -> None:
        for closer in self.closers:
            closer()


def _limited(response: Any) -> None:
    """Have a response that is being streamed end with an error after `_MOST_BYTES`."""
    inner = response.iter_raw

    def counted(chunk_size: int | None = None) -> Iterator[bytes]:
        total = 0
        for chunk in inner(chunk_size):
            total += len(chunk)
            if total > _MOST_BYTES:
                raise LlmUnavailable("the reply is too large", key="llm_broken_off")
            yield chunk

    response.iter_raw = counted


def _text(chunk: Any) -> str:
    """The words of a chunk; what a model thinks aloud in parts of another type is none of it."""
    content = chunk.content
    if isinstance(content, str):
        return content
    parts = (part if isinstance(part, str) else part.get("text", "") for part in content if _is_text(part))
    return "".join(str(part) for part in parts)


def _is_text(part: Any) -> bool:
    return isinstance(part, str) or (isinstance(part, dict) and part.get("type") == "text")


def _usage(chunk: Any) -> Usage | None:
    counted = getattr(chunk, "usage_metadata", None)
    return Usage(int(counted["input_tokens"]), int(counted["output_tokens"])) if counted else None


def _finish(metadata: dict[str, Any]) -> str:
    return next(
        (str(metadata[name]) for name in ("finish_reason", "stop_reason", "done_reason") if metadata.get(name)), ""
    )


def _translated(error: Exception, seconds: float) -> LlmUnavailable:
    """Any package's exception by its status code and its kind; their classes are many, their names much the same."""
    kinds = " ".join(kind.__name__ for kind in type(error).__mro__)
    status = getattr(error, "status_code", None)
    _log.debug("language model: %s, status %r", type(error).__name__, status)
    detail = f"{type(error).__name__}, status {status!r}"
    if status == _TOO_MANY_REQUESTS:
        return LlmUnavailable(detail, key="llm_rate_limited")
    if status in _UNAUTHORISED:
        return LlmUnavailable(detail, key="llm_key_refused", status=status)
    if isinstance(status, int):
        return LlmUnavailable(detail, key="llm_failed", status=status)
    if "Timeout" in kinds:
        return LlmUnavailable(detail, key="llm_timeout", seconds=f"{seconds:g}")
    if "ConnectError" in kinds or "APIConnectionError" in kinds or "ConnectionError" in kinds:
        return LlmUnavailable(detail, key="llm_unreachable")
    return LlmUnavailable(detail, key="llm_broken_off")
