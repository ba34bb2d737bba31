from datetime import date

from assistant.answering.forms.trimming import trimmed
from assistant.answering.question import read
from assistant.answering.statements import read_statement
from tests.support.builders import make_candidate, make_document, make_hit

TODAY = date(2026, 11, 23)
LONG = (
    "修订居民水费减免办法，减免水量由每户每月5立方米提高到8立方米，新增减免168户，年末享受减免1982户；"
    "全年实施计划停水57次，全部按规定提前通知，用户反映良好；全年开展入企服务96次，受到好评，企业普遍满意。"
)


def _statement(text, kind="review"):
    return read_statement(make_candidate(text, hit=make_hit(text, make_document(kind=kind, period="2023"))))


def test_a_long_sentence_of_a_report_is_cut_to_the_clause_that_answers_verbatim():
    told = trimmed(read("2023年开展入企服务多少次？", TODAY), _statement(LONG))
    assert told.candidate.text == "全年开展入企服务96次"
    start, end = told.candidate.parts[0]
    assert LONG[start:end] == told.candidate.text


def test_a_short_sentence_and_a_rule_stay_whole():
    short = _statement("全年开展入企服务96次，受到好评。")
    assert trimmed(read("2023年开展入企服务多少次？", TODAY), short) is short
    rule = _statement(LONG, kind="policy")
    assert trimmed(read("2023年开展入企服务多少次？", TODAY), rule) is rule


def test_an_exception_is_never_cut_off():
    told = _statement(LONG.replace("受到好评，企业普遍满意", "但重点企业另行安排的除外"))
    assert trimmed(read("2023年开展入企服务多少次？", TODAY), told) is told


def test_a_plan_is_never_cut_to_what_reads_as_a_result():
    text = "2024年计划" + LONG.replace("全年", "")
    told = trimmed(read("2024年计划开展入企服务多少次？", TODAY), _statement(text, kind="plan"))
    assert "计划" in told.candidate.text
