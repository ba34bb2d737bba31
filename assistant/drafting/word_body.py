"""The text of a review in Word's own terms, paragraph by paragraph, and its footnotes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.drafting.standing import fault_of, signed
from assistant.drafting.telling import (
    FIGURE_COLUMNS,
    draft_line,
    figure_lines,
    flag,
    gap_lines,
    joint,
    paragraphs,
    signatures,
    source_line,
)
from assistant.drafts import Draft, DraftSection
from assistant.messages import Language, say
from assistant.word_parts import W, footnote_mark, paragraph, run

_BETWEEN_MARKS = run(",", '<w:vertAlign w:val="superscript"/>')
_WIDTHS = (620, 1300, 1700, 1400, 1300, 2520)
"""Of the columns of the table of figures, in twentieths of a point: together the type area."""
_LINES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


@dataclass(frozen=True, slots=True)
class Usual:
    """How an office's own file sets its text, where that is not the default style's: what its w:pPr and w:rPr hold."""

    paragraph: str = ""
    run: str = ""


class _Notes:
    """The footnotes in order. A source that was noted before is referred to, not told again."""

    def __init__(self, draft: Draft, language: Language) -> None:
        self.texts: list[str] = []
        self._draft, self._language = draft, language
        self._held = {each.n: each for each in draft.citations}
        self._first: dict[int, int] = {}

    def mark(self, n: int, style: str) -> str:
        if n not in self._held:
            return ""
        if n in self._first:
            self.texts.append(say("review.source_again", self._language, number=self._first[n]))
        else:
            self._first[n] = len(self.texts) + 1
            self.texts.append(source_line(self._held[n], self._draft, self._language))
        return footnote_mark(len(self.texts), style)


def written(draft: Draft, language: Language, styles: Mapping[str, str], usual: Usual) -> tuple[list[str], list[str]]:
    """The blocks of the body and the footnotes' texts. `usual` is how text is set where that is not the style's own."""
    notes = _Notes(draft, language)
    blocks = [paragraph(styles["title"], run(draft.title))]
    if line := draft_line(draft, language):
        blocks.append(paragraph(styles["review note"], run(line), properties='<w:jc w:val="center"/>'))
    for section in draft.sections:
        blocks.append(paragraph(styles[f"heading {max(1, min(section.level, 4))}"], run(section.heading)))
        blocks += _section(section, notes, language, styles, usual)
    blocks += _figures(draft, language, styles)
    lines = signatures(draft, language) if signed(draft) else gap_lines(draft, language)
    if lines:
        heading = say("review.signatures" if signed(draft) else "review.gaps", language)
        blocks.append(paragraph(styles["heading 1"], run(heading)))
        blocks += [paragraph(styles["review note"], run(each)) for each in lines]
    return [_rooted(block) for block in blocks], notes.texts


def _rooted(block: str) -> str:
    end = min(at for at in (block.find(">"), block.find(" "), block.find("/")) if at > 0)
    return f"{block[:end]} {W}{block[end:]}"


def _section(
    section: DraftSection, notes: _Notes, language: Language, styles: Mapping[str, str], usual: Usual
) -> list[str]:
    fault = f'<w:rStyle w:val="{styles["review fault"]}"/>'
    made = []
    for sentences in paragraphs(section):
        runs, before = "", ""
        for each in sentences:
            properties = fault + usual.run if fault_of(each) else usual.run
            runs += run(joint(before, each.text) + each.text + flag(each, language), properties)
            marks = (notes.mark(n, styles["footnote reference"]) for n in each.claim.citations)
            runs += _BETWEEN_MARKS.join(mark for mark in marks if mark)
            before = each.text
        made.append(paragraph("", runs, properties=usual.paragraph))
    return made


def _figures(draft: Draft, language: Language, styles: Mapping[str, str]) -> list[str]:
    opening = paragraph(styles["heading 1"], run(say("review.figures", language)), properties="<w:pageBreakBefore/>")
    lines = figure_lines(draft, language)
    if not lines:
        return [opening, paragraph(styles["review note"], run(say("review.figures_none", language)))]
    heads = [say(f"review.column_{name}", language) for name in FIGURE_COLUMNS]
    fault = f'<w:rStyle w:val="{styles["review fault"]}"/>'
    rows = [_row(heads, styles["review cell"], "<w:b/>", head=True)]
    rows += [_row(each.cells(), styles["review cell"], "" if each.good else fault) for each in lines]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in _WIDTHS)
    look = f'<w:tblPr><w:tblW w:w="{sum(_WIDTHS)}" w:type="dxa"/><w:tblBorders>{_LINES}</w:tblBorders>'
    table = f'<w:tbl>{look}<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'
    return [opening, table, paragraph(styles["review note"])]


def _row(cells: Sequence[str], style: str, properties: str, *, head: bool = False) -> str:
    made = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{paragraph(style, run(cell, properties))}</w:tc>'
        for width, cell in zip(_WIDTHS, cells, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if head else ''}</w:trPr>{made}</w:tr>"
