"""Units have one name and convert only inside their dimension."""

from __future__ import annotations

import pytest

from assistant.text.units import canonical_unit, convert, is_counting, unit_at


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("千米", "公里"),
        ("km", "公里"),
        ("m³", "立方米"),
        ("cubic meters", "立方米"),
        ("立方米/天", "立方米/日"),
        ("m³/d", "立方米/日"),
        ("％", "%"),
        ("：1".replace("：", "∶"), "∶1"),
        ("households", "户"),
        ("没有的单位", "没有的单位"),
    ],
)
def test_a_unit_has_one_name(printed, name):
    assert canonical_unit(printed) == name


@pytest.mark.parametrize(
    ("value", "unit", "into", "expected"),
    [
        (1, "公里", "米", 1000),
        (762e8, "斤", "吨", 3.81e7),
        (9e7, "千瓦", "GW", 90),
        (1, "毫克/升", "微克/升", 1000),
        (24, "小时", "天", 1),
        (3, "个月", "月", 3),
        (5, "名", "people", 5),
    ],
)
def test_units_of_one_dimension_convert(value, unit, into, expected):
    assert convert(value, unit, into) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("unit", "into"),
    [
        ("%", "个百分点"),
        ("千瓦", "千瓦时"),
        ("元", "美元"),
        ("户", "人"),
        ("人次", "人"),
        ("工作日", "日"),
        ("立方米", "立方米/日"),
        ("亩", "公顷"),
    ],
)
def test_units_of_different_dimensions_do_not(unit, into):
    assert convert(1, unit, into) is None


def test_a_ton_of_water_is_a_cubic_metre_only_where_water_is_meant():
    assert convert(5, "吨/日", "立方米/日") is None
    assert convert(5, "吨/日", "立方米/日", water=True) == pytest.approx(5)


def test_the_general_counting_word_agrees_with_every_other():
    assert convert(7, "家", "个") == 7
    assert is_counting("")
    assert not is_counting("公里")


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("万立方米/日以上", ""),
        ("立方米/日以上", "立方米/日"),
        ("台套，", "台套"),
        ("方面的工作", ""),
        (" km of pipe", "km"),
        ("kmx", ""),
    ],
)
def test_a_unit_is_read_as_printed_and_not_out_of_a_word(text, unit):
    assert unit_at(text, 0) == unit
