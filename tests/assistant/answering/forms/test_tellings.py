from datetime import date

from assistant.answering.evidence import Cited
from assistant.answering.forms.tellings import told_readably
from assistant.answering.question import read
from assistant.answering.statements import read_statement
from assistant.domain import Citation, Claim, Span, Verdict
from tests.support.builders import make_candidate, make_document, make_hit

ASKED = read("2023年集团营业收入是多少？", date(2026, 11, 23))


def _told(text, first=True, wording="", **metadata):
    metadata = {"kind": "review", "period": "2023", "published": date(2024, 2, 5)} | metadata
    statement = read_statement(make_candidate(text, hit=make_hit(text, make_document(**metadata))))
    citation = Citation(1, "d1", 1, "d1.1.0", "回顾", 1, None, None, (), text, (Span(1, 0, len(text)),))
    claim = Claim(text, (1,), Verdict.SUPPORTED, statement.status, statement.period)
    return told_readably(ASKED, statement, Cited(claim, citation), first, wording)


def test_the_figure_stands_first_and_last_year_is_named_while_the_quote_stays():
    text = "去年，集团面对困难和挑战扎实推进各项工作，实现营业收入4.86亿元。"
    told = _told(text)
    assert told.claim.text == f"4.86亿元（2023年）：{text.replace('去年', '去年〔2023年〕')}"
    assert told.citation.quote == text


def test_only_the_first_claim_gets_its_figure_in_front():
    text = "2023年，集团面对困难和挑战扎实推进各项工作，实现营业收入4.86亿元。"
    assert _told(text, first=False).claim.text == text


def test_without_a_date_of_the_paper_last_year_stays_open():
    text = "去年，工作稳步推进。"
    assert _told(text, published=None).claim.text == text


def test_a_wording_that_the_quote_does_not_bear_out_is_not_used():
    text = "2023年，营业收入4.86亿元。"
    assert _told(text, first=False, wording="2023年，营业收入5.86亿元。").claim.text == text
