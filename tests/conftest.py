from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.hashing_embedder import HashingEmbedder

ROOT = Path(__file__).parent.parent


@pytest.fixture
def embedder() -> HashingEmbedder:
    return HashingEmbedder()


@pytest.fixture(scope="session")
def shared() -> Iterator[Path]:
    """The folder of measurement data beside the repository; it is not part of it."""
    folder = ROOT.parent / "shared" / "data" / "docs"
    if not folder.is_dir():
        pytest.skip("the measurement data (../shared) is not here")
    return folder


@pytest.fixture(scope="session")
def corpus_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library that holds the sample corpus, filled once with the real model. Tests only read it."""
    from assistant import open_assistant
    from assistant.access import LOCAL_PERSON

    home = tmp_path_factory.mktemp("corpus") / "home"
    report = open_assistant(home).ingest([ROOT / "corpus"], LOCAL_PERSON)
    assert all(each.status.value == "added" for each in report.files)
    return home
