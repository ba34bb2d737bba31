"""All facts of one passage, in the language it is written in."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.domain import Passage
from assistant.onboarding.english import facts_of_english
from assistant.onboarding.facts import Fact, Paper
from assistant.onboarding.list_facts import facts_of_list
from assistant.onboarding.reading import take_apart
from assistant.onboarding.sentence_facts import facts_of


def facts_of_paper(passage: Passage, paper: Paper) -> Iterator[Fact]:
    """Facts of a passage's sentences and lists, in order."""
    sentences, listings = take_apart(passage)
    if paper.language == "en":
        for sentence in sentences:
            yield from facts_of_english(sentence, passage)
        return
    for sentence in sentences:
        yield from facts_of(sentence, passage, paper)
    for listing in listings:
        yield from facts_of_list(listing, passage, paper)
