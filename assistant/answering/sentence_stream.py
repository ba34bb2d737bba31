"""From a model's stream of characters to whole sentences with their marks, each as soon as it is whole."""

from __future__ import annotations

import re

from assistant.answering.marks import Marked, is_mask, mask
from assistant.answering.plain_text import plain
from assistant.text.sentences import split

_THOUGHT_BEGINS, _THOUGHT_ENDS = "<think>", "</think>"
_LINE_LIMIT = 2000
_MAY_BEGIN_A_MARK = "[【〔［（(^\\<!①②③④⑤⑥⑦⑧⑨⑩¹²³"
_ENDS = re.compile(r"[。！？；!?…]|[.;]\s")
_WITH_MARKS = re.compile(r"(?:[。！？；!?…]|[.;](?=\s))[”’」』）)】》\"']*(?:\s*(?:\[[^\]]*\]|【[^】]*】))*")
_OPEN_MARKUP = re.compile(r"!?\[[^\]]*(?:\](?:\([^)]*)?)?$|<[^>]*$")


class SentenceStream:
    """Fed with pieces of any size, it gives back sentences in order. Thoughts (<think>…</think>) are left out."""

    def __init__(self) -> None:
        self._raw = ""
        self._thinking = False
        self._line = ""
        self._given = 0

    def feed(self, piece: str) -> list[Marked]:
        """The sentences that are whole now and were not before."""
        self._raw += piece
        found: list[Marked] = []
        *lines, self._line = (self._line + self._spoken(last=False)).split("\n")
        for line in lines:
            found += self._sentences(line, whole=True)
            self._given = 0
        if len(self._line) > _LINE_LIMIT:
            found += self._sentences(self._line, whole=True)
            self._line, self._given = "", 0
        elif _ENDS.search(self._line):
            found += self._sentences(self._line, whole=False)
        return found

    def close(self, *, cut: bool = False) -> list[Marked]:
        """What is left. After a cut, words without their full stop are left out."""
        line = self._line + self._spoken(last=True)
        self._line = ""
        if cut:
            ends = [match.end() for match in _WITH_MARKS.finditer(line + " ")]
            line = line[: ends[-1]] if ends else ""
        return self._sentences(line, whole=True)

    def _spoken(self, *, last: bool) -> str:
        """What of the text so far is said aloud; the rest is kept until it can be told."""
        spoken = ""
        while self._raw:
            tag = _THOUGHT_ENDS if self._thinking else _THOUGHT_BEGINS
            at = self._raw.find(tag)
            if at >= 0:
                spoken += "" if self._thinking else self._raw[:at]
                self._raw, self._thinking = self._raw[at + len(tag) :], not self._thinking
                continue
            kept = 0 if last else _overlap(self._raw, tag)
            passed = self._raw[: len(self._raw) - kept]
            spoken += "" if self._thinking else passed
            self._raw = self._raw[len(passed) :]
            break
        return spoken

    def _sentences(self, line: str, *, whole: bool) -> list[Marked]:
        """The sentences of a line from the first that was not given yet."""
        if not whole:
            line = _OPEN_MARKUP.sub("", line)
        masked = mask(plain(line))
        found: list[Marked] = []
        pieces = _with_their_marks(masked.text, split(masked.text))
        if not whole:
            pieces = pieces[:-1] if _has_begun(masked.text, pieces) else pieces[:-2]
        before: tuple[int, ...] = ()
        heads_line = bool(masked.text) and is_mask(masked.text[0])
        for start, end in pieces:
            marked = masked.read(start, end)
            # A mark at the head of a paragraph speaks for all of it.
            if heads_line and not marked.numbers:
                marked = Marked(marked.text, before)
            before = marked.numbers
            found.append(marked)
        new = found[self._given :]
        self._given = max(self._given, len(found))
        return [each for each in new if each.text.strip(" 。.，,；;：:")]


def _overlap(text: str, tag: str) -> int:
    """How many of the last characters of `text` may be the beginning of `tag`."""
    return next((n for n in range(min(len(tag) - 1, len(text)), 0, -1) if tag.startswith(text[-n:])), 0)


def _with_their_marks(text: str, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Marks behind a full stop belong to the sentence before it, unless the line puts its marks in front."""
    if not text or is_mask(text[0]):
        return pieces
    moved: list[tuple[int, int]] = []
    for start, end in pieces:
        head = start
        while head < end and (is_mask(text[head]) or text[head] in " 。.，,；;" or text[head].isspace()):
            head += 1
        if moved and any(is_mask(character) for character in text[start:head]):
            moved[-1] = (moved[-1][0], head)
            start = head
        if start < end:
            moved.append((start, end))
    return moved


def _has_begun(text: str, pieces: list[tuple[int, int]]) -> bool:
    """True when the last piece is surely another sentence, not yet a mark of the one before it."""
    if not pieces:
        return False
    rest = text[slice(*pieces[-1])].lstrip()
    return bool(rest) and not is_mask(rest[0]) and rest[0] not in _MAY_BEGIN_A_MARK
