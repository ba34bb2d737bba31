"""The text of a Word paragraph as a reader of the accepted document sees it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
# Deleted and moved-away text, drawings, field codes, the reading aid over characters.
_NOT_RUNNING_TEXT = frozenset(
    f"{W}{name}" for name in ("del", "moveFrom", "drawing", "pict", "object", "txbxContent", "instrText", "rt", "pPr")
)
_OFF = frozenset({"0", "false", "off"})


@dataclass(frozen=True, slots=True)
class RunningText:
    """`text` with line breaks as such; `hidden` counts the runs that Word does not show."""

    text: str
    hidden: int = 0


def running_text(element: Any) -> RunningText:
    """Return the text of a paragraph's element: insertions in; deletions, hidden runs, pictures and field codes out."""
    parts: list[str] = []
    hidden = 0
    stack = list(reversed(element))
    while stack:
        child = stack.pop()
        if child.tag in (f"{W}t", _MATH_TEXT):
            parts.append(child.text or "")
        elif child.tag == f"{W}tab":
            parts.append(" ")
        elif child.tag in (f"{W}br", f"{W}cr"):
            parts.append("\n")
        elif child.tag == f"{W}noBreakHyphen":
            parts.append("-")
        elif child.tag == f"{W}r" and _is_hidden(child):
            hidden += any((text.text or "").strip() for text in child.iter(f"{W}t"))
        elif child.tag == f"{_COMPATIBLE}AlternateContent":
            stack.extend(reversed(_chosen(child)))
        elif child.tag not in _NOT_RUNNING_TEXT:
            stack.extend(reversed(child))
    return RunningText("".join(parts), hidden)


def text_boxes(paragraph: Any) -> Iterator[Any]:
    """The contents of the text boxes that hang on a paragraph, each once, though it is stored for old programs too."""
    stack = list(reversed(paragraph))
    while stack:
        child = stack.pop()
        if child.tag == f"{W}txbxContent":
            yield child
        elif child.tag == f"{_COMPATIBLE}AlternateContent":
            stack.extend(reversed(_chosen(child)))
        elif child.tag not in (f"{W}del", f"{W}moveFrom"):
            stack.extend(reversed(child))


def note_marks(paragraph: Any) -> Iterator[tuple[str, str]]:
    """The (kind, id) of the footnotes and endnotes that a paragraph refers to, in order."""
    for reference in paragraph.iter(f"{W}footnoteReference", f"{W}endnoteReference"):
        if not any(above.tag in (f"{W}del", f"{W}moveFrom") for above in reference.iterancestors()):
            yield reference.tag.removeprefix(W).removesuffix("Reference"), reference.get(f"{W}id", "")


def is_deleted_mark(paragraph: Any) -> bool:
    """Tell whether the end of the paragraph was deleted, so that it and the next one are one."""
    return paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None


def _is_hidden(run: Any) -> bool:
    vanish = run.find(f"{W}rPr/{W}vanish")
    return vanish is not None and vanish.get(f"{W}val", "1") not in _OFF


def _chosen(alternatives: Any) -> list[Any]:
    """What a present-day program shows of several versions of the same thing."""
    choice = alternatives.find(f"{_COMPATIBLE}Choice")
    if choice is None:
        choice = alternatives.find(f"{_COMPATIBLE}Fallback")
    return [] if choice is None else list(choice)
