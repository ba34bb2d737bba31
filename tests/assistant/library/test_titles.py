from __future__ import annotations

import pytest

from assistant.library.titles import normal, subject


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("中华人民共和国档案法实施办法", "《档案法实施办法》"),
        ("上海市实施〈中华人民共和国水法〉办法", "上海市实施《中华人民共和国水法》办法"),
        ("用水报装管理办法（试行）", "用水报装管理办法"),
        ("居民水费减免办法（2021年）", "居民水费减免办法（2023年修订）"),
        ("城市供水条例(2018修正)", "城市供水条例（2020年第二次修订）"),
        ("二次供水 管理　规定", "二次供水管理规定"),
        ("SOP ２号规程", "sop 2号规程"),
    ],
)
def test_two_spellings_of_one_title_are_equal(one: str, other: str) -> None:
    assert normal(one) == normal(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("用水报装管理办法（征求意见稿）", "用水报装管理办法"),
        ("关于修改〈城市供水条例〉的决定", "城市供水条例"),
        ("2023年度工作计划", "2024年度工作计划"),
        ("招标投标法", "招标投标法实施条例"),
        ("济南市城市供水条例", "城市供水条例"),
    ],
)
def test_titles_of_two_papers_stay_apart(one: str, other: str) -> None:
    assert normal(one) != normal(other)


def test_rules_on_one_matter_share_their_subject() -> None:
    assert subject("信访条例", "全国") == subject("信访工作条例", "全国")
    assert subject("城市节约用水管理规定", "全国") == subject("节约用水条例", "全国")
    assert subject("浙江省水资源管理条例", "浙江省") == subject("水资源条例", "浙江省")
    assert subject("档案法实施办法", "全国") == subject("档案法实施条例", "全国")


def test_a_rule_that_carries_out_another_is_on_another_matter_and_a_law_on_none() -> None:
    assert subject("劳动合同法实施条例", "全国") != subject("劳动合同法条例", "全国")
    assert subject("劳动合同法", "全国") is None
    assert subject("2023年工作总结", "") is None
    assert subject("管理办法", "") is None
