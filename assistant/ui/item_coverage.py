"""Which clauses have questions and which have none yet; and questions whose clause is no longer what it was."""

from __future__ import annotations

from functools import partial

import streamlit as st

from assistant.item_reviews import Wanted
from assistant.question_items import ClauseCoverage, Review, ReviewState
from assistant.ui import item_editing
from assistant.ui import onboarding_state as state
from assistant.ui.doing import carry_out
from assistant.ui.item_view import asked, beside, key_html, labels
from assistant.ui.session import current_assistant, current_person, words
from assistant.ui.widgets import badge, notice
from assistant.ui.wording import html, plain


def show_map() -> None:
    """A tile for each clause of the chosen documents that states something to ask of."""
    assistant, person = current_assistant(), current_person()
    titles = {each.document_id: each.title for each in assistant.documents(person)}
    kept = list(dict.fromkeys(each.item.document_id for each in assistant.item_reviews(person)))
    chosen = st.multiselect(
        words("onboarding.papers"), list(titles), key="coverage-documents",
        default=[each for each in kept if each in titles][:1], format_func=lambda name: plain(titles[name]),
        placeholder=words("onboarding.choose_documents"),
    )  # fmt: skip
    if not chosen:
        return
    found = assistant.kept_coverage(chosen, person)
    if not found:
        notice(words("onboarding.nothing_to_ask"))
        return
    covered = sum(bool(each.items) for each in found)
    st.progress(covered / len(found), words("onboarding.covered", covered=covered, count=len(found)))
    for document_id in chosen:
        mine = [each for each in found if each.document_id == document_id]
        if mine:
            st.html(f"<strong>{html(titles[document_id])}</strong>")
            st.html(f'<ul class="cw-map">{"".join(_tile(each) for each in mine)}</ul>')
    _missing([each for each in found if not each.items])


def _tile(each: ClauseCoverage) -> str:
    tone = "done" if each.items else "none"
    told = words("onboarding.tile", clause=each.clause or "—", count=len(each.items))
    states = words("list_separator").join(words(f"onboarding.states_{one}") for one in each.states)
    return f'<li class="cw-{tone}" title="{html(states)}">{html(told)}</li>'


def _missing(missing: list[ClauseCoverage]) -> None:
    if not missing:
        notice(words("onboarding.all_covered"))
        return
    passages = {
        each.passage_id: each
        for document_id in dict.fromkeys(one.document_id for one in missing)
        for each in current_assistant().passages(document_id, current_person())
    }
    with st.expander(words("onboarding.uncovered", count=len(missing))):
        for each in missing:
            text = passages[each.passage_id].text if each.passage_id in passages else ""
            states = "".join(badge(words(f"onboarding.states_{one}"), "quiet") for one in each.states)
            st.html(f'<div class="cw-cited"><b>{html(each.clause)}</b> {states}</div>')
            st.html(f'<div class="cw-text">{html(text)}</div>')


def show_stale(set_id: str) -> None:
    """Each stale item with the text it was made of beside the text that stands there now."""
    found = current_assistant().item_reviews(current_person(), Wanted(set_id=set_id, stale=True))
    if not found:
        notice(words("onboarding.none_stale"), words("onboarding.none_stale_hint"))
        return
    st.caption(words("onboarding.stale_count", count=len(found)))
    for each in found:
        with st.container(border=True, key=f"stale-{each.item.item_id}"):
            _stale(each)


def _stale(each: Review) -> None:
    name, person = each.item.item_id, current_person()
    st.html(f'<div class="cw-label">{labels(each)}</div>')
    st.html(asked(each.item, key=True) + key_html(each.item))
    old, new = beside(each.item.quote, each.now)
    for column, title, text in zip(
        st.columns(2),
        ("onboarding.before", "onboarding.now"),
        (old, new or html(words("onboarding.gone"))),
        strict=True,
    ):
        with column:
            st.html(f'<div class="cw-label">{html(words(title))}</div><div class="cw-text">{text}</div>')
    if each.stale == "changed" and each.now:
        with st.expander(words("onboarding.renew")):
            st.caption(words("onboarding.renew_hint"))
            item_editing.form(each, on_done=lambda: None)
    if each.state is not ReviewState.REJECTED and st.button(words("onboarding.retire"), key=f"retire-{name}"):
        reason = words("onboarding.reason_stale")
        retire = partial(current_assistant().decide_items, [name], ReviewState.REJECTED, person, reason)
        carry_out(retire, words("onboarding.decided"))
    if each.stale == "superseded" and st.button(words("onboarding.make_again"), key=f"again-{name}"):
        state.go_to(state.MAKE)
