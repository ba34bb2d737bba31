"""The two ends of a block: what its last paragraph leaves open, what its first one begins with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_PAIRS: Final = {"“": "”", "‘": "’", "（": "）", "《": "》", "「": "」", "『": "』", "【": "】", "〔": "〕"}
_CLOSERS: Final = frozenset(_PAIRS.values())
_STOPS: Final = "。！？…"
_MARKS: Final = "，。、；：！？…,.;:!?）》”’」』】〕)"
_CLAUSE: Final = re.compile(r"[，。、；：！？…“”（）《》\n]")
_OPENING: Final = re.compile(
    r"【[^】\n]{1,8}】|第[一二三四五六七八九十百千零〇\d]{1,7}[编章节条]\s|[一二三四五六七八九十]{1,3}、|[■●◆○▪]|[“”]?$"
)
_SET_APART: Final = re.compile(
    r"【[^】]{1,8}】$|[■●◆]|[^，。；]{0,30}[\u4e00-\u9fff”—][ \u3000]+[\u4e00-\u9fff“][^，。；]{0,30}$"
)
_ENDED: Final = re.compile(rf"[{_STOPS}!?][”’」』）)】]*$")
_WIDTHS: Final = (6, 80)


@dataclass(frozen=True, slots=True)
class Ends:
    """A block's ends.

    `tail` and `head` are its last and first paragraph without white space (one and the same when the block is a single
    paragraph); `text`: all lines, stripped. `left_open`: the closing marks that the last paragraph still owes,
    innermost first; `closes`: those of the first paragraph that nothing in it opened, in order.
    """

    head: str
    tail: str
    paragraphs: int
    indented: bool
    text: str
    left_open: tuple[str, ...]
    closes: tuple[str, ...]

    @property
    def last_line(self) -> str:
        return self.text.rsplit("\n", 1)[-1]

    @property
    def ended(self) -> bool:
        """The last sentence is over: a full stop, with closing marks behind it at most."""
        return _ENDED.search(self.tail) is not None

    @property
    def opens_part(self) -> bool:
        """The first paragraph begins as only a new part does: an article, a chapter, a numbered heading, 【…】."""
        return _OPENING.match(self.text.lstrip()) is not None

    @property
    def heading_like(self) -> bool:
        """The last paragraph is short, has no mark that a sentence would have, and starts in this block."""
        return len(self.tail) <= 36 and not re.search(r"[，。；]", self.tail)

    @property
    def marker_like(self) -> bool:
        """The last line is set as a headline, byline or marker is: 【…】, ■, words apart without a sentence mark."""
        return _SET_APART.match(self.last_line) is not None

    @property
    def starts_with_mark(self) -> bool:
        return self.head[:1] in _MARKS and bool(self.head)

    @property
    def clause_before(self) -> int:
        """How many characters stand after the last mark of the tail."""
        return len(self.tail) - max((match.end() for match in _CLAUSE.finditer(self.tail)), default=0)

    @property
    def clause_after(self) -> int:
        """How many characters stand before the first mark of the head."""
        match = _CLAUSE.search(self.head)
        return match.start() if match else len(self.head)


def ends_of(blocks: Sequence[str]) -> list[Ends]:
    """Return the ends of every block. Lines broken at a fixed width are put together again first."""
    lines = [[line for line in block.splitlines() if line.strip()] for block in blocks]
    full = _line_width(lines)
    return [_ends(block, full) for block in lines]


def _ends(lines: Sequence[str], full: int) -> Ends:
    paragraphs: list[str] = []
    length_before = 0
    for line in lines:
        text = "".join(line.split())
        if paragraphs and full and length_before >= full - 1 and not line[:1].isspace():
            paragraphs[-1] += text
        else:
            paragraphs.append(text)
        length_before = len(line.strip())
    if not paragraphs:
        return Ends("", "", 0, False, "", (), ())
    return Ends(
        head=paragraphs[0],
        tail=paragraphs[-1],
        paragraphs=len(paragraphs),
        indented=lines[0][:1] in " \u3000\t",
        text="\n".join(line.strip() for line in lines),
        left_open=_owed(paragraphs[-1])[0],
        closes=_owed(paragraphs[0])[1],
    )


def _line_width(blocks: Sequence[Sequence[str]]) -> int:
    """Return the width at which all lines are broken, 0 when they are not: most lines with another line under them
    have that width, give or take a hanging mark, and end without a full stop."""
    followed = [line.strip() for lines in blocks for line in lines[:-1]]
    if len(followed) < 6:
        return 0
    lengths = sorted(map(len, followed))
    full = lengths[len(lengths) // 2]
    near = sum(abs(len(line) - full) <= 2 and not _ENDED.search(line) for line in followed)
    return full if near >= 0.5 * len(followed) and _WIDTHS[0] <= full <= _WIDTHS[1] else 0


def _owed(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The closing marks owed at the end, and those that came without their opening ones."""
    owed: list[str] = []
    extra: list[str] = []
    for character in text:
        character = "（" if character == "(" else "）" if character == ")" else character
        if character in _PAIRS:
            owed.append(_PAIRS[character])
        elif character in _CLOSERS:
            if owed and owed[-1] == character:
                owed.pop()
            elif not owed:
                extra.append(character)
    return tuple(reversed(owed)), tuple(extra)
