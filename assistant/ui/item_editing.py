"""Editing an item: its words in a form, and every reason why a change is not taken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from assistant.messages import say
from assistant.onboarding.exporting.lettering import letters_of
from assistant.onboarding.importing import read_answer
from assistant.question_items import ItemType, QuestionItem, Review
from assistant.ui.doing import carry_out
from assistant.ui.item_view import item_word
from assistant.ui.session import current_assistant, current_person, language, words
from assistant.ui.wording import html


def form(each: Review, on_done: Callable[[], None]) -> None:
    """The item's words to change. What its source does not hold is refused, with every reason at once."""
    item, name = each.item, each.item.item_id
    with st.form(f"item-{name}", border=False):
        question = st.text_area(item_word("column_question"), item.question, key=f"item-question-{name}", height=80)
        options = ""
        if item.options:
            options = st.text_area(words("onboarding.options"), "\n".join(item.options), key=f"item-options-{name}")
        key = "onboarding.answer_letters" if item.options else "onboarding.answer_words"
        answer = st.text_input(words(key), _told(item), key=f"item-answer-{name}")
        explained = st.text_area(item_word("column_explanation"), item.explanation, key=f"item-explanation-{name}")
        with st.container(horizontal=True, key=f"item-tags-{name}"):
            topic = st.text_input(item_word("column_topic"), item.topic, key=f"item-topic-{name}")
            role = st.text_input(item_word("column_role"), item.role, key=f"item-role-{name}")
        if not st.form_submit_button(words("onboarding.save"), type="primary"):
            return
    told = tuple(line.strip() for line in options.splitlines() if line.strip()) if item.options else ()
    changed = replace(item, question=question.strip(), options=told, explanation=explained.strip(),
                      topic=topic.strip(), role=role.strip())  # fmt: skip
    read = read_answer(answer, changed, language())
    if read is None:
        _refused([say("requests.edit_answer_unread", language(), answer=answer)])
        return
    changed = replace(changed, answer=read)
    if problems := current_assistant().item_problems(changed, current_person()):
        _refused([say(f"requests.{one.key}", language(), **dict(one.params)) for one in problems])
        return
    on_done()
    carry_out(lambda: current_assistant().edit_item(changed, current_person()), words("onboarding.saved"))


def _told(item: QuestionItem) -> str:
    letters = letters_of(item)
    if letters and item.type is not ItemType.TRUE_FALSE:
        return "".join(letters)
    return "；".join(item.answer)


def _refused(reasons: list[str]) -> None:
    lines = "".join(f"<p>{html(each)}</p>" for each in reasons)
    head = html(words("onboarding.not_saved"))
    st.html(f'<div class="cw-notice cw-error" role="alert"><strong>{head}</strong>{lines}</div>')
