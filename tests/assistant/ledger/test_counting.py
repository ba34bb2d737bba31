from __future__ import annotations

import pytest

from assistant.ledger.counting import counted
from assistant.text import quantities


def kept(text):
    return [each.raw for each in quantities.find(text) if counted(text, each)]


@pytest.mark.parametrize(
    "text",
    [
        "建设15分钟生活圈", "240小时过境免签", "土地承包再延长30年", "重点抓好十个方面的工作", "国道307改扩建",
        "应对“1·24”火灾", "推进“科创100”行动", "省委十一届七次、八次全会", "保持两位数增长", "经济总量超1000亿元的县",
        "沿海六市联动", "让“六句话”深入人心", "500千伏主干网架", "全国排名46位", "与百度、360、科大讯飞签约",
        "Form 10-K", "ITEM 12",
        "3.1 Lock out the panel", "2024年1月18日", "改革2.0版", "陆路口岸货运",
        "8英寸碳化硅衬底", "招收2-3岁幼儿", "建一亩成一亩",
        "统筹推进五项行动", "7月29日12时启动预警",
    ],
)  # fmt: skip
def test_numbers_that_name_or_limit_or_last_are_no_lines_of_the_ledger(text):
    assert kept(text) == []


@pytest.mark.parametrize(
    ("text", "raws"),
    [
        ("实施500万元以上技改项目1.2万个", ["1.2万"]),
        ("实施100个以上关键技术攻关项目", ["100"]),
        ("平均停水时间压缩至3小时", ["3"]),
        ("优良天数增加36天", ["36"]),
        ("十项民生实事顺利完成", ["十"]),
        ("两名干部走上中层岗位", ["两"]),
        ("设立总规模500亿元的产业母基金", ["500亿"]),
        ("出台“33条”政策", ["33"]),
        ("网络满意度81.6分", ["81.6"]),
        ("2400多万用户", ["2400多万"]),
    ],
)
def test_numbers_that_measure_or_count_are(text, raws):
    assert kept(text) == raws
