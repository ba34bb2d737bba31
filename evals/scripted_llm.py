"""A chat server on this machine that says what a script says, in OpenAI's protocol: for tests and `hostile_llm`.

    with serve(lambda request: Reply(("全市总供水量为6218万吨[1]。",))) as server:
        ...  # server.url, server.requests

It speaks to the loopback address alone, and every reply ends by itself, also an endless one.
"""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any, Literal

Manner = Literal[
    "whole", "half", "length", "not_json", "html", "binary", "silent", "drip", "endless", "hangs_up", "one_line"
]
_ENDLESS = 20_000
_DRIPS = 600
_LONG_LINE = 64 << 20


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server says: `pieces` are streamed one by one, in a `manner`.

    half: the stream ends after them without its end; length: cut by the token limit; not_json, html, binary: not the
    protocol; silent: no byte until the client leaves; drip: comments that keep the line alive; endless: the last piece
    again and again; hangs_up: no answer at all; one_line: a line of many megabytes.
    """

    pieces: tuple[str, ...] = ()
    manner: Manner = "whole"
    status: int = 200
    prompt_tokens: int = 100
    completion_tokens: int = 20


Script = Callable[[dict[str, Any]], Reply]


@dataclass(slots=True)
class Served:
    """A running server: its address for CLEARWELL_LLM_URL, and what was asked of it so far."""

    url: str
    requests: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    script: Script
    served: Served
    closing: Event

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that left is no fault here."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:
        """Silent: a test reads `Served.requests`."""

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.served.requests.append(body)
        self.server.served.keys.append(self.headers.get("Authorization", ""))
        reply = self.server.script(body)
        if reply.manner == "hangs_up":
            self.connection.shutdown(socket.SHUT_RDWR)
        elif reply.manner == "silent":
            self.server.closing.wait(30)
        elif reply.status != 200:
            self._whole(
                reply.status, "application/json", json.dumps({"error": {"message": self.headers["Authorization"]}})
            )
        elif reply.manner == "html":
            self._whole(200, "text/html", "<html><body>It works! [1]</body></html>")
        else:
            self._stream(reply)
        self.close_connection = True

    def _whole(self, status: int, kind: str, text: str) -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _stream(self, reply: Reply) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        for block in _blocks(reply, self.server.closing):
            self.wfile.write(block)


def _blocks(reply: Reply, closing: Event) -> Iterator[bytes]:
    for piece in reply.pieces:
        yield _event({"role": "assistant", "content": piece})
    if reply.manner == "endless":
        for _ in range(_ENDLESS):
            yield _event({"content": reply.pieces[-1]})
    elif reply.manner == "drip":
        for _ in range(_DRIPS):
            yield b": still here\n\n"
            if closing.wait(0.05):
                return
    elif reply.manner == "one_line":
        for _ in range(_LONG_LINE >> 16):
            yield b"x" * (1 << 16)
    elif reply.manner == "not_json":
        yield b'data: {"choices": [{"delta": {"content": "\n\ndata: }{\n\n'
    elif reply.manner == "binary":
        yield bytes(range(256)) * 8
    elif reply.manner in ("whole", "length"):
        yield _event({}, "stop" if reply.manner == "whole" else "length")
        counts = {"prompt_tokens": reply.prompt_tokens, "completion_tokens": reply.completion_tokens}
        total = reply.prompt_tokens + reply.completion_tokens
        yield _line(
            {"id": "1", "object": "chat.completion.chunk", "choices": [], "usage": {**counts, "total_tokens": total}}
        )
        yield b"data: [DONE]\n\n"


def _event(delta: dict[str, str], finish: str | None = None) -> bytes:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return _line({"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "scripted", "choices": [choice]})


def _line(event: dict[str, Any]) -> bytes:
    return f"data: {json.dumps(event, ensure_ascii=False)}\n\n".encode()


@contextmanager
def serve(script: Script) -> Iterator[Served]:
    """Yield a server on a free port of the loopback address; it is gone afterwards, and so are its open replies."""
    server = _Server(("127.0.0.1", 0), _Handler)
    server.script, server.closing = script, Event()
    server.served = Served(f"http://127.0.0.1:{server.server_address[1]}/v1")
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server.served
    finally:
        server.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()
