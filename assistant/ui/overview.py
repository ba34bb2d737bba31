"""The honesty report of one document: how it was read, which pages need a look, what it stands beside, its facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import PurePath

import streamlit as st

from assistant.curation import PageAccount, ReadingAccount
from assistant.domain import Document
from assistant.ui import replacements
from assistant.ui.reading import SURE, needs_a_look
from assistant.ui.session import words
from assistant.ui.wording import date_name, html, named, period_name, plain

WAYS = ("text", "ocr", "none")
FIRST = 5
"""So many pages that need a look are listed at once, the others on demand."""

Open = Callable[..., None]
"""Opens a document, by its id, at a page."""


def show(account: ReadingAccount, titles: dict[str, str], open_: Open) -> None:
    """Draw the report. `titles` are those of the documents this person may see."""
    document = account.document
    st.html(f'<div class="cw-summary"><strong>{html(summary(account))}</strong><p>{html(_amounts(account))}</p></div>')
    _warnings(account)
    _pages(document, [each for each in account.pages if needs_a_look(each)], open_)
    _removed(account.pages)
    for each in account.replacements:
        replacements.pair(each, titles, open_, key=f"own-{each.older}-{each.newer}")
    _near(account, open_)
    _facts(account)


def summary(account: ReadingAccount) -> str:
    """12 页：文字 10 页，文字识别 1 页，未读出 1 页."""
    counts = {way: sum(each.read_as == way for each in account.pages) for way in WAYS}
    parts = [words(f"report.{way}", count=count) for way, count in counts.items() if count]
    return words("report.pages", count=len(account.pages), parts=words("comma").join(parts))


def _amounts(account: ReadingAccount) -> str:
    tables = sum(each.tables for each in account.pages)
    parts = [words("report.characters", count=f"{sum(each.characters for each in account.pages):,}")]
    if tables:
        parts.append(words("report.tables", count=tables))
    corrected = sum(each.corrected for each in account.pages)
    if corrected:
        parts.append(words("report.corrected", count=corrected))
    parts.append(words("report.cited", count=account.dependents) if account.dependents else words("report.uncited"))
    if not any(needs_a_look(each) for each in account.pages):
        parts.append(words("report.all_well"))
    return words("comma").join(parts)


def _warnings(account: ReadingAccount) -> None:
    """What is said of the whole document and not of a page that is listed anyway."""
    of_pages = {warning for each in account.pages for warning in each.warnings}
    left = [each for each in dict.fromkeys(account.warnings) if each not in of_pages]
    if left:
        lines = "".join(f"<p>{html(each)}</p>" for each in left)
        st.html(f'<div class="cw-notice">{lines}</div>')


def _pages(document: Document, pages: Sequence[PageAccount], open_: Open) -> None:
    if not pages:
        return
    st.html(f'<div class="cw-label">{html(words("report.look", count=len(pages)))}</div>')
    with st.container(key="look-pages"):
        for each in pages[:FIRST]:
            _page(document, each, open_)
        if len(pages) > FIRST:
            with st.expander(words("report.more", count=len(pages) - FIRST)):
                for each in pages[FIRST:]:
                    _page(document, each, open_)


def _page(document: Document, each: PageAccount, open_: Open) -> None:
    st.button(
        f"**{plain(words('page', page=each.page))}**　{plain(words('comma').join(_said(each)))}",
        key=f"look-{each.page}",
        icon=":material/find_in_page:",
        width="stretch",
        on_click=open_,
        args=(document.document_id, each.page),
    )


def _said(each: PageAccount) -> list[str]:
    said = [words("read_as.none")] if each.read_as == "none" else []
    if each.doubtful:
        said.append(words("report.doubtful", count=each.doubtful))
    if each.order_confidence is not None and each.order_confidence < SURE:
        said.append(words("pages.unsure_order", share=f"{each.order_confidence:.0%}"))
    return [*said, *(warning.rstrip("。.") for warning in each.warnings)]


def _removed(pages: Sequence[PageAccount]) -> None:
    """What was taken out, each kind once with the pages it stood on: here to be seen, no cause for alarm."""
    where: defaultdict[str, list[int]] = defaultdict(list)
    for each in pages:
        for removed in each.removed:
            where[removed].append(each.page)
    if not where:
        return
    with st.expander(words("report.removed", count=len(where))):
        lines = "".join(f"<li>{html(what)} <small>{html(_ranges(on))}</small></li>" for what, on in where.items())
        st.html(f'<ul class="cw-removed">{lines}</ul>')


def _ranges(numbers: Sequence[int]) -> str:
    """1–3, 7."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    text = words("list_separator").join(str(a) if a == b else f"{a}–{b}" for a, b in runs)
    return words("report.on_pages", pages=text)


def _near(account: ReadingAccount, open_: Open) -> None:
    if not account.near_duplicates:
        return
    st.html(f'<div class="cw-label">{html(words("report.near"))}</div>')
    for each in account.near_duplicates:
        st.button(
            f"{plain(each.document.title)} :gray[{plain(words('report.share', share=f'{each.share:.0%}'))}]",
            key=f"near-{each.document.document_id}",
            icon=":material/content_copy:",
            on_click=open_,
            args=(each.document.document_id,),
        )


def _facts(account: ReadingAccount) -> None:
    document, known = account.document, account.document.metadata
    facts = {
        "kind": named("kind", known.kind) if known.kind else "",
        "period": period_name(known.period) if known.period else "",
        "published": date_name(known.published) if known.published else "",
        "effective_from": date_name(known.effective_from) if known.effective_from else "",
        "effective_to": date_name(known.effective_to) if known.effective_to else "",
        "organisation": known.organisation,
        "department": known.department,
        "place": known.place,
        "doc_number": known.doc_number,
        "replaces": words("list_separator").join(known.replaces),
        "file": "/".join(PurePath(document.path).parts[-2:]),
        "version": words("field.version_value", version=document.version),
        "passages": str(document.passages),
        "sha256": document.sha256,
    }
    whole = {"file": document.path}
    rows = "".join(
        f"<dt>{html(words(f'field.{name}'))}</dt>"
        f'<dd class="cw-{name}" title="{html(whole.get(name, ""))}">{html(value)}</dd>'
        for name, value in facts.items()
        if value
    )
    st.html(f'<dl class="cw-facts">{rows}</dl>')
