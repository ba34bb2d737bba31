"""Clearwell (清源): answers from an organisation's own papers, every sentence cited, every figure checked.

`open_assistant()` opens a library and returns an `Assistant`; all the product can do is a method of it. Nothing heavy
is imported until one of these names is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.bootstrap import open_assistant
    from assistant.service import Assistant

__all__ = ["Assistant", "open_assistant"]


def __getattr__(name: str) -> Any:
    if name == "Assistant":
        from assistant.service import Assistant

        return Assistant
    if name == "open_assistant":
        from assistant.bootstrap import open_assistant

        return open_assistant
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
