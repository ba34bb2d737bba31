from __future__ import annotations

from pathlib import Path

import pytest

from evals.soak_kills import soak, write_editions


def test_between_the_editions_files_change_move_come_and_go(tmp_path: Path):
    former, present = (dict(edition) for edition in write_editions(tmp_path, 5))
    assert {path.suffix for path in present} >= {".docx", ".pdf", ".md", ".xlsx", ".txt"}
    assert any(former[path] != present[path] for path in former.keys() & present.keys())
    assert any(former[path] == present[path] for path in former.keys() & present.keys())
    gone = former.keys() - present.keys()
    assert any(former[path] in present.values() for path in gone)  # moved
    assert any(former[path] not in present.values() for path in gone)
    assert present.keys() - former.keys()


@pytest.mark.slow
def test_ingestion_killed_at_any_moment_loses_and_doubles_nothing():
    report = soak(count=10, seed=7, files=5)
    assert report["wrong"] == []
    assert sum(report["doctor"].values()) == 10
