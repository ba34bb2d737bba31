"""A review as one web page: nothing in it is fetched from anywhere, and nothing of a paper becomes markup."""

from __future__ import annotations

from html import escape

from assistant.drafting.standing import fault_of, signed
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
from assistant.messages import Language, say

_STYLE = """
body { max-width: 46em; margin: 2rem auto; padding: 0 1rem; line-height: 1.9; color: #1d2b36;
  font-family: "Songti SC", SimSun, "Noto Serif CJK SC", Georgia, serif; overflow-wrap: anywhere; }
h1 { text-align: center; line-height: 1.4; } h1, h2, h3, h4, th { font-family: "Heiti SC", SimHei, sans-serif; }
p.text:lang(zh) { text-indent: 2em; margin: .4rem 0; } .draft { text-align: center; color: #8a5a00; }
sup a { text-decoration: none; color: #0b6e99; } .fault { background: #fbe5e2; color: #a12c1c; }
table { border-collapse: collapse; width: 100%; font-size: .85rem; line-height: 1.5; }
th, td { border: 1px solid #b9c8d0; padding: .25rem .5rem; text-align: left; vertical-align: top; }
ol.notes { font-size: .85rem; line-height: 1.6; } .scroll { overflow-x: auto; }
@media print { body { margin: 0; } h2, h3 { break-after: avoid; } tr { break-inside: avoid; } }
"""


def to_html(draft: Draft, language: Language) -> str:
    """The whole review; a mark leads to its source and back."""
    numbers = cited_in_order(draft)
    title = escape(draft.title)
    line = draft_line(draft, language)
    body = [f"<h1>{title}</h1>", f'<p class="draft">{escape(line)}</p>' if line else ""]
    seen: set[int] = set()
    for section in draft.sections:
        level = min(section.level + 1, 6)
        body.append(f"<h{level}>{escape(section.heading)}</h{level}>")
        body += _paragraphs(section, numbers, seen, language)
    body.append(_figures(draft, language))
    lines = signatures(draft, language) if signed(draft) else gap_lines(draft, language)
    if lines:
        items = "".join(f"<li>{escape(each)}</li>" for each in lines)
        heading = say("review.signatures" if signed(draft) else "review.gaps", language)
        body.append(f"<h2>{escape(heading)}</h2><ul>{items}</ul>")
    held = {each.n: each for each in draft.citations}
    notes = "".join(
        f'<li id="n{to}">{escape(source_line(held[n], draft, language))} <a href="#r{to}">↩</a></li>'
        for n, to in numbers.items()
    )
    body.append(f'<h2>{escape(say("review.sources_heading", language))}</h2><ol class="notes">{notes}</ol>')
    spoken = "zh-CN" if draft.language == "zh" else "en"
    return (
        f'<!DOCTYPE html>\n<html lang="{spoken}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{_STYLE}</style></head><body>\n"
        + "\n".join(filter(None, body))
        + "\n</body></html>\n"
    )


def _paragraphs(section: DraftSection, numbers: dict[int, int], seen: set[int], language: Language) -> list[str]:
    made = []
    for paragraph in paragraphs(section):
        text, before = "", ""
        for each in paragraph:
            words = escape(each.text)
            if fault_of(each):
                words = f'<span class="fault">{words}{escape(flag(each, language))}</span>'
            marks = "".join(_mark(numbers[n], seen) for n in each.claim.citations if n in numbers)
            text += joint(before, each.text) + words + marks
            before = each.text
        made.append(f'<p class="text">{text}</p>')
    return made


def _mark(number: int, seen: set[int]) -> str:
    """The raised number; the first of its kind is what its note leads back to."""
    name = "" if number in seen else f' id="r{number}"'
    seen.add(number)
    return f'<sup{name}><a href="#n{number}">[{number}]</a></sup>'


def _figures(draft: Draft, language: Language) -> str:
    heading = f"<h2>{escape(say('review.figures', language))}</h2>"
    lines = figure_lines(draft, language)
    if not lines:
        return f"{heading}<p>{escape(say('review.figures_none', language))}</p>"
    heads = "".join(f"<th>{escape(say(f'review.column_{name}', language))}</th>" for name in FIGURE_COLUMNS)
    rows = "".join(
        f"<tr{'' if each.good else ' class=fault'}>{''.join(f'<td>{escape(cell)}</td>' for cell in each.cells())}</tr>"
        for each in lines
    )
    return f'{heading}<div class="scroll"><table><tr>{heads}</tr>{rows}</table></div>'
