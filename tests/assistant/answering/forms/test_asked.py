import pytest

from assistant.answering.forms.asked import Form, form_of


@pytest.mark.parametrize(
    ("question", "form"),
    [
        ("用水报装的流程是什么？", Form.STEPS),
        ("怎么申请减免？", Form.STEPS),
        ("投诉处理分几步？", Form.STEPS),
        ("How do I clean a tank?", Form.STEPS),
        ("管道爆管了怎么办？", Form.REMEDY),
        ("What should I do if the power fails?", Form.REMEDY),
        ("需要带什么材料？", Form.LIST),
        ("哪些用户可以申请减免？", Form.LIST),
        ("外来人员可以进入泵房吗？", Form.PERMISSION),
        ("May I enter without a permit?", Form.PERMISSION),
        ("一级抢修和二级抢修有什么区别？", Form.COMPARISON),
        ("一級搶修和二級搶修有什麼區別？", Form.COMPARISON),
        ("2023年全市总供水量是多少？", Form.PLAIN),
        ("逾期未缴水费的违约金怎么计算？", Form.PLAIN),
    ],
)
def test_the_words_of_a_question_say_which_form_its_answer_takes(question, form):
    assert form_of(question) is form
