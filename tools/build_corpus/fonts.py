"""Find a TrueType Chinese font and break Chinese text into lines."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

KNOWN_FONTS = (
    Path("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc"),
    Path("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc"),
)
MISSING_FONT = (
    "No TrueType Chinese font was found for the PDF documents; install one with: apt-get install -y fonts-wqy-microhei"
)
# A number keeps its first unit character, so that a line never ends inside a figure.
TOKEN = re.compile(r"[\x21-\x7e]+[年月日万亿个件户次座处名公吨条]?|\s+|.", re.S)
NO_START = "，。、；：？！）》」』”’】〕"
NO_END = "（《「『“‘【〔"


class MissingFontError(RuntimeError):
    """Raised where no usable font is installed."""

    def __init__(self) -> None:
        super().__init__(MISSING_FONT)


def find_font(option: Path | None = None) -> Path:
    """Return the font file to use."""
    candidates = (option,) if option else KNOWN_FONTS
    for path in candidates:
        if path.is_file():
            return path
    raise MissingFontError


def _carry_over(line: list[str], token: str) -> list[str]:
    """Take off the line what must stand at the start of the next one."""
    carried: list[str] = []
    if token in NO_START:
        while line and (line[-1] in NO_START or not carried):
            carried.insert(0, line.pop())
            if carried[0] not in NO_START:
                break
    while len(line) > 1 and line[-1] in NO_END:
        carried.insert(0, line.pop())
    return carried


def break_lines(text: str, width: float, measure: Callable[[str], float], first_indent: float = 0.0) -> list[str]:
    """Break text into lines no wider than `width`, minding Chinese punctuation."""
    lines: list[str] = []
    line: list[str] = []
    used = first_indent
    for token in TOKEN.findall(text):
        size = measure(token)
        if line and used + size > width:
            if token.isspace():
                continue
            carried = _carry_over(line, token)
            lines.append("".join(line).rstrip(" "))
            line = carried
            used = sum(measure(part) for part in line)
        if not line and token == " ":
            continue
        line.append(token)
        used += size
    if line:
        lines.append("".join(line))
    return lines
