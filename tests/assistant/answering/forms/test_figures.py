from datetime import date

import pytest

from assistant.answering.forms.figures import figure_asked
from assistant.answering.question import read
from assistant.answering.statements import read_statement
from tests.support.builders import make_candidate

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("question", "sentence", "figure"),
    [
        ("2023年管网漏损率是多少？", "2023年，管网漏损率由8.62%下降到7.21%，优于计划的7.5%。", "7.21%"),
        ("2022年管网漏损率是多少？", "管网漏损率由2022年的8.62%下降到7.21%。", "8.62%"),
        (
            "2023年计划改造多少个老旧小区供水管网？",
            "拟改造老旧小区供水管网26个，计划新建、改造供水管网45公里，计划完成二次供水泵房标准化改造36个。",
            "26个",
        ),
        ("2023年底累计有多少只智能水表？", "新装、更换智能水表3.15万只，累计达到9.55万只。", "9.55万只"),
        ("西部专线2023年末的形象进度是多少？", "西部专线工程总投资5400万元，年末形象进度62%。", "62%"),
        ("2023年完成投资多少？", "实施投资项目34个，完工21个，完成投资3.36亿元。", "3.36亿元"),
        (
            "影响5000户的停水要提前多长时间通知？",
            "影响5000户或者停水超过12小时的，应当提前48小时通知用户。",
            "提前48小时",
        ),
        ("2025年计划新增多少养老床位？", "新增3000张养老床位，改建800张照护床位。", "3000张"),
        ("原始记录要保存多少年？", "原始记录的保存期限不少于10年。", "不少于10年"),
    ],
)
def test_the_figure_asked_for_is_told_as_printed(question, sentence, figure):
    assert figure_asked(read(question, TODAY), read_statement(make_candidate(sentence))) == figure


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("改造用了多少天，涉及多少户？", "46天完成了612户的管线切换。"),
        ("2023年漏损率比上年下降了多少？", "漏损率由8.62%下降到7.21%。"),
        ("投诉处理有多少步骤？", "投诉处理按照受理、分派等六个步骤进行。"),
        ("热线每班要多少人？", "热线班每月抽检录音，每名坐席员不少于10条。"),
        ("2023年举办多少场活动？", "举办培训62场、比武6场。"),
    ],
)
def test_where_several_figures_might_be_meant_none_is_put_first(question, sentence):
    assert figure_asked(read(question, TODAY), read_statement(make_candidate(sentence))) == ""
