"""A fact as a question of one type: question, answer, options, explanation, difficulty."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from assistant.domain import Passage, Span
from assistant.messages import Language, say
from assistant.onboarding import numbers
from assistant.onboarding.facts import Fact, Kind, Paper
from assistant.onboarding.reading import flat
from assistant.question_items import Difficulty, ItemType, QuestionItem


@dataclass(frozen=True, slots=True)
class Wording:
    """What a person reads of an item. `core` is the question without the paper's name: what the papers are asked.
    `statement` is what a true/false item claims."""

    question: str
    core: str
    answer: tuple[str, ...]
    options: tuple[str, ...] = ()
    statement: str = ""
    wrong: bool = False


def word(fact: Fact, kind: ItemType, paper: Paper, wrong: Sequence[str] = ()) -> Wording:
    """Put `fact` as a question of type `kind`. `wrong` are the checked wrong options; of true_false the first makes a
    false statement, and none leaves the true one."""
    language = _language(paper)
    under = _under(fact.told, paper, language)
    core = _closed(fact.core)
    ask = f"{under}{core}{'？' if language == 'zh' else '?'}"
    if kind is ItemType.TRUE_FALSE:
        said = _closed(
            wrong[0] if wrong and fact.kind is Kind.RULE else fact.with_answer(wrong[0] if wrong else fact.answer)
        )
        end = "。" if language == "zh" else "."
        answer = say(f"onboarding.{'false' if wrong else 'true'}", language)
        return Wording(f"{under}{said}{end}", said, (answer,), statement=said, wrong=bool(wrong))
    if kind is ItemType.FILL:
        blank = _closed(fact.with_answer(say("onboarding.blank", language)))
        return Wording(f"{under}{blank}{'。' if language == 'zh' else '.'}", core, (fact.answer,))
    if kind is ItemType.SINGLE and language == "en":
        ask = f"{under}{core}."
    if kind is ItemType.SINGLE:
        return Wording(ask, core, (fact.answer,), _ordered((fact.answer, *wrong), core))
    if kind is ItemType.MULTIPLE:
        right = fact.members[: max(2, 6 - len(wrong))]
        question = ask + say("onboarding.multiple_ending", language)
        options = _mixed((*right, *wrong), core)
        return Wording(question, core, tuple(each for each in options if each in right), options)
    if kind is ItemType.ORDER:
        told = f"{under}{_closed(fact.with_answer(''))}"
        question = f"{told}{say('onboarding.order_question', language)}"
        return Wording(question, told, fact.members, _shuffled(fact.members, told))
    if kind is ItemType.SCENARIO and fact.situation:
        rest = fact.core[len(fact.situation) :].lstrip("的时后").lstrip("，, ")
        question = say("onboarding.situation", language, situation=fact.situation, under=under, core=rest)
        return Wording(question, core, (fact.answer,))
    return Wording(ask, core, (fact.answer,))


def item_of(
    fact: Fact, kind: ItemType, wording: Wording, paper: Paper, spans: Sequence[Span], quote: str
) -> QuestionItem:
    """The finished item with its place and explanation."""
    passage = fact.passage
    language = _language(paper)
    key = "right_rule" if wording.wrong else ("explained" if passage.clause else "explained_without_clause")
    if key == "right_rule" and not passage.clause:
        key = "right_rule_without_clause"
    explanation = say(f"onboarding.{key}", language, name=paper.name, clause=passage.clause or "", quote=_end(quote))
    return QuestionItem(
        item_id=item_id(paper.document_id, quote, kind, wording.question),
        type=kind,
        question=wording.question,
        answer=wording.answer,
        options=wording.options,
        explanation=explanation,
        quote=quote,
        spans=tuple(spans),
        document_id=paper.document_id,
        version=paper.version,
        passage_id=passage.passage_id,
        title=paper.title,
        clause=passage.clause,
        clause_path=passage.clause_path,
        page=spans[0].page,
        difficulty=_difficulty(fact, kind, wording),
        topic=topic_of(passage, paper),
        role=fact.role,
        language=language,
    )


def item_id(document_id: str, quote: str, kind: ItemType, question: str) -> str:
    """The name of an item: the same words of the same document asked the same way keep it."""
    text = "\x1f".join((document_id, "".join(quote.split()), kind.value, question))
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def topic_of(passage: Passage, paper: Paper) -> str:
    """The heading an item stands under, without its number; the paper's title where there is none."""
    heading = flat(passage.section[-1]) if passage.section else ""
    heading = re.sub(
        r"^第[一二三四五六七八九十百\d]+[编章节][\s\u3000]*|^\d+(?:\.\d+)*[.、]?\s*|^[一二三四五六七八九十]+、\s*",
        "",
        heading,
    )
    return heading or paper.title


def _language(paper: Paper) -> Language:
    return "en" if paper.language == "en" else "zh"


def _under(told: str, paper: Paper, language: Language) -> str:
    return "" if paper.name in told else say("onboarding.under", language, name=paper.name)


def _closed(text: str) -> str:
    return text.strip().rstrip("，,。；;、 ")


def _end(quote: str) -> str:
    return quote if quote.endswith(("。", ".", "！", "）")) else quote.rstrip("；;：:，,")


def _mixed(options: Sequence[str], seed: str) -> tuple[str, ...]:
    made = list(dict.fromkeys(options))
    Random(seed).shuffle(made)
    return tuple(made)


def _ordered(options: Sequence[str], seed: str) -> tuple[str, ...]:
    """Figures by their value, anything else mixed."""
    values = [_first_value(each) for each in options]
    if any(value is None for value in values):
        return _mixed(options, seed)
    return tuple(sorted(dict.fromkeys(options), key=lambda each: _first_value(each) or 0.0))


def _first_value(text: str) -> float | None:
    found = [numbers.value_of(match) for match in numbers.printed_in(text)]
    return found[0] if found else None


def _shuffled(steps: Sequence[str], seed: str) -> tuple[str, ...]:
    """Another order than the right one, the same one every time."""
    made = _mixed(steps, seed)
    return made if made != tuple(steps) else (*steps[1:], steps[0])


def _difficulty(fact: Fact, kind: ItemType, wording: Wording) -> Difficulty:
    score = {
        ItemType.TRUE_FALSE: 0, ItemType.SINGLE: 1, ItemType.FILL: 1, ItemType.SHORT: 1,
        ItemType.MULTIPLE: 3, ItemType.SCENARIO: 2, ItemType.ORDER: 3,
    }[kind]  # fmt: skip
    score += wording.wrong
    score += fact.kind in {Kind.ACTION, Kind.CONTENT} and len(fact.answer) > 24
    score += len(fact.told) > 70
    score += fact.kind is Kind.FIGURE and kind in {ItemType.SHORT, ItemType.FILL}
    return Difficulty.EASY if score <= 1 else Difficulty.MEDIUM if score == 2 else Difficulty.HARD
