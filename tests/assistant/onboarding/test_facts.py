from __future__ import annotations

from assistant.onboarding.facts import Kind
from assistant.onboarding.paper_facts import facts_of_paper
from tests.assistant.onboarding.rules import PAPER, clause

STOP = "因施工、设备维修等原因需要停止供水的，供水企业应当经供水主管部门批准，并提前二十四小时通知用户。"
LIST = "停水通知应当载明下列事项：\n（一）停水原因；\n（二）停水范围；\n（三）起止时间；\n（四）其他事项。"
CASES = (
    "违反本条例规定，有下列行为之一的，由城市供水主管部门责令限期改正，可以处一万元以上五万元以下罚款：\n"
    "（一）盗用城市公共供水的；\n（二）擅自改装供水设施的。"
)


def asked(text, kind):
    return {(fact.core, fact.answer) for fact in facts_of_paper(clause(text), PAPER) if fact.kind is kind}


def test_a_deadline_is_asked_for_in_its_place():
    [(question, answer)] = asked(STOP, Kind.FIGURE)
    assert question == "因施工、设备维修等原因需要停止供水的，供水企业应当经供水主管部门批准，并提前多长时间通知用户"
    assert answer == "二十四小时"


def test_the_holder_and_the_body_that_permits_are_asked_for():
    found = asked(STOP, Kind.HOLDER)
    assert {answer for _, answer in found} == {"供水企业", "供水主管部门"}
    assert any("应当经哪个部门批准" in question for question, _ in found)


def test_what_to_do_under_a_condition_is_asked_with_the_condition():
    [(question, answer)] = asked(STOP, Kind.ACTION)
    assert question == "因施工、设备维修等原因需要停止供水的，供水企业应当怎么做"
    assert answer == "经供水主管部门批准，并提前二十四小时通知用户"


def test_a_list_is_asked_for_without_its_catch_all():
    [fact] = [each for each in facts_of_paper(clause(LIST), PAPER) if each.kind is Kind.LIST]
    assert fact.core == "停水通知应当载明下列哪些事项"
    assert fact.members == ("停水原因", "停水范围", "起止时间")


def test_a_case_of_a_list_is_asked_with_who_acts_and_how_much():
    assert ("盗用城市公共供水的，由哪个部门责令限期改正", "城市供水主管部门") in asked(CASES, Kind.HOLDER)
    assert "一万元以上五万元以下" in {answer for _, answer in asked(CASES, Kind.FIGURE)}


def test_a_definition_is_asked_by_the_papers_name():
    found = asked("本条例所称二次供水，是指将城市公共供水经储存、加压后供给用户的供水方式。", Kind.DEFINITION)
    assert found == {
        ("《济南市城市供水条例》所称的“二次供水”是指什么", "将城市公共供水经储存、加压后供给用户的供水方式")
    }


def test_the_paper_and_its_place_stand_by_name_in_every_question():
    text = "本市供水主管部门应当根据本条例规定的职责，每年至少组织一次供水安全检查。"
    for fact in facts_of_paper(clause(text), PAPER):
        assert "本市" not in fact.core
        assert "本条例" not in fact.core


def test_a_sentence_that_leans_on_the_one_before_it_is_not_asked_of():
    text = "供水企业应当建立水质检测制度。其检测人员应当每年参加不少于四十学时的培训。"
    assert not any("培训" in fact.core for fact in facts_of_paper(clause(text), PAPER))


def test_a_body_named_inside_a_condition_is_not_asked_for():
    text = "二次供水设施未交由供水企业管理的，产权单位应当到供水主管部门备案。"
    assert "供水企业" not in {answer for _, answer in asked(text, Kind.HOLDER)}
