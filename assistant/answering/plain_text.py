"""What a language model wrote as plain text: no markup, no pictures, no addresses, nothing that a page would fetch."""

from __future__ import annotations

import re
import unicodedata

_RAISED_MARK = re.compile(r"<sup>\s*\[?\s*(\d{1,2})\s*\]?\s*</sup>", re.IGNORECASE)
_HIDDEN = re.compile(r"<!--.*?(?:-->|$)|<(script|style)\b.*?(?:</\1\s*>|$)", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_IMAGE = re.compile(r"!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])")
_NUMBERED_LINK = re.compile(r"\[(\s*\^?\d{1,2}\s*)\]\([^)]*\)")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_DEFINITION = re.compile(r"^\s*\[[^\]]+\]:\s*<?(?:[a-z][a-z0-9+.-]*:|//|/|www\.)\S*.*$", re.IGNORECASE)
_HEAD = re.compile(r"^\s*(?:>\s*)*(?:#{1,6}\s+|[-*+•·]\s+|\d{1,2}[.)、．](?=\s|[^\d\s])\s*)?")
_RULE = re.compile(r"^[\s|:=*_-]+$")
_EMPHASIS = re.compile(r"\*{1,3}|_{2,3}|~~|`+")
_REMOTE = re.compile(
    r"//|(?<![A-Za-z0-9])www\.|!\[|\]\s*\(|\]\s*\[|\]:|<[A-Za-z!/]|&#|&[lg]t;"
    r"|[{}]|\"\s*:|(?<![A-Za-z])(?:https?|ftp|data|javascript|vbscript|file|mailto)\s*:|\b(?:src|href|srcset|onerror)\s*=",
    re.IGNORECASE,
)


def plain(line: str) -> str:
    """Return a line without markup and invisible characters; citation marks like [1] stay.

    Pictures go with their words, links leave theirs behind. What is no line of text (a rule, a link's definition)
    becomes empty.
    """
    line = "".join(c for c in line if unicodedata.category(c) not in ("Cf", "Co", "Cs") and (c == "\t" or c >= " "))
    line = _HIDDEN.sub("", _RAISED_MARK.sub(r"[\1]", line))
    line = _NUMBERED_LINK.sub(r"[\1]", _IMAGE.sub("", _TAG.sub("", line)))
    line = _DEFINITION.sub("", _LINK.sub(r"\1", line))
    if _RULE.match(line):
        return ""
    line = _EMPHASIS.sub("", _HEAD.sub("", line)).replace("|", " ")
    return " ".join(line.split())


def remote(text: str) -> bool:
    """True when `text` (without its marks) holds code, or anything that some reader of Markdown or HTML might follow,
    fetch or run: such a sentence is never shown in a model's words."""
    return _REMOTE.search(text) is not None
