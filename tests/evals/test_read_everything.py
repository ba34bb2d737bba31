from __future__ import annotations

import gzip
import json
from pathlib import Path

from assistant.settings import ReadingSettings
from evals.read_everything import documents, main, read_all, report
from tests.support import files

READING = ReadingSettings(ocr=False)


def test_each_file_is_a_line_and_an_unread_page_is_not_silent(tmp_path: Path):
    (tmp_path / "a.pdf").write_bytes(files.pdf([["供水量5906万吨。"], []]))
    (tmp_path / "b.docx").write_bytes(b"PK broken")
    heard = []
    lines = read_all(sorted(tmp_path.iterdir()), READING, heard.append)
    assert heard == lines
    read, broken = lines
    assert (read.status, read.pages, read.text, read.none, read.silent, read.honest) == ("added", 2, 1, 1, (), True)
    assert (broken.status, bool(broken.reason), broken.honest) == ("rejected", True, True)
    assert report(lines)["status"] == {"added": 1, "rejected": 1}


def test_texts_in_archives_are_written_out_and_questions_are_no_documents(tmp_path: Path):
    docs = tmp_path / "docs"
    (docs / "text").mkdir(parents=True)
    (docs / "docs_qa.jsonl").write_text("{}", encoding="utf-8")
    (docs / "法.md").write_text("# 法", encoding="utf-8")
    with gzip.open(docs / "text" / "news.jsonl.gz", "wt", encoding="utf-8") as out:
        out.write("\n".join(json.dumps({"text": text}) for text in ("一", "二")))
    found = documents(docs, tmp_path / "scratch")
    assert [path.name for path in found] == ["法.md", "0000.txt", "0001.txt"]
    assert found[2].read_text(encoding="utf-8") == "二"


def test_some_real_files_go_in_without_a_silent_page(shared: Path, capsys):
    names = ["水法(2016", "weknora", "mineru_xlsx", "two_column_en_scan", "pinghu"]
    assert main(["--data", str(shared.parent), "--no-ocr", "--only", *names]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert (printed["files"], printed["silent_pages"], printed["dishonest"]) == (len(names), 0, [])
