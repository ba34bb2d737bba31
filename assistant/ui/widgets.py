"""Pieces that several pages draw: headings, badges, errors, a quote in its context."""

from __future__ import annotations

import streamlit as st

from assistant.domain import Citation, Claim, Document, QuoteInContext, Span, Status, Verdict
from assistant.errors import ClearwellError
from assistant.messages import explain
from assistant.ui.session import language, words
from assistant.ui.wording import html, named, period_name

AROUND = 110
"""Characters of context asked for on either side of a quote."""
LONG_GAP = 240
"""A stretch between two spans of one quote that is longer than this is shown shortened."""
STANDINGS = {"in_force": "done", "not_yet": "plan", "ended": "warn", "superseded": "warn"}


def heading(title: str, lead: str) -> None:
    st.html(f'<div class="cw-heading"><h1>{html(title)}</h1><p>{html(lead)}</p></div>')


def badge(text: str, tone: str) -> str:
    """A small label as HTML. `tone` is one of the style sheet's: done, plan, state, quiet, warn."""
    return f'<span class="cw-badge cw-{tone}">{html(text)}</span>'


def has_standing(document: Document) -> bool:
    """Whether it says anything that a paper is in force: a table or a review never comes into force."""
    return document.metadata.effective_from is not None or document.status != "in_force"


def standing_badge(standing: str) -> str:
    """Whether a paper counts, as a label: the one word to see before relying on it."""
    return badge(named("standing", standing), STANDINGS.get(standing, "quiet"))


def claim_badges(claim: Claim) -> str:
    """Result, plan or standing fact with its period, and a warning for what its source does not support.

    A standing fact without a period (a rule, for instance) needs no label.
    """
    tones = {Status.ACHIEVED: "done", Status.PLANNED: "plan", Status.STATE: "state"}
    parts = []
    if claim.status is not None and (claim.period or claim.status is not Status.STATE):
        when = f" · {period_name(claim.period)}" if claim.period else ""
        parts.append(badge(words(f"claim.{claim.status.value}") + when, tones[claim.status]))
    elif claim.period:
        parts.append(badge(period_name(claim.period), "state"))
    if claim.verdict is Verdict.UNSUPPORTED:
        parts.append(badge(words("claim.unsupported"), "warn"))
    return "".join(parts)


def error_card(error: ClearwellError) -> None:
    """What went wrong and what to do about it, in the session's language."""
    sentence, hint = explain(error, language())
    st.html(f'<div class="cw-notice cw-error" role="alert"><strong>{html(sentence)}</strong><p>{html(hint)}</p></div>')


def notice(title: str, text: str = "") -> None:
    body = f"<p>{html(text)}</p>" if text else ""
    st.html(f'<div class="cw-notice"><strong>{html(title)}</strong>{body}</div>')


def quote_html(citation: Citation, seen: QuoteInContext) -> str:
    """The quote highlighted between what stands before and after it.

    A quote of several spans has each of them highlighted, with what lies between them left plain.
    """
    lead_in = "…" if len(seen.before) >= AROUND else ""
    lead_out = "…" if len(seen.after) >= AROUND else ""
    return (
        f'<div class="cw-text"><span class="cw-around">{lead_in}{html(seen.before)}</span>'
        f"{_highlighted(citation, seen)}"
        f'<span class="cw-around">{html(seen.after)}{lead_out}</span></div>'
    )


def _highlighted(citation: Citation, seen: QuoteInContext) -> str:
    spans = sorted((span for span in citation.spans if span.page == seen.page), key=lambda span: span.start)
    if not spans:
        return f"<mark>{html(seen.quote)}</mark>"
    origin, pieces, at = spans[0].start, [], spans[0].start
    for span in _merged(spans):
        between = seen.quote[at - origin : span.start - origin]
        if len(between) > LONG_GAP:
            between = f"{between[: LONG_GAP // 2]} … {between[-LONG_GAP // 2 :]}"
        if between:
            pieces.append(f'<span class="cw-around">{html(between)}</span>')
        pieces.append(f"<mark>{html(seen.quote[span.start - origin : span.end - origin])}</mark>")
        at = span.end
    return "".join(pieces)


def _merged(spans: list[Span]) -> list[Span]:
    """Spans that touch or overlap become one, so that no character is shown twice."""
    merged = [spans[0]]
    for span in spans[1:]:
        last = merged[-1]
        if span.start <= last.end:
            merged[-1] = Span(last.page, last.start, max(last.end, span.end))
        else:
            merged.append(span)
    return merged
