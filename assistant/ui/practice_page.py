"""The Practice page: a newcomer answers question after question, sees the clause at once, and meets mistakes again."""

from __future__ import annotations

from dataclasses import dataclass, field

import streamlit as st

from assistant.errors import ClearwellError
from assistant.item_reviews import SIGNED, Grade, Graded, Wanted
from assistant.messages import Language, say
from assistant.onboarding.exporting.certificate import certificate
from assistant.question_items import ItemType, QuestionItem
from assistant.ui.item_view import asked, item_word, key_html, show_source
from assistant.ui.session import current_assistant, current_person, language, words
from assistant.ui.widgets import badge, error_card, heading, notice
from assistant.ui.wording import html, plain

ROUND, LEARNER = "practice_round", "practice_learner"


@dataclass
class Round:
    """A round under way: what is still to be answered, wrong ones again at the end, and what came of the last."""

    learner: str
    left: list[QuestionItem]
    count: int
    right_first: int = 0
    wrong: set[str] = field(default_factory=set)
    done: int = 0
    last: Graded | None = None
    given: tuple[str, ...] = ()


def show() -> None:
    """Draw the beginning, the question, its feedback or the end of the round."""
    heading(words("practice.title"), words("practice.lead"))
    try:
        held: Round | None = st.session_state.get(ROUND)
        if held is None:
            _begin()
        elif held.last is not None:
            _feedback(held, held.last)
        elif held.left:
            _question(held)
        else:
            _end(held)
    except ClearwellError as error:
        st.session_state.pop(ROUND, None)
        error_card(error)


def _begin() -> None:
    assistant, person = current_assistant(), current_person()
    ready = [each.item for each in assistant.item_reviews(person, Wanted(states=SIGNED, stale=False))]
    if not ready:
        notice(words("practice.none"), words("practice.none_hint"))
        return
    roles = sorted({each.role for each in ready if each.role})
    topics = sorted({each.topic for each in ready if each.topic})
    with st.container(border=True, key="practice-begin"):
        learner = st.text_input(
            words("practice.learner"), st.session_state.get(LEARNER, ""), key="practice-name",
            help=words("practice.learner_help"),
        )  # fmt: skip
        with st.container(horizontal=True, vertical_alignment="bottom", key="practice-choices"):
            role = st.multiselect(words("practice.roles"), roles, key="practice-roles", format_func=plain,
                                  placeholder=words("figures.all"))  # fmt: skip
            topic = st.multiselect(words("practice.topics"), topics, key="practice-topics", format_func=plain,
                                   placeholder=words("figures.all"))  # fmt: skip
        st.session_state.setdefault("practice-length", 10)
        length = st.segmented_control(words("practice.length"), [5, 10, 20, 50], key="practice-length", required=True)
        if st.button(words("practice.begin"), type="primary", key="practice-start"):
            if not learner.strip():
                notice(words("practice.name_first"))
                return
            st.session_state[LEARNER] = learner.strip()
            wanted = Wanted(topics=tuple(topic), roles=tuple(role))
            items = assistant.practice_round(person, wanted, length or 10, learner.strip())
            st.session_state[ROUND] = Round(learner.strip(), list(items), len(items))
            st.rerun()
    if learner.strip():
        told = assistant.practice_progress(person, learner.strip())
        if told.items:
            st.caption(certificate(told, language()))
            if told.due:
                st.caption(words("practice.due", count=told.due))


