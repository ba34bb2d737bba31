"""Measure drafts: `python -m evals.drafts PATH... --year Y --outline NAME [--key FILE] [--edits N] [--save FILE]`.

The papers go into a throw-away library. Counted are: sentences cited and supported, figures verified, plans among
results, sentences twice, the sources' achieved figures used in the right theme, planted edits caught, seconds a
section.

The right theme of a figure is that of the source's own heading where it begins with the theme's (项目提速增效能), else
what a reader said of its heading in the key: lines of {"document", "heading", "themes"}, both parts of a name.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.access import LOCAL_PERSON
from assistant.bootstrap import open_assistant
from assistant.domain import Status, Verdict
from assistant.drafting.checking import is_verified
from assistant.drafting.markdown import to_markdown
from assistant.drafts import Draft, DraftRequest, DraftSection, Part
from assistant.figures import Figure, Wanted
from assistant.service import Assistant
from assistant.text import quantities
from evals.draft_edits import edits

KEY = Path(__file__).parent / "cases" / "draft_themes.jsonl"
_PAST = (Part.OPENING, Part.CASE, Part.RESULTS)


@dataclass(frozen=True, slots=True)
class Right:
    """A reader's word: figures under this heading of this document belong to any of these themes."""

    document: str
    heading: str
    themes: tuple[str, ...]


def read_key(path: Path) -> list[Right]:
    """The lines of a key."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [Right(each["document"], each["heading"], tuple(each["themes"])) for each in lines]


def measure(
    assistant: Assistant, draft: Draft, figures: Sequence[Figure], key: Sequence[Right], count: int
) -> dict[str, Any]:
    """All counts of one draft as shares from 0 to 1; `missed` lists the figures that were not used rightly."""
    sentences = [each for section in draft.sections for each in section.sentences]
    texts = [each.text for each in sentences]
    used, missed = themed(draft, figures, key)
    past = [each for section in draft.sections if section.part in _PAST for each in section.sentences]
    written = [section for section in draft.sections if section.sentences]
    planted = edits(draft, count)
    open_ = [f"{each.kind}: {each.text}" for each in planted if not _caught(assistant, draft, each.section, each)]
    return {
        "sentences": len(sentences),
        "cited": _share([bool(each.claim.citations) for each in sentences]),
        "supported": _share([each.claim.verdict is Verdict.SUPPORTED for each in sentences]),
        "figures": len(draft.figures),
        "verified": _share([is_verified(each) for each in draft.figures]),
        "plans_in_results": sum(each.claim.status is Status.PLANNED for each in past),
        "repeated": len(texts) - len(set(texts)),
        "achieved_figures": used + len(missed),
        "used_in_right_theme": used / (used + len(missed)) if used + len(missed) else None,
        "edits": len(planted),
        "edits_caught": (len(planted) - len(open_)) / len(planted) if planted else None,
        "seconds_a_section": draft.seconds / max(1, len(written)),
        "missed": missed,
        "uncaught": open_,
    }


def themed(draft: Draft, figures: Sequence[Figure], key: Sequence[Right]) -> tuple[int, list[str]]:
    """How many distinct achieved figures stand under a right theme or in the opening, and the others in words."""
    held: dict[str, set[tuple[float, str]]] = {}
    heading = ""
    for section in draft.sections:
        if section.part is Part.HEADING or section.level == 1:
            heading = section.heading
        if section.part in _PAST:
            name = "" if section.part is Part.OPENING else heading
            held.setdefault(name, set()).update(_numbers(section))
    themes = [name for name in held if name]
    used, missed, seen = 0, [], set()
    for each in figures:
        fact = (float(f"{each.value:.6g}"), each.unit[-1:])
        if fact in seen:
            continue
        seen.add(fact)
        right = _right(each, themes, key)
        if any(_holds(held.get(name, set()), fact) for name in (*right, "")):
            used += 1
        else:
            missed.append(f"{each.raw}{each.unit} {each.quote} → {'/'.join(right)}")
    return used, missed


def _holds(numbers: set[tuple[float, str]], fact: tuple[float, str]) -> bool:
    return fact in numbers or (not fact[1] and any(value == fact[0] for value, _ in numbers))


def _numbers(section: DraftSection) -> set[tuple[float, str]]:
    found = (each for sentence in section.sentences for each in quantities.find(sentence.text))
    return {(float(f"{each.value:.6g}"), each.unit[-1:]) for each in found}


def _right(figure: Figure, themes: Sequence[str], key: Sequence[Right]) -> tuple[str, ...]:
    path = "/".join(figure.section)
    for each in key:
        if each.document in figure.title and each.heading in path:
            return each.themes
    own = tuple(name for name in themes if any(part.startswith(name) for part in figure.section))
    return own or tuple(themes)


def _caught(assistant: Assistant, draft: Draft, section: DraftSection, edit: Any) -> bool:
    cited = [each for each in draft.citations if each.n in edit.sentence.claim.citations]
    checked = assistant.check_sentence(edit.text, cited, LOCAL_PERSON, section.part)
    return checked.claim.verdict is not Verdict.SUPPORTED


def _share(values: Sequence[bool]) -> float | None:
    return sum(values) / len(values) if values else None


def main() -> None:
    """Fill a library, draft, measure, print JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--year", type=int, required=True)
    parser.add_argument("--outline", default="special_report")
    parser.add_argument("--key", type=Path, default=KEY)
    parser.add_argument("--edits", type=int, default=100)
    parser.add_argument("--save", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        assistant = open_assistant(home)
        assistant.ingest(given.paths, LOCAL_PERSON)
        outline = assistant.outline(given.outline, LOCAL_PERSON)
        draft = assistant.draft(DraftRequest(given.year, outline), LOCAL_PERSON)
        wanted = Wanted(document_ids=draft.sources, years=(given.year,), statuses=(Status.ACHIEVED,))
        figures = [each for each in assistant.figures(LOCAL_PERSON, wanted) if each.usable and not each.within]
        result = measure(assistant, draft, figures, read_key(given.key), given.edits)
        if given.save:
            given.save.write_text(to_markdown(draft, "en" if draft.language == "en" else "zh"), encoding="utf-8")
    print(json.dumps(result, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
