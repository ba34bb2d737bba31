"""An answer that grows sentence by sentence: claims, their citations numbered as they come, and the text so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from assistant.access import AccessFilter
from assistant.answering.evidence import cite
from assistant.answering.judging import Ruling, source_of
from assistant.answering.statements import Statement
from assistant.citations import squeezed
from assistant.domain import Answer, AnswerPiece, Citation, Claim, Dropped, Span, Verdict
from assistant.ports import PassageStore
from assistant.text.tokens import language_of
from assistant.verification import verify


@dataclass(slots=True)
class Telling:
    """What was told so far. `plain` is the extractive answer, `told` the indices of its claims that were told, by
    either engine; `waiting` those that will be told before the model's next sentence. `answered`: something told is
    what was asked for."""

    plain: Answer
    store: PassageStore
    access: AccessFilter
    text: str = ""
    claims: list[Claim] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    told: set[int] = field(default_factory=set)
    waiting: list[int] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    answered: bool = False

    def tell(self, ruling: Ruling) -> tuple[list[AnswerPiece], str]:
        """Tell a sentence of the model, with the extractive ones that wait before it; or say why it cannot be told.

        The last check is here, against the very quotes that the citations show.
        """
        cited = cite(ruling.statements, self.store, self.access)
        if any(each.doubtful for each in cited):
            return [], "doubtful"
        quotes = [each.citation for each in cited]
        sources = [source_of(one, quote.quote) for one, quote in zip(ruling.statements, quotes, strict=True)]
        if verify(ruling.text, sources).verdict is not Verdict.SUPPORTED:
            return [], "unsupported"
        if any(squeezed(claim.text) == squeezed(ruling.text) for claim in self.claims):
            return [], ""
        pieces = self.tell_waiting()
        pieces.append(self._piece(ruling.text, quotes, ruling.statements))
        self.answered = self.answered or ruling.answers
        self._settle(quotes)
        return pieces, ""

    def tell_waiting(self) -> list[AnswerPiece]:
        """Tell the extractive claims that wait."""
        pieces = [self._piece_of_plain(index) for index in self.waiting]
        self.waiting = []
        return pieces

    def put_in_place(self, index: int) -> None:
        """Let the extractive claim `index` be told in the place of a sentence that is not."""
        self.told.add(index)
        self.waiting.append(index)

    def rest(self) -> list[AnswerPiece]:
        """Tell every extractive claim that was not told yet."""
        for index in range(len(self.plain.claims)):
            if index not in self.told:
                self.put_in_place(index)
        return self.tell_waiting()

    def _settle(self, quotes: Sequence[Citation]) -> None:
        """An extractive claim whose very words were just cited has been told."""
        places = {_place(quote) for quote in quotes}
        by_number = {citation.n: citation for citation in self.plain.citations}
        for index, claim in enumerate(self.plain.claims):
            if all(_place(by_number[n]) in places for n in claim.citations):
                self.told.add(index)
                self.answered = True

    def _piece_of_plain(self, index: int) -> AnswerPiece:
        claim = self.plain.claims[index]
        self.answered = True
        by_number = {citation.n: citation for citation in self.plain.citations}
        return self._add(claim, [by_number[n] for n in claim.citations])

    def _piece(self, text: str, quotes: Sequence[Citation], statements: Sequence[Statement]) -> AnswerPiece:
        status, period = statements[0].status, statements[0].period
        return self._add(Claim(text, (), Verdict.SUPPORTED, status, period), quotes)

    def _add(self, claim: Claim, quotes: Sequence[Citation]) -> AnswerPiece:
        numbered = [self._numbered(quote) for quote in quotes]
        claim = replace(claim, citations=tuple(sorted({citation.n for citation in numbered})))
        self.claims.append(claim)
        marks = "".join(f"[{n}]" for n in claim.citations)
        text = f"{self._gap(claim.text)}{claim.text}{marks}"
        self.text += text
        return AnswerPiece(text, claim, tuple(numbered))

    def _numbered(self, quote: Citation) -> Citation:
        """The citation under the number it has, or gets, in this answer."""
        known = next((each for each in self.citations if _place(each) == _place(quote)), None)
        if known is None:
            known = replace(quote, n=len(self.citations) + 1)
            self.citations.append(known)
        return known

    def _gap(self, text: str) -> str:
        """Between two sentences; always before a bracket, which behind a mark would make a link of both."""
        apart = language_of(self.plain.question) == "en" or text[:1] in tuple("([:")
        return " " if self.text and apart else ""


def _place(citation: Citation) -> tuple[str, int, tuple[Span, ...]]:
    return citation.document_id, citation.version, citation.spans
