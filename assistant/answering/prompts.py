"""What a language model is given: passages as numbered quotations, line by line, and the question after them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.question import Question
from assistant.domain import Answer, SearchHit
from assistant.messages import say

MOST_PASSAGES = 10
MOST_CHARACTERS = 6000
"""Together; a passage that would go beyond is left out, the first never is."""
_LONGEST = 1500


@dataclass(frozen=True, slots=True)
class Prompt:
    instruction: str
    request: str


def chosen(hits: Sequence[SearchHit], plain: Answer) -> tuple[SearchHit, ...]:
    """The passages a model gets: those the extractive answer cites, then the best others; in the order of `hits`."""
    cited = {citation.passage_id for citation in plain.citations}
    kept: list[int] = []
    room = MOST_CHARACTERS
    for index in sorted(range(len(hits)), key=lambda i: (hits[i].passage.passage_id not in cited, i)):
        size = min(len(hits[index].passage.text), _LONGEST)
        if len(kept) < MOST_PASSAGES and (size <= room or not kept):
            kept.append(index)
            room -= size
    return tuple(hits[index] for index in sorted(kept))


def prompt_for(asked: Question, hits: Sequence[SearchHit]) -> Prompt:
    """The words for `hits`, numbered from 1. Each quoted line begins with a mark that no passage can leave out, so
    that nothing in a paper can pretend to stand outside its quotation."""
    language = asked.language
    sources = "\n\n".join(_source(number, hit, language) for number, hit in enumerate(hits, 1))
    return Prompt(
        say("prompts.instruction", language),
        say("prompts.request", language, sources=sources, question=_one_line(asked.text)),
    )


def _source(number: int, hit: SearchHit, language: str) -> str:
    passage = hit.passage
    where = " ".join(("", *passage.section, passage.clause or "")).rstrip()
    head = say(
        "prompts.source",
        "en" if language == "en" else "zh",
        n=number,
        title=_one_line(hit.document.title),
        page=passage.page,
        where=_one_line(where) and " " + _one_line(where),
    )
    # splitlines also parts at characters that only some programs take for the end of a line.
    quoted = "\n".join(f"> {line.strip()}" for line in passage.text[:_LONGEST].splitlines() if line.strip())
    return f"{head}\n{quoted}"


def _one_line(text: str) -> str:
    return " ".join(text.split())
