from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant.curation import Basis, Decision, Replacement, Standing
from assistant.domain import Metadata
from assistant.library.papers import Paper
from assistant.library.standing import Papers, standing_on, successor

SHARED = Path(__file__).parents[4] / "shared" / "data" / "docs"
OLD, NEW = date(2019, 1, 1), date(2023, 1, 1)


def rule(name: str, title: str, published: date | None, **known: Any) -> Paper:
    stated = known.pop("stated", False)
    metadata = Metadata(title, **{"kind": "policy", "place": "清源市", "published": published} | known)
    return Paper(name, metadata, f"papers/{name}.docx", stated)


def found(*papers: Paper, decided: tuple[Replacement, ...] = ()) -> set[tuple[str, str, str, str]]:
    known = Papers(papers, decided)
    return {
        (each.older, each.newer, each.basis.value, each.state.value)
        for paper in papers
        for each in known.replacing(paper.document_id)
    }


def test_a_rule_named_as_repealed_is_replaced_from_the_day_the_newer_takes_effect() -> None:
    older = rule("a", "中华人民共和国档案法实施办法", OLD)
    newer = rule("b", "档案法实施条例", NEW, effective_from=date(2023, 3, 1), replaces=("档案法实施办法",))
    (only,) = Papers([older, newer]).replacing("a")
    assert only == Replacement("a", "b", Basis.REPEAL, Decision.IN_EFFECT, date(2023, 3, 1))


@pytest.mark.parametrize(
    "known", [{"place": "平湖市"}, {"published": date(2018, 1, 1)}, {"replaces": ("档案法实施办法补充规定",)}]
)
def test_a_repeal_counts_only_for_that_title_there_and_afterwards(known: dict[str, Any]) -> None:
    newer = {"title": "乙办法", "published": NEW, "replaces": ("档案法实施办法",)} | known
    assert found(rule("a", "档案法实施办法", OLD), rule("b", **newer)) == set()


def test_what_the_manifest_says_is_replaced_may_be_named_by_its_number() -> None:
    older = rule("a", "居民水费减免办法（2021年）", OLD, doc_number="清水〔2021〕15号")
    newer = rule("b", "困难家庭水费规定", NEW, replaces=("清水[2021]15号",), stated=True)
    assert found(older, newer) == set()
    newer = rule("b", "困难家庭水费规定", NEW, replaces=("清水〔2021〕15号",), stated=True)
    assert found(older, newer) == {("a", "b", "manifest", "in_effect")}


def test_each_edition_is_replaced_by_the_next() -> None:
    first, second = rule("a", "报装办法（试行）", OLD), rule("b", "报装办法", date(2021, 1, 1))
    assert found(rule("c", "报装办法（2023年修订）", NEW), first, second) == {
        ("a", "b", "edition", "in_effect"),
        ("b", "c", "edition", "in_effect"),
    }


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ({"place": "平湖市"}, {}),
        ({"period": "2022"}, {"period": "2023"}),
        ({"kind": "review"}, {"kind": "review"}),
        ({"kind": "notice"}, {"kind": "notice"}),
        ({"kind": "report"}, {"kind": "report"}),
        ({"published": NEW}, {}),
        ({"published": None}, {}),
        ({"title": "报装办法（征求意见稿）"}, {}),
    ],
)
def test_these_are_no_editions_of_one_rule(older: dict[str, Any], newer: dict[str, Any]) -> None:
    shared = {"title": "报装办法"}
    first = rule("a", **shared | {"published": OLD} | older)
    assert found(first, rule("b", **shared | {"published": NEW} | newer)) == set()


def test_the_same_title_of_two_houses_or_with_unlike_dates_is_only_suggested() -> None:
    mine, theirs = rule("a", "报装办法", OLD, organisation="甲水务"), rule("b", "报装办法", NEW, organisation="乙水务")
    assert found(mine, theirs) == {("a", "b", "edition", "suggested")}
    undated = rule("b", "报装办法", None, effective_from=NEW)
    assert found(rule("a", "报装办法", OLD), undated) == {("a", "b", "edition", "suggested")}


def test_near_titles_are_suggested_until_something_stronger_is_known() -> None:
    older, newer = rule("a", "信访条例", OLD), rule("b", "信访工作条例", NEW)
    assert found(older, newer) == {("a", "b", "similar", "suggested")}
    repealing = rule("c", "来访接待办法", NEW, replaces=("信访条例",))
    assert found(older, newer, repealing) == {("a", "c", "repeal", "in_effect")}
    assert found(rule("a", "劳动合同法条例", OLD), rule("b", "劳动合同法实施条例", NEW)) == set()


@pytest.mark.parametrize("name", ["b", "乙办法（试行）", "清水〔2023〕3号", "papers/b.docx", "./b.docx", "b.docx"])
def test_the_manifest_may_name_the_successor_in_any_way(name: str) -> None:
    older = rule("a", "甲办法", OLD, superseded_by=name)
    newer = rule("b", "乙办法", NEW, doc_number="清水〔2023〕3号")
    assert found(older, newer) == {("a", "b", "manifest", "in_effect")}
    assert found(older, rule("c", "丙办法", NEW)) == set()


