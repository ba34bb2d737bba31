from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from ingest.walking import lies_under, roots, sha256_of, sources

Lock = Callable[[Path], None]


def test_a_folder_gives_its_papers_and_passes_over_the_rest(tmp_path: Path):
    for name in ("乙 报告.docx", "甲.md", "~$乙 报告.docx", ".hidden", "manifest.csv", "README.md", "子/丙.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x", encoding="utf-8")
    assert [source.path.name for source in sources([tmp_path])] == ["乙 报告.docx", "甲.md", "丙.txt"]


def test_a_file_named_itself_is_taken_and_only_once(tmp_path: Path):
    readme = tmp_path / "README.md"
    readme.write_text("x", encoding="utf-8")
    assert [source.path for source in sources([readme, readme])] == [readme]


def test_a_path_with_nothing_there_carries_its_fault(tmp_path: Path):
    assert [type(source.fault) for source in sources([tmp_path / "fehlt.pdf"])] == [FileNotFoundError]


def test_a_folder_that_cannot_be_listed_stands_in_its_place(tmp_path: Path, lock: Lock):
    for name in ("a/1.md", "b/2.md", "c/3.md"):
        path = tmp_path / name
        path.parent.mkdir()
        path.write_text("x", encoding="utf-8")
    lock(tmp_path / "b")
    found = [(source.path.name, type(source.fault)) for source in sources([tmp_path])]
    assert found == [("1.md", type(None)), ("b", PermissionError), ("3.md", type(None))]


def test_files_come_before_folders_and_links_to_folders_are_not_followed(tmp_path: Path):
    (tmp_path / "a").mkdir()
    for name in ("a/1.md", "b.md"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    (tmp_path / "a" / "again").symlink_to(tmp_path)
    assert [source.path.name for source in sources([tmp_path])] == ["b.md", "1.md"]


def test_documents_may_have_gone_from_folders_and_from_what_is_not_there(tmp_path: Path):
    (tmp_path / "there.pdf").write_text("x", encoding="utf-8")
    given = [tmp_path, tmp_path / "there.pdf", tmp_path / "a.pdf", tmp_path / "no" / "b.pdf"]
    assert roots(given) == [tmp_path, tmp_path / "a.pdf"]
    assert lies_under(str(tmp_path / "a" / "b.pdf"), [tmp_path])
    assert not lies_under(str(tmp_path) + "-other/b.pdf", [tmp_path])
    assert not lies_under("upload/b.pdf", [tmp_path])


def test_the_hash_is_that_of_the_content(tmp_path: Path):
    path = tmp_path / "a"
    path.write_bytes(b"water")
    assert sha256_of(path) == hashlib.sha256(b"water").hexdigest()
