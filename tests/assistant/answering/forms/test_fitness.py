from datetime import date

from assistant.answering.forms.asked import Form
from assistant.answering.forms.fitness import fitting
from assistant.answering.question import read
from assistant.domain import PassageKind
from tests.support.builders import make_candidate, make_document, make_hit

ASKED = read("管道爆管了怎么办？", date(2026, 11, 23))


def _rule(text, **more):
    hit = make_hit(text, make_document(kind="policy"), kind=PassageKind.CLAUSE, clause="第二条")
    return make_candidate(text, hit=hit, **more)


SCOPE = _rule("本规程适用于供水管道漏水、爆管的抢修。")
DUTY = _rule("发现爆管的，应当立即关阀止水。", similarity=0.88, rank=1)


def test_what_to_do_is_not_told_by_a_sentence_of_scope():
    assert fitting(ASKED, Form.REMEDY, [SCOPE, DUTY]) == [DUTY]


def test_a_question_about_the_scope_keeps_it():
    asked = read("抢修规程适用于什么范围，有哪些？", date(2026, 11, 23))
    assert SCOPE in fitting(asked, Form.LIST, [SCOPE, DUTY])


def test_a_sentence_far_behind_does_not_take_the_best_one_s_place():
    far = _rule("用户应当按时缴费。", similarity=0.05, topic=0.0, coverage=0.0, in_context=0.0, rank=9, fits=False)
    assert SCOPE in fitting(ASKED, Form.REMEDY, [SCOPE, far])


def test_materials_are_looked_for_where_something_is_handed_in():
    asked = read("报装需要什么材料？", date(2026, 11, 23))
    told = _rule("申请报装，应当提供身份证明。", similarity=0.88, rank=1)
    assert fitting(asked, Form.LIST, [_rule("材料不齐全的，应当一次告知。"), told]) == [told]


def test_reports_bind_nobody():
    report = make_candidate(
        "应当关阀止水的已全部关闭。", hit=make_hit("应当关阀止水的已全部关闭。", make_document(kind="review"))
    )
    plain = make_candidate("爆管抢修及时。", rank=1)
    assert fitting(ASKED, Form.REMEDY, [plain, report]) == [plain, report]
