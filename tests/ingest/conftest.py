from __future__ import annotations

import ctypes
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.library.library import Library
from assistant.library.registry import ModelStamp
from assistant.settings import LibrarySettings, Settings
from ingest.bootstrap import open_intake
from ingest.service import IngestService
from tests.support.hashing_embedder import HashingEmbedder


@pytest.fixture
def library(tmp_path: Path, embedder: HashingEmbedder) -> Iterator[Library]:
    stamp = ModelStamp(embedder.model_id, embedder.dimension, "hashing")
    opened = Library.open(tmp_path / "home", LibrarySettings(), lambda: stamp)
    yield opened
    opened.close()


@pytest.fixture
def intake(tmp_path: Path, library: Library, embedder: HashingEmbedder) -> IngestService:
    return open_intake(Settings(home=tmp_path / "home"), library, embedder)


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "文件 夹"
    folder.mkdir()
    (folder / "供水 办法.md").write_text(
        "# 供水办法\n\n第一条 供水量为462万吨。\n\n第二条 用户应当节约用水。", encoding="utf-8"
    )
    (folder / "总结.txt").write_bytes("全年受理热线1864件。".encode("gb18030"))
    return folder


def _without(effective: int) -> None:
    """Give up (or take back) the capabilities that let root read everything. Linux only."""
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    words = (ctypes.c_uint32 * 6)()
    if libc.capget(header, words):
        pytest.skip("root's capabilities cannot be looked at here")
    words[0] = (words[1] & ~0b110) if not effective else words[1]
    if libc.capset(header, words):
        pytest.skip("root's capabilities cannot be laid down here")


@pytest.fixture
def lock() -> Iterator[Callable[[Path], None]]:
    """Takes all permissions from a path until the test is over, also from root."""
    locked: list[Path] = []

    def take(path: Path) -> None:
        path.chmod(0)
        locked.append(path)
        if os.geteuid() == 0:
            _without(effective=0)

    yield take
    if locked and os.geteuid() == 0:
        _without(effective=1)
    for path in reversed(locked):
        path.chmod(0o755)
