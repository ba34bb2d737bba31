"""The part of the service that takes onboarding questions out of the house and back, and makes answers of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.domain import Principal
from assistant.errors import UsageError
from assistant.exchanges import ApprovalState, ApprovedAnswer
from assistant.item_reviews import ImportReport, Refused, Wanted
from assistant.messages import Language
from assistant.onboarding.editing import Problem
from assistant.onboarding.exporting.door import export
from assistant.onboarding.exporting.template import Template
from assistant.onboarding.importing import Row, read_back
from assistant.onboarding.publishing import answer_of, why_not
from assistant.onboarding_desk import ALL_ITEMS, WORDS, OnboardingDesk
from assistant.question_items import QuestionItem, Review, ReviewState


class ItemExchangeDesk(OnboardingDesk):
    """Every method takes the person; items of papers they may not see do not exist for them."""

    # Files

    def export_items(
        self,
        suffix: str,
        principal: Principal,
        language: Language = "zh",
        wanted: Wanted = ALL_ITEMS,
        answers: bool = True,
        template: Template | None = None,
    ) -> bytes:
        """The wanted items as a file, as `assistant.onboarding.exporting.door.export` writes it.

        Raises NotFound for an unknown set, UsageError for what the format or the template cannot hold.
        """
        title = self._set(wanted.set_id).name if wanted.set_id else ""
        return export(self.item_reviews(principal, wanted), suffix, language, title, answers, template)

    def import_items(
        self,
        content: bytes,
        principal: Principal,
        language: Language = "zh",
        wanted: Wanted = ALL_ITEMS,
        template: Template | None = None,
    ) -> ImportReport:
        """Take over what a person changed in a workbook that `export_items` wrote, row by row, each checked by itself.

        What fails stays as it was and is told with its row; rows that are gone delete nothing. Raises UsageError for
        what is no such workbook, NotFound for an unknown set, HomeReadOnly.
        """
        held = {each.item.item_id: each for each in self.item_reviews(principal, replace(wanted, set_id=""))}
        brought = read_back(content, held, language, template)
        edited: list[str] = []
        decided: list[str] = []
        refused = [Refused(name, (("edit_row_twice", ()),), row) for row, name in brought.twice]
        for row in brought.rows:
            done, problems = self._take_over(row, held[row.item_id], principal)
            if problems:
                refused.append(Refused(row.item_id, tuple((each.key, each.params) for each in problems), row.number))
            elif done:
                (edited if done == "edited" else decided).append(row.item_id)
        mine = self._set(wanted.set_id).items if wanted.set_id else ()
        listed = {row.item_id for row in brought.rows}
        unchanged = len(brought.rows) - len(edited) - len(decided) - (len(refused) - len(brought.twice))
        missing = tuple(each for each in mine if each not in listed)
        return ImportReport(tuple(edited), tuple(decided), unchanged, tuple(refused), brought.unknown, missing)

    def _take_over(self, row: Row, before: Review, principal: Principal) -> tuple[str, tuple[Problem, ...]]:
        """What was done with a row ("edited", "decided", "" for nothing to do), or why not."""
        if row.problems:
            return "", row.problems
        if not _same_words(row.item, before.item):
            if row.state is ReviewState.REJECTED and not row.reason:
                return "", (Problem("edit_needs_reason"),)
            if problems := self.item_problems(row.item, principal):
                return "", problems
            self.edit_item(row.item, principal, row.reason if row.reason != before.reason else "")
            if row.state is ReviewState.REJECTED:
                self.decide_items([row.item_id], row.state, principal, row.reason)
            return "edited", ()
        if (row.state, row.reason) == (before.state, before.reason):
            return "", ()
        try:
            self.decide_items([row.item_id], row.state, principal, row.reason)
        except UsageError as error:
            return "", (Problem(error.key),)
        return "decided", ()

    # Approved answers

    def publish_items(
        self, item_ids: Sequence[str], principal: Principal, owner: str = ""
    ) -> tuple[ApprovedAnswer, ...]:
        """Make approved answers of signed items: the question, and the source's own words as its answer. An item that
        was published before changes its answer. All or none.

        Raises NotFound, HomeReadOnly, UsageError for an item that is not signed, stale, or no question by itself.
        """
        held = self._reviews(item_ids, principal)
        for each in held.values():
            if why := why_not(each):
                raise UsageError(why, key=why, item=each.item.question)
        return tuple(self._publish(each, principal, owner) for each in held.values())

    def _publish(self, each: Review, principal: Principal, owner: str) -> ApprovedAnswer:
        known = {one.approved_id: one for one in self.approved_answers(principal)}
        former = known.get(self._questions.published().get(each.item.item_id, ""))
        answer = answer_of(each.item)
        if former is None:
            draft = self.draft_approved(answer, principal, owner)
        else:
            changed = replace(former, questions=(each.item.question, *former.questions[1:]), answer=answer)
            draft = self.change_approved(replace(changed, owner=owner or former.owner), principal)
        self._questions.publish(each.item.item_id, draft.approved_id)
        return self.decide_approved(draft.approved_id, ApprovalState.APPROVED, principal)


def _same_words(one: QuestionItem, other: QuestionItem) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in WORDS)
