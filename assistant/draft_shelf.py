"""The part of the service that keeps reviews: every revision, who made it, and which sentences have become stale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from assistant.access import AccessFilter, filter_for
from assistant.domain import Citation, Claim, Filters, Principal, Verdict
from assistant.draft_desk import DraftDesk
from assistant.drafting import editing, history
from assistant.drafting.changes import changes
from assistant.drafting.record import from_text, to_text
from assistant.drafting.standing import fault_of, to_sign, unsigned
from assistant.drafts import Draft, DraftPaper, DraftSentence, Part, Stale
from assistant.errors import DraftChanged, NotFound, UsageError
from assistant.kept_drafts import FIRST, REDO, RESTORED, UNDO, DraftChange, DraftRevision, KeptDraft
from assistant.library.conversations import now
from assistant.library.review_drafts import HOLDER, Change, ReviewDrafts, StoredDraft

_Cited = tuple[str, str, str]
"""What a dependent says it cites: document, passage, quote."""


class DraftShelf(DraftDesk):
    """Every method takes the person; a draft that cites a paper they may not see does not exist for them.

    A change names the revision it is based on. When somebody else was faster it is refused with DraftChanged, and
    nothing is written.
    """

    @cached_property
    def _store_of_drafts(self) -> ReviewDrafts:
        return ReviewDrafts(self._library.registry)

    # Keeping

    def keep_draft(self, draft: Draft, principal: Principal) -> Draft:
        """Keep a draft as the first revision of its own. Raises HomeReadOnly, NotFound for an unnamed person."""
        _known(principal)
        made = editing.tidied(self.with_papers(replace(draft, draft_id="", revision=0), principal))
        made = replace(made, made_by=principal.user, made_at=now())
        draft_id = self._store_of_drafts.begin(Change(to_text(made), made.citations, FIRST, principal.user))
        self._record("kept", draft_id, 1, principal)
        return self.draft_kept(draft_id, principal)

    def with_papers(self, draft: Draft, principal: Principal) -> Draft:
        """The draft with what is known of the papers it cites: their dates, editions and digests."""
        access = filter_for(principal)
        known = {each.document_id: each for each in draft.papers}
        for document_id in dict.fromkeys(each.document_id for each in draft.citations):
            try:
                held = self._library.document(document_id, access)
            except NotFound:
                continue  # it is gone: what was noted of it stays
            metadata = held.metadata
            published = metadata.published.isoformat() if metadata.published else ""
            known[document_id] = DraftPaper(
                document_id, held.version, held.title, held.sha256, published, metadata.organisation, held.path
            )
        return replace(draft, papers=tuple(known.values()))

    def drafts(self, principal: Principal) -> tuple[KeptDraft, ...]:
        """The kept drafts this person may see, last changed first, each with how far it is and what is stale."""
        access = filter_for(principal)
        stored = [(each, draft) for each in self._store_of_drafts.all() if (draft := self._shown(each, access))]
        stale = self._stale({each.draft_id: draft for each, draft in stored}, access)
        return tuple(_line(each, _marked(draft, stale[each.draft_id])) for each, draft in stored)

    def draft_kept(self, draft_id: str, principal: Principal, revision: int | None = None) -> Draft:
        """A kept draft, its newest revision unless named; sentences whose source is not what it was are marked stale.

        Raises NotFound.
        """
        access = filter_for(principal)
        stored = self._store_of_drafts.find(draft_id, revision)
        if stored is None and revision is not None and self._store_of_drafts.find(draft_id) is not None:
            raise NotFound(f"revision {revision}", key="no_such_revision", revision=revision)
        draft = self._shown(stored, access) if stored is not None else None
        if draft is None:
            raise NotFound(f"draft {draft_id!r}", key="no_such_draft", draft_id=draft_id)
        return _marked(draft, self._stale({draft_id: draft}, access)[draft_id])

    def draft_revisions(self, draft_id: str, principal: Principal) -> tuple[DraftRevision, ...]:
        """All revisions of a draft in order. Raises NotFound."""
        self.draft_kept(draft_id, principal)
        return tuple(self._store_of_drafts.revisions_of(draft_id))

    def draft_changes(self, draft_id: str, older: int, newer: int, principal: Principal) -> tuple[DraftChange, ...]:
        """What changed from one revision to another. Raises NotFound."""
        return changes(self.draft_kept(draft_id, principal, older), self.draft_kept(draft_id, principal, newer))

    def delete_draft(self, draft_id: str, principal: Principal) -> None:
        """Forget a draft with all its revisions. Raises NotFound, HomeReadOnly."""
        self.draft_kept(draft_id, principal)
        self._store_of_drafts.remove(draft_id)
        self._record("deleted", draft_id, 0, principal)

    # Going back and forth

    def undo(self, draft_id: str, revision: int, principal: Principal) -> Draft:
        """Take the last change back, as a new revision.

        Raises UsageError when there is none, NotFound, DraftChanged.
        """
        to = history.back(self.draft_revisions(draft_id, principal))
        if to is None:
            raise UsageError("nothing to undo", key="nothing_to_undo")
        return self._go(draft_id, revision, to, UNDO, principal)

    def redo(self, draft_id: str, revision: int, principal: Principal) -> Draft:
        """Bring back what was undone last, as a new revision. Raises as `undo`."""
        to = history.forth(self.draft_revisions(draft_id, principal))
        if to is None:
            raise UsageError("nothing to redo", key="nothing_to_redo")
        return self._go(draft_id, revision, to, REDO, principal)

    def restore_revision(self, draft_id: str, revision: int, to: int, principal: Principal) -> Draft:
        """Make a former revision the next one. Signatures are not brought back. Raises NotFound, DraftChanged."""
        return self._go(draft_id, revision, to, RESTORED, principal)

    def _go(self, draft_id: str, revision: int, to: int, what: str, principal: Principal) -> Draft:
        draft = self._open(draft_id, revision, principal)
        former = self.draft_kept(draft_id, principal, to)
        of = next(each.of for each in self._store_of_drafts.revisions_of(draft_id) if each.revision == to)
        return self._save(editing.restored(former, draft), draft, what, principal, of)

    # For the changes

    def _open(self, draft_id: str, revision: int, principal: Principal) -> Draft:
        """The newest revision, to be changed by someone who has seen it. Raises NotFound, DraftChanged."""
        _known(principal)
        draft = self.draft_kept(draft_id, principal)
        if draft.revision != revision:
            last = self._store_of_drafts.revisions_of(draft_id)[-1]
            detail = f"draft {draft_id!r} is at revision {draft.revision}, not {revision}"
            raise DraftChanged(detail, by=last.by, at=last.at[:16].replace("T", " "), revision=last.revision)
        return draft

    def _save(self, changed: Draft, former: Draft, what: str, principal: Principal, of: int = 0) -> Draft:
        """Keep `changed` as the revision after `former`. Raises DraftChanged, HomeReadOnly."""
        tidy = editing.tidied(editing.each_sentence(changed, lambda each: replace(each, stale=None)))
        tidy = self.with_papers(replace(tidy, draft_id="", revision=0), principal)
        change = Change(to_text(tidy), tidy.citations, what, principal.user, of)
        revision = self._store_of_drafts.add(former.draft_id, former.revision, change)
        self._record(what, former.draft_id, revision, principal)
        return self.draft_kept(former.draft_id, principal)

    def _record(self, what: str, draft_id: str, revision: int, principal: Principal) -> None:
        self._audit.record("review", principal, {"draft": draft_id, "revision": revision, "what": what})

    def _worded(
        self, former: DraftSentence, text: str, citations: Sequence[Citation], part: Part, principal: Principal
    ) -> DraftSentence:
        """`former` with these words resting on these sources, checked now."""
        try:
            checked = self.check_sentence(text, citations, principal, part)
        except NotFound:  # a paper it cites is gone: what it says cannot be looked at any more
            claim = Claim(text, tuple(each.n for each in citations), Verdict.UNSUPPORTED, None, None)
            checked = DraftSentence("", claim, why="its source is gone")
        return replace(
            checked, sentence_id=former.sentence_id, opens=former.opens, comments=former.comments, edited=True
        )

    # Looking

    def _shown(self, stored: StoredDraft, access: AccessFilter) -> Draft | None:
        """The draft, None for someone who may not see all that it cites. A paper that is gone hides nothing."""
        draft = from_text(stored.text)
        if not access.labels:
            return None
        seen = {each.document_id for each in self._library.documents(access, Filters())}
        for document_id in {each.document_id for each in draft.citations}:
            if document_id not in seen and self._library.current(document_id) is not None:
                return None
        return replace(draft, draft_id=stored.draft_id, revision=stored.revision)

    def _stale(self, drafts: Mapping[str, Draft], access: AccessFilter) -> dict[str, dict[_Cited, Stale]]:
        """Draft id → what it cites that is not what it was."""
        found: dict[str, dict[_Cited, Stale]] = {name: {} for name in drafts}
        for each in self._library.dependents.stale(access, HOLDER, drafts):
            cited = each.dependent
            place = (cited.document_id, cited.passage_id, cited.quote)
            then = {one.standing for one in drafts[cited.holder].citations if _place(one) == place}
            # What was out of force already when it was cited is no news.
            if each.why != "superseded" or then & {"in_force", "not_yet"}:
                found[cited.holder][place] = Stale(each.why)
        return found


def _known(principal: Principal) -> None:
    if not principal.user:
        raise NotFound("an unnamed person has no drafts", key="no_such_draft", draft_id="")


def _place(citation: Citation) -> _Cited:
    return citation.document_id, citation.passage_id, citation.quote


def _marked(draft: Draft, stale: Mapping[_Cited, Stale]) -> Draft:
    """The draft with a mark on each sentence that rests on what is not what it was."""
    why = {each.n: stale[_place(each)] for each in draft.citations if _place(each) in stale}

    def marked(sentence: DraftSentence) -> DraftSentence:
        return replace(sentence, stale=next((why[n] for n in sentence.claim.citations if n in why), None))

    return editing.each_sentence(draft, marked)


def _line(stored: StoredDraft, draft: Draft) -> KeptDraft:
    sentences = [sentence for section in draft.sections for sentence in section.sentences]
    kinds = [fault_of(each) for each in sentences]
    wanted = len(to_sign(draft))
    return KeptDraft(
        draft_id=stored.draft_id,
        title=draft.title,
        year=draft.year,
        outline=draft.outline,
        language=draft.language,
        revision=stored.revision,
        made_at=stored.made_at,
        made_by=stored.made_by,
        changed_at=stored.at,
        changed_by=stored.by,
        sentences=len(sentences),
        red=sum(1 for kind in kinds if kind and kind != "stale"),
        stale=kinds.count("stale"),
        signed=wanted - len(unsigned(draft)),
        to_sign=wanted,
    )
