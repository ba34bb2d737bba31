"""The Approved answers page: what people stand for, what is suspended and why, and what waits for approval."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import streamlit as st

from assistant.errors import ClearwellError
from assistant.exchanges import ApprovalState, ApprovedAnswer
from assistant.ui.doing import carry_out, tell
from assistant.ui.session import current_assistant, current_person, words
from assistant.ui.widgets import badge, error_card, heading, notice
from assistant.ui.wording import EARLIEST, LATEST, date_name, html, place_of

_TONES = {ApprovalState.DRAFT: "plan", ApprovalState.APPROVED: "done", ApprovalState.WITHDRAWN: "quiet"}


def show() -> None:
    """Draw the page: what needs a person first."""
    heading(words("approved.title"), words("approved.lead"))
    tell()
    try:
        found = current_assistant().approved_answers(current_person())
    except ClearwellError as error:
        error_card(error)
        return
    if not found:
        notice(words("approved.none"), words("approved.none_hint"))
        return
    for each in sorted(found, key=_urgency):
        with st.container(border=True, key=f"approved-{each.approved_id}"):
            _one(each)


def _urgency(each: ApprovedAnswer) -> tuple[bool, bool, bool, bool]:
    suspended = bool(each.suspended) and each.state is ApprovalState.APPROVED
    due = each.due(date.today()) and each.state is ApprovalState.APPROVED
    return (not suspended, not due, each.state is not ApprovalState.DRAFT, each.state is ApprovalState.WITHDRAWN)


def _one(each: ApprovedAnswer) -> None:
    labels = badge(words(f"approval.{each.state.value}"), _TONES[each.state])
    if each.suspended:
        why = words("list_separator").join(words(f"stale.{one}") for one in each.suspended)
        labels += badge(words("approved.suspended", why=why), "warn")
    if each.due(date.today()):
        labels += badge(words("approved.due"), "warn")
    said = [words("approved.by", owner=each.owner)]
    if each.review:
        said.append(words("approved.review_on", date=date_name(each.review)))
    st.html(f"<strong>{html(each.questions[0])}</strong> {labels}")
    st.html(f'<p class="cw-claim">{html(chr(10).join(claim.text for claim in each.answer.claims))}</p>')
    sources = "".join(
        f"<div>[{n.n}] {html(words('title_quoted', title=n.title))} {html(place_of(n))}</div>"
        for n in each.answer.citations
        if any(n.n in claim.citations for claim in each.answer.claims)
    )
    st.html(f'<div class="cw-cited">{html(words("comma").join(said))}{sources}</div>')
    _deciding(each)
    with st.expander(words("approved.edit")):
        _editing(each)


def _deciding(each: ApprovedAnswer) -> None:
    assistant, person, name = current_assistant(), current_person(), each.approved_id
    with st.container(horizontal=True, key=f"decide-{name}"):
        if each.suspended:
            if st.button(words("approved.renew"), key=f"renew-{name}", type="primary"):
                carry_out(lambda: _renewed(each), words("approved.renewed"))
        elif each.state is not ApprovalState.APPROVED and st.button(
            words("approved.approve"), key=f"approve-{name}", type="primary"
        ):
            carry_out(
                lambda: assistant.decide_approved(name, ApprovalState.APPROVED, person), words("approved.approved")
            )
        if each.state is not ApprovalState.WITHDRAWN and st.button(words("approved.withdraw"), key=f"withdraw-{name}"):
            carry_out(
                lambda: assistant.decide_approved(name, ApprovalState.WITHDRAWN, person), words("approved.withdrawn")
            )


def _renewed(each: ApprovedAnswer) -> None:
    answer = current_assistant().ask(each.questions[0], current_person())
    current_assistant().renew_approved(each.approved_id, answer, current_person())


def _editing(each: ApprovedAnswer) -> None:
    name = each.approved_id
    with st.form(f"edit-{name}", border=False):
        questions = st.text_area(words("approved.questions"), "\n".join(each.questions), key=f"questions-{name}")
        negative = st.text_area(
            words("approved.negative"), "\n".join(each.negative), key=f"negative-{name}",
            help=words("approved.negative_help"),
        )  # fmt: skip
        texts = [
            st.text_area(words("approved.sentence", number=number), claim.text, key=f"sentence-{name}-{number}")
            for number, claim in enumerate(each.answer.claims, 1)
        ]
        owner = st.text_input(words("approved.owner"), each.owner, key=f"owner-{name}")
        review = st.date_input(
            words("approved.review"), each.review, min_value=EARLIEST, max_value=LATEST, key=f"review-{name}"
        )
        if st.form_submit_button(words("approved.save"), type="primary"):
            pairs = zip(each.answer.claims, texts, strict=True)
            claims = tuple(replace(claim, text=text.strip()) for claim, text in pairs if text.strip())
            answer = each.answer if claims == each.answer.claims else replace(each.answer, claims=claims)
            changed = replace(
                each,
                questions=tuple(questions.splitlines()),
                negative=tuple(negative.splitlines()),
                answer=answer,
                owner=owner,
                review=review,
            )
            carry_out(lambda: current_assistant().change_approved(changed, current_person()), words("approved.saved"))
