"""The part of the service by which people make a draft their own: edit, cite, sign off, and give out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from assistant.access import filter_for
from assistant.domain import Citation, Filters, Principal, SearchMode
from assistant.draft_shelf import DraftShelf
from assistant.drafting import editing
from assistant.drafting.checking import Wording, checked_sentence
from assistant.drafting.citing import citation_of, source_of
from assistant.drafting.gathering import gather, statement_at
from assistant.drafting.shortening import shorter
from assistant.drafting.standing import fault_of, faults, signed, unsigned
from assistant.drafts import Comment, Draft, DraftSentence, Part, SectionState
from assistant.errors import NotFound, UsageError
from assistant.kept_drafts import Fault, FoundSource
from assistant.library.conversations import new_id, now
from assistant.messages import Language, say
from assistant.ports import Retriever

FORMATS = ("docx", "md", "html", "json")
Format = Literal["docx", "md", "html", "json"]
_LOOKED_AT = 12
"""So many passages are searched for words that support a sentence."""


class ReviewDesk(DraftShelf):
    """Every change gives the next revision back, checked, or raises and writes nothing."""

    _retriever: Retriever

    def change_sentence(self, draft_id: str, revision: int, sentence_id: str, text: str, principal: Principal) -> Draft:
        """Put other words in a sentence's place; they are checked against what it cites, and red when not held there.

        Raises NotFound, DraftChanged, HomeReadOnly, UsageError for no words.
        """
        draft = self._open(draft_id, revision, principal)
        former = editing.sentence_of(draft, sentence_id)
        part = editing.section_of(draft, sentence_id).part
        new = self._worded(former, _said(text), editing.cited_by(draft, former), part, principal)
        return self._save(editing.with_sentence(draft, new), draft, "changed", principal)

    def cite_sentence(
        self, draft_id: str, revision: int, sentence_id: str, citations: Sequence[Citation], principal: Principal
    ) -> Draft:
        """Have a sentence rest on other sources, as `find_sources` offers them; none takes its sources away.

        Raises NotFound, DraftChanged, HomeReadOnly.
        """
        draft = self._open(draft_id, revision, principal)
        former = editing.sentence_of(draft, sentence_id)
        highest = max((each.n for each in draft.citations), default=0)
        added = tuple(replace(each, n=highest + number) for number, each in enumerate(citations, 1))
        wider = replace(draft, citations=(*draft.citations, *added))
        part = editing.section_of(draft, sentence_id).part
        new = self._worded(former, former.text, added, part, principal)
        return self._save(editing.with_sentence(wider, new), draft, "cited", principal)

    def add_sentence(
        self, draft_id: str, revision: int, section_id: str, position: int, text: str, principal: Principal
    ) -> Draft:
        """Add a sentence before the one at `position` (from 0). It cites nothing, and is red until it does.

        Raises NotFound, DraftChanged, HomeReadOnly, UsageError for no words.
        """
        draft = self._open(draft_id, revision, principal)
        part = editing.section_named(draft, section_id).part
        checked = self.check_sentence(_said(text), (), principal, part)
        new = replace(checked, sentence_id=new_id(), edited=True)
        return self._save(editing.inserted(draft, section_id, position, new), draft, "added", principal)

    def move_sentence(
        self, draft_id: str, revision: int, sentence_id: str, section_id: str, position: int, principal: Principal
    ) -> Draft:
        """Put a sentence at another place, counted without it; in another section it is checked for that section.

        Raises NotFound, DraftChanged, HomeReadOnly.
        """
        draft = self._open(draft_id, revision, principal)
        former = editing.sentence_of(draft, sentence_id)
        part = editing.section_named(draft, section_id).part
        if part is not editing.section_of(draft, sentence_id).part:
            cited = editing.cited_by(draft, former)
            former = replace(self._worded(former, former.text, cited, part, principal), edited=former.edited)
        return self._save(editing.moved(draft, former, section_id, position), draft, "moved", principal)

    def delete_sentence(self, draft_id: str, revision: int, sentence_id: str, principal: Principal) -> Draft:
        """Take a sentence out. Raises NotFound, DraftChanged, HomeReadOnly."""
        draft = self._open(draft_id, revision, principal)
        return self._save(editing.without(draft, sentence_id), draft, "deleted", principal)

    def quote_sentence(self, draft_id: str, revision: int, sentence_id: str, principal: Principal) -> Draft:
        """Put the words of its first source in a sentence's place. Raises as `change_sentence`."""
        draft = self._open(draft_id, revision, principal)
        former = editing.sentence_of(draft, sentence_id)
        cited = editing.cited_by(draft, former)
        if not cited:
            raise UsageError("it cites nothing", key="no_quote")
        part = editing.section_of(draft, sentence_id).part
        new = self._worded(former, self.wording_of(cited[0], principal), cited, part, principal)
        return self._save(editing.with_sentence(draft, new), draft, "quoted", principal)

    def shorter_wordings(self, draft_id: str, sentence_id: str, principal: Principal, most: int = 4) -> tuple[str, ...]:
        """Up to `most` shorter wordings of a sentence, of its own clauses, that its sources support; longest first.

        Raises NotFound.
        """
        draft = self.draft_kept(draft_id, principal)
        former = editing.sentence_of(draft, sentence_id)
        part, cited = editing.section_of(draft, sentence_id).part, editing.cited_by(draft, former)
        found: list[str] = []
        for text in shorter(former.text):
            checked = self._worded(former, text, cited, part, principal)
            if not fault_of(checked):
                found.append(text)
                if len(found) == most:
                    break
        return tuple(found)

    def shorten_sentence(self, draft_id: str, revision: int, sentence_id: str, principal: Principal) -> Draft:
        """Put the longest shorter wording that is supported in a sentence's place. Raises as `change_sentence`."""
        wordings = self.shorter_wordings(draft_id, sentence_id, principal, 1)
        if not wordings:
            raise UsageError("nothing shorter is supported", key="nothing_shorter")
        return self.change_sentence(draft_id, revision, sentence_id, wordings[0], principal)

    def comment_sentence(
        self, draft_id: str, revision: int, sentence_id: str, text: str, principal: Principal
    ) -> Draft:
        """Write a comment on a sentence; it stands in no export. Raises as `change_sentence`."""
        draft = self._open(draft_id, revision, principal)
        comment = Comment(principal.user, now(), _said(text))
        return self._save(editing.commented(draft, sentence_id, comment), draft, "commented", principal)

    def wording_of(self, citation: Citation, principal: Principal) -> str:
        """The cited words as a sentence: a row of a table as it is told, anything else as it is printed.

        Raises NotFound.
        """
        document = self._library.document(citation.document_id, filter_for(principal))
        found = statement_at(self._paper(document, principal), citation.quote, citation.spans)
        return found.text if found is not None else " ".join(citation.quote.split())

    def find_sources(
        self, text: str, principal: Principal, part: Part | None = None, within: Sequence[str] = (), most: int = 5
    ) -> tuple[FoundSource, ...]:
        """Words of papers that support `text` in a section of kind `part`, best first; none is offered unchecked.

        `within` are the papers looked into first; where they have nothing, all are looked into. Raises UsageError for
        no words.
        """
        found = self._supporting(_said(text), principal, part, tuple(within))[:most]
        if not found and within:
            found = self._supporting(_said(text), principal, part, ())[:most]
        return tuple(found)

    def _supporting(
        self, text: str, principal: Principal, part: Part | None, within: tuple[str, ...]
    ) -> list[FoundSource]:
        hits = self._retriever.retrieve(
            text, filter_for(principal), Filters(document_ids=within), _LOOKED_AT, SearchMode.HYBRID
        ).hits
        rank = {each.passage.passage_id: place for place, each in enumerate(hits)}
        found: list[tuple[int, FoundSource]] = []
        for document in {each.document.document_id: each.document for each in hits}.values():
            for statement in gather((self._paper(document, principal),)):
                place = rank.get(statement.passage.passage_id)
                if place is None:
                    continue
                checked = checked_sentence(Wording(text, (1,), part), {1: source_of(statement)})
                if not fault_of(checked):
                    found.append((place, FoundSource(citation_of(statement, 1, document), checked.quantities)))
        return [each for _, each in sorted(found, key=lambda item: item[0])]

    # Signing off

    def section_faults(self, draft_id: str, section_id: str, principal: Principal) -> tuple[Fault, ...]:
        """What speaks against signing a section, every sentence of it checked now. Raises NotFound."""
        draft = self.draft_kept(draft_id, principal)
        return self._faults(draft, section_id, principal)

    def _faults(self, draft: Draft, section_id: str, principal: Principal) -> tuple[Fault, ...]:
        section = editing.section_named(draft, section_id)

        def again(each: DraftSentence) -> DraftSentence:
            now_ = self._worded(each, each.text, editing.cited_by(draft, each), section.part, principal)
            return replace(now_, stale=each.stale)

        return tuple(faults(replace(section, sentences=tuple(map(again, section.sentences)))))

    def set_section_state(
        self, draft_id: str, revision: int, section_id: str, state: SectionState, principal: Principal
    ) -> Draft:
        """Say that a section is a draft, checked, or signed off by this person.

        Raises UsageError for a signature while anything in it is not supported, not checkable, uncited or stale, or a
        figure is not verified: all of it is checked again first. Raises NotFound, DraftChanged, HomeReadOnly.
        """
        draft = self._open(draft_id, revision, principal)
        section = editing.section_named(draft, section_id)
        if state is SectionState.SIGNED_OFF:
            found = self._faults(draft, section_id, principal)
            if found:
                why = say(f"review.fault.{found[0].kind}", _spoken(draft))
                raise UsageError(
                    f"{len(found)} faults in {section.heading!r}",
                    key="not_to_sign", heading=section.heading, count=len(found), first=found[0].text, why=why,
                )  # fmt: skip
        changed = editing.in_state(draft, section_id, state, principal.user, now())
        return self._save(changed, draft, state.value, principal)

    # Giving out

    def draft_file(
        self,
        draft: Draft,
        form: Format,
        principal: Principal,
        language: Language | None = None,
        style: bytes | None = None,
    ) -> bytes:
        """Any draft as a file, its notes in `language` (that of the review unless named). `style` is a Word file whose
        page and styles are taken. Raises UsageError for a style that is no Word file.
        """
        from assistant.drafting.files import written

        return written(self.with_papers(draft, principal), form, language or _spoken(draft), style)

    def export_draft(
        self, draft_id: str, form: Format, principal: Principal, *, signed_off: bool = False, style: bytes | None = None
    ) -> bytes:
        """A kept draft as a file; `signed_off` asks for the signed review and nothing less.

        Raises NotFound, UsageError for a review that is not signed off as a whole or whose sources changed since.
        """
        draft = self.draft_kept(draft_id, principal)
        if signed_off:
            self._require_signed(draft, principal)
        self._record(f"export_{form}", draft_id, draft.revision, principal)
        return self.draft_file(draft, form, principal, style=style)

    def _require_signed(self, draft: Draft, principal: Principal) -> None:
        """Every section's signature, and every sentence once more: no file says signed that is not."""
        open_ = [each.heading for each in unsigned(draft)]
        open_ += [
            each.heading
            for each in draft.sections
            if each.heading not in open_ and self._faults(draft, each.section_id, principal)
        ]
        if open_ or not signed(draft):
            headings = say("review.list_separator", _spoken(draft)).join(open_)
            raise UsageError(f"not signed: {open_}", key="not_signed", headings=headings)

    def draft_pack(self, draft_id: str, principal: Principal) -> bytes:
        """A zip for an audit: the review in every form, its figures, the cited pages as pictures, a digest of each.

        Raises NotFound.
        """
        from assistant.drafting.pack import to_pack

        draft = self.draft_kept(draft_id, principal)
        pictures: dict[tuple[str, int], bytes] = {}
        for document_id, page in dict.fromkeys((each.document_id, each.page) for each in draft.citations):
            try:
                picture = self.page_image(document_id, page, principal)
            except NotFound:
                continue  # the paper is gone; the pack says so
            if picture is not None:
                pictures[document_id, page] = picture
        self._record("pack", draft_id, draft.revision, principal)
        return to_pack(self.with_papers(draft, principal), pictures, _spoken(draft))


def _spoken(draft: Draft) -> Language:
    return "en" if draft.language == "en" else "zh"


def _said(text: str) -> str:
    said = " ".join(text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore").split())
    if not said:
        raise UsageError("no words", key="empty_sentence")
    return said
