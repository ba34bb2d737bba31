"""A conversation as Markdown: questions, answers with their marks, and each source with its quote as a footnote."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.domain import Answer, Citation
from assistant.exchanges import Exchange
from assistant.markdown_parts import escaped
from assistant.messages import Language, say

_MARK = re.compile(r"\[(\d{1,3})\]")


def lines_of(answer: Answer) -> list[tuple[str, tuple[int, ...]]]:
    """The sentences of an answer with the numbers of what each cites; for a refusal its lines."""
    if answer.claims:
        return [(claim.text, claim.citations) for claim in answer.claims]
    return [_unmarked(line) for line in answer.text.splitlines() if line.strip()]


def _unmarked(line: str) -> tuple[str, tuple[int, ...]]:
    return _MARK.sub("", line), tuple(dict.fromkeys(int(n) for n in _MARK.findall(line)))


def source_of(citation: Citation, language: Language) -> str:
    """《title》, page, clause, and its words: what a footnote says."""
    place = [say("exchanges.page", language, page=citation.page), citation.clause_path or citation.clause or ""]
    standing = "" if citation.standing == "in_force" else say(f"exchanges.standing_{citation.standing}", language)
    where = " ".join(part for part in (*place, standing) if part)
    title = say("exchanges.title", language, title=citation.title)
    return say("exchanges.source", language, title=title, where=where, quote=" ".join(citation.quote.split()))


def typed_note(exchange: Exchange, language: Language) -> str:
    """That a question was asked otherwise than it was typed, "" when it was not."""
    rewritten = exchange.question
    return say("exchanges.typed", language, typed=rewritten.typed) if rewritten.changed else ""


def stale_note(exchange: Exchange, language: Language) -> str:
    """What is no longer so of the answer's sources, "" when they stand."""
    said = [say(f"exchanges.stale_{why}", language) for why in exchange.stale]
    return say("exchanges.stale", language, why=say("exchanges.comma", language).join(said)) if said else ""


def to_markdown(title: str, exchanges: Sequence[Exchange], language: Language) -> str:
    """The whole conversation. Nothing that a paper or a person wrote becomes markup."""
    parts = [f"# {escaped(title)}"]
    notes: list[str] = []
    for exchange in exchanges:
        parts.append(f"## {escaped(exchange.question.text)}")
        parts += [f"*{escaped(note)}*" for note in (typed_note(exchange, language), exchange.at[:10]) if note]
        numbers: dict[int, int] = {}
        for text, cited in lines_of(exchange.answer):
            for n in cited:
                numbers.setdefault(n, len(notes) + len(numbers) + 1)
            parts.append(escaped(text) + "".join(f"[^{numbers[n]}]" for n in cited))
        held = {each.n: each for each in exchange.answer.citations}
        notes += [f"[^{to}]: {escaped(source_of(held[n], language))}" for n, to in numbers.items() if n in held]
        parts += [f"> {escaped(note)}" for note in (exchange.answer.note, stale_note(exchange, language)) if note]
    return "\n\n".join(parts + notes) + "\n"
