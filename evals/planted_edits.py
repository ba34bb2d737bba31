"""Edit drafts as a careless person would, and see what the product says:
`python -m evals.planted_edits PATH... --year Y [--outline NAME] [--edits N]`.

The papers go into a throw-away library, a draft is kept there. Each planted edit (a digit, a unit, a year, a plan told
as achieved) is made through the same door as a person's; it is caught when the sentence turns red at once, its section
cannot be signed off, and the review cannot be exported as signed off. Then it is undone. `false_alarms` are sentences
that turn red when they are saved just as they stand.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path
from time import perf_counter
from typing import Any

from assistant.access import LOCAL_PERSON
from assistant.bootstrap import open_assistant
from assistant.drafting.editing import section_named, sentence_of
from assistant.drafting.standing import fault_of
from assistant.drafts import Draft, DraftRequest, Part, SectionState
from assistant.errors import UsageError
from assistant.service import Assistant
from evals.draft_edits import Edit, edits


def measure(assistant: Assistant, draft: Draft, count: int) -> dict[str, Any]:
    """Counts over up to `count` edits of a kept draft; `open` lists those that were not caught, by kind and words."""
    planted = edits(draft, count)
    alarms = _false_alarms(assistant, draft)
    # Everything that can be signed is, so that each refusal below is owed to the one edit.
    draft = _all_signed(assistant, draft)
    caught: dict[str, list[bool]] = {}
    open_, exported, seconds = [], 0, 0.0
    for each in planted:
        started = perf_counter()
        changed = assistant.change_sentence(
            draft.draft_id, draft.revision, each.sentence.sentence_id, each.text, LOCAL_PERSON
        )
        seconds += perf_counter() - started
        red = bool(fault_of(sentence_of(changed, each.sentence.sentence_id)))
        unsigned = _sign_refused(assistant, changed, each)
        refused = _export_refused(assistant, changed.draft_id)
        caught.setdefault(each.kind, []).append(red and unsigned)
        exported += not refused
        if not red:
            open_.append({"kind": each.kind, "was": each.sentence.text, "edited": each.text})
        draft = assistant.restore_revision(
            draft.draft_id, assistant.draft_kept(draft.draft_id, LOCAL_PERSON).revision, draft.revision, LOCAL_PERSON
        )
        draft = _signed_again(assistant, draft, each)
    flat = [one for kind in caught.values() for one in kind]
    return {
        "edits": len(flat),
        "caught": sum(flat) / len(flat) if flat else None,
        "by_kind": {kind: f"{sum(found)}/{len(found)}" for kind, found in caught.items()},
        "exported_as_signed": exported,
        "false_alarms": alarms,
        "seconds_an_edit": round(seconds / len(flat), 3) if flat else None,
        "open": open_,
    }


def _false_alarms(assistant: Assistant, draft: Draft) -> list[str]:
    """Good sentences that are red once they are checked again as they stand."""
    held = {each.n: each for each in draft.citations}
    return [
        sentence.text
        for section in draft.sections
        for sentence in section.sentences
        if not fault_of(sentence)
        and fault_of(
            assistant.check_sentence(
                sentence.text, [held[n] for n in sentence.claim.citations], LOCAL_PERSON, section.part
            )
        )
    ]


def _all_signed(assistant: Assistant, draft: Draft) -> Draft:
    for each in draft.sections:
        if each.part is not Part.HEADING or each.sentences:
            draft = assistant.set_section_state(
                draft.draft_id, draft.revision, each.section_id, SectionState.SIGNED_OFF, LOCAL_PERSON
            )
    return draft


def _sign_refused(assistant: Assistant, draft: Draft, edit: Edit) -> bool:
    section_id = edit.section.section_id
    try:
        assistant.set_section_state(draft.draft_id, draft.revision, section_id, SectionState.SIGNED_OFF, LOCAL_PERSON)
    except UsageError as refused:
        return refused.key == "not_to_sign"
    return False


def _export_refused(assistant: Assistant, draft_id: str) -> bool:
    try:
        assistant.export_draft(draft_id, "md", LOCAL_PERSON, signed_off=True)
    except UsageError as refused:
        return refused.key == "not_signed"
    return False


def _signed_again(assistant: Assistant, draft: Draft, edit: Edit) -> Draft:
    section = section_named(draft, edit.section.section_id)
    if section.state is SectionState.SIGNED_OFF:
        return draft
    return assistant.set_section_state(
        draft.draft_id, draft.revision, section.section_id, SectionState.SIGNED_OFF, LOCAL_PERSON
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m evals.planted_edits", description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--year", type=int, required=True)
    parser.add_argument("--outline", default="special_report")
    parser.add_argument("--edits", type=int, default=100)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        assistant = open_assistant(Path(home))
        assistant.ingest(arguments.paths, LOCAL_PERSON)
        request = DraftRequest(arguments.year, assistant.outline(arguments.outline, LOCAL_PERSON))
        kept = assistant.keep_draft(assistant.draft(request, LOCAL_PERSON), LOCAL_PERSON)
        print(json.dumps(measure(assistant, kept, arguments.edits), ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
