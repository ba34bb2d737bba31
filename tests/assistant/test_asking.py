from datetime import date

import pytest

from assistant import open_assistant
from assistant.access import LOCAL_PERSON
from assistant.curation import Decision
from assistant.domain import AnswerStatus, Filters, Reason

OLD = """# 汀澜市清源水务集团夜间用水优惠办法

发布日期：2019年3月1日

第一条 为鼓励错峰用水，制定本办法。

第二条 居民用户在夜间二十二时至次日六时用水的，水价按八折计收。

第三条 本办法自2019年4月1日起施行。
"""
NEW = """# 汀澜市清源水务集团节约用水奖励办法

发布日期：2022年6月1日

第一条 为奖励节约用水，制定本办法。

第二条 年度用水量比上一年度下降百分之十以上的居民小区，由集团给予奖励。

第三条 本办法自2022年7月1日起施行，《汀澜市清源水务集团夜间用水优惠办法》同时废止。
"""
QUESTION = "居民用户夜间用水的水价怎么计收？"


@pytest.fixture(scope="module")
def assistant(tmp_path_factory):
    folder = tmp_path_factory.mktemp("rules")
    (folder / "夜间用水优惠办法.md").write_text(OLD, encoding="utf-8")
    (folder / "节约用水奖励办法.md").write_text(NEW, encoding="utf-8")
    opened = open_assistant(folder / "home")
    opened.ingest([folder / "夜间用水优惠办法.md", folder / "节约用水奖励办法.md"], LOCAL_PERSON)
    return opened


def ids(assistant) -> dict[str, str]:
    return {each.title: each.document_id for each in assistant.documents(LOCAL_PERSON)}


def test_what_only_a_repealed_rule_says_is_a_refusal_that_quotes_it_and_names_its_successor(assistant):
    answer = assistant.ask(QUESTION, LOCAL_PERSON)
    assert (answer.status, answer.reason) == (AnswerStatus.REFUSED, Reason.SUPERSEDED_ONLY)
    assert answer.claims == ()
    assert "八折" in answer.text
    assert "已被《汀澜市清源水务集团节约用水奖励办法》取代" in answer.text
    assert answer.citations[0].standing == "superseded"


def test_as_of_a_day_before_the_repeal_the_rule_answers(assistant):
    answer = assistant.ask(QUESTION, LOCAL_PERSON, Filters(as_of=date(2021, 5, 1)))
    assert answer.status is AnswerStatus.ANSWERED
    assert "八折" in answer.claims[0].text
    assert answer.citations[0].clause == "第二条"


def test_as_of_a_day_after_the_repeal_it_does_not(assistant):
    assert not assistant.ask(QUESTION, LOCAL_PERSON, Filters(as_of=date(2023, 5, 1))).claims


def test_a_repealed_rule_that_was_named_answers_and_says_so(assistant):
    old = ids(assistant)["汀澜市清源水务集团夜间用水优惠办法"]
    answer = assistant.ask(QUESTION, LOCAL_PERSON, Filters(document_ids=(old,)))
    assert answer.status is AnswerStatus.ANSWERED
    assert answer.text.splitlines()[-1].startswith("请注意：《汀澜市清源水务集团夜间用水优惠办法》已被")


def test_a_rule_in_force_shows_its_effective_date(assistant):
    answer = assistant.ask("小区用水量下降多少可以得到奖励？", LOCAL_PERSON)
    assert answer.citations[0].standing == "in_force"
    assert answer.citations[0].effective_from == date(2022, 7, 1)


def test_a_person_who_rejects_the_repeal_has_the_rule_answer_again(assistant):
    older, newer = (ids(assistant)[f"汀澜市清源水务集团{name}"] for name in ("夜间用水优惠办法", "节约用水奖励办法"))
    assistant.decide(older, newer, Decision.REJECTED, LOCAL_PERSON)
    try:
        assert assistant.ask(QUESTION, LOCAL_PERSON).status is AnswerStatus.ANSWERED
    finally:
        assistant.decide(older, newer, Decision.IN_EFFECT, LOCAL_PERSON)
    assert assistant.ask(QUESTION, LOCAL_PERSON).reason is Reason.SUPERSEDED_ONLY
