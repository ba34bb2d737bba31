"""What is known of a document, field by field: what was detected, what someone set, and the way to change it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import streamlit as st

from assistant.curation import Described, ReadingAccount
from assistant.domain import Document, Metadata
from assistant.messages import keys
from assistant.ui.doing import carry_out
from assistant.ui.session import current_assistant, current_person, words
from assistant.ui.wording import EARLIEST, LATEST, date_name, html, named, period_name

LEFT = ("title", "kind", "organisation", "department", "place", "doc_number")
RIGHT = ("published", "period", "effective_from", "effective_to", "replaces", "language", "access_label")
DATES = ("published", "effective_from", "effective_to")
LANGUAGES = ("", "zh", "en")
NOT_IN_PAPERS = ("access_label",)
"""What no paper says of itself."""


def show(account: ReadingAccount) -> None:
    """Draw the form. Only what was changed is saved; a field taken back shows again what the paper or manifest says."""
    document, known = account.document, account.document.metadata
    st.html(f'<p class="cw-lead">{html(words("details.lead"))}</p>')
    values: dict[str, object] = {}
    taken_back = None
    with st.form(f"details-{document.document_id}", enter_to_submit=False, border=False):
        columns = st.columns(2, gap="large")
        for column, names in zip(columns, (LEFT, RIGHT), strict=True):
            with column:
                for name in names:
                    values[name] = _field(name, document)
                    if _origin(name, account.described):
                        taken_back = name
        saved = st.form_submit_button(words("details.save"), type="primary", key="details-save")
    assistant, person = current_assistant(), current_person()
    if taken_back is not None:
        back = taken_back
        carry_out(
            lambda: assistant.describe(document.document_id, {back: None}, person),
            words("details.taken_back", field=words(f"field.{back}")),
        )
    elif saved:
        new = changed(values, known)
        if new:
            carry_out(lambda: assistant.describe(document.document_id, new, person), words("details.saved"))
        else:
            st.caption(words("details.unchanged"))


def changed(values: Mapping[str, object], known: Metadata) -> dict[str, object]:
    """The values that are not what is known already. An emptied field is the person's word that there is none: ""."""
    plain = {name: "" if value is None else value for name, value in values.items()}
    return {name: value for name, value in plain.items() if value != (getattr(known, name) or _nothing(name))}


def _nothing(name: str) -> object:
    return () if name == "replaces" else ""


def _field(name: str, document: Document) -> object:
    """The widget of one field. Its key holds the value, so that a value changed elsewhere is shown."""
    label, value = words(f"field.{name}"), getattr(document.metadata, name)
    key = f"field-{document.document_id}-{name}-{value}"
    if name in DATES:
        return st.date_input(
            label, value, min_value=EARLIEST, max_value=LATEST, format="YYYY-MM-DD", key=key, help=_help(name)
        )
    if name == "kind":
        kinds = sorted({"", *keys("kinds"), value})
        return st.selectbox(label, kinds, kinds.index(value), format_func=_kind_name, key=key)
    if name == "language":
        languages = LANGUAGES if value in LANGUAGES else (*LANGUAGES, value)
        return st.selectbox(label, languages, languages.index(value), format_func=_language_name, key=key)
    if name == "replaces":
        text = st.text_area(label, "\n".join(value), key=key, height=68, help=_help(name))
        return tuple(line.strip() for line in text.splitlines() if line.strip())
    return st.text_input(label, value or "", key=key, help=_help(name)).strip()


def _help(name: str) -> str | None:
    return words(f"help.{name}") if f"help.{name}" in keys("ui") else None


def _origin(name: str, described: Described) -> bool:
    """A line on where the value comes from; True when the person's word is to be taken back."""
    chosen, manifest = dict(described.chosen), dict(described.manifest)
    origin = "person" if name in chosen else "manifest" if name in manifest else "detected"
    below = dict(manifest) if name in manifest and name in chosen else {}
    told = value_name(name, below.get(name, getattr(described.detected, name)))
    if origin == "detected":
        found = "usual" if name in NOT_IN_PAPERS else "detected" if told else "nothing"
        text = words(f"origin.{found}")
    else:
        text = words(f"origin.{origin}", by=described.by, detected=told or words("origin.unknown"))
    with st.container(key=f"origin-{name}", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(f'<small class="cw-origin cw-from-{origin}">{html(text)}</small>', width="content")
        if origin != "person":
            return False
        return st.form_submit_button(words("details.take_back"), key=f"back-{name}", type="tertiary")


def value_name(name: str, value: object) -> str:
    """A field's value as a person reads it, "" when it is unknown."""
    if not value:
        return ""
    if isinstance(value, date):
        return date_name(value)
    if isinstance(value, tuple):
        return words("list_separator").join(map(str, value))
    if name == "language":
        return _language_name(str(value))
    if name == "period":
        return period_name(str(value))
    return named("kind", str(value)) if name == "kind" else str(value)


def _kind_name(kind: str) -> str:
    return named("kind", kind) if kind else words("details.none")


def _language_name(code: str) -> str:
    return named("paper_language", code) if code else words("details.none")
