from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from assistant.access import LOCAL_PERSON, AccessFilter, filter_for
from assistant.library.library import Library
from ingest.duplicates import LEAST_ALIKE, LEAST_SHARE, shared, sketch
from ingest.service import IngestService
from ingest.sketches import FILE, Sketches, near_duplicates
from tests.support import files

ACCESS = filter_for(LOCAL_PERSON)
SUBJECTS = ("供水单位", "管网部门", "用户", "泵房值班人员", "水质检测机构", "抢修队伍", "客户服务中心")
DUTIES = ("应当每月巡检一次", "接到报修后两小时内到场", "不得擅自改装设施", "建立档案并保存五年", "公示检测结果")


def paper(seed: int, sentences: int = 60) -> list[str]:
    dice = random.Random(seed)
    words = "漏损管网水压计量泵站阀门抄表收费检修维护调度监测预警应急安全质量标准考核培训服务热线投诉处理"
    return [
        f"{dice.choice(SUBJECTS)}{dice.choice(DUTIES)}，{''.join(dice.sample(words, 9))}{dice.randint(2, 980)}处。"
        for _ in range(sentences)
    ]


def report(year: int, seed: int) -> str:
    """A yearly report: the same sentences every year, with that year's figures."""
    dice = random.Random(seed)
    sentences = (sentence.rstrip("0123456789处。") for sentence in paper(7))
    return f"{year}年" + "".join(f"{sentence}{dice.randint(2, 980)}处。" for sentence in sentences)


def likely(first: str, second: str) -> bool:
    a, b = sketch(first), sketch(second)
    assert a is not None
    assert b is not None
    return int((a == b).sum()) >= LEAST_ALIKE


def test_the_same_words_in_another_layout_share_everything():
    lines = paper(1)
    first, second = "".join(lines), "\n\n".join(line.replace("，", ", ") for line in lines)
    assert likely(first, second)
    assert shared(first, second) == 1


def test_a_paper_that_lost_some_lines_is_still_found():
    for seed in range(30):
        lines = paper(seed)
        kept = [line for number, line in enumerate(lines) if number % 10]
        assert likely("".join(lines), "".join(kept))
        assert shared("".join(lines), "".join(kept)) >= LEAST_SHARE


def test_papers_on_the_same_things_are_not_the_same():
    first, second = "".join(paper(1)), "".join(paper(2))
    assert not likely(first, second)
    assert shared(first, second) < LEAST_SHARE


def test_the_reports_of_two_years_are_not_the_same():
    first, second = report(2022, 1), report(2023, 2)
    assert shared(first, second) == 0
    assert shared(first, first + "附注：以上数据已经核对。") == 1


@pytest.mark.parametrize("text", ["", "同意。", "7" * 50])
def test_a_short_text_is_like_nothing(text: str):
    assert sketch(text) is None
    assert shared(text, text) == 0


def test_a_sketch_is_the_same_in_every_process():
    text = "".join(paper(3))
    made = sketch(text)
    assert made is not None
    assert (made.dtype, made.shape) == (np.dtype(np.uint32), (64,))
    assert made[:3].tolist() == [53225275, 36992708, 5478278]


def take_in(intake: IngestService, folder: Path) -> dict[str, tuple[str, tuple[str, ...]]]:
    done = intake.ingest([folder], LOCAL_PERSON).files
    return {Path(each.path).name: (str(each.document_id), each.warnings) for each in done}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "收文"
    made.mkdir()
    (made / "a.docx").write_bytes(files.docx([("Normal", line) for line in paper(1)]))
    (made / "b.txt").write_text("\n".join(paper(2)), encoding="utf-8")
    return made


def test_a_second_form_of_a_paper_is_a_warning_when_it_comes_in(folder: Path, intake: IngestService):
    first = take_in(intake, folder)
    assert [warnings for _, warnings in first.values()] == [(), ()]
    (folder / "c.md").write_text("\n\n".join(paper(1)), encoding="utf-8")
    (warning,) = take_in(intake, folder)["c.md"][1]
    assert "几乎相同" in warning
    assert "a.docx" in warning


def test_two_forms_that_come_in_together_are_told_once(folder: Path, intake: IngestService):
    (folder / "c.md").write_text("\n\n".join(paper(1)), encoding="utf-8")
    found = take_in(intake, folder)
    assert [len(found[name][1]) for name in ("a.docx", "b.txt", "c.md")] == [0, 0, 1]


def test_near_duplicates_are_found_from_either_side_and_not_for_who_may_not_see_them(
    folder: Path, intake: IngestService, library: Library
):
    (folder / "c.md").write_text("\n\n".join(paper(1)), encoding="utf-8")
    found = take_in(intake, folder)
    ids = {name: document_id for name, (document_id, _) in found.items()}
    for one, other in (("a.docx", "c.md"), ("c.md", "a.docx")):
        (near,) = intake.near_duplicates(ids[one], LOCAL_PERSON)
        assert near.document.document_id == ids[other]
        assert near.share > 0.95
    assert near_duplicates(library, ids["b.txt"], ACCESS) == ()
    (folder / "manifest.csv").write_text("path,access_label\nc.md,secret\n", encoding="utf-8")
    intake.ingest([folder], LOCAL_PERSON)
    assert near_duplicates(library, ids["a.docx"], ACCESS) == ()
    both = AccessFilter(frozenset({"staff", "secret"}))
    assert len(near_duplicates(library, ids["a.docx"], both)) == 1


def test_a_lost_or_torn_file_of_sketches_changes_nothing(folder: Path, intake: IngestService, library: Library):
    take_in(intake, folder)
    stored = library.home / FILE
    assert stored.stat().st_size == 2 * 264
    for damage in (stored.unlink, lambda: stored.write_bytes(stored.read_bytes()[:100])):
        damage()
        (folder / "c.md").write_text("\n\n".join(paper(1)), encoding="utf-8")
        found = take_in(intake, folder)
        assert len(found["c.md"][1]) == 1
        assert stored.stat().st_size == 3 * 264
        (folder / "c.md").unlink()
        intake.ingest([folder], LOCAL_PERSON, sync=True)


def test_a_replaced_document_is_compared_by_its_present_words(folder: Path, intake: IngestService, library: Library):
    (folder / "c.md").write_text("\n\n".join(paper(1)), encoding="utf-8")
    found = take_in(intake, folder)
    (folder / "c.md").write_text("\n\n".join(paper(9)), encoding="utf-8")
    intake.ingest([folder], LOCAL_PERSON)
    assert Sketches(library).near(found["a.docx"][0], ACCESS) == ()
