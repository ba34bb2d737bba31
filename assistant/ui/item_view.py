"""One onboarding question for a person: what it asks, its key, and the words it rests on, in their place."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

import streamlit as st

from assistant.errors import NotFound
from assistant.messages import say
from assistant.onboarding.exporting.lettering import LETTERS, key_of, source_of
from assistant.onboarding.publishing import citation_of
from assistant.question_items import ItemType, QuestionItem, Review, ReviewState
from assistant.ui.session import current_assistant, current_person, language, words
from assistant.ui.widgets import AROUND, badge, quote_html
from assistant.ui.wording import html

TONES = {
    ReviewState.NEW: "plan",
    ReviewState.APPROVED: "done",
    ReviewState.EDITED: "done",
    ReviewState.REJECTED: "warn",
}

_TOKEN = re.compile(r"\d[\d.,]*|[A-Za-z]+|.", re.DOTALL)


def item_word(key: str) -> str:
    """A word of the catalogue of items, in the session's language."""
    return say(f"items.{key}", language())


def labels(each: Review) -> str:
    """State, type and difficulty as small labels."""
    item = each.item
    found = badge(item_word(f"state_{each.state.value}"), TONES[each.state])
    if each.stale:
        found += badge(words(f"stale.{each.stale}"), "warn")
    kinds = (item_word(f"type_{item.type.value}"), item_word(f"difficulty_{item.difficulty.value}"), item.role)
    return found + "".join(badge(each, "quiet") for each in kinds if each)


def asked(item: QuestionItem, key: bool) -> str:
    """The question with its options as HTML; with `key` the right ones are marked."""
    marks = "".join(
        f"<li{_right(item, option) if key else ''}><b>{LETTERS[at]}</b><span>{html(option)}</span></li>"
        for at, option in enumerate(item.options)
    )
    options = f'<ul class="cw-options">{marks}</ul>' if marks else ""
    return f'<div class="cw-item-question">{html(item.question)}</div>{options}'


def _right(item: QuestionItem, option: str) -> str:
    return ' class="cw-key"' if option in item.answer and item.type is not ItemType.ORDER else ""


def key_html(item: QuestionItem) -> str:
    """The key and its explanation as HTML."""
    explained = f'<p class="cw-lead">{html(item.explanation)}</p>' if item.explanation else ""
    told = html(words("onboarding.key", answer=key_of(item, language())))
    return f'<div class="cw-item-key">{told}</div>{explained}'


def show_source(item: QuestionItem) -> None:
    """The quote marked in its place; of a paper that is gone the quote alone."""
    st.html(f'<div class="cw-cited">{html(source_of(item, language()))}</div>')
    citation = citation_of(item)
    try:
        seen = current_assistant().quote_in_context(citation, current_person(), AROUND)
    except NotFound:
        st.html(f'<div class="cw-text"><mark>{html(item.quote)}</mark></div>')
    else:
        st.html(quote_html(citation, seen))


def beside(before: str, now: str) -> tuple[str, str]:
    """Two texts as HTML, with what only one of them has marked, number by number and word by word.

    What the text of now has before and after the other's words is its context and not marked.
    """
    old, new = _TOKEN.findall(before), _TOKEN.findall(now)
    left, right = [], []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, come = "".join(old[a:b]), "".join(new[c:d])
        around = kind == "insert" and (a in (0, len(old)))
        left.append(html(gone) if kind == "equal" else _marked(gone))
        right.append(f'<span class="cw-around">{html(come)}</span>' if around else
                     html(come) if kind == "equal" else _marked(come))  # fmt: skip
    return "".join(left), "".join(right)


def _marked(text: str) -> str:
    return f"<mark>{html(text)}</mark>" if text else ""
