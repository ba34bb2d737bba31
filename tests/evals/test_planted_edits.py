from __future__ import annotations

from assistant import open_assistant
from assistant.access import LOCAL_PERSON
from assistant.drafts import DraftRequest, Outline, OutlineSection, Part
from evals.planted_edits import measure

PAPER = """# 管网运维部2023年工作总结

汀澜市清源水务集团有限公司

发布日期：2024年1月15日

## 一、主要工作成效

2023年，管网漏损率由8.62%下降到7.21%。全年抢修1126次，抢修及时率99.4%。

## 二、2024年工作打算

力争新增分区计量区域30个。
"""
OUTLINE = Outline(
    "plain",
    "{year}年工作回顾",
    "zh",
    (
        OutlineSection("一、全年工作", Part.RESULTS, topics=("管网", "漏损", "抢修")),
        OutlineSection("二、下一年安排", Part.PLAN, years=(1,), topics=("分区计量", "计划")),
    ),
)


def test_planted_edits_turn_red_cannot_be_signed_and_never_go_out_as_signed(tmp_path):
    (tmp_path / "管网运维部2023年工作总结.md").write_text(PAPER, encoding="utf-8")
    assistant = open_assistant(tmp_path / "home")
    assistant.ingest([tmp_path / "管网运维部2023年工作总结.md"], LOCAL_PERSON)
    kept = assistant.keep_draft(assistant.draft(DraftRequest(2023, OUTLINE), LOCAL_PERSON), LOCAL_PERSON)
    found = measure(assistant, kept, 20)
    assert found["edits"] >= 4
    assert set(found["by_kind"]) == {"digit", "unit", "year", "status"}
    assert (found["caught"], found["exported_as_signed"], found["false_alarms"]) == (1.0, 0, [])
