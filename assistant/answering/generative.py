"""The optional engine: a language model words the answer, and every sentence is held by the papers or not shown.

The extractive engine goes first. It decides whether the papers answer at all, and its sentences stand in wherever the
model's do not hold, or do not come.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date

from assistant.access import AccessFilter
from assistant.answering import question as questions
from assistant.answering.candidates import uncrowded
from assistant.answering.judging import Evidence, evidence_of, judge, likeliest
from assistant.answering.marks import Marked
from assistant.answering.prompts import Prompt, chosen, prompt_for
from assistant.answering.selection import MOST_SENTENCES as MOST_PLAIN
from assistant.answering.sentence_stream import SentenceStream
from assistant.answering.telling import Telling
from assistant.domain import Answer, AnswerPiece, AnswerStatus, Dropped, SearchResult, Usage
from assistant.errors import LlmUnavailable
from assistant.messages import explain, say
from assistant.ports import Answerer, ChatModel, PassageStore
from assistant.text.tokens import language_of

MOST_CHARACTERS = 6000
MOST_SENTENCES = 20
"""Of a reply; what lies beyond either is not read."""


class GenerativeAnswerer:
    """Implements `ports.StreamingAnswerer`."""

    def __init__(self, plain: Answerer, store: PassageStore, model: ChatModel) -> None:
        self._plain = plain
        self._store = store
        self._model = model

    def answer(self, question: str, found: SearchResult, access: AccessFilter) -> Answer:
        """The answer that `stream` ends with."""
        answers = [piece.answer for piece in self.stream(question, found, access) if piece.answer is not None]
        return answers[-1]

    def stream(self, question: str, found: SearchResult, access: AccessFilter) -> Iterator[AnswerPiece]:
        """Send each sentence once it is checked. Where the extractive engine refuses or answers in part, so does this
        one, and the model is not asked. Trouble with the model is a note on the answer, never an error.
        """
        plain = self._plain.answer(question, found, access)
        if plain.status is not AnswerStatus.ANSWERED or _of_several_places(plain, found) or _in_form(plain):
            yield AnswerPiece(plain.text, answer=plain)
            return
        asked = questions.read(question, date.today())
        hits = chosen(uncrowded(found.hits), plain)
        passages = self._store.scope(access, found.filters).passages
        evidence = evidence_of(asked, hits, self._store, passages, plain)
        reply = _Reply(self._model, prompt_for(asked, hits))
        telling = Telling(plain, self._store, access)
        yield from _told(reply, evidence, telling)
        if telling.claims and (reply.trouble is not None or not telling.answered):
            yield from telling.rest()
        yield _last(reply, telling, self._model.name)


def _of_several_places(plain: Answer, found: SearchResult) -> bool:
    """Rules of several places stand side by side, each under its place's name; a model would run them together."""
    cited = {citation.document_id for citation in plain.citations}
    return len({hit.document.metadata.place for hit in found.hits if hit.document.document_id in cited}) > 1


def _in_form(plain: Answer) -> bool:
    """A table, or a procedure with more steps than a model's few sentences, is whole only as it stands."""
    return plain.text.startswith("|") or ("\n" in plain.text and len(plain.claims) > MOST_PLAIN)


def _told(reply: _Reply, evidence: Evidence, telling: Telling) -> Iterator[AnswerPiece]:
    """The reply's sentences, and the extractive ones in the place of those that do not hold. Nothing is told before
    the model's first sentence holds: until then the answer may become the extractive one as it stands."""
    with closing(reply.sentences()) as sentences:
        for sentence in sentences:
            ruling = judge(sentence, evidence)
            pieces, why = telling.tell(ruling) if ruling.statements else ([], ruling.why)
            if why:
                telling.dropped.append(Dropped(ruling.text, why))
                index = None if why == "refusal" else likeliest(ruling.text, telling.plain, telling.told)
                if index is not None:
                    telling.put_in_place(index)
                if telling.claims:
                    pieces = telling.tell_waiting()
            yield from pieces


class _Reply:
    """One reply of the model, read sentence by sentence; afterwards, how it went."""

    def __init__(self, model: ChatModel, prompt: Prompt) -> None:
        self._model = model
        self._prompt = prompt
        self.trouble: LlmUnavailable | None = None
        self.cut = False
        self.usage: Usage | None = None

    def sentences(self) -> Generator[Marked, None, None]:
        """Each sentence once, until the reply ends, breaks off or is long enough."""
        stream, seen, characters = SentenceStream(), set[str](), 0
        pieces = self._model.stream(self._prompt.instruction, self._prompt.request)
        try:
            for piece in pieces:
                self.usage = _sum(self.usage, piece.usage)
                self.cut = self.cut or piece.cut
                characters += len(piece.text)
                for sentence in stream.feed(piece.text):
                    if sentence.text not in seen:
                        seen.add(sentence.text)
                        yield sentence
                if characters > MOST_CHARACTERS or len(seen) >= MOST_SENTENCES:
                    self.cut = True
                    return
            yield from (each for each in stream.close(cut=self.cut) if each.text not in seen)
        except LlmUnavailable as trouble:
            self.trouble = trouble
            # Words without an end before a break are no sentence, and are not read.
            yield from (each for each in stream.close(cut=True) if each.text not in seen)
        finally:
            pieces.close()


def _sum(one: Usage | None, other: Usage | None) -> Usage | None:
    """Vendors count once at the end, or in parts."""
    if one is None or other is None:
        return one or other
    return Usage(one.prompt_tokens + other.prompt_tokens, one.completion_tokens + other.completion_tokens)


def _last(reply: _Reply, telling: Telling, name: str) -> AnswerPiece:
    """The whole answer: the extractive one as it stands when nothing of the model's was held."""
    answer = telling.plain
    if telling.claims:
        claims, citations = tuple(telling.claims), tuple(telling.citations)
        answer = replace(answer, text=telling.text, claims=claims, citations=citations, engine=name)
    note = _note(reply, telling)
    answer = replace(answer, dropped=tuple(telling.dropped), note=note, usage=reply.usage)
    return AnswerPiece(answer.text.removeprefix(telling.text), answer=answer)


def _note(reply: _Reply, telling: Telling) -> str:
    """One quiet line when the model's part came short; nothing when all went well."""
    language = language_of(telling.plain.question)
    if reply.trouble is not None:
        why, _ = explain(reply.trouble, language)
        return say("answer.llm_completed" if telling.claims else "answer.llm_fell_back", language, why=why)
    if not telling.claims:
        refused = any(each.why == "refusal" for each in telling.dropped)
        return say("answer.llm_refused" if refused else "answer.llm_unsupported", language)
    return say("answer.llm_cut", language) if reply.cut else ""
