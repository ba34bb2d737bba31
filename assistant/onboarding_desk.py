"""The part of the service that keeps onboarding questions, and what people say of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from assistant.access import AccessFilter, filter_for
from assistant.answer_desk import AnswerDesk
from assistant.curation import StaleDependent
from assistant.document_desk import EVERYTHING
from assistant.domain import Principal
from assistant.errors import NotFound, UsageError
from assistant.item_desk import ItemDesk
from assistant.item_reviews import SIGNED, ItemEvent, KeptSet, Wanted
from assistant.library.question_sets import HOLDER, Change, QuestionSets
from assistant.onboarding.coverage import coverage_of, placed
from assistant.onboarding.editing import Problem, problems_of
from assistant.onboarding.publishing import citation_of
from assistant.question_items import ClauseCoverage, QuestionItem, Review, ReviewState

ALL_ITEMS = Wanted()
WORDS = ("question", "answer", "options", "explanation", "difficulty", "topic", "role")
"""What a person may change of an item; its source never."""


class OnboardingDesk(AnswerDesk, ItemDesk):
    """Every method takes the person; items of papers they may not see do not exist for them."""

    @cached_property
    def _questions(self) -> QuestionSets:
        return QuestionSets(self._library.registry)

    # Sets

    def keep_questions(self, name: str, items: Sequence[QuestionItem], principal: Principal) -> KeptSet:
        """Keep items as the set of this name, in the place of what it held; what people said of items stays with them.

        Raises UsageError for an empty name, HomeReadOnly.
        """
        if not name.strip():
            raise UsageError("a set needs a name", key="empty_set_name")
        kept = self._questions.keep(name.strip(), items, principal.user)
        # What a person moved to other words is cited where they put it, not where it was made.
        held = self._questions.reviews([item.item_id for item in items])
        self._library.dependents.record_all(HOLDER, {each.item.item_id: [citation_of(each.item)] for each in held})
        self._audit.record("question_set", principal, {"set": kept.set_id, "items": len(kept.items)})
        return kept

    def question_sets(self, principal: Principal) -> tuple[KeptSet, ...]:
        """The sets by name, each with the items this person may see."""
        seen = {each.item.item_id for each in self._visible(filter_for(principal))}
        sets = (replace(each, items=tuple(one for one in each.items if one in seen)) for each in self._questions.sets())
        return tuple(each for each in sets if principal.user)

    def remove_question_set(self, set_id: str, principal: Principal) -> None:
        """Remove a set; items that people said something of stay. Raises NotFound, HomeReadOnly."""
        gone = self._questions.remove(set_id) if principal.user else None
        if gone is None:
            raise NotFound(f"set {set_id!r}", key="no_such_question_set", name=set_id)
        self._library.dependents.record_all(HOLDER, {each: [] for each in gone})
        self._audit.record("question_set", principal, {"removed": set_id})

    # Items

    def item_reviews(self, principal: Principal, wanted: Wanted = ALL_ITEMS) -> tuple[Review, ...]:
        """The kept items with what people said of them, of a set in its order; each says whether its clause still
        stands, and if not, what stands there now. Raises NotFound for a set that is not there."""
        access = filter_for(principal)
        found = {each.item.item_id: each for each in self._visible(access)}
        if wanted.set_id:
            found = {name: found[name] for name in self._set(wanted.set_id).items if name in found}
        stale = {each.dependent.holder: each for each in self._library.dependents.stale(access, HOLDER, found)}
        told = (_with_staleness(each, stale.get(name)) for name, each in found.items())
        return tuple(each for each in told if _is_wanted(each, wanted))

    def item_review(self, item_id: str, principal: Principal) -> Review:
        """Raises NotFound."""
        return self._reviews([item_id], principal)[item_id]

    def item_history(self, item_id: str, principal: Principal) -> tuple[ItemEvent, ...]:
        """Every word on an item, oldest first. Raises NotFound."""
        self.item_review(item_id, principal)
        return tuple(self._questions.history(item_id))

    def decide_items(
        self, item_ids: Sequence[str], state: ReviewState, principal: Principal, reason: str = ""
    ) -> tuple[Review, ...]:
        """Approve items, reject them with a reason, or take a word back (NEW), all or none.

        Raises NotFound; UsageError for a rejection without a reason and for approving what is stale; HomeReadOnly.
        """
        held = self._reviews(item_ids, principal)
        if state is ReviewState.REJECTED and not reason.strip():
            raise UsageError("a rejection needs a reason", key="edit_needs_reason")
        if state in SIGNED and any(each.stale for each in held.values()):
            raise UsageError("its source has changed", key="edit_stale")
        changes = [Change(each, state, reason.strip()) for each in held]
        self._questions.change(changes, principal.user)
        self._audit.record("items", principal, {"state": state.value, "items": list(held)})
        return tuple(self._reviews(item_ids, principal).values())

    def item_problems(self, changed: QuestionItem, principal: Principal) -> tuple[Problem, ...]:
        """What speaks against the item as `changed`; () when it could be kept. Raises NotFound."""
        before = self.item_review(changed.item_id, principal)
        return self._problems(changed, before, filter_for(principal))

    def edit_item(self, changed: QuestionItem, principal: Principal, reason: str = "") -> Review:
        """Keep the words a person gave an item, and their signature under it. Its source stays; that of an item whose
        clause has changed becomes the new text, which must bear out the item.

        Raises NotFound, HomeReadOnly, and UsageError with the first of `item_problems`.
        """
        access, before = filter_for(principal), self.item_review(changed.item_id, principal)
        if problems := self._problems(changed, before, access):
            raise UsageError(problems[0].key, key=problems[0].key, **dict(problems[0].params))
        left = self._anchored(changed, before, access)
        self._questions.change([Change(left.item_id, ReviewState.EDITED, reason.strip(), left)], principal.user)
        self._library.dependents.record(HOLDER, left.item_id, [citation_of(left)])
        self._audit.record("items", principal, {"state": ReviewState.EDITED.value, "items": [left.item_id]})
        return self.item_review(left.item_id, principal)

    def kept_coverage(self, document_ids: Sequence[str], principal: Principal) -> tuple[ClauseCoverage, ...]:
        """Every clause of these documents that states something to ask of, with the kept items it has; rejected and
        stale ones do not count. Raises NotFound."""
        access = filter_for(principal)
        good = self.item_reviews(principal, Wanted(document_ids=tuple(document_ids), stale=False))
        items = [each.item for each in good if each.state is not ReviewState.REJECTED]
        found: list[ClauseCoverage] = []
        for name in document_ids:
            passages = self._library.document_passages(self._library.document(name, access).document_id, access)
            found += coverage_of(passages, placed(items, passages))
        return tuple(found)

    # What all of them need

    def _visible(self, access: AccessFilter) -> Iterator[Review]:
        if not access.labels:
            return
        seen = {each.document_id for each in self._library.documents(access, EVERYTHING)}
        for each in self._questions.reviews():
            if each.item.document_id in seen or self._gone(each.item.document_id):
                yield each

    def _set(self, set_id: str) -> KeptSet:
        for each in self._questions.sets():
            if set_id in (each.set_id, each.name):
                return each
        raise NotFound(f"set {set_id!r}", key="no_such_question_set", name=set_id)

    def _reviews(self, item_ids: Sequence[str], principal: Principal) -> dict[str, Review]:
        held = {each.item.item_id: each for each in self.item_reviews(principal)}
        for name in item_ids:
            if name not in held:
                raise NotFound(f"item {name!r}", key="no_such_item", item=name)
        return {name: held[name] for name in item_ids}

    def _problems(self, changed: QuestionItem, before: Review, access: AccessFilter) -> tuple[Problem, ...]:
        left = self._anchored(changed, before, access)
        if before.stale and left.quote == before.item.quote:
            return (Problem("edit_stale"),)
        find = self._shelf(access).find
        return problems_of(left, before.item, lambda words, limit: find(words, limit, ""))

    def _anchored(self, changed: QuestionItem, before: Review, access: AccessFilter) -> QuestionItem:
        """The person's words over the source as it is: what they may not change is the item's own."""
        left = replace(before.item, **{name: getattr(changed, name) for name in WORDS})
        if before.stale != "changed":
            return left
        for each in self._library.dependents.stale(access, HOLDER, [before.item.item_id]):
            if each.now is not None:
                now = each.now
                return replace(
                    left, quote=now.text, spans=now.spans, version=now.version, passage_id=now.passage_id,
                    clause=now.clause, clause_path=now.clause_path, page=now.page,
                )  # fmt: skip
        return left


def _with_staleness(each: Review, stale: StaleDependent | None) -> Review:
    return replace(each, stale=stale.why, now=stale.now.text if stale.now else "") if stale else each


def _is_wanted(each: Review, wanted: Wanted) -> bool:
    item = each.item
    return (
        (not wanted.states or each.state in wanted.states)
        and (not wanted.document_ids or item.document_id in wanted.document_ids)
        and (not wanted.types or item.type in wanted.types)
        and (not wanted.topics or item.topic in wanted.topics)
        and (not wanted.roles or not item.role or item.role in wanted.roles)
        and (wanted.stale is None or bool(each.stale) is wanted.stale)
    )
