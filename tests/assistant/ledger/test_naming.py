from __future__ import annotations

import pytest

from assistant.ledger.naming import names_of
from assistant.text.reading import read


def names(text):
    return list(names_of(read(text, lend=True)).values())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("固定资产投资增长7%", ["固定资产投资增速"]),
        ("单位生产总值能耗下降2%左右", ["单位生产总值能耗降幅"]),
        ("居民消费价格涨幅2%左右", ["居民消费价格涨幅"]),
        ("优良天数比率82.5%、提升4.6个百分点", ["优良天数比率", "优良天数比率提升幅度"]),
        ("改造老旧小区500个、老旧管网4600公里", ["改造老旧小区", "改造老旧管网"]),
        ("汽车以旧换新超40万辆、家电超450万台", ["汽车以旧换新", "家电以旧换新"]),
        ("新增4所普通高等学校", ["新增普通高等学校"]),
        ("新获批先进集群4个，累计14个", ["新获批先进集群", "先进集群（累计）"]),
        ("生产安全事故起数、死亡人数分别下降12.8%和10.5%", ["生产安全事故起数降幅", "生产安全事故死亡人数降幅"]),
        ("城镇调查失业率4.5%、低于全国0.6个百分点", ["城镇调查失业率", "城镇调查失业率低于全国幅度"]),
        ("去年，全市总供水量5906万吨", ["总供水量"]),
        ("争取超长期特别国债资金383亿元", ["超长期特别国债资金"]),
        ("增设2万个充电端口", ["增设充电端口"]),
        ("排查污水管网68公里，清淤疏通52公里", ["排查污水管网", "污水管网清淤疏通"]),
        ("受理投诉412件，比2022年减少75件", ["受理投诉", "受理投诉减量"]),
        ("城乡居民人均可支配收入分别达6.6万元和3.2万元", ["城镇居民人均可支配收入", "农村居民人均可支配收入"]),
        ("其中先进制造业项目9718个", ["先进制造业项目"]),
    ],
)
def test_a_figure_is_called_what_a_colleague_would_write_into_a_table(text, expected):
    assert names(text) == expected


def test_an_english_figure_is_called_by_the_words_before_it():
    assert names("Operating revenues increased to $3,930 million") == ["Operating revenues"]
