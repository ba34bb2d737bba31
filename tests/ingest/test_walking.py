from __future__ import annotations

import hashlib
from pathlib import Path

from ingest.walking import folders, lies_under, sha256_of, sources


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


def test_a_path_with_nothing_there_is_marked(tmp_path: Path):
    assert [source.missing for source in sources([tmp_path / "fehlt.pdf"])] == [True]


def test_only_folders_have_things_under_them(tmp_path: Path):
    assert folders([tmp_path, tmp_path / "a.pdf"]) == [tmp_path]
    assert lies_under(str(tmp_path / "a" / "b.pdf"), [tmp_path])
    assert not lies_under(str(tmp_path) + "-other/b.pdf", [tmp_path])
    assert not lies_under("upload/b.pdf", [tmp_path])


def test_the_hash_is_that_of_the_content(tmp_path: Path):
    path = tmp_path / "a"
    path.write_bytes(b"water")
    assert sha256_of(path) == hashlib.sha256(b"water").hexdigest()
