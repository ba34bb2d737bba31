"""A unigram tokenizer that is ready in milliseconds, since it reads only the part of its vocabulary that a text needs.

The best-known implementation takes 1.2 seconds to load these 250,000 pieces, more than all else that a question costs.
Cutting a text is quick enough in Python (about 3 µs a character, where the model takes 100 µs or more), so the pieces
lie in one file, a line for each first character, and a line is parsed when its character is first met. Tests compare
the result with the `tokenizers` package.

Source of the method: Kudo 2018, "Subword Regularization", section 3.2: the segmentation with the highest sum of
log probabilities, found by dynamic programming.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.embedding.e5_weights import Vocabulary

PIECES, IDS, SCORES = "pieces.txt", "piece_ids.npy", "piece_scores.npy"
FILES = (PIECES, IDS, SCORES)
BLANK = "▁"
_UNKNOWN_PENALTY = 10.0
_NOTHING: tuple[int, dict[str, tuple[int, float]]] = (0, {})


def write_vocabulary(vocabulary: Vocabulary, folder: Path) -> None:
    """Write the three files of `UnigramTokenizer` into `folder`; the special pieces are left out of the first.

    A text that says "<s>" is thus read as the characters it has, and cannot forge a special token.
    """
    import numpy as np

    special = {vocabulary.bos, vocabulary.eos, vocabulary.pad, vocabulary.unk}
    lines: dict[str, list[int]] = {}
    for number, piece in enumerate(vocabulary.pieces):
        if number not in special and piece and not any(mark in piece for mark in " \n"):
            lines.setdefault(_line_of(piece), []).append(number)
    order: list[int] = []
    texts: list[str] = []
    for key, numbers in lines.items():
        texts.append(" ".join([key, str(len(order)), *(vocabulary.pieces[number] for number in numbers)]))
        order.extend(numbers)
    head = " ".join(str(number) for number in (vocabulary.bos, vocabulary.eos, vocabulary.unk))
    (folder / PIECES).write_text("\n".join([head, *texts]), encoding="utf-8", newline="\n")
    np.save(folder / IDS, np.array(order, np.int32))
    np.save(folder / SCORES, np.array([vocabulary.scores[number] for number in order], np.float32))


class UnigramTokenizer:
    """Texts to token ids. `clean` text goes in; ids with the begin and end marks come out."""

    def __init__(self, folder: Path) -> None:
        """Open the files that `write_vocabulary` wrote. Raises OSError or ValueError when they are not whole."""
        import numpy as np

        head, *lines = (folder / PIECES).read_text(encoding="utf-8").split("\n")
        self._bos, self._eos, self._unk = (int(number) for number in head.split(" "))
        self._ids = np.load(folder / IDS, allow_pickle=False)
        self._scores = np.load(folder / SCORES, allow_pickle=False)
        self._unknown_score = float(self._scores.min()) - _UNKNOWN_PENALTY
        self._lines = {line.split(" ", 1)[0]: line for line in lines}
        self._parsed: dict[str, tuple[int, dict[str, tuple[int, float]]]] = {}

    def encode(self, text: str, limit: int) -> list[int]:
        """Return at most `limit` ids, the begin and end marks among them; what lies beyond is cut off."""
        ids = [self._bos]
        for word in text.split():
            if len(ids) >= limit:
                break
            ids += self._segment(BLANK + word)
        return [*ids[: limit - 1], self._eos]

    def count(self, text: str) -> int:
        """Return how many ids the whole of `text` has, with the begin and end marks."""
        return 2 + sum(len(self._segment(BLANK + word)) for word in text.split())

    def _segment(self, word: str) -> list[int]:
        end_of_word = len(word)
        best = [float("-inf")] * (end_of_word + 1)
        best[0] = 0.0
        back = [(0, self._unk)] * (end_of_word + 1)
        for start in range(end_of_word):
            known = False
            for end, number, score in self._pieces_at(word, start):
                known = known or end == start + 1
                if best[start] + score > best[end]:
                    best[end] = best[start] + score
                    back[end] = (start, number)
            if not known and best[start] + self._unknown_score > best[start + 1]:
                best[start + 1] = best[start] + self._unknown_score
                back[start + 1] = (start, self._unk)
        return self._walk_back(back)

    def _walk_back(self, back: list[tuple[int, int]]) -> list[int]:
        """The ids of the best path, in reading order; unknown characters in a row are one unknown token."""
        ids: list[int] = []
        end = len(back) - 1
        while end > 0:
            end, number = back[end]
            if number != self._unk or not ids or ids[-1] != self._unk:
                ids.append(number)
        ids.reverse()
        return ids

    def _pieces_at(self, word: str, start: int) -> list[tuple[int, int, float]]:
        """(end, id, score) of every piece that `word` has at `start`, the shortest first."""
        found = []
        if start == 0 and len(word) > 1:
            found = [(1, *entry) for entry in self._line(BLANK)[1].values()]
            longest, entries = self._line(word[:2])
        else:
            longest, entries = self._line(word[start])
        for end in range(start + 1, min(len(word), start + longest) + 1):
            entry = entries.get(word[start:end])
            if entry is not None:
                found.append((end, *entry))
        return found

    def _line(self, key: str) -> tuple[int, dict[str, tuple[int, float]]]:
        """The longest piece's length and all pieces of one line, parsed when it is first asked for."""
        parsed = self._parsed.get(key)
        if parsed is None:
            line = self._lines.get(key)
            parsed = _NOTHING if line is None else self._parse(line)
            # Two threads may parse the same line at once; both get the same, so the later one may win.
            self._parsed[key] = parsed
        return parsed

    def _parse(self, line: str) -> tuple[int, dict[str, tuple[int, float]]]:
        _, first, *pieces = line.split(" ")
        rows = slice(int(first), int(first) + len(pieces))
        values = zip(self._ids[rows].tolist(), self._scores[rows].tolist(), strict=True)
        return max(map(len, pieces)), dict(zip(pieces, values, strict=True))


def _line_of(piece: str) -> str:
    """Pieces that begin a word are so many that their second character counts too."""
    return piece[:2] if piece.startswith(BLANK) else piece[0]
