from pathlib import Path

import pytest

from evals.cities import CITY_TOPICS, Case, Failure, Topic, about_places, about_years, cases, regulates, short, shown

PRICE = Topic("供水价格", ("{}水价谁定？",))


def test_a_place_regulates_a_topic_when_one_of_its_articles_matches():
    assert regulates("第一条 城市供水 价格实行政府定价。", PRICE)
    assert not regulates("第一条 城市供水。\n第二条 价格实行政府定价。", PRICE)


def test_only_topics_of_two_places_are_asked_in_full_and_short():
    texts = {"东营市": "第一条 供水价格", "商丘市": "第一条 供水价格", "烟台市": "第一条 总则"}
    asked = list(about_places("city", texts, [PRICE, Topic("总则", ("{}？",))], lambda place: frozenset({place})))
    assert {case.question for case in asked} == {
        "东营市水价谁定？",
        "东营水价谁定？",
        "商丘市水价谁定？",
        "商丘水价谁定？",
    }
    assert {case.kind for case in asked} == {"city, full name", "city, short name"}
    assert all(case.question[:2] == short(next(iter(case.files))) for case in asked)


def test_a_year_is_asked_as_a_report_and_as_a_plan():
    asked = list(about_years({"2004": "经济增长", "2005": "经济增长"}, [Topic("经济增长", ("{}经济要长多快？",))]))
    assert [case.kind for case in asked] == ["year's report", "year's plan"] * 2
    assert "2004年" in asked[0].question


@pytest.mark.parametrize(("place", "said"), [("东营市", "东营"), ("广西壮族自治区", "广西"), ("上海", "上海")])
def test_a_place_is_said_as_people_say_it(place, said):
    assert short(place) == said


def test_one_failure_of_a_kind_that_counts_fails_the_run(capsys):
    case = Case("city, full name", "东营市？", frozenset({"东营市城市供水条例"}))
    assert shown([case], [], 5) == 0
    assert shown([case], [Failure(case, "商丘市城市供水条例")], 5) == 1
    assert "东营市？" in capsys.readouterr().out


def test_the_eight_city_rules_regulate_the_topics_that_are_asked(shared: Path):
    asked = cases(shared, {}, {})
    places = {next(iter(sorted(case.files)))[:2] for case in asked}
    assert places == {"上海", "东营", "商丘", "济南", "烟台", "菏泽", "郑州", "青岛"}
    assert len({topic.pattern for topic in CITY_TOPICS}) == len(CITY_TOPICS) == 20
    assert len(asked) > 500
