from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from assistant import open_assistant
from assistant.access import LOCAL_PERSON
from assistant.figures import PersonState, Wanted

REVIEW = "# {year}年度工作回顾\n\n{year}年，全市总供水量{supply}万吨。\n\n全年新建管网{pipes}公里。\n"


def figures_script() -> None:
    from assistant.ui import figures_page, session

    session.begin()
    figures_page.show()


@pytest.fixture
def assistant(tmp_path):
    folder = tmp_path / "papers"
    folder.mkdir()
    for year, supply, pipes in ((2022, 6035, 28), (2023, 6218, 31)):
        text = REVIEW.format(year=year, supply=supply, pipes=pipes)
        (folder / f"{year}年度工作回顾.md").write_text(text, encoding="utf-8")
    (folder / "管网部2023年工作总结.md").write_text(
        "# 管网部2023年工作总结\n\n2023年，全市总供水量6281万吨。\n", encoding="utf-8"
    )
    (folder / "2023年度工作计划.md").write_text("# 2023年度工作计划\n\n2023年计划新建管网45公里。\n", encoding="utf-8")
    made = open_assistant(tmp_path / "home")
    made.ingest([folder], LOCAL_PERSON)
    return made


def opened(assistant, language="zh", **state):
    app = AppTest.from_function(figures_script, default_timeout=60)
    app.session_state["assistant"] = assistant
    app.session_state["language"] = language
    for name, value in state.items():
        app.session_state[name] = value
    app.run()
    assert not app.exception
    return app


def text_of(app):
    return "\n".join(str(each.value) for kind in ("html", "caption", "markdown") for each in app.get(kind))


def frame(app, number=0):
    return app.dataframe[number].value


def test_the_table_shows_every_figure_with_its_source(assistant):
    rows = frame(opened(assistant))
    assert set(rows["printed"]) == {"6218万吨", "6035万吨", "6281万吨", "28公里", "31公里", "45公里"}
    assert set(rows["status"]) == {"已实现", "计划"}


def test_the_filters_leave_what_was_asked_for(assistant):
    app = opened(assistant, **{"figure-indicator": "供水", "figure-years": ["2023"]})
    assert set(frame(app)["printed"]) == {"6218万吨", "6281万吨"}


def test_a_chosen_figure_is_shown_in_its_place_and_can_be_ticked(assistant):
    figure = assistant.figures(LOCAL_PERSON, Wanted(indicator="管网", years=(2022,)))[0]
    app = opened(assistant, figure_chosen=figure.figure_id)
    assert "<mark>" in text_of(app)
    app.button(f"tick-{figure.figure_id}").click().run()
    assert assistant.figure(figure.figure_id, LOCAL_PERSON).person_state is PersonState.TICKED


def test_a_figure_can_be_renamed_with_all_of_its_name(assistant):
    figure = assistant.figures(LOCAL_PERSON, Wanted(indicator="管网", years=(2022,)))[0]
    app = opened(assistant, figure_chosen=figure.figure_id)
    app.text_input(f"name-{figure.figure_id}").set_value("管网建设长度").run()
    app.button(f"merge-{figure.figure_id}").click().run()
    assert len(assistant.figures(LOCAL_PERSON, Wanted(indicator="管网建设长度"))) >= 2


@pytest.mark.parametrize(("language", "missed"), [("zh", "未达到"), ("en", "missed")])
def test_plans_stand_beside_their_outcomes(assistant, language, missed):
    app = opened(assistant, language, figures_view="outcomes")
    rows = frame(app)
    assert list(rows["plan"]) == ["45公里"]
    assert list(rows["outcome"]) == ["31公里"]
    assert list(rows["reached"]) == [missed]


def test_a_trend_tells_its_values_their_papers_and_the_change(assistant):
    shown = text_of(opened(assistant, **{"figures_view": "trend", "trend-indicator": "新建管网"}))
    assert "28公里 (2022)" in shown
    assert "+10.71%" in shown


def test_conflicts_are_shown_side_by_side_with_both_papers(assistant):
    shown = text_of(opened(assistant, figures_view="conflicts"))
    assert "6218万吨" in shown
    assert "6281万吨" in shown
    assert "管网部2023年工作总结" in shown


def test_an_empty_library_says_what_to_do(tmp_path):
    assert "还没有数字" in text_of(opened(open_assistant(tmp_path / "empty")))
