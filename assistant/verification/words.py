"""Are a claim's words its source's? Names must stand there; of the other words a share set on shared questions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.text.indicators import clauses, core
from assistant.text.normalise import fold
from assistant.text.places import named_places
from assistant.text.quantities import is_figure
from assistant.text.reading import Reading
from assistant.text.tokens import content_words, is_cjk, language_of, names
from assistant.verification.verdicts import Cited

#: Share of a claim's words that its sources must hold: without a figure, with one, and in each clause that has none.
#: `python -m evals.fit_verification` prints the curve these were read off.
WORDS_HELD = 0.6
WORDS_HELD_BY_FIGURE = 0.3
CLAUSE_HELD = 0.35
#: A clause with fewer characters than this says too little to be held or not.
_SAYS = 4
#: So many characters next to a figure, at most one of them the source's, name another thing than the one counted there.
_THING = 4
_ZH_WORDS = re.compile(r"[^\u3400-\u9fff]|的|了")
_ZH_START = re.compile(r"[\u3400-\u9fff]+")
_ATTRIBUTION = re.compile(
    r"^(?:根据|按照|依照|依据|按)[^，,]{0,24}[，,]|^(?:据(?:统计|了解|介绍|悉|报道|测算)|数据显示|统计显示|文中提到|报告(?:指出|显示|称)|"
    r"资料显示|总体(?:来)?看|具体(?:来)?看|其中|同时|此外|另外)[，,]?"
)


def without_attribution(claim: str) -> str:
    """Return `claim` without opening words that only say where a statement comes from (据统计, 根据年报)."""
    return _ATTRIBUTION.sub("", claim) or claim


def of_other_language(claim: Reading, sources: Sequence[Cited]) -> bool:
    """True when the words of a claim cannot be compared with its sources' at all, or there are none."""
    together = "\n".join(source.text for source in sources)
    return language_of(claim.text) != language_of(together) or not content_words(claim.text)


def not_held(claim: Reading, sources: Sequence[Cited]) -> str:
    """Return which words of the claim, or how few of them, the sources hold, or "" when they hold enough."""
    text = fold("\n".join(f"{source.text}\n{source.source.known}" for source in sources))
    if language_of(claim.text) != language_of("\n".join(source.text for source in sources)):
        return ""
    if strange := _strange_name(claim.text, sources, text):
        return f"name not in the source: {strange}"
    words, held = _blanked(claim), set(content_words(text))
    share = held_share(words, text, held) if core(words) else 1.0
    if share < (WORDS_HELD_BY_FIGURE if claim.figures else WORDS_HELD):
        return f"{share:.0%} of the words"
    if strange := _strange_thing(claim, sources):
        return f"the source does not count {strange}"
    for start, end in clauses(words):
        if " " in words[start:end].strip() or len(core(words[start:end])) < _SAYS:
            continue  # a clause with a number stands on the number and its own words
        if (few := held_share(words[start:end], text, held)) < CLAUSE_HELD:
            return f"{few:.0%} of the words of {words[start:end]}"
    return ""


def held_share(words: str, text: str, held: set[str]) -> float:
    """Return from 0 to 1 how much of `words` the folded `text`, whose content words are `held`, says as well.

    The mean of two shares: of whole words, and of characters, so that 接水 is half held by 接通自来水. No words: 1.
    """
    wanted = content_words(words)
    if not wanted:
        return 1.0
    whole = sum(word in held or (not word.isascii() and word in text) for word in wanted) / len(wanted)
    characters = [character for word in wanted for character in word if is_cjk(character)]
    if not characters:
        return whole
    return (whole + sum(character in text for character in characters) / len(characters)) / 2


def _blanked(reading: Reading) -> str:
    """A text with white space for its numbers, units and labels, which have their own verdicts in whatever spelling."""
    words = reading.text
    for number in reading.found:
        end = number.unit_end if is_figure(number) else number.end
        words = words[: number.start] + " " * (end - number.start) + words[end:]
    return words


def _strange_thing(claim: Reading, sources: Sequence[Cited]) -> str:
    """Return the words right before or behind a figure of which the sources say hardly a character, or ""."""
    words = _blanked(claim)
    said = {character for source in sources for character in core(_blanked(source.reading) + source.source.known)}
    for number in claim.figures:
        before = core(_ZH_WORDS.split(words[: number.start])[-1])[-_THING:]
        behind = _ZH_START.match(words[number.unit_end :])
        thing = before or (core(behind.group())[:_THING] if behind else "")
        if len(thing) == _THING and len(set(thing) - said) >= _THING - 1:
            return thing
    return ""


def _strange_name(claim: str, sources: Sequence[Cited], text: str) -> str:
    """Return a name of the claim that no source knows, or ""."""
    if language_of(claim) != "zh":
        return ""
    return _strange_place(claim, sources, text) or next(
        (word for word, kind in names(claim) if kind != "place" and core(word) and _unknown(word, text)), ""
    )


def _strange_place(claim: str, sources: Sequence[Cited], text: str) -> str:
    """A place that is not the source's: where its place is known, or where the quote names one that the claim leaves
    out. A quote that names none leaves the place open, as quotes out of a city's own report do."""
    guessed = [word for word, kind in names(claim) if kind == "place" and _unknown(word, text)]
    unknown = [name for name in named_places(claim) if name not in text] + guessed
    if not unknown:
        return ""
    settled = any(source.source.place or source.source.title for source in sources)
    replaced = any(name not in fold(claim) for source in sources for name in named_places(source.text))
    return unknown[0] if settled or replaced else ""


def _unknown(name: str, text: str) -> bool:
    """True when not even half of the name's characters stand in the text: guessed names are cut badly."""
    folded = fold(name)
    if folded.isascii():
        return folded not in text
    return 2 * sum(character in text for character in folded) < len(folded)
