"""Which papers take the place of which: what waits for a person's decision, and what has been decided."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from assistant.curation import Basis, Decision, Replacement
from assistant.domain import Document
from assistant.errors import ClearwellError
from assistant.ui.doing import carry_out
from assistant.ui.session import current_assistant, current_person, words
from assistant.ui.widgets import badge, error_card
from assistant.ui.wording import date_name, html

FIRST = 2
"""So many pairs that wait are shown at once: they must not push the papers themselves off the screen."""
TONES = {Decision.SUGGESTED: "plan", Decision.IN_EFFECT: "done", Decision.REJECTED: "quiet"}


def show(documents: Sequence[Document], open_: Callable[..., None]) -> None:
    """Pairs that wait stand open, at the top; the others are there for who looks for them."""
    try:
        found = current_assistant().replacements(current_person())
    except ClearwellError as error:
        error_card(error)
        return
    titles = {each.document_id: titled(each) for each in documents}
    waiting = [each for each in found if each.state is Decision.SUGGESTED]
    decided = sorted((each for each in found if each not in waiting), key=lambda each: each.state is Decision.REJECTED)
    if waiting:
        with st.container(key="waiting-pairs"):
            st.html(f'<div class="cw-label">{html(words("pairs.waiting", count=len(waiting)))}</div>')
            _pairs(waiting[:FIRST], titles, open_)
            if len(waiting) > FIRST:
                with st.expander(words("pairs.more", count=len(waiting) - FIRST)):
                    _pairs(waiting[FIRST:], titles, open_)
    if decided:
        with st.expander(words("pairs.decided", count=len(decided))):
            _pairs(decided, titles, open_)


def _pairs(found: Sequence[Replacement], titles: Mapping[str, str], open_: Callable[..., None]) -> None:
    for each in found:
        pair(each, titles, open_, key=f"{each.older}-{each.newer}")


def titled(document: Document) -> str:
    """The title with the date that tells editions apart."""
    known = document.metadata
    if known.effective_from:
        return words("pairs.effective", title=document.title, date=date_name(known.effective_from))
    if known.published:
        return words("pairs.published", title=document.title, date=date_name(known.published))
    return words("title_quoted", title=document.title)


def pair(each: Replacement, titles: Mapping[str, str], open_: Callable[..., None], key: str) -> None:
    """One pair: both titles, why, and the ways to decide."""
    with st.container(key=f"pair-{key}", border=True):
        why = [words(f"basis.{each.basis.value}")]
        if each.basis is Basis.PERSON and each.by:
            why = [words("pairs.by", by=each.by)]
        if each.since and each.state is not Decision.REJECTED:
            why.append(words("pairs.since", date=date_name(each.since)))
        quote = f"<blockquote>{html(each.quote)}</blockquote>" if each.quote else ""
        st.html(
            f'<div class="cw-pair">{badge(words(f"pair.{each.state.value}"), TONES[each.state])}'
            f"<small>{html(words('list_separator').join(why))}</small>"
            f"<dl><dt>{html(words('pairs.newer'))}</dt><dd>{html(titles.get(each.newer, each.newer))}</dd>"
            f"<dt>{html(words('pairs.older'))}</dt><dd>{html(titles.get(each.older, each.older))}</dd></dl>"
            f"{quote}</div>"
        )
        with st.container(key=f"decide-{key}", horizontal=True):
            _decisions(each, key)
            for side in ("newer", "older"):
                st.button(
                    words(f"pairs.open_{side}"),
                    key=f"open-{side}-{key}",
                    type="tertiary",
                    on_click=open_,
                    args=(getattr(each, side),),
                )


def _decisions(each: Replacement, key: str) -> None:
    wanted: Decision | None = None
    if each.state is Decision.SUGGESTED:
        if st.button(words("pairs.yes"), key=f"yes-{key}", type="primary"):
            wanted = Decision.IN_EFFECT
        if st.button(words("pairs.no"), key=f"no-{key}"):
            wanted = Decision.REJECTED
    elif each.state is Decision.IN_EFFECT:
        if st.button(words("pairs.undo"), key=f"no-{key}", icon=":material/undo:"):
            wanted = Decision.REJECTED
    elif st.button(words("pairs.redo"), key=f"yes-{key}", icon=":material/undo:"):
        wanted = Decision.IN_EFFECT
    if wanted is not None:
        state, assistant, person = wanted, current_assistant(), current_person()
        carry_out(lambda: assistant.decide(each.older, each.newer, state, person), words(f"decided.{state.value}"))
