from __future__ import annotations

import pytest

from assistant.drafting.outline import outline_named, parse, read_outline, shipped, to_yaml
from assistant.drafts import Part
from assistant.errors import NotFound, UsageError

SMALL = (
    "name: mine\ntitle: 回顾\nsections:\n  - heading: 盘点\n    part: results\n    topics: [管网, 2023]\n    most: 5\n"
)


def test_the_outlines_that_come_along_can_be_read_and_are_found_by_name():
    names = {each.name for each in shipped()}
    assert names == {"special_report", "yearly_review", "department_summary", "next_year_plan", "yearly_review_en"}
    assert all(outline_named(name).sections for name in names)


def test_the_special_report_has_five_themes_each_with_a_case_and_results_and_then_plans():
    sections = outline_named("special_report").sections
    cases = [i for i, each in enumerate(sections) if each.part is Part.CASE]
    assert len(cases) == 5
    assert all(sections[i - 1].part is Part.HEADING and sections[i + 1].part is Part.RESULTS for i in cases)
    assert [each.part for each in sections][-4:] == [Part.PLAN] * 4


@pytest.mark.parametrize("outline", shipped(), ids=lambda each: each.name)
def test_an_outline_written_as_yaml_reads_back_the_same(outline):
    assert parse(to_yaml(outline), outline.name) == outline


def test_a_file_is_read_with_its_defaults(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(SMALL, encoding="utf-8")
    [section] = read_outline(path).sections
    assert (section.level, section.most, section.topics, section.years) == (1, 5, ("管网", "2023"), (0,))
    assert outline_named(str(path)) == read_outline(path)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (SMALL.replace("results", "nonsense"), "part"),
        (SMALL.replace("most: 5", "most: 0"), "most"),
        (SMALL.replace("topics", "topic"), "field"),
        (SMALL.replace("heading: 盘点", "heading: ''"), "heading"),
        ("name: x\nsections: []\n", "sections"),
        ("name: x\nlanguage: fr\nsections: [{heading: a}]\n", "language"),
        ("- a\n- b\n", "mapping"),
        (SMALL + "    years: [one]\n", "years"),
    ],
)
def test_what_is_wrong_with_an_outline_is_said(wrong, field):
    with pytest.raises(UsageError) as caught:
        parse(wrong, "mine.yaml")
    assert caught.value.params["field"] == field


def test_a_file_that_is_no_yaml_and_a_name_that_is_no_outline_are_told_apart():
    with pytest.raises(UsageError):
        parse("a: [", "mine.yaml")
    with pytest.raises(NotFound):
        outline_named("no_such_outline")
