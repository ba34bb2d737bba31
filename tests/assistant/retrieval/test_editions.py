from datetime import date

import pytest

from assistant.domain import Filters, Hint, Understood
from assistant.retrieval.editions import Edition, kept_to, named_editions
from assistant.retrieval.narrowing import Narrowed
from tests.support.builders import make_document

TODAY = date(2024, 3, 1)
REPORTS = [
    make_document(f"r{year}", title=f"{year}年政府工作报告", kind="report", period=str(year)) for year in (2021, 2022)
]


@pytest.mark.parametrize(
    ("question", "kind", "years"),
    [
        ("2021年国务院政府工作报告里说，经济要长多快？", "report", {2021}),
        ("去年的政府工作报告怎么说", "report", {2023}),
        ("2020年和2021年政府工作报告有什么不同", "report", {2020, 2021}),
        ("政府工作报告（2022年）讲了哪些工程", "report", {2022}),
        ("What does the 2020 annual report say about main breaks?", "annual_report", {2020}),
        ("the annual report for fiscal year 2019", "annual_report", {2019}),
        ("2021年政府工作报告提出2022年要做什么", "report", {2021}),
    ],
)
def test_a_yearly_paper_is_named_by_the_year_beside_it(question, kind, years):
    assert named_editions(question, TODAY) == (Edition(kind, frozenset(years)),)


@pytest.mark.parametrize(
    "question",
    [
        "2021年产销差率是多少",
        "2021年，政府工作报告怎么说",
        "2021年完成的工作计划有哪些",
        "2021年工作计划完成情况怎样",
        "2021年出台了哪些管理办法",
    ],
)
def test_a_year_of_an_event_or_of_an_outcome_names_no_edition(question):
    assert named_editions(question, TODAY) == ()


def kept(*hints, documents=REPORTS, **filters):
    narrowed = Narrowed(Filters(**filters), Understood("zh", hints))
    return kept_to(narrowed, (Edition("report", frozenset({2021})),), documents)


YEAR, PAPER, OTHER = Hint("year", "2021"), Hint("paper", "report"), Hint("year", "2022")


def test_the_paper_of_that_year_is_all_that_is_looked_in():
    found = kept(YEAR, PAPER, OTHER)
    assert found.filters.document_ids == ("r2021",)
    assert [hint.value for hint in found.understood.certain] == ["2021", "report"]


def test_what_the_person_took_out_or_chose_decides():
    assert kept(PAPER).filters.document_ids == ()
    assert kept(YEAR).filters.document_ids == ()
    assert kept(YEAR, PAPER, kinds=("plan",)).filters.document_ids == ()
    assert kept(YEAR, PAPER, document_ids=("r2022",)).filters.document_ids == ("r2022",)


def test_a_year_of_which_there_is_no_such_paper_keeps_nothing_out():
    assert kept(YEAR, PAPER, documents=REPORTS[1:]).filters.document_ids == ()
    assert kept(YEAR, PAPER, places=("浙江省",)).filters.document_ids == ()
