"""A draft as Markdown: headings, paragraphs with numbered notes, gaps, and the sources of the notes at the end."""

from __future__ import annotations

from assistant.drafts import Draft, DraftSection, DraftSentence
from assistant.messages import Language, say
from assistant.text.tokens import language_of


def to_markdown(draft: Draft, language: Language) -> str:
    """Write a draft as Markdown with footnotes `[^n]`; one for each citation that a sentence uses."""
    lines = [f"# {draft.title}", ""]
    if draft.note:
        lines += [f"> {draft.note}", ""]
    for section in draft.sections:
        lines += _section(section)
    for each in draft.citations:
        place = say("draft.note_place", language, title=each.title, page=each.page)
        clause = f" {each.clause_path or each.clause}" if each.clause else ""
        lines.append(f"[^{each.n}]: {place}{clause}：{' '.join(each.quote.split())}")
    return "\n".join(lines).rstrip() + "\n"


def _section(section: DraftSection) -> list[str]:
    lines = [f"{'#' * (section.level + 1)} {section.heading}", ""]
    paragraph: list[str] = []
    for each in section.sentences:
        if each.opens and paragraph:
            lines += ["".join(paragraph).strip(), ""]
            paragraph = []
        paragraph.append(_sentence(each))
    if paragraph:
        lines += ["".join(paragraph).strip(), ""]
    if section.gaps:
        lines += [f"> - {each.message}" for each in section.gaps] + [""]
    return lines


def _sentence(sentence: DraftSentence) -> str:
    marks = "".join(f"[^{n}]" for n in sentence.claim.citations)
    # Chinese sentences follow each other without a space, English ones with one.
    return f"{sentence.text}{marks}" if language_of(sentence.text) == "zh" else f"{sentence.text}{marks} "
