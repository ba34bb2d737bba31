"""Questions as files for other programs, an edited workbook taken back, and how newcomers do."""

from __future__ import annotations

from functools import partial

import streamlit as st

from assistant.errors import ClearwellError
from assistant.item_reviews import SIGNED, ImportReport, Wanted
from assistant.messages import say
from assistant.onboarding.exporting.certificate import certificate
from assistant.onboarding.exporting.door import SUFFIXES, WITHOUT_ANSWERS
from assistant.onboarding.exporting.template import Template, read_template, template_text
from assistant.ui.doing import carry_out
from assistant.ui.session import current_assistant, current_person, language, words
from assistant.ui.widgets import error_card, notice
from assistant.ui.wording import html

_ICONS = {"xlsx": "table", "csv": "csv", "docx": "print", "gift": "school", "apkg": "style", "md": "article",
          "json": "data_object"}  # fmt: skip


def show(set_id: str) -> None:
    """What to write, in which formats; then the way back."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="file-choices"):
        signed = st.toggle(words("onboarding.signed_only"), value=True, key="files-signed")
        answers = st.toggle(words("onboarding.with_answers"), value=True, key="files-answers")
    wanted = Wanted(set_id=set_id, states=SIGNED if signed else ())
    count = len(current_assistant().item_reviews(current_person(), wanted))
    template = _template()
    if not count:
        notice(words("onboarding.no_signed" if signed else "onboarding.none_left"))
    else:
        st.caption(words("onboarding.export_count", count=count))
        _exports(wanted, answers, template)
    st.html(f"<h3>{html(words('onboarding.import_title'))}</h3>")
    st.caption(words("onboarding.import_hint"))
    _import(set_id, template)


def _exports(wanted: Wanted, answers: bool, template: Template | None) -> None:
    assistant, person, tongue = current_assistant(), current_person(), language()
    name = words("onboarding.file")
    with st.container(horizontal=True, key="item-exports"):
        for form in SUFFIXES if answers else WITHOUT_ANSWERS:
            st.download_button(
                words(f"onboarding.as_{form}"),
                partial(assistant.export_items, form, person, tongue, wanted, answers, template),
                f"{name}.{form}", key=f"export-{form}", icon=f":material/{_ICONS[form]}:", on_click="ignore",
            )  # fmt: skip


def _template() -> Template | None:
    with st.expander(words("onboarding.template")):
        st.caption(words("onboarding.template_hint"))
        st.download_button(
            words("onboarding.template_write"), template_text(language()), f"{words('onboarding.template_file')}.toml",
            key="template-write", on_click="ignore",
        )  # fmt: skip
        with st.container(key="take-template"):
            given = st.file_uploader(words("onboarding.template_read"), ["toml"], key="template-read")
        if given is None:
            return None
        try:
            return read_template(given.getvalue().decode("utf-8", "replace"), language())
        except ClearwellError as error:
            error_card(error)
            return None


def _import(set_id: str, template: Template | None) -> None:
    with st.container(key="take-workbook"):
        given = st.file_uploader(words("onboarding.import"), ["xlsx"], key="items-read")
    if given is not None and st.button(words("onboarding.import_do"), type="primary", key="import-items"):
        try:
            report = current_assistant().import_items(
                given.getvalue(), current_person(), language(), Wanted(set_id=set_id), template
            )
        except ClearwellError as error:
            error_card(error)
        else:
            _report(report)


def _report(report: ImportReport) -> None:
    tongue = language()
    lines = []
    for each in report.refused:
        why = " ".join(say(f"requests.{key}", tongue, **dict(params)) for key, params in each.why)
        lines.append(say("items.refused_row", tongue, row=each.row, id=each.item_id, why=why))
    lines += [say("items.unknown_row", tongue, row=row, id=name) for row, name in report.unknown]
    if report.missing:
        lines.append(say("items.missing_rows", tongue, count=len(report.missing)))
    head = say(
        "items.imported", tongue, edited=len(report.edited), decided=len(report.decided), unchanged=report.unchanged,
        refused=len(report.refused),
    )  # fmt: skip
    told = "".join(f"<p>{html(line)}</p>" for line in lines)
    st.html(f'<div class="cw-notice"><strong>{html(head)}</strong>{told}</div>')


def show_results() -> None:
    """A line for each learner, fit for a training record."""
    found = current_assistant().practice_results(current_person())
    if not found:
        notice(words("onboarding.no_results"), words("onboarding.no_results_hint"))
        return
    st.dataframe(
        [
            {
                "learner": each.learner,
                "items": f"{each.items} / {each.of}",
                "first": f"{each.right_first / max(1, each.items):.0%}",
                "right": each.right_last,
                "due": each.due,
                "last": each.last[:16].replace("T", " "),
            }
            for each in found
        ],
        hide_index=True,
        key="results",
        column_config={
            name: words(f"onboarding.result_{name}") for name in ("learner", "items", "first", "right", "due", "last")
        },
    )
    for number, each in enumerate(found):
        with st.container(border=True, key=f"result-{number}"):
            st.code(certificate(each, language()), language=None, wrap_lines=True)
            topics = words("list_separator").join(
                words("onboarding.result_topic", topic=topic, right=right, count=count)
                for topic, count, right in each.topics
            )
            st.caption(topics)
            with st.popover(words("onboarding.forget")):
                st.caption(words("onboarding.forget_hint", learner=each.learner))
                if st.button(words("onboarding.forget_yes"), key=f"forget-{number}"):
                    carry_out(
                        partial(current_assistant().forget_learner, each.learner, current_person()),
                        words("onboarding.forgotten", learner=each.learner),
                    )
