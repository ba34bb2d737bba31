"""Which clauses state something to ask of, what it is, and which items they have."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from assistant.domain import Passage, PassageKind
from assistant.onboarding.contents import states_of
from assistant.onboarding.reading import flat, take_apart
from assistant.question_items import ClauseCoverage, QuestionItem
from assistant.text.normalise import squeeze

_STEP = re.compile(r"(?:顺序|步骤|程序|流程)[^，。；]{0,10}(?:进行|办理|实施|处理|开展|[：:])|\bsteps?\b|\border\b")
_CONDITION = re.compile(r"的，|如果|\bif\b|\bwhen\b", re.IGNORECASE)


def coverage_of(passages: Sequence[Passage], items: Sequence[QuestionItem]) -> tuple[ClauseCoverage, ...]:
    """A line for every clause that states a duty, limit, amount, step or definition, in order, with its items.

    Where a document has no clauses, each passage counts as one, under its heading.
    """
    groups: dict[str, list[Passage]] = defaultdict(list)
    # What stands before the first article of a rule (who passed it, and when) states nothing to ask.
    for passage in [each for each in passages if each.clause] or passages:
        if passage.kind is not PassageKind.TABLE:
            groups[passage.clause or passage.passage_id].append(passage)
    found = []
    for group in groups.values():
        states = _states(group)
        if not set(states) & {"duty", "limit", "amount", "step", "definition"}:
            continue
        held = {passage.passage_id for passage in group}
        mine = tuple(item.item_id for item in items if item.passage_id in held)
        clause = group[0].clause or (group[0].section[-1] if group[0].section else "")
        found.append(ClauseCoverage(group[0].document_id, clause, group[0].passage_id, states, mine))
    return tuple(found)


def placed(items: Sequence[QuestionItem], passages: Sequence[Passage]) -> list[QuestionItem]:
    """The items of a document beside the passages it has now: one whose words stand elsewhere since its making (the
    file came in anew) goes where they stand now."""
    texts = {passage.passage_id: squeeze(passage.text) for passage in passages}
    found = []
    for item in items:
        if item.passage_id not in texts:
            quote = squeeze(item.quote)
            now = next((name for name, text in texts.items() if quote in text), item.passage_id)
            item = replace(item, passage_id=now)
        found.append(item)
    return found


def _states(group: Sequence[Passage]) -> tuple[str, ...]:
    states: dict[str, None] = {}
    for passage in group:
        sentences, listings = take_apart(passage)
        texts = [each.text for each in sentences] + [each.stem for each in listings]
        texts += [item for each in listings for item in each.items]
        for text in texts:
            if state := states_of(text):
                states[state] = None
        if _STEP.search(flat(passage.text)):
            states["step"] = None
        if _CONDITION.search(passage.text):
            states["condition"] = None
    return tuple(states)
