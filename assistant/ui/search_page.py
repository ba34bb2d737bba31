"""The Search page: passages with why they are there, and what was understood, which a person can take back."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from assistant.domain import Facets, Filters, Hint, SearchHit, SearchResult
from assistant.errors import ClearwellError
from assistant.retrieval.in_words import hint_words, reasons
from assistant.retrieval.snippets import snippet, sought
from assistant.ui import document_view, navigation, word_list
from assistant.ui.session import current_assistant, current_person, language, words
from assistant.ui.widgets import badge, error_card, has_standing, heading, notice, standing_badge
from assistant.ui.wording import html, named, plain, when_of

WORDS, WITHOUT, SHOWN = "search_words", "search_without", "search_shown"
"""Session keys: what is looked for; what was understood of it and is not meant; how many results are shown."""
YEARS, KINDS, PLACES = "search_years", "search_kinds", "search_places"
STEP = 10


def show() -> None:
    """Draw the page: the box, what was understood, the results."""
    heading(words("search.title"), words("search.lead"))
    try:
        _box()
        filters = _filters(current_assistant().facets(current_person()))
        if asked := st.session_state.get(WORDS, ""):
            _results(asked, filters)
        word_list.show()
    except ClearwellError as error:
        error_card(error)


def _box() -> None:
    with st.form("search-form", border=False), st.container(key="search-bar", horizontal=True):
        st.text_input(
            words("search.title"),
            value=st.session_state.get(WORDS, ""),
            key="search-box",
            placeholder=words("search.placeholder"),
            label_visibility="collapsed",
        )
        st.form_submit_button(words("search.go"), type="primary", icon=":material/search:", on_click=_look_for)


def _look_for() -> None:
    """A new search begins with nothing taken back."""
    st.session_state[WORDS] = st.session_state["search-box"].strip()
    st.session_state[WITHOUT] = frozenset()
    st.session_state[SHOWN] = STEP


def _filters(facets: Facets) -> Filters:
    """The sidebar's choices; they are kept while another page is looked at."""
    with st.sidebar:
        if facets.years or facets.kinds or facets.places:
            st.html(f'<div class="cw-label">{html(words("filters.title"))}</div>')
        years = _choice(YEARS, words("filters.years"), facets.years)
        kinds = _choice(KINDS, words("filters.kinds"), facets.kinds)
        places = _choice(PLACES, words("filters.places"), facets.places)
    return Filters(
        years=tuple(map(int, years)), kinds=kinds, places=places, without=st.session_state.get(WITHOUT, frozenset())
    )


def _choice(key: str, label: str, offered: tuple[int, ...] | tuple[str, ...]) -> tuple[str, ...]:
    if not offered:
        return ()
    options = [str(each) for each in offered]
    kept = [each for each in st.session_state.get(f"last_{key}", []) if each in options]
    chosen = st.multiselect(
        label,
        options,
        default=kept,
        key=f"{key}-{language()}",
        placeholder=words("filters.any"),
        format_func=(lambda kind: named("kind", kind)) if key == KINDS else str,
    )
    st.session_state[f"last_{key}"] = chosen
    return tuple(chosen)


def _results(asked: str, filters: Filters) -> None:
    shown = st.session_state.setdefault(SHOWN, STEP)
    found = current_assistant().search(asked, current_person(), filters, limit=shown + 1)
    _understood(found)
    if not found.hits:
        notice(words("search.nothing"), words("search.nothing_hint"))
        return
    nearest = max(hit.legs.get("dense", 0.0) for hit in found.hits)
    for place, hit in enumerate(found.hits[:shown]):
        _hit(place, hit, found, nearest)
    if len(found.hits) > shown:
        st.button(words("search.more"), key="search-more", on_click=_show_more)


def _show_more() -> None:
    st.session_state[SHOWN] += STEP


