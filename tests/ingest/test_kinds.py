from __future__ import annotations

import pytest

from ingest.kinds import KINDS, kind_of


@pytest.mark.parametrize(
    ("title", "header", "kind"),
    [
        ("东营市城市供水条例", "", "law"),
        ("企业职工带薪年休假实施办法", "经人力资源和社会保障部第6次部务会议通过", "law"),
        ("用水报装管理办法", "清水〔2023〕12号", "policy"),
        ("供水管道抢修规程", "", "procedure"),
        ("2025年上海市政府工作报告", "", "report"),
        ("2020 年年度报告", "", "annual_report"),
        ("2024年度工作计划", "", "plan"),
        ("2024年度工作计划完成情况报告", "", "report"),
        ("关于印发《抄表管理办法》的通知", "", "policy"),
        ("关于开展水箱清洗的通知", "", "notice"),
        ("新员工入职手册", "", "handbook"),
        ("Secondary Supply Pump Room Safety Guide", "", "guide"),
        ("随笔", "", "other"),
    ],
)
def test_the_title_tells_the_kind(title: str, header: str, kind: str):
    assert kind_of((title,), header, "", "txt") == kind
    assert kind in KINDS


def test_a_workbook_without_a_telling_title_is_a_table():
    assert kind_of(("数据",), "", "", "xlsx") == "table"


def test_a_press_text_is_news_unless_it_looks_back_on_the_year():
    assert kind_of(("一泓清水",), "", "■记者 某某\n昨日通水。", "txt") == "news"
    assert kind_of(("一泓清水",), "", "■记者 某某\n回顾刚刚过去的2023年", "txt") == "review"
