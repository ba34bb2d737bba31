"""The invented assistant's half for conversations, approved answers and gaps: kept in memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from assistant.conversations.gap_list import to_csv
from assistant.conversations.markdown import to_markdown
from assistant.conversations.rewriting import rewrite
from assistant.conversations.word_file import to_docx
from assistant.domain import AnswerPiece, AnswerStatus, Filters
from assistant.errors import NotFound
from assistant.exchanges import ApprovalState, ApprovedAnswer, Conversation, Exchange, Gap


class FakeDesk:
    """Mixed into FakeAssistant, which answers. `stale` is what has become of every kept answer's sources."""

    stale: tuple[str, ...] = ()

    @property
    def kept(self) -> dict[str, list[Exchange]]:
        return self.__dict__.setdefault("_kept", {})

    @property
    def judged(self) -> list[tuple[object, ...]]:
        return self.__dict__.setdefault("_judged", [])

    @property
    def approved(self) -> dict[str, ApprovedAnswer]:
        return self.__dict__.setdefault("_approved", {})

    @property
    def gap_list(self) -> list[Gap]:
        return self.__dict__.setdefault("_gaps", [])

    def follow_up(self, question, former):
        return rewrite(question, former, date(2024, 5, 1))

    def ask_in_pieces(self, question, principal, filters=Filters()):  # noqa: B008
        answer = self.ask(question, principal, filters)
        if answer.status is AnswerStatus.REFUSED:
            number = len(self.gap_list) + 1
            gap = Gap(number, (question,), 1, answer.reason.value, "2024-05-01", "2024-05-01", ("d1",), ("清河市供水",))
            self.gap_list.append(gap)
        first, rest = answer.text[:10], answer.text[10:]
        yield AnswerPiece(first)
        yield AnswerPiece(rest, answer=answer)

    def keep_turn(self, principal, conversation_id, question, answer, filters=Filters()):  # noqa: B008
        name = conversation_id if conversation_id in self.kept else f"c{len(self.kept) + 1}"
        turns = self.kept.setdefault(name, [])
        turns.append(Exchange(len(turns) + 1, question, filters, answer, "2024-05-01T09:00:00+08:00"))
        return name, len(turns)

    def conversations(self, principal, words="", limit=50):
        found = [
            Conversation(name, turns[0].question.text, "2024-05-01", "2024-05-01", len(turns))
            for name, turns in self.kept.items()
            if all(word in "".join(each.question.text + each.answer.text for each in turns) for word in words.split())
        ]
        return tuple(found[:limit])

    def conversation(self, conversation_id, principal):
        if conversation_id not in self.kept:
            raise NotFound(key="no_such_conversation", conversation_id=conversation_id)
        return tuple(replace(each, stale=self.stale) for each in self.kept[conversation_id])

    def remove_conversation(self, conversation_id, principal):
        del self.kept[conversation_id]

    def export_conversation(self, conversation_id, principal, form, language="zh"):
        turns = self.conversation(conversation_id, principal)
        made = to_docx if form == "docx" else lambda *of: to_markdown(*of).encode()
        return made(turns[0].question.text, turns, language)

    def rate(self, answer, good, principal):
        self.judged.append((answer.question, good))

    def correct_answer(self, answer, right, principal):
        self.judged.append((answer.question, tuple(right)))

    def sign_gap(self, question, principal):
        self.judged.append((question, "signed"))

    def draft_approved(self, answer, principal, owner="", review=None):
        name = f"a{len(self.approved) + 1}"
        owner = owner or principal.user
        self.approved[name] = ApprovedAnswer(name, (answer.question,), (), answer, owner, review=review)
        return self.approved[name]

    def approved_answers(self, principal):
        return tuple(self.approved.values())

    def change_approved(self, changed, principal):
        self.approved[changed.approved_id] = replace(changed, state=ApprovalState.DRAFT)
        return self.approved[changed.approved_id]

    def decide_approved(self, approved_id, state, principal):
        self.approved[approved_id] = replace(self.approved[approved_id], state=state)

    def renew_approved(self, approved_id, answer, principal):
        known = self.approved[approved_id]
        self.approved[approved_id] = replace(known, answer=answer, suspended=(), state=ApprovalState.DRAFT)

    def gaps(self, principal):
        return tuple(self.gap_list)

    def gaps_csv(self, principal, language="zh"):
        return to_csv(self.gap_list, language)

    def decide_gap(self, gap_id, state, said, principal):
        self.gap_list[:] = [
            replace(each, state=state, said=said, by=principal.user) if each.gap_id == gap_id else each
            for each in self.gap_list
        ]
