"""When one number bears out another."""

from __future__ import annotations

import pytest

from assistant.text.compare import compare
from assistant.text.quantities import find, is_figure


def number(text):
    return next(quantity for quantity in find(text) if is_figure(quantity))


@pytest.mark.parametrize(
    ("claimed", "source", "outcome"),
    [
        ("5126万吨", "5126万吨", "exact"),
        ("85,200户", "8.52万户", "converted"),
        ("90 GW", "9000万千瓦", "converted"),
        ("3810万吨", "762亿斤", "converted"),
        ("五分之四", "80%", "converted"),
        ("约143万人", "143.02万人", "rounded"),
        ("143万人", "143.02万人", "rounded"),
        ("接近98%", "97.8%", "rounded"),
        ("超过5000公里", "5048公里", "rounded"),
        ("超过80次", "80余次", "exact"),
        ("至少120万人", "120万人以上", "exact"),
        ("约150万人", "143.02万人", "missing"),
        ("近8万户", "8.52万户", "missing"),
        ("超1800亿元", "1759亿元", "missing"),
        ("超过5126万吨", "5126万吨", "missing"),
        ("接近97%", "97.4%", "missing"),
        ("289万亩", "298万亩", "missing"),
        ("485万元", "48.5万元", "wrong_scale"),
        ("8.202 trillion yuan", "8202亿元", "wrong_scale"),
        ("4.6%", "4.6个百分点", "wrong_unit"),
        ("1344亿公斤", "1344亿斤", "wrong_unit"),
        ("32.3毫克/立方米", "32.3微克/立方米", "wrong_unit"),
        ("不超过5日", "5日以上", "missing"),
    ],
)
def test_numbers_are_compared_by_value_unit_and_bound(claimed, source, outcome):
    assert compare(number(claimed), number(source)).outcome == outcome


def test_tons_stand_for_cubic_metres_only_for_water():
    claimed, source = number("5126万立方米"), number("5126万吨")
    assert not compare(claimed, source).holds
    assert compare(claimed, source, water=True).outcome == "converted"
