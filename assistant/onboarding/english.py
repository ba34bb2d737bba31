"""What an English rule can be asked: who must, what to do when, how long, and whether it is so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.domain import Passage
from assistant.onboarding.facts import GAP, Fact, Kind
from assistant.onboarding.reading import Sentence
from assistant.question_items import ItemType

_MODAL = re.compile(r"\b(?P<modal>must not|shall not|may not|must|shall|may|is responsible for|are responsible for)\b")
_WHEN = re.compile(r"^(?:If|When|Where|Before|After|Once|Unless)\b[^,]{6,120}(?=, )")
_FIGURE = re.compile(
    r"(?P<count>\d+(?:,\d{3})*(?:\.\d+)?)(?:\s|-)?(?P<unit>hours?|days?|working days|weeks?|months?|years?|minutes?|"
    r"seconds?|metres?|meters?|mm|cm|m3|m³|litres?|liters?|cubic metres?|degrees|percent|per cent|%|mg/L|NTU|MPa|bar|"
    r"people|persons?|times|°C|dB|kPa)(?![A-Za-z])"
)
_LEANS = re.compile(
    r"^(?:It|They|This|These|Those|He|She|Its|Their|Such|That|Otherwise|However|Then|In that case|Both|Here)\b"
)
_THING = re.compile(r"\b(?:person|staff|worker|operator|manager|team|officer|crew|supervisor|owner|company|contractor|"
                    r"department|visitor|employee|guard|inspector|technician|attendant|nobody|anyone|everyone|centre|center|"
                    r"utility|client|plumber|cleaner|group|duty engineer|engineer)s?\b", re.IGNORECASE)  # fmt: skip
_SHORTEST, _LONGEST = 25, 240


def facts_of_english(sentence: Sentence, passage: Passage) -> Iterator[Fact]:
    """The facts of one English sentence; one that leans on the sentence before it has none."""
    text = sentence.text.rstrip(".!; ")
    if _LEANS.match(text) or not _SHORTEST <= len(text) <= _LONGEST or not text[:1].isupper():
        return
    whole = (sentence.start, sentence.end)
    modal = _MODAL.search(text)
    for found in _FIGURE.finditer(text):
        told = text[: found.start()] + GAP + text[found.end() :]
        yield Fact(Kind.FIGURE, "limit", told, "______", found.group(), passage, (whole,),
                   (ItemType.FILL, ItemType.SINGLE, ItemType.TRUE_FALSE), weight=1.6)  # fmt: skip
    if modal is None:
        return
    yield from _asked(text, modal, passage, whole)
    yield Fact(Kind.RULE, "duty", text, "", "", passage, (whole,), (ItemType.TRUE_FALSE,), weight=0.8)


def _asked(text: str, modal: re.Match[str], passage: Passage, whole: tuple[int, int]) -> Iterator[Fact]:
    when = _WHEN.match(text)
    begin = when.end() + 2 if when and when.end() < modal.start() else 0
    who, verb = text[begin : modal.start()].strip(), modal["modal"]
    predicate = text[modal.end() :].strip(" ,")
    condition = text[: when.end()] if begin and when else ""
    if not who or len(who) > 60 or "," in who or len(predicate) < 10:
        return
    who_low = who[0].lower() + who[1:] if re.match(r"(?:The|A|An|All|Any|Each|Every|No|Two|Both|Staff)\b", who) else who
    lead = f"{condition[0].lower()}{condition[1:]}, " if condition else ""
    agent = _THING.search(who) is not None
    if condition and verb in {"must", "shall"}:
        ask = f"{lead}what {verb} {who_low} do" if agent else f"{lead}what is required"
        told = f"{condition}, {who_low} {verb} {GAP}"
        yield Fact(Kind.ACTION, "duty", told, ask, predicate, passage, (whole,), (ItemType.SHORT,),
                   role=who_low, weight=1.6, asked=ask)  # fmt: skip
    if agent and verb in {"must", "shall"} and not re.match(r"(?:Nobody|Anyone|Everyone|No )", who):
        told = f"{condition + ', ' if condition else ''}{GAP} {verb} {predicate}"
        yield Fact(Kind.HOLDER, "duty", told, "who", who, passage, (whole,), (ItemType.SHORT,),
                   role=who_low, weight=1.3, asked=f"{lead}who {verb} {predicate}")  # fmt: skip