def _understood(found: SearchResult) -> None:
    """What the question was taken to say, each with a click to take it back; and what was taken back, to have again."""
    understood = found.understood
    if not understood.hints and not understood.removed:
        return
    with st.container(key="search-hints", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(f'<span class="cw-label">{html(words("search.understood"))}</span>', width="content")
        for n, hint in enumerate(understood.hints):
            kind: Literal["secondary", "tertiary"] = "secondary" if hint.certain else "tertiary"
            _chip(f"hint-{n}", hint, kind, ":material/close:")
        for n, hint in enumerate(understood.removed):
            _chip(f"gone-{n}", hint, "tertiary", ":material/undo:")


def _chip(key: str, hint: Hint, kind: Literal["secondary", "tertiary"], icon: str) -> None:
    gone = key.startswith("gone")
    role = "gone" if gone else ("certain" if hint.certain else "likely")
    said = hint_words(hint, language())
    st.button(
        plain(words(f"search.chip_{role}", hint=said)),
        key=key,
        type=kind,
        icon=icon,
        help=words(f"search.help_{role}"),
        on_click=_take_back,
        args=(hint.key, not gone),
    )


def _take_back(key: str, gone: bool) -> None:
    held: frozenset[str] = st.session_state.get(WITHOUT, frozenset())
    st.session_state[WITHOUT] = held | {key} if gone else held - {key}


def _hit(place: int, hit: SearchHit, found: SearchResult, nearest: float) -> None:
    document, passage = hit.document, hit.passage
    standing = standing_badge(document.status) if has_standing(document) else ""
    why = "".join(badge(reason, "state") for reason in reasons(hit, nearest, language()))
    also = words(
        "search.also", titles=words("list_separator").join(words("title_quoted", title=d.title) for d in hit.also)
    )
    with st.container(key=f"hit-{place}", border=True):
        st.html(
            f'<div class="cw-hit"><strong>{place + 1}. {html(document.title)}</strong> {standing}'
            f"<small>{html(_where(hit))}</small>"
            f'<div class="cw-text">{_marked(hit, found)}</div>'
            + (f"<small>{html(also)}</small>" if hit.also else "")
            + f'<div class="cw-why"><span>{html(words("search.why"))}</span>{why}</div></div>'
        )
        with st.container(key=f"hit-actions-{place}", horizontal=True, vertical_alignment="center"):
            if st.button(
                words("ask.open_document"), key=f"open-{place}", type="tertiary", icon=":material/open_in_new:"
            ):
                document_view.choose(document.document_id, passage.page)
                navigation.go_to(navigation.DOCUMENTS)
            with st.popover(words("search.numbers"), type="tertiary"):
                st.html(_numbers(hit))


def _where(hit: SearchHit) -> str:
    """制度 · 2023年 · 第2页 · 第十二条 · 第三章 维护, as far as known."""
    passage, metadata = hit.passage, hit.document.metadata
    parts = [
        named("kind", metadata.kind) if metadata.kind else "",
        when_of(hit.document),
        words("page", page=passage.page),
        passage.clause_path or passage.clause or "",
        " › ".join(passage.section),
    ]
    return " · ".join(part for part in parts if part)


def _marked(hit: SearchHit, found: SearchResult) -> str:
    pieces = snippet(" ".join(hit.passage.text.split()), sought(found.query, found.understood))
    return "".join(f"<mark>{html(each.text)}</mark>" if each.marked else html(each.text) for each in pieces)


def _numbers(hit: SearchHit) -> str:
    """The score as the sum that it is."""
    from assistant.messages import say

    rows = "".join(
        f"<dt>{html(say(f'cli.leg_{name}', language()))}</dt><dd>{value:+.4f}</dd>"
        for name, value in hit.legs.items()
        if value and name != "keyword"
    )
    total = f"<dt>{html(words('search.score'))}</dt><dd><strong>{hit.score:.4f}</strong></dd>"
    raw = f"<dt>BM25</dt><dd>{hit.legs['keyword']:.2f}</dd>" if hit.legs.get("keyword") else ""
    return f'<dl class="cw-facts">{rows}{total}{raw}</dl>'
