from __future__ import annotations

from pathlib import Path

import pytest

from assistant import open_assistant
from assistant.access import LOCAL_PERSON
from assistant.domain import Status
from assistant.drafts import DraftRequest
from assistant.figures import Wanted
from evals.drafts import KEY, measure, read_key

ROOT = Path(__file__).parents[2]
PAGE = ROOT.parent / "shared" / "data" / "docs" / "newspaper"
NAMES = [*(f"{each}2023年工作总结" for each in ("生产运行部", "管网运维部", "客户服务部", "工程建设部", "党群人力部")),
         "2023年生产经营月报表", "2023年度工作回顾", "2024年度工作计划"]  # fmt: skip


def measured(paths, home, count):
    assistant = open_assistant(home)
    assistant.ingest(paths, LOCAL_PERSON)
    draft = assistant.draft(DraftRequest(2023, assistant.outline("special_report", LOCAL_PERSON)), LOCAL_PERSON)
    wanted = Wanted(document_ids=draft.sources, years=(2023,), statuses=(Status.ACHIEVED,))
    figures = [each for each in assistant.figures(LOCAL_PERSON, wanted) if each.usable and not each.within]
    return draft, measure(assistant, draft, figures, read_key(KEY), count)


def holds_its_floors(result):
    assert (result["cited"], result["supported"], result["verified"]) == (1.0, 1.0, 1.0)
    assert (result["plans_in_results"], result["repeated"]) == (0, 0)
    assert result["used_in_right_theme"] >= 0.85, result["missed"]
    assert result["edits_caught"] >= 0.98, result["uncaught"]


def test_the_sample_utilitys_special_report_holds_every_floor_without_its_own_review(tmp_path):
    papers = [path for path in (ROOT / "corpus" / "documents").iterdir() if path.stem in NAMES]
    assert len(papers) == len(NAMES)
    draft, result = measured(papers, tmp_path / "home", 100)
    holds_its_floors(result)
    assert result["edits"] == 100
    assert "2023年度工作回顾" not in {each.title for each in draft.citations}


@pytest.mark.skipif(not PAGE.is_dir(), reason="the shared newspaper page is not here")
def test_the_newspaper_pages_special_report_holds_every_floor(tmp_path):
    _, result = measured([PAGE], tmp_path / "home", 100)
    holds_its_floors(result)


def test_a_draft_without_a_theme_is_measured_as_lacking_its_figures(tmp_path):
    papers = [path for path in (ROOT / "corpus" / "documents").iterdir() if path.stem == NAMES[0]]
    assistant = open_assistant(tmp_path / "home")
    assistant.ingest(papers, LOCAL_PERSON)
    outline = assistant.outline("special_report", LOCAL_PERSON)
    draft = assistant.draft(DraftRequest(2023, outline, section="队伍提振"), LOCAL_PERSON)
    figures = assistant.figures(LOCAL_PERSON, Wanted(years=(2023,), statuses=(Status.ACHIEVED,)))
    assert measure(assistant, draft, figures, read_key(KEY), 10)["used_in_right_theme"] < 0.2
