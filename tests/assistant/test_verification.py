"""Does the cited text hold this sentence? By example, and on pairs with planted errors."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from assistant.domain import Status, Verdict
from assistant.verification import Source, verify

SHARED = Path(__file__).parents[2].parent / "shared" / "data"
REVIEW = {"period": "2023", "status": Status.ACHIEVED}


def outcome(claim, quote, **known):
    return verify(claim, [Source(quote, **known)])


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("全年受理业务32000件，接听来电15000次。", "接听来电1.5万次，受理业务3.2万件"),
        ("2023年售水量超过5000万吨。", "售水量完成5126万吨"),
        ("供水5126万立方米。", "供水量完成5126万吨"),
        ("占比由百分之三点八升至百分之十点七。", "干部占比从3.8%提升到10.7%"),
        ("Water sold came to 51.26 million tons in 2023.", "售水量完成5126万吨"),
        ("The leakage rate fell by 1.2 percentage points.", "漏损率下降1.2个百分点"),
        ("东区和西区合计供水500万吨。", "东区供水300万吨，西区供水200万吨"),
    ],
)
def test_a_claim_its_source_bears_out_is_supported(claim, quote):
    result = outcome(claim, quote, **REVIEW)
    assert result.verdict is Verdict.SUPPORTED, result.why


@pytest.mark.parametrize(
    ("claim", "quote", "verdict"),
    [
        ("全年售水量达5216万吨。", "售水量完成5126万吨", "missing"),
        ("全年售水量达5126吨。", "售水量完成5126万吨", "wrong_scale"),
        ("漏损率的降幅达到1.2%。", "漏损率下降1.2个百分点", "wrong_unit"),
        ("2022年售水5126万吨。", "售水量完成5126万吨", "wrong_period"),
        ("下一步计划售水5126万吨。", "售水量完成5126万吨", "wrong_modality"),
        ("西区供水300万吨。", "东区供水300万吨，西区供水200万吨", "wrong_indicator"),
        ("漏损率上升了1.2个百分点。", "漏损率下降1.2个百分点", "wrong_direction"),
        ("占比由10.7%降至3.8%。", "占比从3.8%提升到10.7%", "wrong_direction"),
        ("Leakage rose by 1.2 percentage points.", "漏损率下降1.2个百分点", "wrong_direction"),
    ],
)
def test_each_kind_of_error_has_its_verdict(claim, quote, verdict):
    result = outcome(claim, quote, **REVIEW)
    assert result.verdict is Verdict.UNSUPPORTED
    assert verdict in {quantity.verdict for quantity in result.quantities}


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [("污水管线排摸了40公里。", Verdict.UNSUPPORTED), ("计划排摸污水管线40公里。", Verdict.SUPPORTED)],
)
def test_a_plan_is_never_told_as_a_result(claim, verdict):
    assert outcome(claim, "污水完成管线排摸40公里", period="2024", status=Status.PLANNED).verdict is verdict


def test_a_denied_sentence_is_not_its_source():
    result = outcome("1071个项目未能整改交付。", "1071个项目整改交付", **REVIEW)
    assert (result.verdict, result.negated) == (Verdict.UNSUPPORTED, True)


def test_words_taken_from_the_quote_are_supported_white_space_aside():
    result = outcome("售水量完成\n5126万吨", "全年平稳，售水量完成5126 万吨。", status=Status.PLANNED)
    assert result.verdict is Verdict.SUPPORTED
    assert [quantity.verdict for quantity in result.quantities] == ["exact"]


@pytest.mark.parametrize(
    ("claim", "quote"),
    [("收取材料费用", "不得收取材料费用"), ("接待游客10亿人", "接待游客10亿人次"), ("增长5%", "未增长5%")],
)
def test_a_quote_cut_in_the_middle_of_its_words_is_not_taken_for_word_for_word(claim, quote):
    assert outcome(claim, quote).verdict is Verdict.UNSUPPORTED


def test_a_rule_keeps_its_force():
    quote = "用户可以在三十日内申请复核。"
    assert outcome("用户必须在30日内申请复核。", quote).verdict is Verdict.UNSUPPORTED
    assert outcome("用户可在30日内申请复核。", quote).verdict is Verdict.SUPPORTED


def test_a_clause_number_and_a_date_must_stand_in_the_source():
    quote = "依照第十二条，自2023年7月1日起施行。"
    assert outcome("第12条自2023-07-01起施行。", quote).verdict is Verdict.SUPPORTED
    assert outcome("第13条自2023年7月1日起施行。", quote).verdict is Verdict.UNSUPPORTED
    assert outcome("第12条自2023年8月1日起施行。", quote).verdict is Verdict.UNSUPPORTED


def test_numbers_may_come_from_different_sources():
    sources = [Source("售水量完成5126万吨"), Source("漏损率下降1.2个百分点")]
    assert verify("售水量为5126万吨，漏损率降低1.2个百分点。", sources).verdict is Verdict.SUPPORTED


def test_a_claim_without_figures_stands_on_its_words():
    quote = "用户申请报装接水时，应当提交身份证明和房屋权属证明。"
    assert outcome("报装接水应当提交身份证明和房屋权属证明。", quote).verdict is Verdict.SUPPORTED
    assert outcome("热线由客户服务中心负责值守。", quote).verdict is Verdict.UNSUPPORTED


def test_words_of_another_language_cannot_be_checked():
    assert outcome("Customers are served politely.", "用户服务热情周到。").verdict is Verdict.NOT_CHECKABLE


def test_a_claim_without_a_source_is_unsupported():
    assert verify("售水量为5126万吨。", []).verdict is Verdict.UNSUPPORTED


def test_last_year_is_resolved_from_the_day_of_publication():
    quote = "去年全市总供水量5906万吨"
    published = date(2024, 2, 4)
    assert outcome("2023年总供水量为5906万吨。", quote, published=published).verdict is Verdict.SUPPORTED
    assert outcome("2021年总供水量为5906万吨。", quote, published=published).verdict is Verdict.UNSUPPORTED


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("城镇居民收入增长6.4%，农村居民收入增长4.4%。", "城镇居民收入增长4.4%，农村居民收入增长6.4%"),
        ("农村居民人均收入增长4.4%。", "城镇居民人均收入增长4.4%，农村居民人均收入增长6.4%"),
        ("全年受理业务不足3.2万件。", "受理业务3.2万件"),
        ("占比提升10.7%。", "干部占比从3.8%提升到10.7%"),
        ("每月减轻负担1335万元。", "每年减轻负担1335万元"),
        ("全年供水5126万吨。", "上半年供水5126万吨"),
        ("现有二供泵房56座。", "新建二供泵房56座"),
        ("新增社区食堂56座。", "新增二供泵房56座"),
        ("新增二供泵房56座，居民满意度明显提高。", "新增二供泵房56座"),
        ("天津市水务局派出24名专家。", "上海市水务局派出24名专家"),
    ],
)
def test_errors_that_keep_every_digit_are_caught(claim, quote):
    assert outcome(claim, quote, **REVIEW).verdict is Verdict.UNSUPPORTED


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("据统计，新能源并网装机四千零三十七万千瓦。", "新能源并网装机4037万千瓦"),
        ("粮食总产量1993.5万吨。", "粮食总产量1993.5万吨、创历史新高"),
        ("消费达18800000000元。", "带动消费188亿元"),
        ("In all, the rate was 3.44%, 4.38% and 3.75%.", "The rate was 3.44%, 4.38% and 3.75%."),
    ],
)
def test_unusual_spellings_hold(claim, quote):
    result = outcome(claim, quote)
    assert result.verdict is Verdict.SUPPORTED, result.why


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("供水企业应当提前通知用户。", "停止供水的，供水企业应当提前通知用户。"),
        ("任何单位不得改装水表。", "未经供水企业同意，任何单位不得改装水表。"),
        ("用户应当按时缴费。", "用户应当按时缴费；低保户除外。"),
        ("用户无需缴费。", "用户应当缴费。"),
        ("单位可以不安装水表。", "单位可以安装水表。"),
        ("用户应当提前申请，供水企业不得收费。", "用户不得提前申请，供水企业应当收费。"),
    ],
)
def test_a_rule_keeps_its_condition_its_exception_and_its_force(claim, quote):
    assert outcome(claim, quote).verdict is Verdict.UNSUPPORTED


def test_a_rule_in_other_words_of_the_same_force_is_supported():
    assert outcome("任何单位严禁擅自改装水表。", "任何单位不得擅自改装水表。").verdict is Verdict.SUPPORTED


def test_names_and_clauses_may_stand_in_what_is_known_of_the_quote():
    known = {"title": "平湖市供水管理办法", "clause": "第十二条", "place": "平湖市"}
    claim = "平湖市供水管理办法第十二条：用户须按时缴费。"
    assert outcome(claim, "用户应当按时缴费。", **known).verdict is Verdict.SUPPORTED
    assert outcome(claim.replace("十二", "十三"), "用户应当按时缴费。", **known).verdict is Verdict.UNSUPPORTED
    assert outcome("杭州用户须按时缴费。", "用户应当按时缴费。", **known).verdict is Verdict.UNSUPPORTED


def test_a_person_that_the_source_does_not_name_is_noticed():
    quote = "李建国担任平湖市水务集团总经理。"
    assert outcome("平湖市水务集团总经理由李建国担任。", quote).verdict is Verdict.SUPPORTED
    assert outcome("平湖市水务集团总经理由王晓峰担任。", quote).verdict is Verdict.UNSUPPORTED


@pytest.mark.parametrize("claim", ["售水量完成5126万吨。", "浊度为0.12NTU。", "浊度为０．１２NTU。"])
def test_chinese_without_spaces_small_values_and_full_width_hold(claim):
    assert outcome(claim, "全年售水量完成5126万吨，出厂水浊度0.12NTU，热线0573-85123456").verdict is Verdict.SUPPORTED


def test_the_planted_errors_are_caught_without_false_alarms():
    path = SHARED / "figures" / "planted.jsonl"
    if not path.exists():
        pytest.skip("the shared data is not beside the project")
    caught = alarms = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        pair = json.loads(line)
        source = Source(pair["source_quote"], pair["source_period"], Status(pair["source_status"]))
        supported = verify(pair["claim"], [source]).verdict is Verdict.SUPPORTED
        caught += pair["label"] == "unsupported" and not supported
        alarms += pair["label"] == "supported" and not supported
    assert caught == 40
    assert alarms == 0


@pytest.mark.parametrize("done", ["已将", "已经将"])
def test_what_is_to_be_taken_further_is_not_told_as_taken(done):
    planned = Source("拟将用水关爱功能覆盖面扩大到1200户。", period="2024", status=Status.PLANNED)
    assert verify(f"{done}用水关爱功能覆盖面扩大到1200户。", [planned]).verdict is Verdict.UNSUPPORTED
    assert verify("将用水关爱功能覆盖面扩大到1200户。", [planned]).verdict is Verdict.SUPPORTED
