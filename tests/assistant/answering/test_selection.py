from datetime import date

from assistant.answering.question import read
from assistant.answering.selection import select
from assistant.domain import PassageKind, Reason, Status
from tests.support.builders import make_candidate, make_document, make_hit

TODAY = date(2026, 11, 23)


def _rule(text, place, clause, **more):
    document = make_document(f"d-{place}", title=f"{place}城市供水条例", kind="law", place=place)
    hit = make_hit(text, document, kind=PassageKind.CLAUSE, clause=clause)
    return make_candidate(text, hit=hit, **more)


def test_a_figure_of_the_year_asked_for_answers():
    asked = read("2023年全市总供水量是多少？", TODAY)
    chosen = select(asked, [make_candidate("去年，全市总供水量6218万吨。")])
    assert chosen.reason is None
    assert [(each.period, each.status) for each in chosen.statements] == [("2023", Status.ACHIEVED)]


def test_a_figure_of_another_year_is_no_answer_but_is_told():
    asked = read("2022年全市总供水量是多少？", TODAY)
    chosen = select(asked, [make_candidate("去年，全市总供水量6218万吨。")])
    assert chosen.reason is Reason.NO_SUCH_VALUE
    assert [each.period for each in chosen.statements] == ["2023"]


def test_the_right_year_wins_over_a_better_scored_sentence_of_another_year():
    asked = read("2022年总供水量是多少？", TODAY)
    near = make_candidate("2023年总供水量6218万吨。", similarity=0.99)
    right = make_candidate("2022年总供水量6035万吨。", similarity=0.90, rank=1)
    assert [each.candidate.text for each in select(asked, [near, right]).statements] == ["2022年总供水量6035万吨。"]


def test_a_plan_is_not_told_as_a_result_when_there_is_one():
    asked = read("2023年改造泵房多少个？", TODAY)
    plan = make_candidate("2023年计划改造泵房36个。", similarity=0.99)
    result = make_candidate("2023年完成泵房改造32个。", rank=1, similarity=0.9)
    chosen = select(asked, [plan, result])
    assert [each.status for each in chosen.statements] == [Status.ACHIEVED]


def test_asked_for_a_result_a_plan_alone_is_a_refusal_that_shows_the_plan():
    asked = read("2024年完成泵房改造多少个？", TODAY)
    plan = make_candidate("2024年计划完成泵房改造40个。")
    chosen = select(asked, [plan])
    assert (chosen.reason, chosen.partial) == (Reason.NO_SUCH_VALUE, False)
    assert [each.status for each in chosen.statements] == [Status.PLANNED]


def test_rules_of_several_places_are_each_given_once():
    asked = read("二次供水水箱多久清洗一次？", TODAY)
    east = _rule("管理单位应当每半年清洗消毒一次。", "东营市", "第四十七条")
    again = _rule("水箱应当每半年清洗一次并检测。", "东营市", "第四十八条", similarity=0.89, rank=1)
    north = _rule("应当至少每六个月清洗一次。", "济南市", "第三十条", similarity=0.88, rank=2)
    chosen = select(asked, [east, again, north])
    assert chosen.by_place
    assert [each.candidate.hit.passage.clause for each in chosen.statements] == ["第四十七条", "第三十条"]


def test_within_one_regulation_only_the_best_clause_answers():
    asked = read("二次供水水箱多久清洗一次？", TODAY)
    best = _rule("管理单位应当每半年清洗消毒一次。", "东营市", "第四十七条")
    other = _rule("每年检查一次。", "东营市", "第五十条", similarity=0.89, rank=1)
    chosen = select(asked, [best, other])
    assert [each.candidate.hit.passage.clause for each in chosen.statements] == ["第四十七条"]


def test_nothing_to_choose_from_is_nothing_relevant():
    assert select(read("有多少？", TODAY), []).reason is Reason.NOTHING_RELEVANT


def test_the_same_sentence_in_two_documents_is_shown_once():
    asked = read("怎样申请减免？", TODAY)
    one, two = make_candidate("向营业厅提出申请。"), make_candidate("向营业厅提出申请。", rank=1)
    assert len(select(asked, [one, two]).statements) == 1


def test_when_the_result_was_not_asked_for_by_name_a_plan_is_half_an_answer():
    chosen = select(read("2024年改造泵房多少个？", TODAY), [make_candidate("2024年计划改造泵房40个。")])
    assert (chosen.reason, chosen.partial) == (Reason.NO_SUCH_VALUE, True)
    assert [each.status for each in chosen.statements] == [Status.PLANNED]


def test_what_holds_more_of_the_topic_comes_before_a_sentence_of_the_right_paper():
    asked = read("2022年污水处理量是多少？", TODAY)
    aside = make_candidate("2022年污水处理终端停运近6个月。", topic=0.8)
    right = make_candidate("2022年污水处理量5218万吨。", topic=1.0, rank=1)
    assert [each.candidate.text for each in select(asked, [aside, right]).statements] == ["2022年污水处理量5218万吨。"]


def test_two_periods_are_both_answered_or_the_missing_one_is_named():
    asked = read("2023年和2022年总供水量各是多少？", TODAY)
    now, before = make_candidate("2023年总供水量6218万吨。"), make_candidate("2022年总供水量6035万吨。", rank=1)
    assert [each.period for each in select(asked, [now, before]).statements] == ["2023", "2022"]
    half = select(asked, [now])
    assert (half.partial, half.missing) == (True, ("2022",))


def test_a_sentence_without_a_figure_answers_no_how_many():
    asked = read("总供水量同比增长多少？", TODAY)
    assert select(asked, [make_candidate("全市总供水量6218万吨。", fits=False)]).reason is Reason.NOTHING_RELEVANT


def test_a_past_year_s_clause_is_a_result_though_the_sentence_speaks_of_targets():
    asked = read("2023年地区生产总值增长多少？", TODAY)
    clause = "2023年地区生产总值增长5.8%"
    told = make_candidate(f"坚定信心推动重大任务落实，{clause}，顺利完成主要目标任务。", clause=clause)
    assert [each.status for each in select(asked, [told]).statements] == [Status.ACHIEVED]
    plan = "2023年计划新增泵房40个"
    meant = make_candidate(f"{plan}，改造管网。", clause=plan)
    assert select(read("2023年新增泵房多少个？", TODAY), [meant]).statements[0].status is Status.PLANNED
