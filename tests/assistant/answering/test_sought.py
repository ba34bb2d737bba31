import pytest

from assistant.answering.sought import Sought, dimension_sought, sought


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("2023年全市总供水量是多少？", Sought.FIGURE),
        ("水箱多久清洗一次？", Sought.TIMES),
        ("报装需要几个工作日？", Sought.LENGTH),
        ("新国标从什么时候起实施？", Sought.WHEN),
        ("由谁批准临时停水？", Sought.PERSON),
        ("老旧管网改造由哪个部门负责？", Sought.BODY),
        ("营业厅在哪里？", Sought.PLACE),
        ("服务热线的名称是什么？", Sought.NAME),
        ("为什么会出现黄水？", Sought.REASON),
        ("用水报装要带什么？", Sought.ANYTHING),
        ("重慶的經濟由誰主政？", Sought.PERSON),
        ("How many households were added?", Sought.FIGURE),
        ("When did the new standard start?", Sought.WHEN),
        ("Who signs the permit?", Sought.PERSON),
    ],
)
def test_a_question_says_what_it_wants_to_be_told(question, kind):
    assert sought(question) is kind


def test_a_rate_asks_for_a_percentage_and_a_price_for_money():
    assert dimension_sought("管网漏损率是多少？") == "percent"
    assert dimension_sought("减免水费多少？") == "money"
    assert dimension_sought("新增农户多少户？") == ""
