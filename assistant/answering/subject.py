"""Is what is sought told *of the subject asked about*, and do several passages tell the same?

Each mention of the kind sought is weighed by how near it stands to the question's words, the rare ones most, and by
whether its year is the one asked about. The same mention in several passages is agreement.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.answering.mentions import mentions
from assistant.answering.sought import Sought, dimension_sought, simple, sought
from assistant.domain import SearchHit
from assistant.text.normalise import fold
from assistant.text.sentences import split
from assistant.text.tokens import content_words, language_of, stem

PASSAGES = 16
_NEAR = {"zh": 12.0, "en": 40.0}
"""Characters between a mention and a word of the question that are as good as none."""
_IN_HEADING = 0.3
_NEXT_SENTENCE = 0.6
_OTHER_YEAR = 0.65
_AGREEING = 5
_AGREEMENT = 0.2
_YEAR = re.compile(r"(?<!\d)(?:1\d|20)\d\d(?!\d)")
_ASKING = re.compile(
    r"(?:是|为|有|被|在|将|于|由|叫)?(?:多少|什么时候|什么样的?|什么地方|什么|几(?!乎)|谁|哪[些个里儿位种]?|何[人时处]|怎[么样]+|如何)"
    r"|(?:都?有|是|为)(?=[?？]?\s*$)|是(?=的)|了(?=多少|几)"
)
#: What names the kind of thing sought and stands in no answer.
_EMPTY = frozenset(
    "时间 日期 时候 地方 国家 城市 人数 名字 名称 具体 包括 其 及其 有 是 为 被 将 会 成 做 到 达到 "
    "date year city country name doe did ha wa thi".split()
)


_LATIN = re.compile(r"[^\W_]+")
_VAGUE = (Sought.ANYTHING, Sought.NAME, Sought.REASON)
_FEW = 8
"""Passages read for mentions when nearly every word is one."""
_OFF_SUBJECT = 0.25
"""A passage with less of the subject's weight tells nothing of it."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a question is about: its `words` with their weights, the `years` it names, the kind it seeks."""

    text: str
    language: str
    kind: Sought
    dimension: str
    words: Mapping[str, float]
    years: frozenset[str]

    def share(self, held: Collection[str]) -> float:
        """Share of the words' weight that `held` has."""
        total = sum(self.words.values())
        return sum(weight for word, weight in self.words.items() if word in held) / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Told:
    """One mention in one passage. `near` in [0, 1] as the module says; `year`: 1 the year asked about, -1 another."""

    name: str
    rank: int
    start: int
    near: float
    year: float
    likely: float = 1.0


@dataclass(frozen=True, slots=True)
class Answered:
    """A thing that passages name: how near its best mention stands, and how much other passages agree."""

    name: str
    near: float
    agreed: float
    year: float

    @property
    def weight(self) -> float:
        return self.near + _AGREEMENT * math.log1p(self.agreed)


@lru_cache(maxsize=256)
def sentences_in(text: str) -> tuple[tuple[int, int], ...]:
    """As `split`, remembered: a passage is read for its mentions and again for its sentences."""
    return tuple(split(text))


def words_of(question: str) -> list[str]:
    """The words of `question` that a sentence about its subject would hold: no question words, no years."""
    text = fold(question)
    if language_of(question) == "zh":
        # Question words are known in simplified characters; the other words stay as the papers may write them.
        for match in reversed(list(_ASKING.finditer(simple(question)))):
            text = text[: match.start()] + " " + text[match.end() :]
    text = _YEAR.sub(" ", text)
    words = dict.fromkeys(word for word in content_words(text) if len(word) > 1 or word.isascii())
    return [word for word in words if word not in _EMPTY] or list(words)


def subject_of(question: str, weights: Mapping[str, float]) -> Subject:
    """`weights` holds the rarity of each of `words_of(question)`."""
    words = {word: max(0.1, weights.get(word, 0.1)) for word in words_of(question)}
    years = frozenset(_YEAR.findall(fold(question)))
    return Subject(question, language_of(question), sought(question), dimension_sought(question), words, years)


