"""A follow-up made into a question that stands by itself; no model needed, nothing looked up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assistant.conversations import chinese, english
from assistant.exchanges import Rewritten
from assistant.text.tokens import is_cjk


def rewrite(question: str, former: Sequence[str], today: date) -> Rewritten:
    """`question` with what it leaves out taken from the last of `former`, the questions before it as they were asked.

    A question that stands by itself comes back as it is, and so does everything when nothing was asked before.
    """
    if not former or not question.strip():
        return Rewritten(question, question)
    last = former[-1]
    own = question.strip()
    speaks_chinese = any(map(is_cjk, own)) or (not any(map(str.isalpha, own)) and any(map(is_cjk, last)))
    found = (chinese if speaks_chinese else english).follow(own, last, today)
    if found is None or found[0] == own or not found[1]:
        return Rewritten(question, question)
    return Rewritten(question, found[0], found[1])
