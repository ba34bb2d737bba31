"""What a person changed in an item, checked by the same measure as what was made: nothing its source does not hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.domain import SearchHit, Verdict
from assistant.onboarding.exporting.lettering import FALSE, TRUE, is_true
from assistant.onboarding.facts import Kind
from assistant.onboarding.gates import VERBATIM
from assistant.onboarding.standing import points_elsewhere
from assistant.onboarding.truth import SAME_SUBJECT, holds_value, pairs_of, sentences_of
from assistant.question_items import ItemType, QuestionItem
from assistant.text import quantities
from assistant.text.compare import compare
from assistant.text.normalise import squeeze
from assistant.verification import Source, verify

Finder = Callable[[str, int], Sequence[SearchHit]]
_LOOKED_AT = 20


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a change is not taken: a message of requests.toml and what fills it."""

    key: str
    params: tuple[tuple[str, str], ...] = ()


def problems_of(changed: QuestionItem, before: QuestionItem, find: Finder) -> tuple[Problem, ...]:
    """Everything that speaks against an item as a person left it; () when it can be signed.

    What they did not touch was checked when it was made, and is checked again only over other source text. `find`
    searches the library: what it holds elsewhere may not make a wrong option right.
    """
    found = _empty(changed)
    if found:
        return tuple(found)
    moved = changed.quote != before.quote
    asked = moved or changed.question != before.question
    if asked or changed.answer != before.answer:
        found += _answer(changed)
    if asked or (changed.options, changed.answer) != (before.options, before.answer):
        found += _options(changed)
    if changed.question != before.question and points_elsewhere(changed.question):
        found.append(Problem("edit_points_elsewhere"))
    if moved or changed.explanation != before.explanation:
        found += [Problem("edit_figure_not_held", (("figure", each),)) for each in _figures_not_held(changed)]
    if not found:
        known = () if asked else tuple(each for each in before.options if each not in before.answer)
        wrong = [each for each in changed.options if each not in (*changed.answer, *known)]
        found = [Problem("edit_option_true", (("option", each),)) for each in _true_after_all(changed, wrong, find)]
    return tuple(found)


def _empty(item: QuestionItem) -> list[Problem]:
    if not item.question.strip():
        return [Problem("edit_no_question")]
    return [] if item.answer and all(each.strip() for each in item.answer) else [Problem("edit_no_answer")]


def _answer(item: QuestionItem) -> list[Problem]:
    if item.type is ItemType.TRUE_FALSE:
        return _statement(item)
    quote = squeeze(item.quote)
    places = [quote.find(squeeze(each)) for each in item.answer]
    if item.type in VERBATIM or item.type in (ItemType.MULTIPLE, ItemType.ORDER):
        lost = [each for each, place in zip(item.answer, places, strict=True) if place < 0]
        if lost:
            return [Problem("edit_answer_not_held", (("answer", each),)) for each in lost]
    if item.type is ItemType.ORDER and places != sorted(places):
        return [Problem("edit_other_order")]
    return []


def _statement(item: QuestionItem) -> list[Problem]:
    if item.answer[0].strip().casefold() not in (*TRUE, *FALSE):
        return [Problem("edit_true_or_false")]
    told = item.question.rsplit("：", 1)[-1] if "：" in item.question[:12] else item.question
    verdict = verify(told, [Source(item.quote, title=item.title, clause=item.clause)]).verdict
    if is_true(item):
        return [] if verdict is Verdict.SUPPORTED else [Problem("edit_statement_not_held")]
    return [Problem("edit_statement_held")] if verdict is Verdict.SUPPORTED else []


def _options(item: QuestionItem) -> list[Problem]:
    if item.type in (ItemType.SINGLE, ItemType.MULTIPLE, ItemType.ORDER) and len(item.options) < 2:
        return [Problem("edit_few_options")]
    if not item.options:
        return []
    found = []
    if any(not each.strip() for each in item.options) or len({squeeze(each) for each in item.options}) < len(
        item.options
    ):
        found.append(Problem("edit_same_options"))
    lost = [each for each in item.answer if each not in item.options]
    found += [Problem("edit_key_not_option", (("answer", each),)) for each in lost]
    if item.type is ItemType.SINGLE and len(item.answer) != 1:
        found.append(Problem("edit_one_key"))
    if item.type is ItemType.ORDER and sorted(item.answer) != sorted(item.options):
        found.append(Problem("edit_steps_differ"))
    return found


def _figures_not_held(item: QuestionItem) -> list[str]:
    """Figures of the explanation that neither the source nor the item itself has."""
    held = [each for text in (item.quote, item.title) for each in quantities.find(text)]
    told = [each for each in quantities.find(item.explanation) if quantities.is_figure(each)]
    return [f"{each.raw}{each.unit}" for each in told if not any(compare(each, one).holds for one in held)]


def _true_after_all(item: QuestionItem, wrong: Sequence[str], find: Finder) -> list[str]:
    """Wrong options that some sentence of the library gives for the same subject."""
    if not wrong or item.type is ItemType.ORDER:
        return []
    quote, subject = squeeze(item.quote), pairs_of(item.question)
    told = sentences_of(hit.passage for hit in find(item.question, _LOOKED_AT))
    near = [each.text for each in told if len(subject & each.pairs) >= SAME_SUBJECT * max(1, len(subject))]
    return [
        each for each in wrong if squeeze(each) in quote or any(holds_value(text, each, Kind.FIGURE) for text in near)
    ]
