from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from assistant.errors import DocumentError
from assistant.library.originals import keep_original


def test_an_original_is_kept_under_its_hash_and_twice_is_once(tmp_path: Path) -> None:
    source = tmp_path / "年报 2023.PDF"
    source.write_bytes(b"%PDF")
    digest = hashlib.sha256(b"%PDF").hexdigest()
    kept = keep_original(tmp_path / "home", source, digest)
    assert kept == keep_original(tmp_path / "home", source, digest)
    assert (kept.name, kept.read_bytes()) == (f"{digest}.pdf", b"%PDF")
    assert list((tmp_path / "home" / "originals").glob("*/*")) == [kept]


def test_a_file_that_changed_meanwhile_is_not_kept(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_bytes(b"new")
    with pytest.raises(DocumentError, match="changed"):
        keep_original(tmp_path / "home", source, hashlib.sha256(b"old").hexdigest())
    assert list((tmp_path / "home" / "originals").glob("*/*")) == []
