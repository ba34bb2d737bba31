"""Kept reviews as JSON, in the shapes of docs/interfaces.md."""

from __future__ import annotations

from typing import Any

from assistant.drafting.standing import faults, signed
from assistant.drafts import Draft, DraftSection
from assistant.kept_drafts import DraftChange, DraftRevision, KeptDraft

Json = dict[str, Any]


def kept(each: KeptDraft) -> Json:
    return {
        "draft_id": each.draft_id,
        "title": each.title,
        "year": each.year,
        "outline": each.outline,
        "language": each.language,
        "revision": each.revision,
        "made_at": each.made_at,
        "made_by": each.made_by,
        "changed_at": each.changed_at,
        "changed_by": each.changed_by,
        "sentences": each.sentences,
        "red": each.red,
        "stale": each.stale,
        "signed": each.signed,
        "to_sign": each.to_sign,
    }


def revision(each: DraftRevision) -> Json:
    return {"revision": each.revision, "what": each.what, "by": each.by, "at": each.at, "of": each.of}


def change(each: DraftChange) -> Json:
    return {
        "kind": each.kind,
        "section": each.section,
        "sentence_id": each.sentence_id or None,
        "before": each.before,
        "after": each.after,
    }


def standing(draft: Draft) -> Json:
    """What a kept draft has beyond a fresh one: its revision, the state and the faults of each section, its papers."""
    return {
        "draft_id": draft.draft_id,
        "revision": draft.revision,
        "signed_off": signed(draft),
        "states": [_state(each) for each in draft.sections],
        "papers": [
            {
                "document_id": each.document_id,
                "version": each.version,
                "title": each.title,
                "published": each.published or None,
                "sha256": each.sha256,
            }
            for each in draft.papers
        ],
    }


def _state(each: DraftSection) -> Json:
    return {
        "section_id": each.section_id,
        "heading": each.heading,
        "state": each.state.value,
        "signed_by": each.signed_by or None,
        "signed_at": each.signed_at or None,
        "faults": [
            {
                "sentence_id": one.sentence_id,
                "kind": one.kind,
                "text": one.text,
                "stale": one.stale.value if one.stale else None,
            }
            for one in faults(each)
        ],
    }