def test_a_person_decides_above_all_that_is_found() -> None:
    first, second, third = (rule(name, "报装办法", date(2020 + n, 1, 1)) for n, name in enumerate("abc"))
    no = Replacement("a", "b", Basis.PERSON, Decision.REJECTED, by="li")
    assert found(first, second, third, decided=(no,)) == {
        ("a", "b", "person", "rejected"),
        ("a", "c", "edition", "in_effect"),
        ("b", "c", "edition", "in_effect"),
    }
    other_way = Replacement("b", "a", Basis.PERSON, Decision.IN_EFFECT, by="li")
    assert found(first, second, decided=(other_way,)) == {("b", "a", "person", "in_effect")}


def test_putting_and_dropping_tells_every_paper_whose_answer_changes() -> None:
    papers = [
        rule("a", "信访条例", OLD),
        rule("b", "信访工作条例", NEW),
        rule("c", "报装办法", OLD),
        rule("d", "报装办法", NEW),
        rule("e", "抄表规程", OLD, superseded_by="计量规程"),
        rule("f", "计量规程", NEW, replaces=("旧规程",)),
        rule("g", "旧规程", OLD),
    ]
    for left in papers:
        known = Papers([each for each in papers if each is not left])
        before = {name: known.replacing(name) for name in "abcdefg"}
        touched = known.put(left)
        assert {name for name in "abcdefg" if known.replacing(name) != before[name]} <= touched
        after = {name: known.replacing(name) for name in "abcdefg"}
        assert after == {name: Papers(papers).replacing(name) for name in "abcdefg"}
        assert {name for name in "abcdefg" if after[name] != before[name]} <= known.drop(left.document_id)
        assert {name: known.replacing(name) for name in "abcdefg"} == before


def test_a_title_that_hundreds_share_names_no_rule() -> None:
    papers = [rule(f"d{n:03}", "停水处理规程", date.fromordinal(730_000 + n)) for n in range(201)]
    known = Papers(papers[:200])
    assert len(known.replacing("d000")) == 1
    assert "d000" in known.put(papers[200])
    assert known.replacing("d000") == ()
    assert "d000" in known.drop("d200")
    assert len(known.replacing("d000")) == 1


@pytest.mark.parametrize(
    ("known", "since", "day", "standing"),
    [
        ({}, (), NEW, Standing.IN_FORCE),
        ({"effective_from": date(2023, 1, 2)}, (), NEW, Standing.NOT_YET),
        ({"effective_from": NEW, "effective_to": NEW}, (), NEW, Standing.IN_FORCE),
        ({"effective_to": OLD}, (), NEW, Standing.ENDED),
        ({}, (NEW,), NEW, Standing.SUPERSEDED),
        ({}, (date(2023, 1, 2),), NEW, Standing.IN_FORCE),
        ({}, (None,), NEW, Standing.SUPERSEDED),
        ({"superseded_by": "not here"}, (), NEW, Standing.SUPERSEDED),
    ],
)
def test_a_paper_stands_as_the_day_says(
    known: dict[str, Any], since: tuple[date | None, ...], day: date, standing: Standing
) -> None:
    replaced = [Replacement("a", f"b{n}", Basis.EDITION, Decision.IN_EFFECT, each) for n, each in enumerate(since)]
    assert standing_on(Metadata("t", **known), replaced, day) is standing


def test_the_successor_named_is_a_persons_then_the_soonest() -> None:
    edition = Replacement("a", "b", Basis.EDITION, Decision.IN_EFFECT, OLD)
    later = Replacement("a", "c", Basis.EDITION, Decision.IN_EFFECT, date(2020, 1, 1))
    person = Replacement("a", "d", Basis.PERSON, Decision.IN_EFFECT, NEW)
    assert successor([later, edition], NEW) == "b"
    assert successor([later, edition, person], NEW) == "d"
    assert successor([later, edition, person], date(2022, 1, 1)) == "b"
    assert successor([person], OLD) is None


def test_of_the_shared_papers_only_those_known_to_be_replaced_are() -> None:
    if not SHARED.is_dir():
        pytest.skip("../shared/data/docs is not here")
    from ingest.manifest import entry_for
    from ingest.metadata import detect_metadata
    from ingest.readers import read

    corpus = Path(__file__).parents[3] / "corpus" / "documents"
    papers = []
    for folder in (SHARED / "laws", SHARED / "gov_reports_2025_docx", corpus):
        for file in sorted(folder.iterdir()):
            entry = entry_for(file)
            metadata = entry.applied(detect_metadata(read(file.read_bytes(), file.name), file.name))
            papers.append(Paper(file.stem, metadata, str(file), "replaces" in dict(entry.values)))
    assert len(papers) > 90
    assert found(*papers) == {
        ("档案法实施办法(2017-03-01)", "档案法实施条例(2024-01-12)", "repeal", "in_effect"),
        ("浙江省水资源管理条例(2017-11-30)", "浙江省水资源条例(2020-09-24)", "repeal", "in_effect"),
        ("突发事件应对法(2007-08-30)", "突发事件应对法(2024-06-28)", "edition", "in_effect"),
        ("信访条例(2005-01-10)", "信访工作条例(2022-02-25)", "similar", "suggested"),
        ("城市节约用水管理规定(1988-12-20)", "节约用水条例(2024-03-09)", "similar", "suggested"),
        ("居民水费减免办法（2021年）", "居民水费减免办法（2023年修订）", "manifest", "in_effect"),
    }
