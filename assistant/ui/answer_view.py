"""One turn of the conversation: the question, the answer with its marks, and the cited quotes beside it."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from assistant.answer_desk import APPROVED
from assistant.domain import Answer, AnswerStatus, Citation, Claim
from assistant.errors import ClearwellError, NotFound
from assistant.ui import answer_talk, conversation, document_view, navigation
from assistant.ui.answer_table import table_html
from assistant.ui.conversation import Turn
from assistant.ui.session import current_assistant, current_person, words
from assistant.ui.widgets import AROUND, badge, claim_badges, error_card, notice, quote_html, standing_badge
from assistant.ui.wording import filters_name, html, named, place_of, plain, standing_of


def show_turn(index: int) -> None:
    """Draw turn `index`, asking its question first when that has not been done."""
    turn = conversation.turns()[index]
    with st.container(key=f"turn-{index}"):
        left, right = st.columns([11, 9], gap="large")
        with left, st.container(key=f"answer-{index}"):
            _question(turn)
            if turn.waiting:
                told = st.empty()
                with st.spinner(words("ask.working")):
                    turn = conversation.answer_waiting(index, lambda text: _so_far(told, text))
                told.empty()
            answer_talk.show_taken_over(index, turn)
            if turn.error is not None:
                error_card(turn.error)
                st.button(words("try_again"), key=f"again-{index}", on_click=conversation.pose_again, args=(index,))
            elif turn.answer is not None:
                _answer(index, turn, turn.answer)
        if turn.answer is not None and turn.answer.citations:
            with right, st.container(key=f"sources-{index}"):
                _sources(index, turn, turn.answer)


def _so_far(place: DeltaGenerator, text: str) -> None:
    """What is checked of an answer that is still being made."""
    place.html(f'<p class="cw-claim">{html(text)}</p>')


def _question(turn: Turn) -> None:
    within = f"<small>{html(words('ask.asked_in', choice=filters_name(turn.filters)))}</small>" if turn.filters else ""
    st.html(f'<div class="cw-question"><div>{html(turn.question)}</div>{within}</div>')


def _answer(index: int, turn: Turn, answer: Answer) -> None:
    answer_talk.show_stale(turn)
    if answer.engine == APPROVED:
        st.html(badge(words("ask.approved"), "done"))
    if answer.status is AnswerStatus.REFUSED:
        _refusal(index, turn, answer)
    else:
        if answer.status is AnswerStatus.PARTIAL or answer.reason is not None:
            notice(words("partial"), words(f"reason.{answer.reason.value}") if answer.reason else "")
        _claims(index, turn, answer)
    if answer.note:
        st.html(f'<p class="cw-cited">{html(answer.note)}</p>')
    answer_talk.show_dropped(answer)
    _footer(index, answer)


def _claims(index: int, turn: Turn, answer: Answer) -> None:
    """Each claim is a paragraph: its words, its marks (buttons, so that keys reach them), its badges."""
    by_number = {citation.n: citation for citation in answer.citations}
    if table := table_html(answer.text):
        st.html(table)
    for number, claim in enumerate(answer.claims):
        with st.container(key=f"claim-{index}-{number}", horizontal=True, gap="small"):
            st.html(f'<span class="cw-claim">{html(claim.text)}</span>', width="content")
            for n in claim.citations:
                if n in by_number:
                    _mark(by_number[n], key=f"mark-{index}-{number}-{n}", index=index, opened=turn.opened == n)
            if badges := claim_badges(claim) + _cited_standing(claim, by_number):
                st.html(badges, width="content")
    if not answer.claims:
        st.html(f'<p class="cw-claim">{html(answer.text)}</p>')


def _cited_standing(claim: Claim, by_number: dict[int, Citation]) -> str:
    """A warning beside a sentence for which no cited paper counts today."""
    standings = {by_number[n].standing for n in claim.citations if n in by_number}
    return "" if "in_force" in standings else "".join(standing_badge(each) for each in sorted(standings))


def _mark(citation: Citation, *, key: str, index: int, opened: bool) -> None:
    st.button(
        f"\\[{citation.n}\\]",
        key=key,
        type="primary" if opened else "secondary",
        on_click=conversation.open_quote,
        args=(index, citation.n),
    )


def _refusal(index: int, turn: Turn, answer: Answer) -> None:
    reason = words(f"reason.{answer.reason.value if answer.reason else 'unknown'}")
    st.html(
        f'<div class="cw-refusal"><strong>{html(reason)}</strong><div class="cw-text">{html(answer.text)}</div></div>'
    )
    if turn.filters:
        st.button(
            words("ask.without_filters"), key=f"wider-{index}", on_click=conversation.pose_everywhere, args=(index,)
        )


def _footer(index: int, answer: Answer) -> None:
    seconds = f"{max(answer.seconds, 0.1):.1f}"
    if answer.status is AnswerStatus.REFUSED:
        print_ = words("ask.footer_refused", seconds=seconds)
    else:
        print_ = words("ask.footer", engine=named("engine", answer.engine), seconds=seconds)
    if answer.usage is not None:
        print_ += words("ask.usage", read=answer.usage.prompt_tokens, written=answer.usage.completion_tokens)
    with st.container(key=f"footer-{index}", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(f'<small class="cw-print">{html(print_)}</small>', width="content")
        with st.popover(words("ask.copy"), icon=":material/content_copy:", type="tertiary"):
            st.caption(words("ask.copy_hint"))
            st.code(copy_text(answer), language=None, wrap_lines=True)
        answer_talk.show_judging(index, answer)


def copy_text(answer: Answer) -> str:
    """The answer with its marks, and each source with its quote, as a person would paste it into a letter."""
    claims = [claim.text + "".join(f"[{n}]" for n in claim.citations) for claim in answer.claims]
    sources = [
        f"[{each.n}] {words('title_quoted', title=each.title)} {_place_and_standing(each)}: {each.quote}"
        for each in answer.citations
    ]
    return words(
        "ask.copy_text",
        question=answer.question,
        answer="\n".join(claims) or answer.text,
        sources="\n".join(sources),
    ).strip()


def _place_and_standing(citation: Citation) -> str:
    return " · ".join(part for part in (place_of(citation), standing_of(citation)) if part)


def _sources(index: int, turn: Turn, answer: Answer) -> None:
    """The opened quote first, so that it stands next to the answer on a narrow screen too; then the other sources."""
    refused = answer.status is AnswerStatus.REFUSED
    st.html(f'<div class="cw-label">{html(words("ask.nearest" if refused else "ask.sources"))}</div>')
    for citation in sorted(answer.citations, key=lambda each: (each.n != turn.opened, each.n)):
        if citation.n != turn.opened:
            _closed_source(index, citation, f"source-{index}-{citation.n}")
        elif turn.by_hand:
            _open_source(index, citation, f"quote-{index}")
        else:
            # The style sheet shows one of the two: a quote that opened by itself is closed on a narrow screen.
            _closed_source(index, citation, f"source-first-{index}")
            _open_source(index, citation, f"quote-first-{index}")


def _closed_source(index: int, citation: Citation, key: str) -> None:
    st.button(
        f"\\[{citation.n}\\] {plain(citation.title)} :gray[{plain(place_of(citation))}]{_not_in_force(citation)}",
        key=key,
        width="stretch",
        on_click=conversation.open_quote,
        args=(index, citation.n),
    )


def _not_in_force(citation: Citation) -> str:
    return "" if citation.standing == "in_force" else f" :red[{plain(named('standing', citation.standing))}]"


def _open_source(index: int, citation: Citation, key: str) -> None:
    with st.container(key=key, border=True):
        st.html(
            f'<div class="cw-source"><b>{citation.n}</b><div><strong>{html(citation.title)}</strong>'
            f"<small>{html(place_of(citation))}</small>{_standing(citation)}</div></div>"
        )
        _quote(citation)
        with st.container(horizontal=True, key=f"actions-{index}"):
            if st.button(
                words("ask.open_document"), key=f"open-{index}", icon=":material/description:", type="tertiary"
            ):
                document_view.choose(citation.document_id, citation.page)
                navigation.go_to(navigation.DOCUMENTS)
            st.button(
                words("ask.close"),
                key=f"close-{index}",
                icon=":material/close:",
                type="tertiary",
                on_click=conversation.open_quote,
                args=(index, None),
            )


def _standing(citation: Citation) -> str:
    """Whether a cited rule counts and since when, under its title."""
    told = standing_of(citation)
    if not told:
        return ""
    current = citation.standing == "in_force"
    label = standing_badge(citation.standing) if current or citation.superseded_by else ""
    return f'<div class="cw-cited {"" if current else "cw-warn-text"}">{label}{html(told)}</div>'


def _quote(citation: Citation) -> None:
    try:
        seen = current_assistant().quote_in_context(citation, current_person(), AROUND)
    except NotFound:
        notice(words("ask.quote_gone"))
        return
    except ClearwellError as error:
        error_card(error)
        return
    st.html(quote_html(citation, seen))
    if any(span.page != seen.page for span in citation.spans):
        st.html(
            f'<div class="cw-label">{html(words("ask.whole_quote"))}</div>'
            f'<div class="cw-text"><mark>{html(citation.quote)}</mark></div>'
        )
