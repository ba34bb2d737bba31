from __future__ import annotations

from datetime import date

from assistant.domain import Status
from assistant.ledger.parts import Part, parts_of
from tests.support.builders import make_document, make_passage


def parts(*sections, kind="report", published=date(2025, 1, 18), period="2025"):
    document = make_document(kind=kind, published=published, period=period)
    passages = [make_passage("句子。", ordinal=i, section=each) for i, each in enumerate(sections)]
    return list(parts_of(document, passages))


def test_headings_with_a_year_tell_look_back_and_tasks():
    assert parts(("一、2024年工作回顾",), ("二、2025年工作安排",)) == [
        Part(Status.ACHIEVED, 2024),
        Part(Status.PLANNED, 2025),
    ]


def test_a_look_back_without_a_year_is_about_the_year_before_the_tasks():
    assert parts(("一、过去一年工作回顾",), ("二、2025年目标任务",))[0] == Part(Status.ACHIEVED, 2024)


def test_a_numbered_heading_that_says_neither_goes_on_with_the_tasks():
    assert parts(("一、2024年工作回顾",), ("二、2025年重点任务",), ("三、加强政府自身建设",))[2] == Part(
        Status.PLANNED, 2025
    )


def test_a_heading_with_the_papers_own_year_alone_opens_the_tasks_below_a_look_back():
    assert parts(("一、2024年工作回顾",), ("二、关于2025年工作",))[1] == Part(Status.PLANNED, 2025)


def test_a_boast_below_the_tasks_does_not_turn_them_into_results():
    assert parts(("二、2025年重点任务", "（一）取得新突破"))[0] == Part(Status.PLANNED, 2025)


def test_plans_printed_before_the_look_back_keep_their_own_year():
    found = parts(
        ("2024砥砺前行 再创辉煌", "对标改革"),
        ("项目提速", "【盘点】"),
        kind="review",
        published=date(2024, 2, 4),
        period="2023",
    )
    assert found == [Part(Status.PLANNED, 2024), Part(Status.ACHIEVED, 2023)]


def test_a_work_report_of_unknown_date_looks_back_on_the_year_before_the_one_it_is_called_by():
    report = make_document(title="2005年政府工作报告", kind="report", published=None, period="2005")
    passages = [
        make_passage("句子。", ordinal=0, section=("一、过去一年工作回顾",)),
        make_passage("句子。", ordinal=1, section=("二、2005年工作总体部署",)),
    ]
    assert list(parts_of(report, passages)) == [Part(Status.ACHIEVED, 2004), Part(Status.PLANNED, 2005)]


def test_in_a_summary_the_main_work_is_what_was_done_and_what_is_intended_is_a_plan_for_the_year_after():
    found = parts(("二、主要工作",), ("三、不足与打算",), kind="summary", published=date(2024, 1, 12), period="2023")
    assert found == [Part(None, 2023), Part(Status.PLANNED, 2024)]
