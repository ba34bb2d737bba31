"""The part of the service that drafts reviews: outlines, evidence, sentences with their sources, and their check."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from assistant.access import AccessFilter, filter_for
from assistant.domain import Citation, Document, Filters, Principal
from assistant.drafting import drafting, outline
from assistant.drafting.checking import Wording, checked_sentence
from assistant.drafting.choosing import choose, owner_of
from assistant.drafting.citing import source_of
from assistant.drafting.drafting import Sources
from assistant.drafting.gathering import statement_at
from assistant.drafting.outline_making import outline_of
from assistant.drafting.papers import Paper, Told
from assistant.drafts import Draft, DraftProgress, DraftRequest, DraftSentence, Evidence, Outline, Part
from assistant.errors import UsageError
from assistant.figure_desk import FigureDesk
from assistant.ledger.parts import parts_of
from assistant.messages import Language, say
from assistant.verification import Source

if TYPE_CHECKING:
    import numpy as np

    from assistant.ports import Embedder

_TITLES = 12


class DraftDesk(FigureDesk):
    """Every method takes the person; papers they may not see are no sources for them."""

    _embedder: Embedder | None = None

    def outlines(self, principal: Principal) -> tuple[Outline, ...]:
        """The outlines that come along, by name."""
        filter_for(principal)
        return outline.shipped()

    def outline(self, name_or_path: str, principal: Principal) -> Outline:
        """One outline by name, or read from a file. Raises NotFound, UsageError for a file that is no outline."""
        filter_for(principal)
        return outline.outline_named(name_or_path)

    def outline_from(self, document_id: str, principal: Principal) -> Outline:
        """An outline made of a document's own headings, as from last year's review. Raises NotFound."""
        return outline_of(self._paper(self._library.document(document_id, filter_for(principal)), principal))

    def draft(self, request: DraftRequest, principal: Principal) -> Draft:
        """Write a whole draft. Raises NotFound for a source that may not be seen and a section that there is not,
        UsageError when no paper tells of that year."""
        made = None
        for progress in self.draft_in_sections(request, principal):
            made = progress.draft or made
        assert made is not None  # there is a last section, and it brings the draft
        return made

    def draft_in_sections(self, request: DraftRequest, principal: Principal) -> Iterator[DraftProgress]:
        """As `draft`, a progress a section; whoever stops reading stops the work."""
        sources = self._sources(request, principal)
        self._audit.record(
            "draft",
            principal,
            {"year": request.year, "outline": request.outline.name, "sources": [*_ids(sources)]},
        )
        return drafting.draft_in_sections(request, sources, self._vectorise)

    def evidence(self, request: DraftRequest, principal: Principal) -> tuple[tuple[str, tuple[Evidence, ...]], ...]:
        """For every section with text its heading and the statements it may use. Raises as `draft`."""
        return drafting.evidence_in_sections(request, self._sources(request, principal), self._vectorise)

    def check_sentence(
        self, text: str, citations: Sequence[Citation], principal: Principal, part: Part | None = None
    ) -> DraftSentence:
        """Check a sentence of a draft against its citations as they stand in the papers now.

        `part` is that of its section: a plan told among results is unsupported. Raises NotFound for a paper that may
        not be seen.
        """
        papers: dict[str, Paper] = {}
        sources: dict[int, Source | None] = {}
        for each in citations:
            if each.document_id not in papers:
                document = self._library.document(each.document_id, filter_for(principal))
                papers[each.document_id] = self._paper(document, principal)
            found = statement_at(papers[each.document_id], each.quote, each.spans)
            sources[each.n] = source_of(found) if found is not None else None
        return checked_sentence(Wording(text, tuple(each.n for each in citations), part), sources)

    # Sources

    def _sources(self, request: DraftRequest, principal: Principal) -> Sources:
        access = filter_for(principal)
        for document_id in request.sources:
            self._library.document(document_id, access)
        documents = self._library.documents(access, Filters(as_of=request.as_of))
        chosen = choose(documents, request.year, request.sources, request.organisations)
        if not chosen.documents:
            raise UsageError(f"no paper about {request.year}", key="no_sources_for_year", year=request.year)
        papers = tuple(self._paper(each, principal) for each in chosen.documents)
        language: Language = "en" if request.outline.language == "en" else "zh"
        return Sources(papers, chosen.organisation, _note(chosen.documents, chosen.others, documents, language))

    def _paper(self, document: Document, principal: Principal) -> Paper:
        access: AccessFilter = filter_for(principal)
        passages = tuple(self._library.document_passages(document.document_id, access))
        return Paper(
            document=document,
            passages=passages,
            pages={page.number: page for page in self._library.pages(document.document_id, access)},
            figures=self.checked_figures((document.document_id,), principal),
            told=tuple(Told(each.status, each.year) for each in parts_of(document, passages)),
        )

    def _vectorise(self, texts: Sequence[str]) -> np.ndarray:
        import numpy as np

        if self._embedder is None:
            return np.zeros((len(texts), 1))
        return self._embedder.embed_passages(list(texts))


def _ids(sources: Sources) -> Iterator[str]:
    return (each.document.document_id for each in sources.papers)


def _note(documents: Sequence[Document], others: Sequence[str], every: Sequence[Document], language: Language) -> str:
    titles = "、".join(each.title for each in documents[:_TITLES])
    lines = [say("draft.note_sources", language, count=len(documents), titles=titles)]
    owners = {owner for each in documents if (owner := owner_of(each, every))}
    if len(owners) > 1:
        lines.append(say("draft.note_mixed", language, owners="、".join(sorted(owners))))
    if others:
        lines.append(say("draft.note_others", language, others="、".join(others)))
    return " ".join(lines)
