"""Every number with value, unit and sense: by example, and against the hand-labelled figures of three documents."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest

from assistant.text.quantities import find, is_figure

SHARED = Path(__file__).parents[3].parent / "shared" / "data"


def only(text):
    figures = [quantity for quantity in find(text) if is_figure(quantity)]
    assert len(figures) == 1, figures
    return figures[0]


@pytest.mark.parametrize(
    ("text", "raw", "value", "unit"),
    [
        ("售水量完成5126万吨", "5126万", 51_260_000, "吨"),
        ("浊度0.12NTU", "0.12", 0.12, "NTU"),
        ("出厂水浊度为0.12。", "0.12", 0.12, ""),
        ("电耗312kWh/千吨", "312", 312, "kWh/千吨"),
        ("日供水能力17.5万立方米/日", "17.5万", 175_000, "立方米/日"),
        ("PM2.5浓度32.3微克/立方米", "32.3", 32.3, "微克/立方米"),
        ("总额27,600亿元", "27,600亿", 2.76e12, "元"),
        ("用户1，234户", "1，234", 1234, "户"),
        ("达８２．５％", "８２．５", 82.5, "％"),
        ("提升4.6个百分点", "4.6", 4.6, "个百分点"),
        ("增长百分之六点一", "百分之六点一", 6.1, "%"),
        ("占全国三分之一", "三分之一", 0.333333, ""),
        ("占全国1/10以上", "1/10", 0.1, ""),
        ("收集率达到八成", "八成", 80, "%"),
        ("两名干部", "两", 2, "名"),
        ("汽车逾四十万辆", "四十万", 400_000, "辆"),
        ("旅游收入超万亿元", "万亿", 1e12, "元"),
        ("缩小至2.04∶1", "2.04", 2.04, "∶1"),
        ("为358万居家老年人服务", "358万", 3_580_000, "人"),
        ("半小时内到场", "半", 0.5, "小时"),
        ("五个工作日内办结", "五", 5, "个工作日"),
        ("5.126 million cubic meters", "5.126 million", 5_126_000, "cubic meters"),
        ("$1.2 billion", "1.2 billion", 1.2e9, "$"),
        ("12 percent", "12", 12, "percent"),
        ("twelve cases", "twelve", 12, "cases"),
        ("half of the users", "half", 0.5, ""),
        ("1.2 million new urban jobs", "1.2 million", 1_200_000, "jobs"),
    ],
)
def test_numbers_are_read_as_printed(text, raw, value, unit):
    quantity = only(text)
    assert (quantity.raw, quantity.unit) == (raw, unit)
    assert quantity.value == pytest.approx(value)
    assert text[quantity.start : quantity.end] == raw


@pytest.mark.parametrize(
    "text",
    [
        "第十二条",
        "〔2023〕12号",
        "热线96390",
        "2023年7月1日",
        "8:30",
        "5G网络",
        "一个平台",
        "二次供水",
        "十四五",
        "三年行动",
        "进一步",
    ],
)
def test_what_counts_nothing_is_no_figure(text):
    assert not any(is_figure(quantity) for quantity in find(text))


def test_both_ends_of_a_range_are_marked_and_share_the_unit():
    low, high = find("3-5日内办结")
    assert (low.kind, low.value, low.unit) == ("range_low", 3, "日")
    assert (high.kind, high.value, high.approx) == ("range_high", 5, "up_to")
    low, high = find("投资3至5亿元")
    assert (low.value, high.value) == (3e8, 5e8)


def test_a_change_keeps_both_values_and_says_which_way():
    before, after = find("占比从3.8%提升到10.7%")
    assert (before.value, after.value) == (3.8, 10.7)
    assert (before.direction, after.direction) == (None, "up")


def test_a_direction_is_dealt_out_over_a_list():
    assert [q.direction for q in find("分别下降12.8%和10.5%")] == ["down", "down"]
    assert [q.direction for q in find("0.6 percentage points below the national rate")] == ["down"]


def test_the_step_is_what_one_in_the_last_printed_digit_is_worth():
    assert only("143.02万人").step == pytest.approx(100)
    assert only("143万人").step == pytest.approx(10_000)
    assert only("4.6%").step == pytest.approx(0.1)


def test_quantities_come_in_order_and_never_overlap():
    found = find("2023年第十二条：供水5126万吨，增长5.6%，3-5日，12 cases")
    assert all(a.unit_end <= b.start for a, b in pairwise(found))


def gold(name):
    path = SHARED / "figures" / f"{name}.jsonl"
    if not path.exists():
        pytest.skip("the shared data is not beside the project")
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    document = lines[0]["doc"]
    if document.endswith(".txt"):
        return lines, (SHARED / "docs" / "newspaper" / "pinghu_water_2024-02-04.txt").read_text(encoding="utf-8")
    import docx

    path = next((SHARED / "docs").rglob(document))
    return lines, "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)


@pytest.mark.parametrize(("name", "most_extra"), [("jiangsu", 2), ("henan", 6), ("seed_figures", None)])
def test_the_labelled_figures_of_real_documents_are_found(name, most_extra):
    lines, text = gold(name)
    found = {quantity.start: quantity for quantity in find(text) if is_figure(quantity)}
    right = sum(
        (q := found.get(line["start"])) is not None
        and (q.raw, q.unit, q.approx) == (line["raw"], line["unit"], line["approx"])
        and q.value == pytest.approx(line["value"], rel=1e-5)
        for line in lines
    )
    assert right / len(lines) >= 0.99
    if most_extra is not None:
        assert len(set(found) - {line["start"] for line in lines}) <= most_extra


def test_a_number_with_more_than_inside_keeps_its_scale():
    [found] = find("给2400多万陇原儿女温暖")
    assert (found.raw, found.value, found.unit, found.approx) == ("2400多万", 24_000_000, "人", "over")


@pytest.mark.parametrize(
    ("text", "unit"), [("满意度81.6分", "分"), ("新增产能5万千升", "千升"), ("吞吐量2329万标准箱", "标准箱")]
)
def test_points_kilolitres_and_containers_are_units(text, unit):
    assert [each.unit for each in find(text)] == [unit]


@pytest.mark.parametrize("text", ["完成10分钟服务", "供水三支部凝心聚力", "四分之三的用户"])
def test_a_word_that_begins_like_a_unit_is_none(text):
    assert all(each.unit not in {"分", "支"} for each in find(text))
