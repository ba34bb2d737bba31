"""What an outline asks for and the papers lack: listed, never filled."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from assistant.drafting.arranging import indicator_is
from assistant.drafts import Gap, OutlineSection, Part
from assistant.messages import Language, say
from assistant.text.tokens import index_terms

_ANSWERED = 0.5
_ASKING = re.compile(
    r"多少|怎样|怎么样|如何|什么|是否|哪些|有没有|情况|吗|呢|how (?:many|much)|what|which|were|was|did|the"
)


def gaps_of(
    section: OutlineSection, written: Sequence[str], names: Collection[str], language: Language
) -> tuple[Gap, ...]:
    """Return the gaps of one section. `written` are its sentences, `names` the indicators of the whole draft."""
    found: list[Gap] = []
    if section.part is not Part.HEADING and not written:
        kind = "case" if section.part is Part.CASE else "section"
        found.append(Gap("section", section.heading, say(f"draft.gap_{kind}", language, asked=section.heading)))
    for wanted in section.indicators:
        words = wanted.split("|")
        if not any(indicator_is(name, wanted) for name in names) and not any(
            word in text and re.search(r"\d", text) for text in written for word in words
        ):
            found.append(Gap("indicator", words[0], say("draft.gap_indicator", language, asked=words[0])))
    for question in section.questions:
        if not _answered(question, written):
            found.append(Gap("question", question, say("draft.gap_question", language, asked=question)))
    return tuple(found)


def _answered(question: str, written: Sequence[str]) -> bool:
    wants_figure = re.search(r"多少|几|how (?:many|much)", question, re.IGNORECASE)
    terms = set(index_terms(_ASKING.sub(" ", question)))
    for text in written:
        if wants_figure and not re.search(r"\d|[一二两三四五六七八九十]", text):
            continue
        if terms and len(terms & set(index_terms(text))) / len(terms) >= _ANSWERED:
            return True
    return not terms
