import gzip
import json

from assistant.access import LOCAL_PERSON
from evals.filled import filled_with, unpacked


def test_a_library_is_filled_through_the_intake_and_gone_afterwards(tmp_path, embedder):
    path = tmp_path / "规定.md"
    path.write_text("# 规定\n\n第一条 水箱每半年清洗一次。\n", encoding="utf-8")
    with filled_with([path], embedder) as parts:
        home = parts.library.home
        assert [document.title for document in parts.assistant.documents(LOCAL_PERSON)] == ["规定"]
    assert not home.exists()


def test_a_library_with_a_home_stays(tmp_path, embedder):
    path = tmp_path / "规定.md"
    path.write_text("# 规定\n\n第一条 水箱每半年清洗一次。\n", encoding="utf-8")
    with filled_with([path], embedder, tmp_path / "home"):
        pass
    with filled_with([], embedder, tmp_path / "home") as parts:
        assert len(parts.assistant.documents(LOCAL_PERSON)) == 1


def test_rejected_files_are_named(tmp_path, embedder, capsys):
    path = tmp_path / "bad.pdf"
    path.write_bytes(b"%PDF-1.7\nnothing follows")
    with filled_with([path], embedder):
        pass
    assert "bad.pdf" in capsys.readouterr().err


def test_packed_texts_become_files_named_by_their_titles(tmp_path):
    packed = tmp_path / "reports.jsonl.gz"
    with gzip.open(packed, "wt", encoding="utf-8") as file:
        file.write(json.dumps({"title": "2004年报告", "text": "各位代表"}, ensure_ascii=False) + "\n")
    assert [path.name for path in unpacked(packed, tmp_path)] == ["2004年报告.txt"]
    assert (tmp_path / "2004年报告.txt").read_text("utf-8") == "各位代表"
