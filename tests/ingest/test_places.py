from __future__ import annotations

import pytest

from ingest.places import place_of


@pytest.mark.parametrize(
    ("title", "place"),
    [
        ("东营市城市供水条例", "东营市"),
        ("2025年上海市政府工作报告", "上海市"),
        ("2025年广西政府工作报告", "广西壮族自治区"),
        ("浙江省水资源条例", "浙江省"),
        ("中华人民共和国水法", "全国"),
        ("城市供水条例", ""),
        ("本市供水办法", ""),
    ],
)
def test_the_title_names_the_place(title: str, place: str):
    assert place_of(title, "", "", is_law=False) == place


def test_the_header_names_it_when_the_title_does_not():
    assert place_of("供水办法", "汀澜市清源水务集团有限公司", "", is_law=False) == "汀澜市"
    assert place_of("城市供水条例", "1994年7月19日 中华人民共和国国务院令第158号发布", "", is_law=True) == "全国"


def test_a_newspaper_s_meetings_name_its_city():
    assert place_of("清流入户", "平湖两会特别报道", "平湖市水务集团", is_law=False) == "平湖市"
