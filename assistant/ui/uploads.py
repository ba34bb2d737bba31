"""Taking in uploaded files: progress while it runs, and a line a file about what happened."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import streamlit as st

from assistant.domain import FileOutcome, FileStatus
from assistant.errors import ClearwellError
from assistant.messages import explain
from assistant.ports import IngestProgress
from assistant.ui.document_view import draw_anew
from assistant.ui.session import current_assistant, current_person, language, words
from assistant.ui.wording import html, plain

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

ROUND = "upload_round"
RESULTS = "upload_results"
"""Session keys: the number of the current batch (a new one empties the box) and the outcomes by uploaded file."""

SIGNS = {
    FileStatus.ADDED: ("done", "✓"),
    FileStatus.REPLACED: ("done", "✓"),
    FileStatus.UNCHANGED: ("quiet", "="),
    FileStatus.REMOVED: ("quiet", "–"),
    FileStatus.REJECTED: ("warn", "✕"),
}


def show() -> None:
    """The upload box, then the results of the last batch. New files are taken in at once, and the box is emptied."""
    batch: int = st.session_state.setdefault(ROUND, 0)
    with st.container(key="upload"):
        files = st.file_uploader(words("upload.label"), accept_multiple_files=True, key=f"upload-{batch}")
        bar = st.empty()
    if files:
        _take_in(files, bar.progress)
        st.session_state[ROUND] = batch + 1
        st.rerun()
    _results()


def _take_in(files: list[UploadedFile], draw: Callable[[float, str], object]) -> None:
    """Take in each file once. Should the run be cut short, the next one goes on with the files that are left."""
    done: dict[str, FileOutcome] = st.session_state.setdefault(RESULTS, {})
    if not any(file.file_id in done for file in files):
        done.clear()
    for number, file in enumerate(files):
        if file.file_id in done:
            continue

        def on_progress(progress: IngestProgress, number: int = number, name: str = file.name) -> None:
            part = progress.done / progress.total if progress.total else 0.0
            stage = words(f"stage.{progress.stage}", holder=progress.path, page=progress.page, pages=progress.pages)
            text = words("upload.progress", number=number + 1, count=len(files), name=name, stage=stage)
            draw(min(1.0, (number + part) / len(files)), plain(text))

        on_progress(IngestProgress(path=file.name, done=0, total=1, stage="reading"))
        try:
            done[file.file_id] = current_assistant().add_upload(
                file.name, file.getvalue(), current_person(), on_progress
            )
        except ClearwellError as error:
            reason = " ".join(explain(error, language()))
            done[file.file_id] = FileOutcome(file.name, FileStatus.REJECTED, reason=reason)


def _results() -> None:
    outcomes: dict[str, FileOutcome] = st.session_state.get(RESULTS) or {}
    if not outcomes:
        return
    lines = "".join(f"<li>{_line(outcome)}</li>" for outcome in outcomes.values())
    with st.container(key="upload-results", border=True):
        st.html(f'<div class="cw-label">{html(words("upload.results"))}</div><ul class="cw-files">{lines}</ul>')
        st.button(words("upload.dismiss"), key="upload-dismiss", on_click=_dismiss)


def _dismiss() -> None:
    """Clear the results. The table below moves up with that; drawn afresh, it knows where it is clicked."""
    st.session_state[RESULTS] = {}
    draw_anew()


def _line(outcome: FileOutcome) -> str:
    tone, sign = SIGNS[outcome.status]
    pages = f" · {words('upload.pages', pages=outcome.pages)}" if outcome.pages else ""
    notes = [outcome.reason or "", *outcome.warnings]
    return (
        f'<span class="cw-sign cw-{tone}" aria-hidden="true">{sign}</span><div><strong>{html(outcome.path)}</strong>'
        f'<span class="cw-{tone}-text">{html(words(f"file.{outcome.status.value}"))}</span>'
        f"<small>{html(pages)}</small>" + "".join(f"<p>{html(note)}</p>" for note in notes if note) + "</div>"
    )
