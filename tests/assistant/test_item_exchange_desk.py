from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

from assistant.access import LOCAL_PERSON
from assistant.errors import UsageError
from assistant.item_reviews import Wanted
from assistant.onboarding.exporting.template import read_template
from assistant.question_items import ReviewState
from tests.assistant.test_onboarding_desk import TRAINER, assistant, items, kept, of, paper, states

__all__ = ["assistant", "items", "kept", "paper"]

SET = Wanted(set_id="停水")


def workbook(assistant, edits=(), dropped=(), template=None):
    """The exported set with cells changed as a person would: (item, header, text)."""
    content = assistant.export_items("xlsx", LOCAL_PERSON, "zh", SET, template=template)
    book = load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    head = [cell.value for cell in sheet[1]]
    rows = {sheet.cell(number, head.index("题目编号") + 1).value: number for number in range(2, sheet.max_row + 1)}
    for name, header, text in edits:
        sheet.cell(rows[name], head.index(header) + 1).value = text
    for name in dropped:
        sheet.delete_rows(rows[name])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def brought(assistant, edits=(), dropped=()):
    return assistant.import_items(workbook(assistant, edits, dropped), TRAINER, "zh", SET)


def reasons(report):
    return {each.item_id: [key for key, _ in each.why] for each in report.refused}


def test_a_workbook_that_nobody_changed_changes_nothing(assistant, kept, items):
    before = assistant.item_reviews(LOCAL_PERSON)
    report = brought(assistant)
    assert (report.edited, report.decided, report.refused, report.unknown, report.missing) == ((), (), (), (), ())
    assert report.unchanged == len(items)
    assert assistant.item_reviews(LOCAL_PERSON) == before


def test_edited_words_come_back_as_edits_of_the_reviewer(assistant, kept):
    report = brought(
        assistant,
        [
            ("q-short", "题目", "计划停水，供水企业提前多久通知用户？"),
            ("q-single", "选项A", "8小时"),
            ("q-multiple", "解析", "由生产运行部和管网运维部配合。"),
            ("q-order", "选项A", "冲洗消毒"),
            ("q-order", "选项C", "更换管段"),
            ("q-order", "答案", "BDCA"),
        ],
    )
    assert set(report.edited) == {"q-short", "q-single", "q-multiple", "q-order"}
    assert report.refused == ()
    short = of(assistant, "q-short")
    assert (short.state, short.by) == (ReviewState.EDITED, "训练员")
    assert short.item.question == "计划停水，供水企业提前多久通知用户？"
    assert of(assistant, "q-single").item.options == ("8小时", "12小时", "24小时", "48小时")
    assert of(assistant, "q-order").item.answer == ("关闭阀门", "开挖", "更换管段", "冲洗消毒")


def test_review_results_and_reasons_come_back(assistant, kept):
    report = brought(
        assistant,
        [("q-short", "审核", "通过"), ("q-fill", "审核", "退回"), ("q-fill", "审核意见", "空得不好")],
    )
    assert set(report.decided) == {"q-short", "q-fill"}
    assert states(assistant)["q-short"] is ReviewState.APPROVED
    assert (of(assistant, "q-fill").state, of(assistant, "q-fill").reason) == (ReviewState.REJECTED, "空得不好")


def test_what_fails_its_check_is_refused_by_row_and_the_rest_goes_in(assistant, kept):
    report = brought(
        assistant,
        [
            ("q-short", "答案", "48小时"),
            ("q-single", "答案", "Z"),
            ("q-multiple", "选项B", "客户服务部"),
            ("q-fill", "审核", "退回"),
            ("q-scenario", "审核", "很好"),
            ("q-true-false", "审核", "通过"),
        ],
    )
    assert reasons(report) == {
        "q-short": ["edit_answer_not_held"],
        "q-single": ["edit_answer_unread"],
        "q-multiple": ["edit_option_true"],
        "q-fill": ["edit_needs_reason"],
        "q-scenario": ["edit_unknown_state"],
    }
    assert all(each.row >= 2 for each in report.refused)
    assert report.decided == ("q-true-false",)
    assert of(assistant, "q-short").item.answer == ("24小时",)


def test_unknown_ids_rows_that_come_twice_and_deleted_rows_are_told_and_nothing_is_lost(assistant, kept, items):
    report = brought(assistant, [("q-fill", "题目编号", "q-strange"), ("q-single", "题目编号", "q-short")], ["q-order"])
    assert [name for _, name in report.unknown] == ["q-strange"]
    assert reasons(report) == {"q-short": ["edit_row_twice"]}
    assert set(report.missing) == {"q-fill", "q-single", "q-order"}
    assert len(states(assistant)) == len(items)


def test_places_and_quotes_in_a_workbook_change_nothing(assistant, kept):
    before = of(assistant, "q-short").item
    brought(
        assistant,
        [("q-short", "依据原文", "改过的原文48小时"), ("q-short", "页码", 7), ("q-short", "题目", "提前多久？")],
    )
    after = of(assistant, "q-short").item
    assert (after.quote, after.page, after.spans) == (before.quote, before.page, before.spans)


def test_a_workbook_in_a_platforms_layout_comes_back_too(assistant, kept):
    template = read_template(
        '[options]\nlayout = "cell"\nseparator = "|"\n[answers]\nas = "numbers"\nseparator = ","\n', "zh"
    )
    content = workbook(assistant, [("q-multiple", "选项", "A. 生产运行部|B. 党群人力部|C. 管网运维部"),
                                   ("q-multiple", "答案", "1,3")], template=template)  # fmt: skip
    report = assistant.import_items(content, TRAINER, "zh", SET, template)
    assert (report.edited, report.refused) == (("q-multiple",), ())
    assert of(assistant, "q-multiple").item.answer == ("生产运行部", "管网运维部")
    assert of(assistant, "q-multiple").item.options == ("生产运行部", "党群人力部", "管网运维部")


def test_what_is_no_workbook_is_refused(assistant, kept):
    with pytest.raises(UsageError):
        assistant.import_items(b"PK nothing", TRAINER)