def _question(held: Round) -> None:
    item = held.left[0]
    place = min(held.done + 1, held.count) if item.item_id not in held.wrong else held.count
    again = badge(words("practice.again"), "plan") if item.item_id in held.wrong else ""
    with st.container(border=True, key="practice-card"):
        st.progress(min(1.0, held.done / held.count))
        kind = badge(item_word(f"type_{item.type.value}"), "quiet")
        at = html(words("onboarding.place", at=place, count=held.count))
        st.html(f'<div class="cw-label"><span>{at}</span>{kind}{again}</div>')
        st.html(f'<div class="cw-item-question">{html(item.question)}</div>')
        # A question that comes again begins empty: its widgets are others.
        given = _answered(item, f"{item.item_id}-{held.done}")
        with st.container(horizontal=True, key="practice-keys"):
            if st.button(words("practice.answer"), type="primary", key="practice-answer"):
                # What is typed arrives with the press that follows it: a button that waits for it could not be pressed.
                if not given:
                    notice(words("practice.answer_first"))
                    return
                held.given = given
                held.last = current_assistant().practice_answer(item.item_id, given, current_person(), held.learner)
                st.rerun()
            st.button(words("practice.leave"), key="practice-leave", on_click=_leave)


def _answered(item: QuestionItem, name: str) -> tuple[str, ...]:
    """The widget for this type, and what stands in it."""
    if item.type is ItemType.TRUE_FALSE:
        tongue: Language = "en" if item.language == "en" else "zh"
        either = [say("onboarding.true", tongue), say("onboarding.false", tongue)]
        one = st.radio(words("practice.your_answer"), either, None, key=f"pr-{name}", horizontal=True)
        return (one,) if one else ()
    if item.type is ItemType.ORDER:
        picked = st.multiselect(
            words("practice.in_order"), item.options, key=f"pr-{name}", format_func=plain,
            placeholder=words("practice.in_order_hint"),
        )  # fmt: skip
        return tuple(picked) if len(picked) == len(item.options) else ()
    if item.options and len(item.answer) > 1:
        st.caption(words("practice.several"))
        return tuple(each for at, each in enumerate(item.options) if st.checkbox(plain(each), key=f"pr-{name}-{at}"))
    if item.options:
        one = st.radio(words("practice.your_answer"), item.options, None, key=f"pr-{name}", format_func=plain)
        return (one,) if one else ()
    written = st.text_area(words("practice.your_answer"), key=f"pr-{name}", height=80)
    return (written.strip(),) if written.strip() else ()


def _feedback(held: Round, last: Graded) -> None:
    tones = {Grade.RIGHT: "done", Grade.WRONG: "warn", Grade.UNSURE: "plan"}
    item = last.item
    with st.container(border=True, key="practice-feedback"):
        st.html(f'<div class="cw-verdict cw-{tones[last.grade]}">{html(words(f"practice.{last.grade.value}"))}</div>')
        st.html(asked(item, key=True))
        st.html(f'<p class="cw-lead">{html(words("practice.you_said", given="；".join(held.given)))}</p>')
        st.html(key_html(item))
        show_source(item)
        with st.container(horizontal=True, key="practice-next-keys"):
            if last.grade is Grade.UNSURE:
                for right, key in ((True, "judge_right"), (False, "judge_wrong")):
                    if st.button(words(f"practice.{key}"), key=key, type="primary" if right else "secondary"):
                        held.last = current_assistant().practice_answer(
                            item.item_id, held.given, current_person(), held.learner, right
                        )
                        _go_on(held, held.last)
            elif st.button(words("practice.next"), key="practice-next", type="primary", shortcut="N"):
                _go_on(held, last)


def _go_on(held: Round, last: Graded) -> None:
    """To the next question. A wrong one goes to the end of the round, until it is right."""
    item = held.left.pop(0)
    held.done += 1
    if last.grade is Grade.WRONG:
        held.wrong.add(item.item_id)
        held.left.append(item)
    elif item.item_id not in held.wrong:
        held.right_first += 1
    held.last = None
    st.rerun()


def _end(held: Round) -> None:
    told = words("practice.result", count=held.count, right=held.right_first)
    if not held.count:
        told = words("practice.nothing")
    with st.container(border=True, key="practice-end"):
        st.html(f'<div class="cw-verdict cw-done">{html(told)}</div>')
        progress = current_assistant().practice_progress(current_person(), held.learner)
        st.code(certificate(progress, language()), language=None, wrap_lines=True)
        st.button(words("practice.another"), key="practice-another", type="primary", on_click=_leave)


def _leave() -> None:
    st.session_state.pop(ROUND, None)
