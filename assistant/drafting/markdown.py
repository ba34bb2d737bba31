"""A review as Markdown: a footnote on every sentence, the table of figures below. Nothing in it becomes markup."""

from __future__ import annotations

from assistant.drafting.standing import signed
from assistant.drafting.telling import (
    FIGURE_COLUMNS,
    cited_in_order,
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
from assistant.markdown_parts import escaped
from assistant.messages import Language, say


def to_markdown(draft: Draft, language: Language) -> str:
    """The whole review. Sentences that cannot be relied on are marked; a signed one says who signed."""
    numbers = cited_in_order(draft)
    parts = [f"# {escaped(draft.title)}"]
    if line := draft_line(draft, language):
        parts.append(f"> {escaped(line)}")
    for section in draft.sections:
        parts.append(f"{'#' * min(section.level + 1, 6)} {escaped(section.heading)}")
        parts += _paragraphs(section, numbers, language)
    parts += _figures(draft, language)
    lines = signatures(draft, language) if signed(draft) else gap_lines(draft, language)
    if lines:
        parts.append(f"## {say('review.signatures' if signed(draft) else 'review.gaps', language)}")
        parts.append("\n".join(f"- {escaped(each)}" for each in lines))
    held = {each.n: each for each in draft.citations}
    parts += [f"[^{to}]: {escaped(source_line(held[n], draft, language))}" for n, to in numbers.items()]
    return "\n\n".join(parts) + "\n"


def _paragraphs(section: DraftSection, numbers: dict[int, int], language: Language) -> list[str]:
    made = []
    for paragraph in paragraphs(section):
        text, before = "", ""
        for each in paragraph:
            marks = "".join(f"[^{numbers[n]}]" for n in each.claim.citations if n in numbers)
            text += joint(before, each.text) + escaped(each.text) + escaped(flag(each, language)) + marks
            before = each.text
        made.append(text)
    return made


def _figures(draft: Draft, language: Language) -> list[str]:
    heading = f"## {say('review.figures', language)}"
    lines = figure_lines(draft, language)
    if not lines:
        return [heading, say("review.figures_none", language)]
    rows = [[say(f"review.column_{name}", language) for name in FIGURE_COLUMNS], ["---"] * len(FIGURE_COLUMNS)]
    rows += [[escaped(cell) for cell in each.cells()] for each in lines]
    return [heading, "\n".join("| " + " | ".join(row) + " |" for row in rows)]
