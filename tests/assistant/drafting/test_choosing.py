from __future__ import annotations

from datetime import date

import pytest

from assistant.domain import Document, Metadata
from assistant.drafting.choosing import choose, owner_of, speaks_of


def document(name, kind="summary", organisation="甲公司", period="2023", passages=5, place=""):
    metadata = Metadata(name, kind=kind, organisation=organisation, period=period, place=place)
    return Document(name, 1, metadata, f"{name}.md", "", 1, passages)


SUMMARY, TABLE = document("总结"), document("月报", "table")
REVIEW, RULE = document("回顾", "review"), document("办法", "policy", period=None)
OTHER = document("别家总结", organisation="乙公司", passages=3)


def names(chosen):
    return [each.document_id for each in chosen.documents]


def test_papers_of_the_organisation_with_most_text_are_taken_and_the_others_named():
    chosen = choose([SUMMARY, TABLE, OTHER, RULE], 2023)
    assert names(chosen) == ["总结", "月报"]
    assert (chosen.organisation, chosen.others) == ("甲公司", ("乙公司",))


def test_a_review_of_the_year_is_no_source_unless_it_is_all_there_is_or_named():
    assert names(choose([SUMMARY, REVIEW], 2023)) == ["总结"]
    assert names(choose([REVIEW], 2023)) == ["回顾"]
    assert names(choose([SUMMARY, REVIEW], 2023, sources=["回顾"])) == ["回顾"]


def test_organisations_are_mixed_when_a_person_says_so():
    assert set(names(choose([SUMMARY, OTHER], 2023, organisations=["甲公司", "乙公司"]))) == {"总结", "别家总结"}


def test_plans_alone_are_no_ground_for_a_review():
    assert names(choose([document("计划", "plan", period="2024")], 2023)) == []


@pytest.mark.parametrize(("kind", "period", "told"), [("report", "2025", True), ("summary", "2025", False)])
def test_a_report_called_by_a_year_also_tells_of_the_year_before(kind, period, told):
    assert speaks_of(document("x", kind, period=period), 2024) is told


def test_a_paper_without_a_period_tells_of_the_year_it_came_out_in_and_the_one_before():
    paper = Document("x", 1, Metadata("x", published=date(2024, 2, 4)), "x.md", "", 1, 1)
    assert [year for year in (2022, 2023, 2024, 2025) if speaks_of(paper, year)] == [2023, 2024]


def test_a_paper_without_an_organisation_is_of_the_only_one_of_its_place():
    paper = document("无", organisation="", place="某市")
    assert owner_of(paper, [paper, document("有", place="某市")]) == "甲公司"
    assert owner_of(paper, [paper]) == "某市"
