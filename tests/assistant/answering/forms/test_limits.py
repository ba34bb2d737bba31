from dataclasses import replace

from assistant.answering.forms.limits import with_antecedent, with_limits, with_reply
from assistant.answering.statements import read_statement
from assistant.domain import PassageKind
from tests.support.builders import make_candidate, make_hit

RULE = "第二十条 临时用水的期限不超过2年。确需延期的，可以延期一次，延期不超过1年。水表由集团安装。"


def _statement(text, sentence, kind=PassageKind.CLAUSE):
    hit = make_hit(text, kind=kind, clause="第二十条" if kind is PassageKind.CLAUSE else None)
    start = text.index(sentence)
    return read_statement(replace(make_candidate(sentence, hit=hit), parts=((start, start + len(sentence)),)))


def test_a_rule_brings_the_sentence_that_limits_it_and_no_other():
    (told,) = with_limits([_statement(RULE, "临时用水的期限不超过2年。")])
    assert told.candidate.text == "临时用水的期限不超过2年。确需延期的，可以延期一次，延期不超过1年。"


def test_a_limit_that_was_chosen_too_is_told_once():
    both = [
        _statement(RULE, "临时用水的期限不超过2年。"),
        _statement(RULE, "确需延期的，可以延期一次，延期不超过1年。"),
    ]
    assert len(with_limits(both)) == 1


def test_a_proviso_behind_a_semicolon_comes_along():
    text = "第六条 投诉应当在5日内办结；但需要鉴定的除外。其他规定。"
    (told,) = with_limits([_statement(text, "投诉应当在5日内办结")])
    assert told.candidate.text == "投诉应当在5日内办结；但需要鉴定的除外。"


def test_prose_of_a_report_is_not_widened():
    text = "完成改造28个。但泵房改造未达到计划的除外。"
    told = with_limits([_statement(text, "完成改造28个。", PassageKind.PROSE)])
    assert told[0].candidate.text == "完成改造28个。"


def test_a_sentence_that_leans_on_the_one_before_brings_it():
    text = "客户服务部负责受理。该部门应当在1小时内分派。"
    told = with_antecedent(_statement(text, "该部门应当在1小时内分派。"))
    assert told.candidate.text == text


def test_a_sentence_that_opens_with_but_brings_what_it_limits():
    text = "招标人应当确定合理时间。但是，最短不得少于二十日。"
    assert with_antecedent(_statement(text, "但是，最短不得少于二十日。")).candidate.text == text


def test_a_sentence_with_its_own_subject_stays_alone():
    text = "客户服务部负责受理。其中投诉412件。其他业务另行办理。"
    for sentence in ("其中投诉412件。", "其他业务另行办理。"):
        assert with_antecedent(_statement(text, sentence)).candidate.text == sentence


def test_a_question_the_paper_asks_is_told_with_its_reply():
    text = "（一）工作证遗失怎么办？应当报告党群人力部。补办费用20元。\n（二）多久更换？每年更换。"
    told = with_reply(_statement(text, "工作证遗失怎么办？", PassageKind.PROSE))
    assert told.candidate.text == "工作证遗失怎么办？应当报告党群人力部。补办费用20元。"
    assert with_reply(_statement(text, "补办费用20元。", PassageKind.PROSE)) is None