def told_in(subject: Subject, hits: Sequence[SearchHit]) -> list[Told]:
    """Every mention of what is sought in the first passages, the best of each name in each passage."""
    best: dict[tuple[str, int], Told] = {}
    asked = fold(subject.text)
    for rank, hit in enumerate(hits[: _FEW if subject.kind in _VAGUE else PASSAGES]):
        page = _Page(subject, hit)
        if subject.share(page.words) < _OFF_SUBJECT:
            continue
        for mention in mentions(subject.kind, subject.dimension, page.text):
            if mention.name in asked or page.text[mention.start : mention.end] in asked:
                continue
            year = page.year_at(mention.start)
            near = page.near(mention.start, mention.end) * mention.likely * (_OTHER_YEAR if year < 0 else 1.0)
            key = mention.name, rank
            if key not in best or near > best[key].near:
                best[key] = Told(mention.name, rank, mention.start, near, year, mention.likely)
    return list(best.values())


def answers_in(told: Sequence[Told]) -> list[Answered]:
    """The things named, the likeliest first."""
    by_name: dict[str, list[Told]] = {}
    for each in told:
        by_name.setdefault(each.name, []).append(each)
    found = []
    for name, several in by_name.items():
        ordered = sorted(several, key=lambda each: -each.near)
        agreed = sum(each.near**3 for each in ordered[1 : 1 + _AGREEING])
        found.append(Answered(name, ordered[0].near, agreed, ordered[0].year))
    return sorted(found, key=lambda each: -each.weight)


def words_held(subject: Subject, text: str) -> set[str]:
    """Which words of the subject `text` holds."""
    return held(subject.words, fold(text), subject.language)


def held(terms: Collection[str], folded: str, language: str) -> set[str]:
    """Which of the index terms `terms` a folded text holds, without cutting Chinese text into words."""
    if language == "zh":
        return {term for term in terms if term in folded}
    found = {match.group() for match in _LATIN.finditer(folded)}
    return {term for term in terms if term in found} | {form for form in map(stem, found) if form in terms}


class _Page:
    """A passage read for one subject: where its words stand, sentence by sentence."""

    def __init__(self, subject: Subject, hit: SearchHit) -> None:
        self._subject = subject
        self.text = hit.passage.text if subject.language == "en" else fold(hit.passage.text)
        heading = fold(" ".join((hit.document.title, *hit.passage.section)))
        self._ends = [end for _, end in sentences_in(self.text)]
        self._places = _places(subject, fold(self.text) if subject.language == "en" else self.text)
        self._in_heading = words_held(subject, heading)
        self.words = self._in_heading | set(self._places)
        self._heading_years = set(_YEAR.findall(heading))
        self._years: dict[int, set[str]] = {}
        for match in _YEAR.finditer(self.text):
            self._years.setdefault(self._sentence(match.start()), set()).add(match.group())

    def _sentence(self, place: int) -> int:
        return bisect_right(self._ends, place)

    def near(self, start: int, end: int) -> float:
        """Share of the subject's weight that stands near: whole in the same clause, less with every character on."""
        subject = self._subject
        reach, sentence, held = _NEAR[subject.language], self._sentence(start), 0.0
        for word, weight in subject.words.items():
            best = _IN_HEADING if word in self._in_heading else 0.0
            for first, last in self._places.get(word, ()):
                gap = max(0.0, max(start - last, first - end) - reach)
                apart = abs(self._sentence(first) - sentence)
                best = max(best, math.exp(-gap / (4 * reach)) * _NEXT_SENTENCE**apart)
            held += weight * best
        return held / (sum(subject.words.values()) or 1.0)

    def year_at(self, place: int) -> float:
        """1 when the sentence names the year asked about, -1 when it names others; less when only its context does."""
        asked = self._subject.years
        if not asked:
            return 0.0
        sentence = self._sentence(place)
        if sentence in self._years:
            return 1.0 if asked & self._years[sentence] else -1.0
        before = [each for each in self._years if each < sentence]
        context = self._years[max(before)] if before else self._heading_years
        return (0.7 if asked & context else -0.5) if context else 0.0


def _places(subject: Subject, text: str) -> dict[str, list[tuple[int, int]]]:
    """Where each word of the subject stands in a folded text; English words by their stems."""
    found: dict[str, list[tuple[int, int]]] = {}
    if subject.language == "zh":
        for word in subject.words:
            spots = [match.span() for match in re.finditer(re.escape(word), text)]
            if spots:
                found[word] = spots
        return found
    for match in _LATIN.finditer(text):
        for form in (match.group(), stem(match.group())):
            if form in subject.words:
                found.setdefault(form, []).append(match.span())
                break
    return found
